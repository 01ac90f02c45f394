"""Typed refusals: the text does not say, it is another matter, or the question was not understood."""

from dataclasses import replace
from typing import Final

from policy_kg.ask import query
from policy_kg.ask.answer import citations, shorten, topic
from policy_kg.ask.facts import read
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import REFUSALS, UNDERSTOOD
from policy_kg.ask.query import Topics
from policy_kg.ask.result import Answer
from policy_kg.ask.slots import choose
from policy_kg.ask.understand import Understanding
from policy_kg.patterns import Pattern
from policy_kg.retrieval import Index
from policy_kg.text.frames import fill

NEARBY: Final = "{prefixes}\n{fields}\nWHERE {\n{slots:norm}\n{body}\n}"
SHOWN: Final = 2
SUGGESTED: Final = 3


def out_of_scope(question: str, knowledge: Knowledge) -> Answer:
    """The refusal of a question that has nothing to do with any regulation held."""
    return Answer(
        question=question,
        status="out_of_scope",
        answer=REFUSALS["out_of_scope"],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["out_of_scope"],
        suggestions=suggestions("", knowledge),
    )


def not_understood(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """The refusal of a question whose kind was not recognised, with questions that can be answered."""
    return Answer(
        question=question,
        status="not_understood",
        answer=REFUSALS["not_understood"],
        versions=knowledge.versions,
        understood_as=UNDERSTOOD["none"],
        suggestions=suggestions(found.text, knowledge),
    )


def not_stated(question: str, pattern: Pattern, found: Understanding, topics: Topics, knowledge: Knowledge) -> Answer:
    """The refusal for what the text does not say, with what it does say nearest to that, from a query of its own."""
    every = frozenset(knowledge.corpus.norms)
    nearby = topics or (choose(found.scores, found.mentions, knowledge.slots, every),)
    text = query.build(NEARBY, knowledge.patterns.fragments, nearby)
    rows = knowledge.store.select(text)
    facts = sorted(read(rows), key=lambda fact: -found.scores.get(fact.norm, 0.0))[:SHOWN]
    said, used = shorten("", facts, knowledge) if facts else ("", [])
    return replace(
        not_understood(question, found, knowledge),
        status="not_stated",
        reason="attribute_absent",
        answer=fill(REFUSALS["attribute_absent"], {"nearby": said}),
        understood_as=fill(pattern.understood_as, {"topic": topic(nearby, knowledge)}),
        citations=citations(used, knowledge),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=0.7,
    )


def suggestions(text: str, knowledge: Knowledge) -> tuple[str, ...]:
    """The examples of the patterns that are nearest to `text`."""
    examples = [example for one in knowledge.patterns.patterns.values() for example in one.examples]
    scores = Index(examples).scores(text)
    return tuple(example for _, example in sorted(zip(-scores, examples, strict=True)))[:SUGGESTED]
