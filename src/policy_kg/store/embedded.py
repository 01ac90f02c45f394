"""A store inside this process: pyoxigraph, in memory or on disk."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyoxigraph
from pyoxigraph import NamedNode

from policy_kg.errors import QueryRefusedError, StoreError
from policy_kg.ns import BASE
from policy_kg.store import convert
from policy_kg.store.guard import Checked, check_query, check_update, explain
from policy_kg.store.load import turtle_quads
from policy_kg.store.protocol import Dataset, Quad, Result, Select


class EmbeddedStore:
    """The `Store` over one pyoxigraph store, for any number of threads; one lock lets one write at a time.

    pyoxigraph loses concurrent updates without an error, hence the lock. In its union of graphs a triple that
    stands in two graphs counts twice; a `merged` store holds the union as its default graph, where it counts
    once, and is not written to.
    """

    def __init__(self, engine: pyoxigraph.Store, *, merged: bool = False) -> None:
        self._held: pyoxigraph.Store | None = engine
        self._merged = merged
        self._write_lock = threading.Lock()

    def query(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Result:
        """See `Store.query`."""
        checked = check_query(text, self.graphs)
        options = self._graph_options(checked, dataset)
        try:
            return convert.result(self._engine.query(text, base_iri=BASE, **options), max_rows)
        except SyntaxError as error:
            raise explain(text, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the query failed: {error}") from error

    def select(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Select:
        """See `Store.select`."""
        return only_select(self.query(text, dataset=dataset, max_rows=max_rows))

    def update(self, text: str) -> None:
        """See `Store.update`."""
        check_update(text, self.graphs)
        with self._writing() as engine:
            try:
                engine.update(text)
            except SyntaxError as error:
                raise explain(text, str(error), update=True) from None

    def add(self, quads: Iterable[Quad]) -> None:
        """See `Store.add`."""
        complete = list(quads)
        with self._writing() as engine:
            engine.extend(complete)

    def load(self, turtle: bytes, graph: str, *, source: str | None = None) -> None:
        """See `Store.load`."""
        self.add(turtle_quads(turtle, graph, source))

    def graphs(self) -> tuple[str, ...]:
        """See `Store.graphs`."""
        names = self._engine.named_graphs()
        return tuple(sorted(name.value for name in names if isinstance(name, NamedNode)))

    def close(self) -> None:
        """See `Store.close`."""
        with self._write_lock:
            self._held = None

    @property
    def _engine(self) -> pyoxigraph.Store:
        if self._held is None:
            raise StoreError("the store is closed")
        return self._held

    @contextmanager
    def _writing(self) -> Iterator[pyoxigraph.Store]:
        if self._merged:
            raise StoreError("curated knowledge is read from its folders and never written")
        with self._write_lock:
            try:
                yield self._engine
            except OSError as error:
                raise StoreError(f"the store cannot be written: {error}") from error

    def _graph_options(self, checked: Checked, dataset: Dataset | None) -> dict[str, Any]:
        """Which graphs the engine reads: the union flag would override FROM, so it is decided per request."""
        if dataset is not None:
            require_graphs(dataset, self.graphs())
            default, named = ([NamedNode(iri) for iri in part] for part in (dataset.default, dataset.named))
            return {"default_graph": default, "named_graphs": named}
        return {"use_default_graph_as_union": not (checked.names_dataset or self._merged)}


def only_select(found: Result) -> Select:
    """The same rows; QueryRefusedError when the query was no SELECT."""
    if not isinstance(found, Select):
        raise QueryRefusedError("only a SELECT returns rows")
    return found


def require_graphs(dataset: Dataset, known: Iterable[str]) -> None:
    """Nothing; QueryRefusedError when the request names a graph that the store does not have."""
    if missing := sorted({*dataset.default, *dataset.named} - set(known)):
        raise QueryRefusedError(f"<{missing[0]}>: the store has no such graph, and none is fetched")
