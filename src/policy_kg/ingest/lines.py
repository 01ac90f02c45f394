"""The canonical paragraphs of a source as lines with their places, before they are read as structure."""

from collections.abc import Iterator
from dataclasses import dataclass

from policy_kg.models import Flag, Kind, Span
from policy_kg.text import labels
from policy_kg.text.canonical import Canonical


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A canonical paragraph, or the part of one that opens an article; `number` is its line in the source."""

    text: str
    start: int
    number: int

    @property
    def end(self) -> int:
        """Where it ends in the canonical text."""
        return self.start + len(self.text)

    def part(self, start: int, end: int | None = None) -> "PlacedLine":
        """The stretch of the line from `start` to `end`, without the spaces around it."""
        text = self.text[start:end]
        return PlacedLine(text.strip(), self.start + start + len(text) - len(text.lstrip()), self.number)

    def span(self) -> Span:
        """The line as a span of the canonical text."""
        return Span(self.text, self.start, self.end)


def placed_lines(canonical: Canonical) -> list[PlacedLine]:
    """Every paragraph of the canonical text with its offset."""
    lines: list[PlacedLine] = []
    start = 0
    for text, number in zip(canonical.text.split("\n"), canonical.lines, strict=True):
        lines.append(PlacedLine(text, start, number))
        start += len(text) + 1
    return lines


def without_contents(lines: list[PlacedLine], flags: list[Flag]) -> list[PlacedLine]:
    """The lines without a table of contents: 目录 and the headings before the first one comes again."""
    body = [line for line in lines if not labels.is_contents(line.text)]
    keys: list[str] = []
    for line in body:
        label = labels.read_label(line.text)
        if label is None or label.kind >= Kind.ARTICLE:
            break
        keys.append(labels.heading_key(line.text))
    skipped = max((at for at, key in enumerate(keys) if key == keys[0]), default=0)
    if skipped or len(body) < len(lines):
        flags.append(Flag("contents", f"skipped: {skipped} headings", lines[0].number))
    return body[skipped:]


def split_articles(lines: list[PlacedLine], flags: list[Flag]) -> Iterator[PlacedLine]:
    """The lines, one that holds the next article behind a full stop cut in two there."""
    number = None
    for line in lines:
        rest = line
        while True:
            label = labels.read_label(rest.text)
            if label is not None and label.kind is Kind.ARTICLE:
                number = label.number
            if number is None or (at := _next_article(rest, number)) is None:
                break
            yield rest.part(0, at)
            rest = rest.part(at)
            flags.append(Flag("article_inside_line", f"inside a line: {rest.text[:8]}", line.number))
        yield rest


def _next_article(line: PlacedLine, number: int) -> int | None:
    for at in labels.inline_articles(line.text):
        label = labels.read_label(line.text[at:])
        if label is not None and label.number == number + 1:
            return at
    return None
