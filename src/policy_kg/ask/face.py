"""Asking from Python: one engine for each data folder, made at the first question."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from policy_kg import settings
from policy_kg.ask.engine import Engine
from policy_kg.ask.result import Answer


def ask(
    question: str, context: Sequence[str] = (), *, regulation: str | None = None, knowledge: Path | None = None
) -> Answer:
    """The answer to a question that may lean on earlier ones in `context`, from the shipped knowledge or a data folder.

    It is from one regulation: `regulation`, an IRI, by default the one that fits best.

    QuestionError: empty, overlong, or about a regulation that is not held. DataError: the folder cannot be read.
    """
    return _engine(knowledge).ask(question, context, regulation)


@cache
def _engine(knowledge: Path | None) -> Engine:
    configured = settings.read()
    return Engine(
        knowledge or configured.knowledge,
        max_question=configured.max_question,
        cache=settings.cache_folder(configured),
        dense=configured.dense,
    )
