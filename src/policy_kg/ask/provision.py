"""What a provision says that the question names by its number."""

from dataclasses import replace

from policy_kg.ask import query
from policy_kg.ask.answer import shorten
from policy_kg.ask.facts import read
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import PROVISION, REFUSALS
from policy_kg.ask.result import Answer, Citation, cite
from policy_kg.ask.understand import Understanding
from policy_kg.store import Select
from policy_kg.text.frames import fill
from policy_kg.text.numerals import format_number
from policy_kg.text.reference import Reference, format_reference


def provision_answer(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """What the first provision says that the question names, or that there is none."""
    reference = found.references[0]
    pattern = next(one for one in knowledge.patterns.patterns.values() if "{reference}" in one.select)
    text = query.build(pattern.select, knowledge.patterns.fragments, reference=reference)
    rows = knowledge.store.select(text)
    label = format_reference(reference)
    result = Answer(
        question=question,
        status="answered",
        answer="",
        versions=knowledge.versions,
        understood_as=fill(pattern.understood_as, {"topic": label}),
        query=text,
        rows=rows,
        pattern=pattern.iri,
        confidence=1.0,
    )
    if not any("named" in row for row in rows.bindings):
        return _none(result, reference, knowledge)
    return replace(result, answer=_said(rows, label, knowledge), citations=_whole(rows, knowledge))


def _said(rows: Select, label: str, knowledge: Knowledge) -> str:
    facts = read(rows)
    gist = next((row["gist"].value for row in rows.bindings if "gist" in row), "")
    lead = fill(PROVISION, {"label": label, "gist": gist})
    return shorten(lead, facts, knowledge)[0] if facts else lead


def _whole(rows: Select, knowledge: Knowledge) -> tuple[Citation, ...]:
    """The named provisions, each quoted whole."""
    named = {
        (int(row["start"].value), int(row["end"].value), row["named"].value) for row in rows.bindings if "named" in row
    }
    corpus = knowledge.corpus
    return tuple(cite(corpus, corpus.provisions[iri], start, end) for start, end, iri in sorted(named))


def _none(result: Answer, reference: Reference, knowledge: Knowledge) -> Answer:
    """The refusal for a provision that there is not, with how many there are."""
    row = result.rows.bindings[0]
    items = int(row["items"].value)
    exists = any(
        (one.article, one.suffix) == (reference.article, reference.suffix)
        for one in knowledge.corpus.provisions.values()
    )
    article = Reference(article=reference.article, suffix=reference.suffix)
    said = fill(
        REFUSALS["no_such_provision"],
        {
            "reference": format_reference(reference),
            "articles": format_number(int(row["articles"].value)),
            "article": format_reference(article) if exists and items else "",
            "items": format_number(items) if items else "",
        },
    )
    return replace(result, status="not_stated", reason="no_such_provision", answer=said)
