"""The questions that are made from norms, for regulations of which none were collected."""

from pathlib import Path

import pytest

from policy_kg import corpus, lexicon, patterns
from policy_kg.ask.neighbours import selected
from policy_kg.ask.slots import SlotIndex
from policy_kg.ask.wordings import made
from policy_kg.bank import Wording
from policy_kg.store import Store, open_knowledge, open_patterns

FOLDER = Path(__file__).resolve().parent / "cases/second-regulation"


@pytest.fixture(scope="module")
def store() -> Store:
    return open_knowledge(FOLDER)


@pytest.fixture(scope="module")
def norms(store: Store) -> corpus.Corpus:
    return corpus.read(store)


@pytest.fixture(scope="module")
def slots(store: Store, norms: corpus.Corpus) -> SlotIndex:
    return SlotIndex(norms.norms, lexicon.read(store))


@pytest.fixture(scope="module")
def wordings(store: Store, norms: corpus.Corpus, slots: SlotIndex) -> list[Wording]:
    forms = patterns.read(open_patterns(FOLDER)).wordings
    return list(made(norms, lexicon.read(store), slots, forms, ()))


def test_every_norm_is_asked_about_in_several_ways(
    wordings: list[Wording], norms: corpus.Corpus, slots: SlotIndex
) -> None:
    asked: dict[str, int] = dict.fromkeys(norms.norms, 0)
    for one in wordings:
        for norm in selected(one, slots):
            asked[norm] += 1
    assert {norm: times for norm, times in asked.items() if times < 4} == {}


def test_a_deadline_is_asked_for_where_there_is_one_and_nowhere_else(wordings: list[Wording], slots: SlotIndex) -> None:
    asking = {norm for one in wordings if "多少天之内" in one.text for norm in selected(one, slots)}
    assert {norm.rsplit("/", 1)[-1] for norm in asking} == {"n4-1a", "n4-2a", "n6-1b", "n6-2a"}


def test_the_names_of_a_concept_take_turns(wordings: list[Wording]) -> None:
    assert {"什么是科学仪器？", "谁领导？"} & {one.text for one in wordings} == {"什么是科学仪器？"}
    assert len({one.text for one in wordings}) > len(wordings) * 0.9


def test_none_is_made_for_a_regulation_of_which_questions_were_collected(
    store: Store, norms: corpus.Corpus, slots: SlotIndex
) -> None:
    forms = patterns.read(open_patterns(FOLDER)).wordings
    assert list(made(norms, lexicon.read(store), slots, forms, norms.regulations.keys())) == []
