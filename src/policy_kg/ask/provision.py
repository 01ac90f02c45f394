"""What provisions say that the question names by their numbers."""

from collections.abc import Sequence
from dataclasses import replace

from policy_kg.ask.answer import shorten
from policy_kg.ask.facts import read
from policy_kg.ask.load import Knowledge
from policy_kg.ask.messages import ACCORDING, COLON, DIVIDED, INSIDE, PROVISION, REFUSALS
from policy_kg.ask.references import lies_in
from policy_kg.ask.result import Answer, Citation, cite
from policy_kg.ask.understand import Understanding
from policy_kg.store import Select
from policy_kg.text.frames import fill
from policy_kg.text.language import language
from policy_kg.text.lists import enumerate_words
from policy_kg.text.numerals import format_number
from policy_kg.text.reference import Reference, format_reference

Values = dict[str, str]


def provision_answer(question: str, found: Understanding, knowledge: Knowledge) -> Answer:
    """What the provisions say that the question names, or that there is none of that number."""
    pattern = next(one for one in knowledge.patterns.patterns.values() if "{named}" in one.select)
    text = knowledge.query(pattern.select, references=found.references)
    rows = knowledge.store.select(text)
    label = enumerate_words([format_reference(one) for one in found.references])
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
    values = [{name: term.value for name, term in row.items()} for row in rows.bindings]
    there = {row["named"] for row in values if "named" in row}
    if missing := _missing(found.references, there, knowledge):
        return _none(result, missing, values[0])
    return replace(result, answer=_said(rows, values, found, knowledge), citations=_whole(values, knowledge))


def _missing(references: Sequence[Reference], there: set[str], knowledge: Knowledge) -> Reference | None:
    """The first reference of which no provision was found."""
    found = [knowledge.corpus.provisions[iri] for iri in there]
    return next((one for one in references if not any(lies_in(provision, one) for provision in found)), None)


def _said(rows: Select, values: Sequence[Values], found: Understanding, knowledge: Knowledge) -> str:
    """The gists, and the sentences of the norms; of those that do not all fit, the ones that fit the question best."""
    facts = read(rows, knowledge)
    named = dict.fromkeys((int(row["start"]), row["named"], row.get("gist", "")) for row in values if "start" in row)
    leads = [
        fill(PROVISION, {"label": knowledge.corpus.provisions[iri].label, "gist": gist})
        for _, iri, gist in sorted(named)
    ]
    lead = ACCORDING[language(found.question)] + enumerate_words(leads) + COLON
    whole, used = shorten(lead, facts, knowledge)
    if len(used) == len(facts):
        return whole
    best = sorted(facts, key=lambda fact: -found.scores.get(fact.norm, 0.0))
    kept = {fact.norm for fact in shorten(lead + _inside(values), best, knowledge)[1]}
    return shorten(lead + _inside(values), [fact for fact in facts if fact.norm in kept], knowledge)[0]


def _inside(values: Sequence[Values]) -> str:
    """How many items there are, and their numbers and gists."""
    items = dict.fromkeys(
        (row["inside"], row["insideNumber"] + row.get("insideGist", "")) for row in values if "inside" in row
    )
    if not items:
        return ""
    return fill(INSIDE, {"count": format_number(len(items)), "items": "，".join(text for _, text in sorted(items))})


def _whole(values: Sequence[Values], knowledge: Knowledge) -> tuple[Citation, ...]:
    """The named provisions and their items, each quoted whole."""
    corpus = knowledge.corpus
    named = {(int(row["start"]), int(row["end"]), row["named"]) for row in values if "end" in row}
    items = [corpus.provisions[iri] for iri in {row["inside"] for row in values if "inside" in row}]
    spans = sorted({*named, *((one.start, one.end, one.iri) for one in items)})
    return tuple(cite(corpus, corpus.provisions[iri], start, end) for start, end, iri in spans)


def _none(result: Answer, missing: Reference, counts: Values) -> Answer:
    """The refusal for a provision that there is not, with how many there are."""
    spoken = language(result.question)
    items, paragraphs = int(counts["items"]), int(counts["paragraphs"])
    values = {"reference": format_reference(missing)}
    if not paragraphs:
        values["articles"] = format_number(int(counts["articles"]))
    else:
        values["whole"] = format_reference(Reference(article=missing.article, suffix=missing.suffix))
        kind, number = ("items", items) if missing.item is not None else ("paragraphs", paragraphs)
        values["inside"] = fill(DIVIDED[spoken][kind if number else "whole"], {"number": format_number(number or 1)})
    said = fill(REFUSALS[spoken]["no_such_provision"], values)
    return replace(result, status="not_stated", reason="no_such_provision", answer=said)
