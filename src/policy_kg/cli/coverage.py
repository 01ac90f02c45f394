"""`policy-kg coverage`: how much of the text the norms cover, and how two readers agree."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.table import Table

from policy_kg import assets, corpus, settings
from policy_kg.cli.messages import COVERAGE, HELP
from policy_kg.coverage import CoverageReport, coverage
from policy_kg.coverage.report import Agreement, Count, Enforcement
from policy_kg.ns import regulation_iri
from policy_kg.store import open_knowledge

SECOND_READING: Final = "second-reading.jsonl"
PIPE_WIDTH: Final = 160


@click.command("coverage", help=HELP["coverage"])
@click.option("--regulation", metavar="ID", help=HELP["coverage.regulation"])
@click.option("--knowledge", type=click.Path(path_type=Path), help=HELP["knowledge"])
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=HELP["coverage.format"])
@click.option("--differences", is_flag=True, help=HELP["coverage.differences"])
def command(regulation: str | None, knowledge: Path | None, form: str, differences: bool) -> int:
    """The exit status: 0 when every character of every regulation shown is covered, else 1."""
    reports = _reports(regulation, knowledge or settings.read().knowledge)
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH)
    for report in reports:
        if form == "json":
            click.echo(json.dumps(_plain(report, differences), ensure_ascii=False))
        else:
            _show(console, report, differences)
    return int(not all(report.complete for report in reports))


def _reports(regulation: str | None, knowledge: Path | None) -> list[CoverageReport]:
    store = open_knowledge(knowledge)
    wanted = [_iri(regulation)] if regulation else list(corpus.read(store).regulations)
    folders = (knowledge or assets.find().data) / "regulations"
    own = knowledge / "shapes" if knowledge else None
    shapes = own if own and own.is_dir() else assets.find().shapes
    return [coverage(store, iri, folders / iri.rsplit("/", 1)[-1] / SECOND_READING, shapes) for iri in wanted]


def _iri(regulation: str) -> str:
    return regulation if "://" in regulation else regulation_iri(regulation)


def _plain(report: CoverageReport, differences: bool) -> dict[str, Any]:
    plain: dict[str, Any] = asdict(report) | {"complete": report.complete}
    if report.agreement and not differences:
        del plain["agreement"]["differences"]
    return plain


def _show(console: Console, report: CoverageReport, differences: bool) -> None:
    _list(
        console,
        report.title,
        ("figure", "value"),
        [(COVERAGE[name], value) for name, value in _figures(report)],
    )
    _list(
        console,
        COVERAGE["uncovered.title"],
        ("provision", "place", "text"),
        [(one.provision, f"{one.start}–{one.end}", one.text) for one in report.uncovered],
    )
    _list(
        console,
        COVERAGE["loose.title"],
        ("provision", "place", "word", "kinds"),
        [
            (one.place.provision, f"{one.place.start}–{one.place.end}", one.word, ", ".join(one.kinds))
            for one in report.loose_signals
        ],
    )
    if report.enforcement:
        _show_enforcement(console, report.enforcement)
    if differences and report.agreement:
        _show_differences(console, report.agreement)


def _figures(report: CoverageReport) -> Iterable[tuple[str, str]]:
    yield "characters", str(report.characters)
    yield "covered", f"{report.covered} ({report.share:.1%})"
    yield "spans", COVERAGE["spans.value"].format(**asdict(report.lengths))
    loose = len(report.loose_signals)
    yield "signals", COVERAGE["signals.value"].format(signals=report.signals, loose=loose)
    yield "norms", str(report.norms)
    yield "modalities", _counts(report.modalities)
    yield "functions", _counts(report.functions)
    yield "open_matters", str(report.open_matters)
    yield "alternative_readings", str(report.alternative_readings)
    if found := report.enforcement:
        yield "enforcement", COVERAGE["enforcement.value"].format(**_lengths(found))
    if report.agreement:
        yield "agreement", COVERAGE["agreement.value"].format(**asdict(report.agreement))


def _lengths(found: Enforcement) -> dict[str, int]:
    return {name: len(norms) for name, norms in asdict(found).items()}


def _counts(counts: tuple[Count, ...]) -> str:
    return ", ".join(f"{one.kind or COVERAGE['none']} {one.norms}" for one in counts)


def _show_enforcement(console: Console, found: Enforcement) -> None:
    reasons = [(_local(one.norm), f"{one.zh}\n{one.en}") for one in found.not_checkable]
    _list(console, COVERAGE["not_checkable.title"], ("norm", "reason"), reasons)
    _list(console, COVERAGE["forgotten.title"], ("norm",), [(_local(one),) for one in found.forgotten])


def _local(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def _show_differences(console: Console, agreement: Agreement) -> None:
    rows = [
        (
            one.aspect,
            one.provision,
            one.norm.rsplit("/", 1)[-1],
            one.second,
            one.ours,
            one.theirs,
            "✓" if one.recorded else "",
        )
        for one in agreement.differences
    ]
    columns = ("aspect", "provision", "norm", "second", "ours", "theirs", "recorded")
    _list(console, COVERAGE["differences.title"], columns, rows)


def _list(console: Console, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows:
        return
    table = Table(*(COVERAGE[name] for name in columns), title=title)
    for row in rows:
        table.add_row(*row)
    console.print(table)
