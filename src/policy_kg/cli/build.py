"""`policy-kg build`: load all knowledge, check that it parses, and say what is in it."""

from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from policy_kg import build, settings
from policy_kg.cli.messages import BUILD, HELP


@click.command(help=HELP["build"])
@click.option("--knowledge", type=click.Path(exists=True, file_okay=False, path_type=Path), help=HELP["knowledge"])
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help=HELP["build.output"])
def command(knowledge: Path | None, output: Path | None) -> None:
    """Print the counts, and write the public dataset as N-Quads when asked to."""
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
    _prepare(knowledge, console)
    if output is not None:
        console.print(BUILD["written"].format(path=output), soft_wrap=True)


def _prepare(knowledge: Path | None, console: Console) -> None:
    """Compute the vectors of the bank of questions, once for each bank, where the embedder is installed."""
    from policy_kg.ask.engine import Engine  # loads jieba's dictionary, which counting needs not
    from policy_kg.retrieval import is_available

    folder = settings.vectors_folder(settings.read())
    if folder is None or not is_available():
        console.print(BUILD["sparse"])
        return
    engine = Engine(knowledge, vectors=folder)
    texts = len(engine.knowledge.neighbours.texts)
    if not engine.is_dense and texts:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(BUILD["vectors"].format(count=texts), total=texts)
            engine.prepare(folder, lambda done: progress.update(task, completed=done))
    console.print(BUILD["dense"].format(count=texts))
