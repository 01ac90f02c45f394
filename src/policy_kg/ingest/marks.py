"""Where each subdivision begins: the lines of a text read one after another."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from policy_kg.ingest.lines import PlacedLine
from policy_kg.models import Flag, Kind
from policy_kg.text import labels
from policy_kg.text.labels import Label


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning of a subdivision: its label, and from where to where its own words stand."""

    kind: Kind
    number: int | None
    suffix: int
    label: str
    start: int
    words: int
    end: int
    line: int


def read_marks(lines: list[PlacedLine], flags: list[Flag]) -> list[Mark]:
    """One mark for each subdivision, in the order of the text; what is odd is added to `flags`."""
    reader = _Reader(flags)
    marks: list[Mark] = []
    for line in lines:
        for mark in reader.read(line):
            if mark.kind is Kind.SUBITEM and not mark.label:
                marks[-1] = replace(marks[-1], end=mark.end)
            else:
                marks.append(mark)
    return marks


class _Reader:
    """Knows, between two lines, which article, item and subitem are open."""

    def __init__(self, flags: list[Flag]) -> None:
        self._flags = flags
        self._last: tuple[int, int] | None = None
        self._in_article = False
        self._in_paragraph = False
        self._outside = False
        self._item_style: str | None = None
        self._subitem_style: str | None = None

    def read(self, line: PlacedLine) -> Iterator[Mark]:
        """The marks of one line: one, or two or three where an article's label is followed by its words."""
        label = labels.read_label(line.text)
        if label is not None and label.kind <= Kind.SECTION:
            self._in_article = self._outside = False
            yield self._labelled(line, label)
        elif label is not None and label.kind is Kind.ARTICLE and self._heads_article(label):
            yield self._open_article(line, label)
            if (rest := line.part(label.length)).text:
                yield from self._inside(rest, labels.read_label(rest.text))
        elif self._in_article and not labels.opens_attachment(line.text):
            yield from self._inside(line, label)
        else:
            self._leave(line)

    def _leave(self, line: PlacedLine) -> None:
        """Leave the article for words that none holds; one flag tells of all that follow each other."""
        if not self._outside:
            self._flags.append(Flag("outside_article", f"no article holds: {line.text[:12]}", line.number))
        self._in_article, self._outside = False, True

    def _heads_article(self, label: Label) -> bool:
        """Whether 第X条 heads an article: with no space after it, only where the number is the next one."""
        if label.spaced or self._last is None:
            return True
        number, suffix = self._last
        return (label.number, label.suffix) in ((number + 1, 0), (number, suffix + 1))

    def _open_article(self, line: PlacedLine, label: Label) -> Mark:
        self._in_article, self._in_paragraph, self._outside = True, False, False
        self._last = (label.number or 0, label.suffix)
        return replace(self._labelled(line, label), end=line.start + label.length)

    def _inside(self, line: PlacedLine, label: Label | None) -> Iterator[Mark]:
        if label is None or label.kind <= Kind.ARTICLE or label.number is None:
            yield self._open_paragraph(line, line.end)
            return
        if not self._in_paragraph:
            yield self._open_paragraph(line, line.start)
        yield self._labelled(line, self._in_list(label))

    def _open_paragraph(self, line: PlacedLine, end: int) -> Mark:
        self._in_paragraph, self._item_style = True, None
        return Mark(Kind.PARAGRAPH, None, 0, "", line.start, line.start, end, line.number)

    def _in_list(self, label: Label) -> Label:
        """The label as item or subitem by what is open; a third level, unlabelled, prolongs the subitem."""
        if label.kind is Kind.ITEM or self._item_style in (None, label.style):
            self._item_style, self._subitem_style = label.style, None
            return replace(label, kind=Kind.ITEM)
        if self._subitem_style in (None, label.style):
            self._subitem_style = label.style
            return label
        return replace(label, text="")

    def _labelled(self, line: PlacedLine, label: Label) -> Mark:
        if label.misspelt:
            self._flags.append(Flag("misspelt_label", f"{label.text} is read as a label", line.number))
        words = min(line.start + label.length, line.end)
        return Mark(label.kind, label.number, label.suffix, label.text, line.start, words, line.end, line.number)
