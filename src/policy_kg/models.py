"""Frozen values that several layers share: the structure of a document."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """What a subdivision is, from the widest to the narrowest: 编 章 节 条 款 项 目."""

    BOOK = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    PARAGRAPH = 4
    ITEM = 5
    SUBITEM = 6


@dataclass(frozen=True, slots=True)
class Flag:
    """Something odd in a source that was kept as it stands; `line` counts the source's lines from 1."""

    code: str
    detail: str
    line: int


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the canonical text: `canonical[start:end] == text`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A book, chapter, section, article, paragraph, item or subitem.

    `text` reaches from the label to the end of the last part; a book's, chapter's or section's is its heading
    line alone. `words` are its own words, without its label and its parts. `label` stands as in the text (""
    for a paragraph). `number` is None for a heading without one (附则), `suffix` is 1 for 之一,
    `occurrence` is 2 for the second of two equal numbers.
    """

    kind: Kind
    number: int | None
    suffix: int
    occurrence: int
    label: str
    words: str
    text: str
    start: int
    end: int
    parts: tuple["Subdivision", ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A subdivision with those that hold it, outermost first, and its place among its siblings from 1."""

    subdivision: Subdivision
    ancestors: tuple[Subdivision, ...]
    order: int

    def nearest(self, kind: Kind) -> Subdivision | None:
        """The subdivision itself or the ancestor that is of `kind`, or None."""
        return next((one for one in (*self.ancestors, self.subdivision) if one.kind is kind), None)

    def number_of(self, kind: Kind) -> int | None:
        """The number of the nearest subdivision of `kind`, or None."""
        found = self.nearest(kind)
        return found.number if found else None


@dataclass(frozen=True, slots=True)
class Document:
    """A regulation's canonical text and what it is made of; a front part that the text lacks is None."""

    canonical: str
    title: Span
    number: Span | None
    attachment: Span | None
    parts: tuple[Subdivision, ...]
    flags: tuple[Flag, ...]

    def walk(self) -> Iterator[Placed]:
        """Every subdivision in the order of the text."""
        return _walk(self.parts, ())

    def of_kind(self, kind: Kind) -> list[Placed]:
        """Every subdivision of `kind`, in the order of the text."""
        return [placed for placed in self.walk() if placed.subdivision.kind is kind]


def _walk(parts: tuple[Subdivision, ...], ancestors: tuple[Subdivision, ...]) -> Iterator[Placed]:
    for order, part in enumerate(parts, start=1):
        yield Placed(part, ancestors, order)
        yield from _walk(part.parts, (*ancestors, part))
