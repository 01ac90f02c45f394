"""How reports are written for people and for other programs: a table of forms, each from reports to pieces of text."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeAlias

from policy_kg.validate.page import page
from policy_kg.validate.report import Report
from policy_kg.validate.shacl import turtle
from policy_kg.validate.table import csv_lines
from policy_kg.validate.text import text

Writer: TypeAlias = Callable[[Iterable[Report]], Iterator[str]]


def _texts(reports: Iterable[Report]) -> Iterator[str]:
    return (text(one) + "\n" for one in reports)


def _lines(reports: Iterable[Report]) -> Iterator[str]:
    return (json.dumps(one.to_json(), ensure_ascii=False) + "\n" for one in reports)


def _turtles(reports: Iterable[Report]) -> Iterator[str]:
    return (turtle(one) for one in reports)


FORMS: Final[dict[str, Writer]] = {
    "text": _texts,
    "json": _lines,
    "turtle": _turtles,
    "html": page,
    "csv": csv_lines,
}
