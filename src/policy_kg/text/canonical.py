"""Canonical text: what a source says, without the accidents of its layout."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from policy_kg.models import Flag
from policy_kg.text.labels import read_label
from policy_kg.text.layout import Layout, Line, Wrapped, detect_layout, read_line

_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_PAGE_NUMBER: Final = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]$|第\s*\d+\s*页(?:\s*[共/]\s*\d+\s*页)?$")
_DIGIT_SPACE: Final = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=\d)")
_WORD_END: Final = re.compile(r"[A-Za-z,;]$")
_WORD_START: Final = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical text, the source line where each of its paragraphs begins, and the source's layout."""

    text: str
    lines: tuple[int, ...]
    layout: Layout
    flags: tuple[Flag, ...]


def canonicalize(source: str) -> Canonical:
    """The canonical text of a decoded source: one paragraph a line, positions in it are final."""
    flags: list[Flag] = []
    lines = list(_visible_lines(source, flags))
    layout, page = detect_layout(lines)
    if layout is Layout.PARAGRAPHS:
        groups = [[line] for line in lines]
    else:
        groups = _paragraphs(_without_page_numbers(lines, flags), layout, page)
    text = "\n".join(_close_digits(_join(group)) for group in groups)
    return Canonical(text, tuple(group[0].number for group in groups), layout, tuple(flags))


def squeeze(text: str) -> str:
    """The text without any white space: the form in which quotes are compared."""
    return "".join(text.split())


def _visible_lines(source: str, flags: list[Flag]) -> Iterator[Line]:
    numbered = enumerate(source.replace("\r\n", "\n").split("\n"), start=1)
    for number, raw in ((number, page) for number, line in numbered for page in line.split("\f")):
        visible = _INVISIBLE.sub("", raw)
        if visible != raw and number > 1:
            flags.append(Flag("invisible_character", "a zero-width character was left out", number))
        if _PRIVATE.search(visible):
            flags.append(Flag("private_use_character", "a private-use character was kept", number))
        if line := read_line(visible, number):
            yield line


def _without_page_numbers(lines: list[Line], flags: list[Flag]) -> list[Line]:
    kept = [line for line in lines if not _PAGE_NUMBER.match(line.text)]
    dropped = [line for line in lines if _PAGE_NUMBER.match(line.text)]
    flags += [Flag("page_number", f"left out: {line.text}", line.number) for line in dropped]
    return kept


def _paragraphs(lines: list[Line], layout: Layout, page: int) -> list[list[Line]]:
    wrapped = Wrapped(lines, layout, page)
    groups: list[list[Line]] = []
    goes_on = False
    for index, line in enumerate(lines):
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
        goes_on = index + 1 < len(lines) and wrapped.goes_on(index, first=not goes_on)
    return groups


def _join(lines: list[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        space = " " if _WORD_END.search(text) and _WORD_START.match(line.text) else ""
        text += space + line.text
    return text


def _close_digits(paragraph: str) -> str:
    """The paragraph without spaces between a digit and a Han character, but for the one after a label."""
    label = read_label(paragraph)
    length = label.length if label else 0
    head, gap = _DIGIT_SPACE.sub("", paragraph[:length]), paragraph[length : length + 1]
    return head + gap + _DIGIT_SPACE.sub("", paragraph[length + 1 :])
