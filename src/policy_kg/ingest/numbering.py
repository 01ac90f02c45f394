"""Odd numbering, found and told but never put right."""

from collections.abc import Iterator
from typing import Final

from policy_kg.ingest.marks import Mark
from policy_kg.models import Flag, Kind

RESTARTS: Final = {
    Kind.CHAPTER: (Kind.BOOK,),
    Kind.SECTION: (Kind.BOOK, Kind.CHAPTER),
    Kind.ITEM: (Kind.ARTICLE, Kind.PARAGRAPH),
    Kind.SUBITEM: (Kind.ARTICLE, Kind.PARAGRAPH, Kind.ITEM),
}
"""The kinds behind which the numbers of a kind begin again; those of articles never do."""


def odd_numbers(marks: list[Mark]) -> Iterator[Flag]:
    """A flag for each label that does not follow from the one before it."""
    last: dict[Kind, tuple[int, int]] = {}
    for mark in marks:
        for kind, wider in RESTARTS.items():
            if mark.kind in wider:
                last.pop(kind, None)
        if mark.kind is Kind.PARAGRAPH:
            continue
        if mark.number is None:
            yield Flag("no_number", f"a {mark.kind.name.lower()} heading without a number", mark.line)
            continue
        here = (mark.number, mark.suffix)
        if code := _oddity(last.get(mark.kind, (0, 0)), here):
            yield Flag(code, f"{mark.label.strip()} ({mark.kind.name.lower()} {mark.number})", mark.line)
        last[mark.kind] = here


def _oddity(before: tuple[int, int], here: tuple[int, int]) -> str | None:
    if here == before:
        return "number_repeated"
    if here < before:
        return "number_goes_back"
    follows = here in ((before[0] + 1, 0), (before[0], before[1] + 1))
    return None if follows else "number_gap"
