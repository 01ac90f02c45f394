"""`policy-kg query`: run a SPARQL query and print what it finds."""

import sys
from pathlib import Path
from typing import BinaryIO, Final

import click
from rich.console import Console
from rich.table import Table

from policy_kg import explore
from policy_kg.cli.messages import HELP, QUERY_ROWS
from policy_kg.ns import shorten
from policy_kg.store import Select, Term

PIPE_WIDTH: Final = 10_000


@click.command(help=HELP["query"])
@click.argument("file", type=click.File("rb"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help=HELP["query.format"],
)
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
@click.option("--remote", metavar="URL", help=HELP["query.remote"])
def command(file: BinaryIO, form: str, knowledge: Path | None, remote: str | None) -> None:
    """Print the result of the query in FILE, or in standard input for `-`."""
    if knowledge is not None and remote is not None:
        raise click.UsageError("--knowledge and --remote exclude each other")
    text = explore.read_query(file.read(), file.name)
    found = explore.run(text, source=file.name, knowledge=knowledge, remote=remote)
    if isinstance(found, Select) and form == "table":
        _print_table(found)
    else:
        click.echo(explore.write(found, "json" if form == "json" else "csv"), nl=False)


def _print_table(found: Select) -> None:
    table = Table(*found.vars)
    for row in found.bindings:
        table.add_row(*(_short(row.get(name)) for name in found.vars))
    width = None if sys.stdout.isatty() else PIPE_WIDTH
    console = Console(width=width, markup=False, highlight=False, emoji=False)
    console.print(table)
    console.print(QUERY_ROWS.format(count=len(found.bindings)))


def _short(term: Term | None) -> str:
    """A term for people: IRIs with the prefixes of `ns` or in angle brackets, literals by their value alone."""
    if term is None:
        return ""
    if term.kind != "uri":
        return term.value if term.kind == "literal" else f"_:{term.value}"
    name = shorten(term.value)
    return f"<{name}>" if name == term.value else name
