"""`policy-kg validate`: check submissions and print a report on each."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from policy_kg.cli.messages import HELP
from policy_kg.errors import PolicyKgError
from policy_kg.validate import Report, Validator
from policy_kg.validate.text import text

CONFORMS: Final = 0
DOES_NOT: Final = 1
UNREADABLE: Final = 2


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that has no report, and why."""

    source: str
    error: PolicyKgError

    def to_json(self) -> dict[str, Any]:
        """The error as it stands in place of a report."""
        error = {"code": self.error.code, "detail": self.error.detail, "line": self.error.line}
        return {"source": self.source, "error": error}


@click.command("validate", help=HELP["validate"])
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--profile", metavar="P", help=HELP["validate.profile"])
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help=HELP["validate.format"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
def command(files: tuple[Path, ...], profile: str | None, form: str, knowledge: Path | None) -> int:
    """The exit status: 0 when all conform, 1 when something does not, 2 when an input cannot be read."""
    status = CONFORMS
    for outcome in _outcomes(files, profile, knowledge):
        if form == "json":
            click.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
        elif isinstance(outcome, Report):
            click.echo(text(outcome))
        else:
            click.echo(f"policy-kg: {' '.join(str(outcome.error).split())}", err=True)
        status = max(status, _status(outcome))
    return status


def _outcomes(files: tuple[Path, ...], profile: str | None, knowledge: Path | None) -> Iterator[Report | Unread]:
    validator = Validator(knowledge)
    for file in files:
        try:
            yield validator.validate(file, profile=profile)
        except PolicyKgError as error:
            yield Unread(str(file), error)


def _status(outcome: Report | Unread) -> int:
    if isinstance(outcome, Unread):
        return UNREADABLE
    return CONFORMS if outcome.conforms else DOES_NOT
