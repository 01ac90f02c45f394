"""Typed refusals: the text does not say, it is another matter, or the question was not understood."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from policy_kg.ask.answer import citations, shorten, topic
from policy_kg.ask.claims import is_contradicted
from policy_kg.ask.facts import Fact, read
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import REFUSALS, UNDERSTOOD
from policy_kg.ask.query import Topics
from policy_kg.ask.result import Answer
from policy_kg.ask.slots import choose
from policy_kg.ask.understand import FALSE_PREMISE, Understanding
from policy_kg.ns import REG
from policy_kg.patterns import Pattern
from policy_kg.store import Select
from policy_kg.text.frames import fill
from policy_kg.text.language import language

NO_NORMS: Final = "no_norms"
DELEGATION: Final = "Delegation"
SHOWN: Final = 2
SUGGESTED: Final = 3


def out_of_scope(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """The refusal of a question that has nothing to do with any regulation held."""
    return Answer(
        question=question,
        status="out_of_scope",
        answer=REFUSALS[language(question)]["out_of_scope"],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["out_of_scope"],
        suggestions=suggestions("", knowledge),
        confidence=found.sure,
    )


def no_norms(question: str, knowledge: Knowledge) -> Answer:
    """The refusal where no norms have been curated that could answer anything."""
    return Answer(
        question=question,
        status="not_understood",
        reason=NO_NORMS,
        answer=REFUSALS[language(question)][NO_NORMS],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["none"],
    )


def not_understood(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """The refusal of a question whose kind was not recognised, with questions that can be answered."""
    return Answer(
        question=question,
        status="not_understood",
        answer=REFUSALS[language(question)]["not_understood"],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["none"],
        suggestions=suggestions(found.text, knowledge),
    )


def not_stated(question: str, pattern: Pattern, found: Understanding, topics: Topics, knowledge: Knowledge) -> Answer:
    """The refusal for what the text does not say, with what it does say nearest to that, from a query of its own."""
    every = frozenset(knowledge.corpus.norms)
    nearby = topics or (choose(found.scores, found.mentions, knowledge.slots, every),)
    text = knowledge.query(knowledge.patterns.fragments["nearby"], nearby)
    rows = knowledge.store.select(text)
    facts = sorted(read(rows, knowledge), key=lambda fact: -found.scores.get(fact.norm, 0.0))[:SHOWN]
    said, used = shorten("", facts, knowledge) if facts else ("", [])
    left = _left_open(rows, facts, pattern, found)
    reason = _reason(found, facts, left, knowledge)
    return replace(
        not_understood(question, found, knowledge),
        status="not_stated",
        reason=reason,
        correction=said if reason == FALSE_PREMISE else None,
        answer=fill(REFUSALS[language(question)][reason], {"left": left, "nearby": said}),
        understood_as=fill(pattern.understood_as, {"topic": topic(nearby, knowledge)}),
        citations=citations(used, knowledge),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=found.sure if found.refusal else 1 - found.sure,
    )


def _reason(found: Understanding, facts: Sequence[Fact], left: str, knowledge: Knowledge) -> str:
    """Why it is not stated: what is left open, left to others, presupposed wrongly, or just not there."""
    nearest = facts[0] if facts else None
    if nearest and found.presumes and is_contradicted(found, nearest.roles, nearest.exclusive, knowledge):
        return FALSE_PREMISE
    if left:
        return "open_matter"
    return "delegated" if nearest and DELEGATION in nearest.kinds else "attribute_absent"


def _left_open(rows: Select, facts: Sequence[Fact], pattern: Pattern, found: Understanding) -> str:
    """What the records of open matters say of the nearest norm, "" when they say nothing.

    They have to be about the asked role, or to have a word of the question that no norm has.
    """
    held = facts[0].roles.keys() if facts else set()
    asked = {REG + role for role in pattern.asks if role not in held}
    return next(
        (
            row["left"].value
            for row in rows.bindings
            if facts
            and row["norm"].value == facts[0].norm
            and "left" in row
            and (
                ("leftRole" in row and row["leftRole"].value in asked)
                or any(label in row["left"].value for label in found.heard.unknown)
            )
        ),
        "",
    )


def suggestions(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The examples of the patterns that are nearest to `text`."""
    scores = knowledge.example_index.scores(text)
    return tuple(example for _, example in sorted(zip(-scores, knowledge.examples, strict=True)))[:SUGGESTED]
