"""`policy-kg lexicon`: the upkeep of the vocabulary."""

import json
import sys
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from policy_kg import lexicon, settings
from policy_kg.cli.messages import HELP, REVIEW
from policy_kg.review import Ungrounded, read, review, shipped
from policy_kg.store import open_knowledge

PIPE_WIDTH: Final = 160
FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("lexicon", help=HELP["lexicon"])
def command() -> None:
    """The subcommands do the work."""


@command.command("review", help=HELP["lexicon.review"])
@click.argument("files", nargs=-1, type=FILE)
@click.option("--json", "as_json", is_flag=True, help=HELP["lexicon.review.json"])
@click.option("--most", type=click.IntRange(min=1), default=50, show_default=True, help=HELP["lexicon.review.most"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
def review_command(files: tuple[Path, ...], as_json: bool, most: int, knowledge: Path | None) -> None:
    """Print the words that no concept has, the commonest first."""
    folder = knowledge or settings.read().knowledge
    questions = list(chain.from_iterable(map(read, files))) if files else shipped(folder)
    found = review(lexicon.read(open_knowledge(folder)), questions)
    if as_json:
        for one in found[:most]:
            click.echo(json.dumps(asdict(one), ensure_ascii=False))
    else:
        _show(found, most, len(questions))


def _show(found: tuple[Ungrounded, ...], most: int, questions: int) -> None:
    title = REVIEW["title"].format(shown=min(most, len(found)), words=len(found), questions=questions)
    table = Table(title=title)
    table.add_column(REVIEW["word"], no_wrap=True)
    table.add_column(REVIEW["questions"], justify="right")
    table.add_column(REVIEW["example"])
    for one in found[:most]:
        table.add_row(one.word, f"{one.questions:,}", one.example)
    Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, markup=False).print(table)
