"""`policy-kg build`: load all knowledge, check that it parses, and say what is in it."""

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from policy_kg import build, settings
from policy_kg.cli.messages import BUILD, HELP


@click.command(help=HELP["build"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
@click.option("--check", is_flag=True, help=HELP["build.check"])
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=HELP["build.output"])
@click.pass_context
def command(context: click.Context, knowledge: Path | None, check: bool, output: Path | None) -> None:
    """Print the counts, check the rules and write the public dataset as N-Quads when asked to; 1 for a broken rule."""
    built = asdict(build.build(knowledge, output))
    seconds = built.pop("seconds")
    table = Table(show_header=False, box=None)
    table.add_column()
    table.add_column(justify="right")
    for name, count in built.items():
        table.add_row(BUILD[name], f"{count:,}")
    console = Console(highlight=False)
    console.print(BUILD["title"].format(seconds=seconds))
    console.print(table)
    if check and _broken(knowledge, console):
        context.exit(1)
    _prepare(knowledge, console)
    if output is not None:
        console.print(BUILD["written"].format(path=output), soft_wrap=True)


def _broken(knowledge: Path | None, console: Console) -> bool:
    """Whether the knowledge breaks a rule; each is printed with what breaks it."""
    from policy_kg.validate.knowledge import broken  # loads the SHACL engine, which counting needs not

    found = broken(knowledge)
    for one in found:
        console.print(BUILD["broken"].format(**asdict(one)), soft_wrap=True, markup=False)
    console.print(BUILD["unclean" if found else "clean"].format(count=len(found)))
    return bool(found)


def _prepare(knowledge: Path | None, console: Console) -> None:
    """Compute what is learned from the bank, and its vectors where the embedder is installed; once for each bank."""
    from policy_kg.ask.engine import Engine  # loads jieba's dictionary, which counting needs not
    from policy_kg.cli.progress import prepare

    configured = settings.read()
    engine = Engine(knowledge, cache=settings.cache_folder(configured), dense=configured.dense)
    texts = len(engine.knowledge.texts)
    prepare(engine, console, dense=configured.dense)
    console.print(BUILD["dense" if engine.is_dense else "sparse"].format(count=texts))
