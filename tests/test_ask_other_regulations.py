"""Asking about regulations that the program has never seen: data, not code."""

import json
from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine

FOLDERS = sorted((Path(__file__).resolve().parent / "cases").glob("*-regulation"))
CASES = [
    pytest.param(folder, case, id=f"{folder.name}: {case['question']}")
    for folder in FOLDERS
    for case in map(json.loads, (folder / "questions.jsonl").read_text("utf-8").splitlines())
]


@pytest.fixture(scope="module")
def engines(cache: Path) -> dict[Path, Engine]:
    return {folder: Engine(folder, dense=False, cache=cache) for folder in FOLDERS}


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_a_question_about_another_regulation(
    folder: Path, case: dict[str, object], engines: dict[Path, Engine]
) -> None:
    engine = engines[folder]
    answer = engine.ask(str(case["question"]))
    assert (answer.status, answer.reason, answer.verdict) == (case["status"], case.get("reason"), case.get("verdict"))
    assert all(said in answer.answer for said in case.get("says", []))  # type: ignore[attr-defined]
    assert not any(said in answer.answer for said in case.get("leaves_out", []))  # type: ignore[attr-defined]
    if "cites" in case:
        assert [one.label for one in answer.citations] == case["cites"]
    for one in answer.citations:
        assert engine.knowledge.corpus.regulations[one.regulation].text[one.start : one.end] == one.quote
