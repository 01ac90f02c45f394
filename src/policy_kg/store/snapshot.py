"""The statements of one submission in memory, for the many short queries that shapes have."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final, TypeVar

import pyoxigraph

from policy_kg.errors import StoreError
from policy_kg.store.convert import engine_term, result
from policy_kg.store.guard import check_query, explain
from policy_kg.store.protocol import Result, Term

Node = TypeVar("Node")

MOST_QUERIES: Final = 1_024


class Snapshot:
    """A graph that does not change, of statements in any library's terms, which `term_of` makes ours."""

    def __init__(self, statements: Iterable[tuple[Node, Node, Node]], term_of: Callable[[Node], Term]) -> None:
        self._engine = pyoxigraph.Store()
        known: dict[Node, object] = {}

        def engine_node(node: Node) -> object:
            if node not in known:
                known[node] = engine_term(term_of(node))
            return known[node]

        quads = [pyoxigraph.Quad(*map(engine_node, one)) for one in statements]  # type: ignore[arg-type]
        self._engine.bulk_extend(quads)

    def query(self, text: str, template: str | None = None) -> Result:
        """What a query finds; QuerySyntaxError, QueryRefusedError for one that reaches out, StoreError.

        `template` is a query of which `text` is one with a value filled in: it is looked through once for all.
        """
        _check(template or text)
        try:
            return result(self._engine.query(text), None)
        except SyntaxError as error:
            raise explain(text, str(error)) from None
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"the query failed: {error}") from error


@lru_cache(maxsize=MOST_QUERIES)
def _check(text: str) -> None:
    check_query(text, tuple)
