"""A regulation as the reader shows it: text cut where provisions, evidence or notes begin or end."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from policy_kg import ns
from policy_kg.ask.load import Knowledge
from policy_kg.corpus import Provision
from policy_kg.http.commentary import NormCard, Note, OpenMatter, norm_cards, notes, open_matters

HEADINGS: Final = f"""PREFIX rdfs: <{ns.RDFS}>
PREFIX reg: <{ns.REG}>
SELECT ?heading ?start ?text WHERE {{
  VALUES ?kind {{ reg:Chapter reg:Section }}
  ?heading a ?kind ; reg:start ?start ; reg:text ?text .
}} ORDER BY ?start"""
LEVELS: Final = {"Paragraph": "paragraph", "Item": "item", "Subitem": "subitem"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with the anchors of the norms that rest on it, and the notes that end with it."""

    text: str
    norms: tuple[str, ...]
    notes: tuple[Note, ...]
    noted: bool
    misprint: bool


@dataclass(frozen=True, slots=True)
class Block:
    """Own words of a paragraph, item or subitem; `anchors` are of all that begins here, the widest first."""

    anchors: tuple[str, ...]
    level: str
    label: str
    gist: str
    pieces: tuple[Piece, ...]
    norms: tuple[NormCard, ...]
    matters: tuple[OpenMatter, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article; `headings` are those of the chapters that begin with it, `notes` are all notes on it."""

    anchor: str
    label: str
    gist: str
    headings: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class RegulationView:
    """A regulation to read: parts of its head (title, number, …) and its articles."""

    iri: str
    head: tuple[tuple[str, str, str], ...]
    articles: tuple[ArticleView, ...]


def view(knowledge: Knowledge, iri: str) -> RegulationView:
    """The regulation of that IRI, which the knowledge has to hold."""
    corpus = knowledge.corpus
    own = (one for one in corpus.provisions.values() if one.regulation == iri)
    provisions = sorted(own, key=lambda one: (one.start, -one.end))
    text = corpus.regulations[iri].text
    head = ((one.iri, one.kind, text[one.start : one.end]) for one in provisions if one.article is None)
    beside = _Beside(
        norm_cards(knowledge, iri),
        open_matters(knowledge, iri),
        notes(knowledge, iri),
        _headings(knowledge, iri),
    )
    articles = [one for one in provisions if one.kind == "Article"]
    return RegulationView(
        iri=iri,
        head=tuple((local(part), kind, words) for part, kind, words in head),
        articles=tuple(
            _article(one, before.end, [part for part in provisions if _overlap(part, one)], text, beside)
            for before, one in zip([provisions[0], *articles], articles, strict=False)
        ),
    )


def local(iri: str) -> str:
    """The name of a provision, norm or note inside its regulation, its anchor in the reader."""
    return iri.removeprefix(ns.ID).partition("/")[2]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What belongs to a regulation beside its text; a heading is its anchor, words and where it begins."""

    norms: tuple[NormCard, ...]
    matters: tuple[OpenMatter, ...]
    notes: tuple[Note, ...]
    headings: tuple[tuple[str, str, int], ...]

    def on(self, provisions: Collection[str]) -> "_Beside":
        """What of it belongs to these provisions."""
        return _Beside(
            tuple(one for one in self.norms if one.provision in provisions),
            tuple(one for one in self.matters if one.provision in provisions),
            tuple(one for one in self.notes if one.provision in provisions),
            self.headings,
        )


def _headings(knowledge: Knowledge, iri: str) -> tuple[tuple[str, str, int], ...]:
    found = (
        (row["heading"].value, row["text"].value, int(row["start"].value))
        for row in knowledge.store.select(HEADINGS).bindings
    )
    return tuple((local(heading), text, start) for heading, text, start in found if heading.startswith(f"{iri}/"))


def _overlap(one: Provision, other: Provision) -> bool:
    return one.start < other.end and other.start < one.end


def _article(article: Provision, since: int, parts: Sequence[Provision], text: str, beside: _Beside) -> ArticleView:
    """The article with the headings that stand between `since` and its beginning."""
    own = beside.on({one.iri for one in parts})
    return ArticleView(
        anchor=local(article.iri),
        label=article.label,
        gist=article.gist,
        headings=tuple((anchor, words) for anchor, words, start in own.headings if since <= start < article.start),
        blocks=tuple(_blocks(parts, text, own)),
        notes=own.notes,
    )


def _blocks(parts: Sequence[Provision], text: str, beside: _Beside) -> Iterator[Block]:
    """The words of the parts in the order of the text, each with the deepest part that holds them."""
    edges = sorted({edge for one in parts if one.kind in LEVELS for edge in (one.start, one.end)})
    begun: set[str] = set()
    for start, end in pairwise(edges):
        holders = [one for one in parts if one.start <= start and end <= one.end]
        deepest = min(holders, key=lambda one: one.end - one.start)
        if deepest.kind not in LEVELS or not text[start:end].strip():
            continue
        new = [one for one in holders if one.iri not in begun]
        own = beside.on({one.iri for one in new})
        begun |= {one.iri for one in new}
        yield Block(
            anchors=tuple(local(one.iri) for one in new if one.kind in LEVELS),
            level=LEVELS[deepest.kind],
            label=deepest.label,
            gist=deepest.gist if deepest in new else "",
            pieces=tuple(_pieces(text, start, end, beside)),
            norms=own.norms,
            matters=own.matters,
            notes=own.notes,
        )


def _pieces(text: str, start: int, end: int, beside: _Beside) -> Iterator[Piece]:
    """The stretch from `start` to `end`, cut where an evidence or a note begins or ends."""
    spans = [(low, high, one.anchor) for one in beside.norms for low, high in one.spans]
    edges = {start, end}
    edges |= {edge for low, high, _ in spans for edge in (low, high)}
    edges |= {edge for one in beside.notes for edge in (one.start, one.end)}
    for low, high in pairwise(sorted(edge for edge in edges if start <= edge <= end)):
        noted = [one for one in beside.notes if one.start <= low and high <= one.end]
        resting = (anchor for begin, stop, anchor in spans if begin <= low and high <= stop)
        yield Piece(
            text=text[low:high].strip("\n"),
            norms=tuple(dict.fromkeys(resting)),
            notes=tuple(one for one in noted if one.end == high),
            noted=bool(noted),
            misprint=any(one.corrected for one in noted),
        )
