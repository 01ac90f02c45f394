"""The floor under the quality of answers: it may only rise (`make eval` prints all figures)."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FLOOR = {"right": 0.82, "verdict": 0.82, "refused_well": 0.78}
CEILING = {"false_refusals": 0.04, "invented_citations": 0, "quotes_not_in_source": 0}


@pytest.fixture(scope="module")
def evaluation(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        return importlib.import_module("eval_ask")


def test_a_fifth_of_the_bank_is_answered_as_well_as_before(evaluation: ModuleType, shared: Path, cache: Path) -> None:
    rows = evaluation.read(shared / "questions/bank.jsonl")[::5]
    questions, answers = evaluation.by_author(rows, cache, dense=False)
    scorer = evaluation.scorer()
    raw = (shared / "regulation/source.txt").read_text("utf-8")
    source, exists = scorer.norm(raw), scorer.provisions(raw)
    judged = [(q, a, scorer.judge(q, a, source, exists)) for q, a in zip(questions, answers, strict=True)]
    figures = scorer.figures(judged)
    assert {key: figures[key] for key, floor in FLOOR.items() if figures[key] < floor} == {}
    assert {key: figures[key] for key, ceiling in CEILING.items() if figures[key] > ceiling} == {}
