"""A regulation as the reader shows it: its text cut where a provision, an evidence or a note begins or ends."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from policy_kg import ns
from policy_kg.ask.load import Knowledge
from policy_kg.corpus import Provision
from policy_kg.http.commentary import Note, NormCard, OpenMatter, norm_cards, notes, open_matters

HEADINGS: Final = f"""PREFIX rdfs: <{ns.RDFS}>
PREFIX reg: <{ns.REG}>
SELECT ?heading ?start ?text WHERE {{
  VALUES ?kind {{ reg:Chapter reg:Section }}
  ?heading a ?kind ; reg:start ?start ; reg:text ?text .
}} ORDER BY ?start"""
LEVELS: Final = {"Paragraph": "paragraph", "Item": "item", "Subitem": "subitem"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the anchors of the norms that rest on it, and the note that begins with it."""

    text: str
    norms: tuple[str, ...]
    note: Note | None
    noted: bool
    misprint: bool


@dataclass(frozen=True, slots=True)
class Block:
    """The own words of a paragraph, item or subitem; `anchor` is empty when they go on after its parts."""

    anchor: str
    level: str
    label: str
    gist: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with what stands beside it; `headings` are those of the chapters that begin with it."""

    anchor: str
    label: str
    gist: str
    headings: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    norms: tuple[NormCard, ...]
    matters: tuple[OpenMatter, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class RegulationView:
    """A regulation to read: parts of its head (title, number, …) and its articles."""

    iri: str
    head: tuple[tuple[str, str, str], ...]
    articles: tuple[ArticleView, ...]


def view(knowledge: Knowledge, iri: str) -> RegulationView:
    """The regulation of that IRI, which the knowledge has to hold; made once and kept."""
    return _view(_Same(knowledge), iri)


def local(iri: str) -> str:
    """The name of a provision or a norm inside its regulation, its anchor in the reader."""
    return iri.removeprefix(ns.ID).partition("/")[2]


class _Same:
    """Knowledge as a key of the cache: the same object, not an equal one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.knowledge is self.knowledge

    def __hash__(self) -> int:
        return id(self.knowledge)


@cache
def _view(key: _Same, iri: str) -> RegulationView:
    knowledge = key.knowledge
    provisions = sorted(
        (one for one in knowledge.corpus.provisions.values() if one.regulation == iri),
        key=lambda one: (one.start, -one.end),
    )
    maker = _Maker(knowledge, iri, provisions)
    text = knowledge.corpus.regulations[iri].text
    return RegulationView(
        iri=iri,
        head=tuple(
            (local(one.iri), one.kind, text[one.start : one.end]) for one in provisions if one.article is None
        ),
        articles=maker.articles(),
    )
