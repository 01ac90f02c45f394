"""Queries of strangers, each in a process that can be ended: the engine knows no time limit and may crash.

A pool of our own, because each child has its own pipe: one that dies, at work or idle, takes nothing with it.
"""

import multiprocessing
import queue
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from policy_kg.errors import PolicyKgError, QueryBusyError, QueryCrashedError, QueryTimeoutError, StoreError
from policy_kg.store.child import READY, Limits, Request, Written, work

START_SECONDS: Final = 60.0


class Sandbox:
    """Runs queries over the knowledge in at most `processes` processes, for any number of threads.

    `waiting` more may wait for one, as long as one query may take. The processes start with the first
    queries, load the knowledge once, and are replaced when they end.
    """

    def __init__(
        self,
        knowledge: Path | None = None,
        limits: Limits | None = None,
        *,
        processes: int = 2,
        waiting: int = 4,
    ) -> None:
        self.limits = limits or Limits()
        self._knowledge = knowledge
        self._closed = False
        self._places = threading.BoundedSemaphore(processes + waiting)
        self._free: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(processes):
            self._free.put(None)

    def run(self, request: Request) -> Written:
        """The result as bytes; QueryTimeoutError and QueryCrashedError when it was ended before.

        QueryBusyError: it did not run. Any other QueryError is what guard or engine have against the query.
        """
        if not self._places.acquire(blocking=False):
            raise QueryBusyError("too many queries are running and waiting, try again later")
        try:
            return self._run(request)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the processes; the sandbox raises StoreError when it is used again."""
        self._closed = True
        while True:
            try:
                child = self._free.get_nowait()
            except queue.Empty:
                return
            if child is not None:
                child.end()

    def _run(self, request: Request) -> Written:
        if self._closed:
            raise StoreError("the sandbox is closed")
        try:
            child = self._free.get(timeout=self.limits.seconds)
        except queue.Empty:
            raise QueryBusyError("no process became free in time, try again later") from None
        try:
            if child is None or not child.alive():
                child = self._start()
            return child.ask(request)
        finally:
            self._put_back(child)

    def _put_back(self, child: "_Child | None") -> None:
        """Let the next query have the process, or a new one in the place of one that has ended."""
        if self._closed:
            if child is not None:
                child.end()
            return
        kept = child if child is not None and child.alive() else None
        try:
            kept = kept or self._start()
        finally:
            self._free.put(kept)

    def _start(self) -> "_Child":
        return _Child(self._knowledge, self.limits)


class _Child:
    """One process with the pipe to it, used by one thread at a time."""

    def __init__(self, knowledge: Path | None, limits: Limits) -> None:
        self._limits = limits
        self._ready = False
        self._pipe: Connection
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=work, args=(theirs, knowledge, limits), daemon=True)
        self._process.start()
        theirs.close()

    def alive(self) -> bool:
        """Whether the process still runs."""
        return bool(self._process.is_alive())

    def ask(self, request: Request) -> Written:
        """What the process answers; it is ended when it does not answer in time."""
        self._wait_until_ready()
        answer = self._exchange(request)
        if isinstance(answer, PolicyKgError):
            raise answer
        found: Written = answer
        return found

    def end(self) -> None:
        """End the process, now."""
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def _exchange(self, request: Request) -> Any:
        answer = None
        try:
            self._pipe.send(request)
            if not self._pipe.poll(self._limits.seconds):
                raise QueryTimeoutError(f"the query was stopped after {self._limits.seconds:g} seconds")
            answer = self._pipe.recv()
        except (EOFError, OSError):
            raise QueryCrashedError("the query needs too much memory, or ended its process in another way") from None
        finally:
            if answer is None:
                self.end()
        return answer

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        try:
            heard = self._pipe.recv() if self._pipe.poll(START_SECONDS) else None
        except (EOFError, OSError):
            heard = None
        if heard != READY:
            self.end()
            raise (heard if isinstance(heard, PolicyKgError) else StoreError("a process for queries did not start"))
        self._ready = True


def _context() -> Any:
    """How processes start: never as a fork of this one, whose threads may hold locks."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([work.__module__, "rdflib.plugins.sparql"])
    return context


_CONTEXT: Final = _context()
