"""Progress on the terminal while a bank of questions is made ready."""

from rich.console import Console
from rich.progress import Progress

from policy_kg.ask.engine import Engine
from policy_kg.cli.messages import BUILD
from policy_kg.retrieval import is_available


def prepare(engine: Engine, console: Console, *, dense: bool) -> None:
    """Compute the vectors of the engine's bank where they are wanted and missing, then what is learned from it."""
    texts = len(engine.knowledge.texts)
    if dense and texts and is_available() and not engine.is_dense:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(BUILD["vectors"].format(count=texts), total=texts)
            engine.prepare(lambda done: progress.update(task, completed=done))
    with console.status(BUILD["learning"]):
        engine.learn()
