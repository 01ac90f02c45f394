"""Asking about a regulation that the program has never seen: data, not code."""

import json
from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine

FOLDER = Path(__file__).resolve().parent / "cases/second-regulation"
CASES = [json.loads(line) for line in (FOLDER / "questions.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def engine(cache: Path) -> Engine:
    return Engine(FOLDER, dense=False, cache=cache)


@pytest.mark.parametrize("case", CASES, ids=[case["question"] for case in CASES])
def test_a_question_about_the_second_regulation(case: dict[str, object], engine: Engine) -> None:
    answer = engine.ask(str(case["question"]))
    assert (answer.status, answer.reason, answer.verdict) == (case["status"], case.get("reason"), case.get("verdict"))
    assert all(said in answer.answer for said in case.get("says", []))  # type: ignore[attr-defined]
    if "cites" in case:
        assert [one.label for one in answer.citations] == case["cites"]
    for one in answer.citations:
        assert engine.knowledge.corpus.regulations[one.regulation].text[one.start : one.end] == one.quote
