"""Stores that live as long as the process."""

from collections.abc import Iterable

import pyoxigraph

from policy_kg.store.embedded import EmbeddedStore
from policy_kg.store.protocol import Quad


def open_memory() -> EmbeddedStore:
    """An empty store in memory, to read and write."""
    return EmbeddedStore(pyoxigraph.Store())


def open_merged(quads: Iterable[Quad]) -> EmbeddedStore:
    """A store in memory, read only: each quad in its graph, and all of them as one default graph."""
    engine = pyoxigraph.Store()
    engine.bulk_extend(
        copy for quad in quads for copy in (quad, pyoxigraph.Quad(quad.subject, quad.predicate, quad.object))
    )
    return EmbeddedStore(engine, merged=True)
