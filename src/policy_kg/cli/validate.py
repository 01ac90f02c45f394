"""`policy-kg validate`: check submissions and print a report on each."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from policy_kg.cli.messages import HELP, VALIDATE
from policy_kg.errors import PolicyKgError
from policy_kg.store.documents import FORMATS, syntax_of
from policy_kg.validate import Report, Validator
from policy_kg.validate.forms import FORMS

CONFORMS: Final = 0
DOES_NOT: Final = 1
UNREADABLE: Final = 2
STANDARD_INPUT: Final = Path("-")


@dataclass(frozen=True, slots=True)
class Unread:
    """An input that has no report, and why."""

    source: str
    error: PolicyKgError

    def to_json(self) -> dict[str, Any]:
        """The error as it stands in place of a report."""
        error = {"code": self.error.code, "detail": self.error.detail, "line": self.error.line}
        return {"source": self.source, "error": error}


class Outcomes:
    """What became of each input; `status` is that of the worst so far."""

    def __init__(self, outcomes: Iterable[Report | Unread]) -> None:
        self.status = CONFORMS
        self._outcomes = outcomes

    def reports(self, *, as_json: bool) -> Iterator[Report]:
        """The reports, one by one; an input without one is told, as JSON in its place or in a line aside."""
        for outcome in self._outcomes:
            if isinstance(outcome, Report):
                self.status = max(self.status, CONFORMS if outcome.conforms else DOES_NOT)
                if outcome.looked_at_nothing:
                    click.echo(VALIDATE["nothing"].format(source=outcome.source), err=True)
                yield outcome
                continue
            self.status = UNREADABLE
            if as_json:
                click.echo(json.dumps(outcome.to_json(), ensure_ascii=False))
            else:
                click.echo(f"policy-kg: {' '.join(str(outcome.error).split())}", err=True)


@click.command("validate", help=HELP["validate"])
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--profile", metavar="P", help=HELP["validate.profile"])
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="text", help=HELP["validate.format"])
@click.option("--syntax", type=click.Choice(list(FORMATS)), help=HELP["validate.syntax"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
def command(files: tuple[Path, ...], profile: str | None, form: str, syntax: str | None, knowledge: Path | None) -> int:
    """The exit status: 0 when all conform, 1 when something does not, 2 when an input cannot be read."""
    outcomes = Outcomes(_outcomes(files, profile, syntax, knowledge))
    for piece in FORMS[form](outcomes.reports(as_json=form == "json")):
        click.echo(piece, nl=False)
    return outcomes.status


def _outcomes(
    files: tuple[Path, ...], profile: str | None, syntax: str | None, knowledge: Path | None
) -> Iterator[Report | Unread]:
    validator = Validator(knowledge)
    for file in files:
        try:
            if file == STANDARD_INPUT:
                given = sys.stdin.buffer.read(validator.max_bytes + 1)
                yield validator.validate(given, syntax or syntax_of(given), profile=profile)
            else:
                yield validator.validate(file, syntax, profile=profile)
        except PolicyKgError as error:
            yield Unread(str(file), error)
