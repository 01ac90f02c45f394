"""Norms as the pictures show them: one card a norm, its quotes and what follows on breach; and the matrix."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import RDF, Literal, URIRef

from generator.knowledge import Knowledge
from generator.naming import PREFIXES, REG, order
from policy_kg import ns


@dataclass(frozen=True, slots=True)
class Row:
    """One role of a norm and its fillers; `implied` when the text does not state it."""

    role: str
    zh: str
    values: tuple[str, ...]
    implied: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the text, and the roles that they state."""

    name: str
    text: str
    start: int
    end: int
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A norm with its kinds (modality, functions), its roles, its quotes and its consequences."""

    name: str
    place: str
    gist: str
    kinds: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    quotes: tuple[Quote, ...]
    consequences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A line of the matrix: how many norms of each kind the article has."""

    label: str
    gist: str
    norms: int
    counts: dict[str, int]


def card(knowledge: Knowledge, name: str) -> Card:
    """The card of the norm `name` of the first regulation; LookupError when there is no such norm."""
    graph, norm = knowledge.everything, URIRef(PREFIXES["d"] + name)
    if (norm, RDF.type, REG.Norm) not in graph:
        raise LookupError(f"no norm {name} to draw: choose another one in docs/generate.py")
    place = str(graph.value(norm, REG.statedIn))
    return Card(
        name=name,
        place=knowledge.label(place),
        gist=next(iter(knowledge.words(place, REG.gist)), ""),
        kinds=tuple(
            (knowledge.label(kind), knowledge.label(kind, "en"))
            for verb in (REG.modality, REG.function)
            for kind in sorted(graph.objects(norm, verb), key=order)
        ),
        rows=tuple(_rows(knowledge, norm)),
        quotes=tuple(_quotes(knowledge, norm)),
        consequences=tuple(sorted(_local(one) for one in graph.objects(norm, REG.onBreach))),
    )


def matrix(knowledge: Knowledge) -> list[Article]:
    """The articles of the first regulation, in their order."""
    graph, counts = knowledge.everything, knowledge.counts()
    lines = []
    for article in sorted(knowledge.subjects(REG.Article), key=lambda one: _place(knowledge, one)):
        of_article = counts.get(str(article), Counter())
        lines.append(
            Article(
                label=knowledge.label(article),
                gist=str(graph.value(article, REG.gist) or ""),
                norms=of_article[""],
                counts={kind: number for kind, number in of_article.items() if kind},
            )
        )
    return lines


def _place(knowledge: Knowledge, article: URIRef) -> tuple[int, int]:
    graph = knowledge.everything
    number, suffix = (graph.value(article, verb) for verb in (REG.articleNumber, REG.articleSuffix))
    return int(str(number)), int(str(suffix or 0))


def _rows(knowledge: Knowledge, norm: URIRef) -> Iterator[Row]:
    graph = knowledge.everything
    implied = set(graph.objects(norm, REG.impliedRole))
    for role in knowledge.terms("role"):
        fillers = [
            option
            for filler in sorted(graph.objects(norm, URIRef(role.iri)), key=order)
            for option in (sorted(graph.objects(filler, REG.option), key=order) or [filler])
        ]
        if fillers and role.local not in ("onBreach", "precedes"):
            values = tuple(str(one) if isinstance(one, Literal) else knowledge.label(one) for one in fillers)
            yield Row(role.local, role.zh, values, URIRef(role.iri) in implied)


def _quotes(knowledge: Knowledge, norm: URIRef) -> Iterator[Quote]:
    graph = knowledge.everything
    for span in sorted(graph.objects(norm, REG.evidence), key=order):
        selectors = list(graph.objects(span, URIRef(ns.OA + "hasSelector")))
        text, start, end = (
            next(str(value) for one in selectors for value in graph.objects(one, URIRef(ns.OA + name)))
            for name in ("exact", "start", "end")
        )
        roles = tuple(sorted(_local(role) for role in graph.objects(span, REG.supportsProperty)))
        yield Quote(_local(span), text, int(start), int(end), roles)


def _local(node: object) -> str:
    return str(node).rpartition("/")[2].rpartition("#")[2]
