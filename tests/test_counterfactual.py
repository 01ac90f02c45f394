"""Answers follow the graph: edits of the knowledge, each with questions (tests/cases/ask/counterfactual)."""

import importlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from policy_kg.ask.engine import Engine

BENCH = Path(__file__).resolve().parent.parent / "bench"
FLOOR = 0.9
EVERY = 3
EDITS = 20
WORDINGS = 5
WHETHER = 2


@pytest.fixture(scope="module")
def counterfactual() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCH))
        return importlib.import_module("counterfactual")


@pytest.fixture(scope="module")
def faults(counterfactual: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Any, list[str]]]:
    """Each case and where its answer does not follow the graph, by engines that know a part of the bank."""
    folder = tmp_path_factory.mktemp("counterfactual")
    answers = counterfactual.answered(counterfactual.read(), folder, Engine, every=EVERY)
    return [(case, case.faults(answer)) for case, answer in answers]


def test_the_answers_follow_the_graph(faults: list[tuple[Any, list[str]]]) -> None:
    wrong = [f"{case.edit}: {case.ask} {found}" for case, found in faults if found]
    assert 1 - len(wrong) / len(faults) >= FLOOR, wrong


def test_the_sure_answers_all_follow_the_graph(faults: list[tuple[Any, list[str]]]) -> None:
    assert [f"{case.edit}: {case.ask} {found}" for case, found in faults if found and case.sure] == []


def test_every_edit_is_asked_about_in_five_ways_two_of_them_by_yes_or_no(counterfactual: ModuleType) -> None:
    edits = counterfactual.read()
    assert len(edits) >= EDITS
    for edit in edits:
        assert len(edit.cases) == WORDINGS, edit.name
        assert sum(one.ask[:-1].endswith(("吗", "吧", "不")) or bool(one.verdict[0]) for one in edit.cases) >= WHETHER


def test_an_edit_that_does_not_fit_the_data_is_an_error(counterfactual: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "norms.ttl").write_text("d:n1 a reg:Norm ;\n    reg:bearer v:A .\n", "utf-8")
    edit = counterfactual.Edit("x", "", ({"norm": "n1", "old": "v:B", "new": "v:C"},), (), "", ())
    with pytest.raises(ValueError, match="v:B"):
        edit.apply(tmp_path)
    with pytest.raises(ValueError, match="n2"):
        counterfactual.Edit("x", "", (), ("n2",), "", ()).apply(tmp_path)
