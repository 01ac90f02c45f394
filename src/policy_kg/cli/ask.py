"""`policy-kg ask`: a question, or a file of them."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

import click
from rich.console import Console

from policy_kg import settings
from policy_kg.ask.batch import run
from policy_kg.ask.engine import Engine
from policy_kg.ask.result import Answer
from policy_kg.cli.messages import ANSWER, HELP
from policy_kg.cli.progress import prepare
from policy_kg.text.frames import fill


@click.command(help=HELP["ask"])
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help=HELP["ask.json"])
@click.option("--context", multiple=True, metavar="QUESTION", help=HELP["ask.context"])
@click.option("--regulation", metavar="IRI", help=HELP["ask.regulation"])
@click.option("--batch", type=click.File(encoding="utf-8", errors="replace"), help=HELP["ask.batch"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
def command(
    question: str | None,
    as_json: bool,
    context: tuple[str, ...],
    regulation: str | None,
    batch: TextIO | None,
    knowledge: Path | None,
) -> int:
    """Print the answer to a question, or to each of a batch."""
    if (question is None) == (batch is None):
        raise click.UsageError(ANSWER["one_of"])
    configured = settings.read()
    engine = Engine(
        knowledge or configured.knowledge,
        max_question=configured.max_question,
        cache=settings.cache_folder(configured),
        dense=configured.dense,
    )
    if batch is not None:
        prepare(engine, Console(stderr=True), dense=configured.dense)
        return _print_all(run(engine, batch))
    answer = engine.ask(question or "", context, regulation)
    click.echo(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else _for_people(answer))
    return 0


def _print_all(results: Iterable[dict[str, Any]]) -> int:
    status = 0
    for result in results:
        click.echo(json.dumps(result, ensure_ascii=False))
        sys.stdout.flush()
        status = 2 if "error" in result else status
    return status


def _for_people(answer: Answer) -> str:
    lines = [answer.answer, ""]
    lines += [ANSWER["citation"].format(label=one.label, quote=one.quote) for one in answer.citations]
    lines += [ANSWER["suggestion"].format(question=one) for one in answer.suggestions]
    lines.append(fill(ANSWER["understood"], {"understood": answer.understood_as}))
    if answer.query:
        lines += ["", ANSWER["query"], answer.query]
    return "\n".join([*lines, "", ANSWER["disclaimer"]])
