"""Labelled questions about regulations of which none were collected, and the data folders that hold these."""

import json
from pathlib import Path
from typing import Any, Final

CASES: Final = Path(__file__).resolve().parent.parent / "tests/cases"
SETS: Final = {
    "second": "second-regulation/labelled.jsonl",
    "second-blind": "second-regulation/blind.jsonl",
    "third": "third-regulation/blind.jsonl",
}
Row = dict[str, Any]


def folder(name: str) -> Path:
    """The data folder that a set asks about."""
    return (CASES / SETS[name]).parent


def source(name: str) -> Path:
    """The text of the regulation that a set asks about."""
    return next(folder(name).glob("regulations/*/source.txt"))


def read(name: str) -> list[Row]:
    """The rows of a set; the scorer takes 第三条之一 for 第三条."""
    rows: list[Row] = [json.loads(line) for line in (CASES / SETS[name]).read_text(encoding="utf-8").splitlines()]
    for row in rows:
        for key in ("gold_articles", "acceptable_articles"):
            row[key] = [code.replace("3-1", "3") for code in row.get(key) or []]
    return rows
