"""The names of provisions: their IRIs, their citation labels, their places in the canonical text."""

from typing import Final

from policy_kg.models import Document, Kind, Placed, Span, Subdivision
from policy_kg.ns import regulation_iri
from policy_kg.text.reference import Reference, format_reference

Place = tuple[int, int]
"""Start and end in the canonical text, in code points, the end exclusive."""

_STEPS: Final = {
    Kind.BOOK: "book",
    Kind.CHAPTER: "chap",
    Kind.SECTION: "sec",
    Kind.ARTICLE: "art",
    Kind.PARAGRAPH: "para",
    Kind.ITEM: "item",
    Kind.SUBITEM: "sub",
}


def front_parts(document: Document) -> dict[str, Span]:
    """The title, number and attachment heading that the text has, by their local names."""
    parts = {"title": document.title, "number": document.number, "attachment": document.attachment}
    return {name: span for name, span in parts.items() if span is not None and span.text}


def local_name(placed: Placed) -> str:
    """The last part of a subdivision's IRI: art_10__para_1__item_2, art_17-1, art_54~2, chap_1__sec_1."""
    chain = (*placed.ancestors, placed.subdivision)
    if placed.subdivision.kind >= Kind.ARTICLE:
        chain = tuple(one for one in chain if one.kind >= Kind.ARTICLE)
    return "__".join(_step(one) for one in chain)


def citation(placed: Placed) -> str:
    """How a subdivision is cited; a 款 is named only where its article has several: 第十条第（二）项."""
    article = placed.nearest(Kind.ARTICLE)
    if article is None:
        return "".join(one.label or one.text for one in (*placed.ancestors, placed.subdivision))
    paragraph = placed.number_of(Kind.PARAGRAPH) if len(article.parts) > 1 else None
    item, subitem = placed.number_of(Kind.ITEM), placed.number_of(Kind.SUBITEM)
    return format_reference(Reference(article.number, article.suffix, paragraph, item, subitem))


def provision_spans(document: Document, regulation: str) -> dict[str, tuple[Place, ...]]:
    """Where in the canonical text each provision stands, by IRI: the whole, then what precedes its parts."""
    base = regulation_iri(regulation)
    spans = {f"{base}/{name}": ((span.start, span.end),) for name, span in front_parts(document).items()}
    subdivisions = {f"{base}/{local_name(placed)}": _spans(placed.subdivision) for placed in document.walk()}
    return {**spans, **subdivisions}


def _spans(subdivision: Subdivision) -> tuple[Place, ...]:
    whole = (subdivision.start, subdivision.end)
    if not subdivision.parts or subdivision.kind < Kind.ARTICLE:
        return (whole,)
    return (whole, (subdivision.start, subdivision.parts[0].start))


def _step(subdivision: Subdivision) -> str:
    suffix = f"-{subdivision.suffix}" if subdivision.suffix else ""
    again = f"~{subdivision.occurrence}" if subdivision.occurrence > 1 else ""
    return f"{_STEPS[subdivision.kind]}_{subdivision.number or 0}{suffix}{again}"
