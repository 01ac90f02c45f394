"""How the lines of a source show where a paragraph ends."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import Enum
from typing import Final

from policy_kg.models import Kind
from policy_kg.text.labels import document_number, ends_title, is_attachment, is_contents, read_label

WIDEST_PAGE: Final = 120
INDENT: Final = 4
SLACK: Final = 5
_SENTENCE_END: Final = re.compile(r"[。；：！？.;:][”’）)」』]*$")
_CLOSING_MARK: Final = re.compile(r"[，。；：、！？）》〉」』”’,.;:)]$")
_FIRST_WORD: Final = re.compile(r"[《（“(〈「『]*(?:[0-9A-Za-z.%％]+|.)[，。；：、）》〉”！？)]*")
_LEADING_SPACE: Final = re.compile(r"(?:\u3000| {2,}|\t)")


class Layout(Enum):
    """One paragraph a line; wrapped, with a space that closes a paragraph; wrapped without that hint."""

    PARAGRAPHS = "paragraphs"
    HINTED = "hinted"
    WRAPPED = "wrapped"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source that is not blank: its words, its number from 1, its columns, its outer spaces."""

    text: str
    number: int
    width: int
    closed: bool
    indented: bool


def read_line(raw: str, number: int) -> Line | None:
    """The line without outer spaces and with single inner ones; None when it is blank."""
    text = re.sub(r"\s+", " ", raw).strip()
    if not text:
        return None
    return Line(text, number, columns(text), raw != raw.rstrip(), bool(_LEADING_SPACE.match(raw)))


def columns(text: str) -> int:
    """The columns that a text fills: two for a wide or ambiguous character, else one."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def detect_layout(lines: list[Line]) -> tuple[Layout, int]:
    """The layout of the lines and the columns of a full one (0 where no line is wrapped)."""
    if not lines or max(line.width for line in lines) > WIDEST_PAGE:
        return Layout.PARAGRAPHS, 0
    page = _full_width(lines)
    nearly = [line for line in lines if line.width >= page - INDENT - SLACK]
    broken_off = sum(not _ends_sentence(line) for line in nearly)
    if len(nearly) < max(3, 0.25 * len(lines)) or broken_off < 0.5 * len(nearly):
        return Layout.PARAGRAPHS, 0
    closed = sum(line.closed for line in lines)
    open_and_full = sum(not line.closed for line in nearly)
    if closed >= 0.05 * len(lines) and open_and_full >= max(1, 0.8 * (len(lines) - closed)):
        return Layout.HINTED, page
    return Layout.WRAPPED, page


def _full_width(lines: list[Line]) -> int:
    """The greatest width that several lines have, without those that may let a mark hang out."""
    counts = Counter(line.width for line in lines if not _CLOSING_MARK.search(line.text))
    common = [width for width, count in counts.items() if count >= 0.015 * len(lines)]
    return max(common, default=max(line.width for line in lines))


class Wrapped:
    """Says of each line of a wrapped source whether the next one goes on with its paragraph."""

    def __init__(self, lines: list[Line], layout: Layout, page: int) -> None:
        self._lines = lines
        self._hinted = layout is Layout.HINTED
        self._page = page
        self._indents = 0.05 * len(lines) < sum(line.indented for line in lines) < 0.6 * len(lines)
        labelled = (index for index, line in enumerate(lines) if read_label(line.text))
        self._body = next(labelled, len(lines))

    def goes_on(self, index: int, first: bool) -> bool:
        """Whether the line after `index` belongs to its paragraph; `first`: the line opens the paragraph."""
        line, following = self._lines[index], self._lines[index + 1]
        if _stands_alone(line.text) or _stands_alone(following.text) or self._is_labelled(index + 1):
            return False
        if self._hinted:
            return not line.closed
        if index + 1 <= self._body:
            whole = ends_title(line.text) or following.text[0].isdigit()
            return line.width >= self._page / 2 and not whole
        return self._runs_over(index, first)

    def _is_labelled(self, index: int) -> bool:
        """Whether the line begins with a label; one inside a sentence that was wrapped is a citation."""
        if (label := read_label(self._lines[index].text)) is None:
            return False
        if label.kind <= Kind.ARTICLE and label.spaced:
            return True
        return _ends_sentence(self._lines[index - 1]) or not self._is_full(index - 1, indent=INDENT)

    def _runs_over(self, index: int, first: bool) -> bool:
        following = self._lines[index + 1]
        if self._indents:
            return not following.indented
        if not self._is_full(index, indent=INDENT if first else 0):
            return False
        opens = not _ends_sentence(following) and not self._is_full(index + 1, indent=0)
        return not (_ends_sentence(self._lines[index]) and opens)

    def _is_full(self, index: int, indent: int) -> bool:
        """Whether the first word of the next line would not have fitted into this one."""
        if index + 1 == len(self._lines):
            return False
        word = _FIRST_WORD.match(self._lines[index + 1].text)
        return self._lines[index].width + indent + columns(word[0] if word else "") > self._page


def _ends_sentence(line: Line) -> bool:
    return bool(_SENTENCE_END.search(line.text))


def _stands_alone(text: str) -> bool:
    """Whether a line is a paragraph whatever surrounds it: an attachment heading, a document number, 目录."""
    return is_attachment(text) or is_contents(text) or document_number(text) is not None
