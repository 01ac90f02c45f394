"""Reports as one table: a row for each finding, each matter for a person, and each provision that has neither."""

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from policy_kg.validate.report import Finding, ManualItem, Report

COLUMNS: Final = (
    *("source", "profile", "provision", "label", "verdict", "kind", "focus", "path", "value"),
    *("message_zh", "message_en", "fix_zh", "fix_en", "quote", "shape", "norm"),
)
MANUAL: Final = "Manual"
NOTE: Final = "Note"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")

Row = dict[str, str | None]


def csv_lines(reports: Iterable[Report]) -> Iterator[str]:
    """The table as CSV (RFC 4180), its head first; a cell that a spreadsheet would run begins with an apostrophe."""
    yield _line(COLUMNS)
    for report in reports:
        for row in rows(report):
            yield _line([_harmless(row.get(name) or "") for name in COLUMNS])


def rows(report: Report) -> Iterator[Row]:
    """The rows of one report, in the order of its provisions; slips and notes come last."""
    whole: Row = {"source": report.source, "profile": report.profile}
    for place in report.provisions:
        found = [_finding(one) for one in report.findings if one.provision == place.provision]
        asked = [row for one in report.manual if one.provision == place.provision for row in _manual(one)]
        said: Row = {"provision": place.provision, "label": place.label, "verdict": place.verdict.zh}
        for row in [*found, *asked] or [{}]:
            yield whole | said | row
    for one in report.findings:
        if one.provision is None:
            yield whole | _finding(one)
    for note in report.notes:
        words: Row = {"message_zh": note.message["zh"], "message_en": note.message["en"]}
        yield whole | words | {"kind": NOTE, "focus": note.focus, "value": note.taken_for}


def _finding(one: Finding) -> Row:
    return {
        "kind": one.kind,
        "focus": one.focus,
        "path": one.path,
        "value": one.value,
        "message_zh": one.message["zh"],
        "message_en": one.message["en"],
        "fix_zh": one.fix["zh"],
        "fix_en": one.fix["en"],
        "quote": one.quote,
        "shape": one.shape,
        "norm": one.norm,
    }


def _manual(one: ManualItem) -> Iterator[Row]:
    words: Row = {"message_zh": one.look_at["zh"], "message_en": one.look_at["en"]}
    for focus in one.focus:
        yield words | {"kind": MANUAL, "focus": focus, "quote": one.quote, "shape": one.check, "norm": one.norm}


def _harmless(cell: str) -> str:
    return f"'{cell}" if len(cell) > 1 and cell.startswith(_FORMULA) else cell


def _line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()
