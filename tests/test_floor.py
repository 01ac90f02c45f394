"""The floor under the quality of answers: it may only rise (`make eval` prints all figures)."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

FLOOR = {"right": 0.82, "verdict": 0.82, "refused_well": 0.78}
BARE_FLOORS = {"second": {"right": 0.57, "refused_well": 0.78}, "third": {"right": 0.6, "refused_well": 0.6}}
BARE_CEILING = {"false_refusals": 0.1, "invented_citations": 0, "quotes_not_in_source": 0}
CEILING = {"false_refusals": 0.04, "invented_citations": 0, "quotes_not_in_source": 0}


@pytest.fixture(scope="module")
def evaluation(root: Path) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(root / "bench"))
        return importlib.import_module("eval_ask")


def test_a_fifth_of_the_bank_is_answered_as_well_as_before(evaluation: ModuleType, shared: Path, cache: Path) -> None:
    rows = evaluation.read(shared / "questions/bank.jsonl")[::5]
    questions, answers = evaluation.by_author(rows, cache, dense=False)
    figures, _ = evaluation.scored(questions, answers)
    assert {key: figures[key] for key, floor in FLOOR.items() if figures[key] < floor} == {}
    assert {key: figures[key] for key, ceiling in CEILING.items() if figures[key] > ceiling} == {}


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("name", BARE_FLOORS)
def test_a_regulation_without_collected_questions_is_answered_as_well_as_before(
    name: str, evaluation: ModuleType, cache: Path
) -> None:
    rows, answers, source = evaluation.asked_elsewhere(name, cache, dense=False)
    figures, _ = evaluation.scored(rows, answers, source)
    assert {key: figures[key] for key, floor in BARE_FLOORS[name].items() if figures[key] < floor} == {}
    assert {key: figures[key] for key, ceiling in BARE_CEILING.items() if figures[key] > ceiling} == {}
