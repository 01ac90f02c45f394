"""rdflib's SPARQL processor with a memory: pyshacl hands it the same query for every focus node.

It is registered as rdflib's plug-in `sparql` (https://rdflib.readthedocs.io/en/stable/plugins/), not patched in.
Every thread remembers for itself: while rdflib evaluates an expression, it keeps the bindings on the expression.
"""

from collections.abc import Mapping
from functools import lru_cache
from threading import Lock, local
from typing import Any, Final

from rdflib import plugin
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor
from rdflib.term import Identifier

MOST_QUERIES: Final = 512
_PARSER: Final = Lock()


class _Memory(local):
    """The parsed queries of one thread."""

    def __init__(self) -> None:
        self.parsed = lru_cache(maxsize=MOST_QUERIES)(_parse)


class RememberingProcessor(SPARQLProcessor):
    """A SPARQL processor that parses a text once; what it finds is what rdflib's own finds."""

    def query(  # type: ignore[override]
        self,
        strOrQuery: str | Query,  # noqa: N803
        initBindings: Mapping[str, Identifier] | None = None,  # noqa: N803
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        base: str | None = None,
        DEBUG: bool = False,  # noqa: N803
    ) -> Mapping[str, Any]:
        """See `rdflib.plugins.sparql.processor.SPARQLProcessor.query`."""
        if isinstance(strOrQuery, str):
            namespaces = tuple(sorted((name, str(iri)) for name, iri in (initNs or {}).items()))
            strOrQuery = _MEMORY.parsed(strOrQuery, base, namespaces)  # noqa: N806
        return super().query(strOrQuery, initBindings, None, base)


def _parse(text: str, base: str | None, namespaces: tuple[tuple[str, str], ...]) -> Query:
    with _PARSER:
        return translateQuery(parseQuery(text), base, dict(namespaces))


_MEMORY: Final = _Memory()


def install() -> None:
    """Make rdflib answer SPARQL with `RememberingProcessor`; doing so again changes nothing."""
    plugin.register("sparql", Processor, __name__, RememberingProcessor.__name__)
