"""What runs in a process of the sandbox: it loads the knowledge once and answers one query after another."""

import signal
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

from policy_kg.errors import PolicyKgError, QueryCrashedError, QueryTooLargeError
from policy_kg.store.guard import warm
from policy_kg.store.opening import open_knowledge
from policy_kg.store.protocol import Boolean, Dataset, Store, Triples
from policy_kg.store.tokens import shape
from policy_kg.store.writing import Forms, require_form, written

READY: Final = "ready"
GRACE: Final = 1.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds, rows or triples, bytes of result, bytes of memory for itself."""

    seconds: float = 10.0
    rows: int = 10_000
    result: int = 64_000_000
    memory: int = 1 << 30


@dataclass(frozen=True, slots=True)
class Request:
    """A query as somebody sent it; a graph of `dataset` that the store does not have is an empty one."""

    text: str
    dataset: Dataset | None = None
    forms: Forms = field(default_factory=Forms)
    max_rows: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A result in a standard format; `graph`: triples rather than rows; `truncated`: more exist."""

    body: bytes
    graph: bool
    truncated: bool


def work(pipe: Connection, knowledge: Path | None, limits: Limits) -> None:
    """Nothing; answers the requests that come through the pipe until its other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        _answer_all(pipe, knowledge, limits)
    except (EOFError, OSError):
        return


def _answer_all(pipe: Connection, knowledge: Path | None, limits: Limits) -> None:
    try:
        store = open_knowledge(knowledge)
    except PolicyKgError as error:
        pipe.send(error)
        return
    warm()
    limit_memory(limits.memory)
    pipe.send(READY)
    while True:
        request: Request = pipe.recv()
        _end_later(limits.seconds + GRACE)
        pipe.send(_answer(store, request, limits))
        _end_later(0)


def run(store: Store, request: Request, limits: Limits) -> Written:
    """The result of a request in the format that it wants; QueryError says why there is none."""
    require_form(shape(request.text).form, request.forms)
    rows = min(limits.rows, request.max_rows or limits.rows)
    dataset = None if request.dataset is None else _held(request.dataset, store)
    found = store.query(request.text, dataset=dataset, max_rows=rows)
    body = written(found, request.forms)
    if len(body) > limits.result:
        raise QueryTooLargeError(f"the result is {len(body)} bytes long, the limit is {limits.result}")
    truncated = not isinstance(found, Boolean) and found.truncated
    return Written(body, graph=isinstance(found, Triples), truncated=truncated)


def _answer(store: Store, request: Request, limits: Limits) -> Written | PolicyKgError:
    try:
        return run(store, request, limits)
    except PolicyKgError as error:
        return error
    except MemoryError:
        return QueryCrashedError("the query needs more memory than it may use")


def _held(dataset: Dataset, store: Store) -> Dataset:
    """The same dataset without the graphs that the store does not have, which count as empty."""
    known = set(store.graphs())
    default, named = (tuple(iri for iri in part if iri in known) for part in (dataset.default, dataset.named))
    return Dataset(default, named)


def _end_later(seconds: float) -> None:
    """End this process after so many seconds, even when nobody is left to do it; 0 takes that back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def limit_memory(spare: int) -> None:
    """Let this process grow by `spare` bytes at most and leave no core file, where the system can tell."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    except (ImportError, OSError):
        return
    most = pages * resource.getpagesize() + spare
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
