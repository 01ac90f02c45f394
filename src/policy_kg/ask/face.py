"""Asking from Python: one engine for each data folder, made at the first question."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from policy_kg import settings
from policy_kg.ask.engine import Engine
from policy_kg.ask.result import Answer


def ask(question: str, context: Sequence[str] = (), *, knowledge: Path | None = None) -> Answer:
    """The answer to a question that may lean on earlier ones in `context`, from the shipped knowledge or a data folder.

    QuestionError: empty or overlong. DataError: the folder cannot be read.
    """
    return _engine(knowledge).ask(question, context)


@cache
def _engine(knowledge: Path | None) -> Engine:
    configured = settings.read()
    return Engine(
        knowledge or configured.knowledge,
        max_question=configured.max_question,
        cache=settings.cache_folder(configured),
        dense=configured.dense,
    )
