"""Refuses documents that are nested so deeply, or declare so many names, that parsers stumble over them."""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from policy_kg.errors import DataError

DEEPEST: Final = 200
MOST_NAMESPACES: Final = 2_000
_BRACKETS: Final = {
    "json-ld": re.compile(rb'"(?:[^"\\]|\\.)*"|([\[{])|([\]}])', re.DOTALL),
    "turtle": re.compile(
        rb'"""(?:[^"\\]|\\.|"(?!""))*"""|\'\'\'(?:[^\'\\]|\\.|\'(?!\'\'))*\'\'\'|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\''
        rb"|<[^<>\s]*>|#[^\n]*|([\[({])|([\])}])",
        re.DOTALL,
    ),
}
_TURTLE_LIKE: Final = {"turtle": "turtle", "trig": "turtle", "json-ld": "json-ld"}
_OPENING: Final = (b"[", b"(", b"{")


def require_shallow(document: bytes, form: str, source: str | None = None) -> None:
    """Nothing; DataError when a document is nested more than `DEEPEST` levels deep, with its line."""
    if form == "rdf-xml":
        _require_shallow_xml(document, source)
    elif form in _TURTLE_LIKE and sum(map(document.count, _OPENING)) > DEEPEST:
        for level, offset in _levels(document, _BRACKETS[_TURTLE_LIKE[form]]):
            if level > DEEPEST:
                raise _too_deep(source, document.count(b"\n", 0, offset) + 1)


def _levels(document: bytes, brackets: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    level = 0
    for found in brackets.finditer(document):
        if found[1]:
            level += 1
            yield level, found.start()
        elif found[2]:
            level -= 1


def _require_shallow_xml(document: bytes, source: str | None) -> None:
    """Nothing for what is no XML: the parser that reads it afterwards says what is wrong."""
    if document.count(b"xmlns") > MOST_NAMESPACES:
        raise DataError(f"more than {MOST_NAMESPACES} namespaces are declared here", path=source)
    parser, level = expat.ParserCreate(), 0

    def begin(_name: str, _attributes: dict[str, Any]) -> None:
        nonlocal level
        level += 1
        if level > DEEPEST:
            raise _too_deep(source, parser.CurrentLineNumber)

    def end(_name: str) -> None:
        nonlocal level
        level -= 1

    parser.StartElementHandler, parser.EndElementHandler = begin, end
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        return


def _too_deep(source: str | None, line: int) -> DataError:
    return DataError(f"this is nested more than {DEEPEST} levels deep", path=source, line=line)
