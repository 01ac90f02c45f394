"""Slips of the pen are read as names, told, and never where somebody meant what they wrote."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy_kg import corpus, lexicon
from policy_kg.ask.engine import Engine
from policy_kg.ask.repair import LONGEST_TEXT, Repairer
from policy_kg.store import open_knowledge

CASES = Path(__file__).parent / "cases/ask"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (CASES / "repair.jsonl").read_text("utf-8").splitlines()]
WITH_SLIPS = 6
WRONGLY = 0.002
READ = 250


@pytest.fixture(scope="module")
def repairer() -> Repairer:
    store = open_knowledge(None)
    return Repairer(lexicon.read(store), [one.text for one in corpus.read(store).regulations.values()])


def reads(question: str, repairer: Repairer) -> tuple[tuple[str, str], ...]:
    """What is typed and what it is read as; Latin letters (IP) are no slip where they are meant."""
    return repairer.repair(question).changes


@pytest.fixture(scope="module")
def bank() -> list[dict[str, Any]]:
    files = sorted((CASES / "bank").glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["why"] for row in ROWS])
def test_what_is_typed_is_read_as_meant(row: dict[str, Any], repairer: Repairer) -> None:
    repaired = repairer.repair(row["question"])
    assert [list(pair) for pair in repaired.changes] == row["reads"]
    assert row["reads"] or repaired.text == row["question"]
    for _, name in row["reads"]:
        assert name in repaired.text


def test_questions_written_without_slips_stay_as_they_are(repairer: Repairer, bank: list[dict[str, Any]]) -> None:
    careful = [row["question"] for row in bank if row["voice"] != WITH_SLIPS]
    changed = [question for question in careful if any(not typed.isascii() for typed, _ in reads(question, repairer))]
    assert len(changed) <= WRONGLY * len(careful), changed


def test_many_questions_with_slips_are_read(repairer: Repairer, bank: list[dict[str, Any]]) -> None:
    slips = [row["question"] for row in bank if row["voice"] == WITH_SLIPS]
    assert sum(bool(repairer.repair(question).changes) for question in slips) >= READ


def test_a_repaired_question_needs_no_repair(repairer: Repairer) -> None:
    texts = [repairer.repair(row["question"]).text for row in ROWS if len(row["reads"]) < 3]
    assert [text for text in texts if repairer.repair(text).changes] == []


@pytest.mark.parametrize("text", ["", " ", "？", "a" * LONGEST_TEXT, "联" * LONGEST_TEXT, "xian" * 200, "连盟" * 5000])
def test_hostile_text_does_no_harm(repairer: Repairer, text: str) -> None:
    assert repairer.repair(text).text == text


def test_the_answer_tells_what_was_read(cache: Path) -> None:
    engine = Engine(cache=cache, dense=False)
    typed, meant = engine.ask("知识产全归谁"), engine.ask("知识产权归谁")
    assert typed.question == "知识产全归谁"
    assert typed.understood_as == meant.understood_as + "（将“知识产全”读作“知识产权”）"
    assert (typed.answer, typed.query, typed.citations) == (meant.answer, meant.query, meant.citations)


def test_an_earlier_question_is_repaired_too(cache: Path) -> None:
    engine = Engine(cache=cache, dense=False)
    typed, meant = (engine.ask("那要报谁批准", [earlier]) for earlier in ("zhishichanquan转让", "知识产权转让"))
    assert (typed.query, typed.answer) == (meant.query, meant.answer)
