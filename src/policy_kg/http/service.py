"""What every request shares: the settings and the knowledge, loaded once."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from flask import current_app

from policy_kg.ask.engine import Engine
from policy_kg.http import held
from policy_kg.retrieval import is_available
from policy_kg.settings import Settings, cache_folder
from policy_kg.store import open_disk
from policy_kg.store.submissions import Submissions

EXTENSION: Final = "policy_kg"
SHOWN_EXAMPLES: Final = 6
PATIENCE: Final = 10.0
"""How many seconds a batch of vectors may take to end."""


class Preparing:
    """The vectors of an engine's bank, computed beside the requests until it is told to stop."""

    def __init__(self, engine: Engine) -> None:
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=engine.prepare, args=(self._go_on,), daemon=True)
        self._thread.start()

    def _go_on(self, _done: int) -> None:
        if self._stopping.is_set():
            raise SystemExit  # ends this thread only, before the process ends under the embedder

    def stop(self) -> None:
        """Stop after the batch that is being computed, and wait for that."""
        self._stopping.set()
        self._thread.join(PATIENCE)


@dataclass(frozen=True, slots=True)
class Service:
    """The engine with its settings, example questions that it answers, and what is kept when there is a store."""

    settings: Settings
    engine: Engine
    examples: tuple[str, ...]
    regulations: tuple[held.Held, ...]
    submissions: Submissions | None = None
    preparing: Preparing | None = None

    def close(self) -> None:
        """Stop what is being prepared, and let go of the store on disk."""
        if self.preparing is not None:
            self.preparing.stop()
        if self.submissions is not None:
            self.submissions.close()


def start(settings: Settings) -> Service:
    """The service over the settings' knowledge, warm: DataError names a file that cannot be read.

    StoreError for a store that cannot be opened.
    """
    engine = Engine(
        settings.knowledge, max_question=settings.max_question, cache=cache_folder(settings), dense=settings.dense
    )
    wanted = settings.dense and is_available() and not engine.is_dense
    preparing = Preparing(engine) if wanted else None
    kinds = engine.knowledge.patterns.patterns.values()
    examples = _answered(engine, [kind.examples for kind in kinds])
    known = held.read(engine.knowledge)
    kept = Submissions(open_disk(settings.store)) if settings.store else None
    return Service(settings, engine, examples, known, kept, preparing)


def service() -> Service:
    """The service of the application that handles the current request."""
    found: Service = current_app.extensions[EXTENSION]
    return found


def _answered(engine: Engine, examples: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The first examples that get an answer, one of each kind of question before the second of any."""
    found: list[str] = []
    for round_of_kinds in zip_longest(*examples):
        for example in filter(None, round_of_kinds):
            if engine.ask(example).status == "answered":
                found.append(example)
            if len(found) == SHOWN_EXAMPLES:
                return tuple(found)
    return tuple(found)
