"""How SPARQL is answered while pyshacl runs: each text is parsed once, and short work is made of the submission.

pyshacl hands rdflib the same query for every focus node, and rdflib parses it each time. The processor here is
registered as rdflib's plug-in `sparql` (https://rdflib.readthedocs.io/en/stable/plugins/), not patched in. A graph of
which there is a snapshot is asked there; any other by rdflib, which remembers what it parsed. Every thread remembers
for itself: while rdflib evaluates an expression, it keeps the bindings on the expression.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock, local
from typing import Any, Final

from rdflib import BNode, Graph, Literal, URIRef, Variable, plugin
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor
from rdflib.store import Store as GraphStore
from rdflib.term import Identifier
from rdflib.term import Node as GraphNode

from policy_kg.errors import QueryError, QuerySyntaxError, StoreError, ValidationError
from policy_kg.store import Select, Term
from policy_kg.store.snapshot import Snapshot

MOST_QUERIES: Final = 512
THIS: Final = Variable("this")
_PARSER: Final = Lock()
_SELECT: Final = re.compile(
    r"((?:\s*PREFIX\s+[\w-]*:\s*<[^>]*>)*\s*SELECT(?:\s+DISTINCT)?)\s([^{]*?)((?:WHERE)?\s*\{.*)",
    re.DOTALL | re.IGNORECASE,
)
_THIS: Final = re.compile(r"[$?]this\b")
_NOT_PLAIN: Final = re.compile(r"['\"#\\]|\b(?:SELECT|BOUND|GROUP|ORDER)\b|\bAS\s+[$?]this\b", re.IGNORECASE)
_NOT_VARIABLES: Final = re.compile(r"\bthis\b|\*|\bCOUNT\b", re.IGNORECASE)
_ANYTHING: Final = "(1 AS ?any)"
_PLAIN_IRI: Final = re.compile(r"[^\s<>\"{}|^`\\]+")


class _Memory(local):
    """The parsed queries of one thread, and the graph of which it has a snapshot."""

    def __init__(self) -> None:
        self.parsed = lru_cache(maxsize=MOST_QUERIES)(_parse)
        self.current: tuple[GraphStore, Snapshot] | None = None

    def snapshot_of(self, graph: Graph) -> Snapshot | None:
        """The snapshot of that graph, when there is one."""
        return self.current[1] if self.current and self.current[0] is graph.store else None


class RememberingProcessor(SPARQLProcessor):
    """A SPARQL processor that parses a text once, and asks the snapshot of a graph in place of the graph."""

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
            if (snapshot := _MEMORY.snapshot_of(self.graph)) and (rows := _ask(snapshot, strOrQuery, initBindings)):
                return rows
            namespaces = tuple(sorted((name, str(iri)) for name, iri in (initNs or {}).items()))
            strOrQuery = _MEMORY.parsed(strOrQuery, base, namespaces)  # noqa: N806
        return super().query(strOrQuery, initBindings, None, base)


def _parse(text: str, base: str | None, namespaces: tuple[tuple[str, str], ...]) -> Query:
    with _PARSER:
        return translateQuery(parseQuery(text), base, dict(namespaces))


def _ask(snapshot: Snapshot, text: str, bound: Mapping[str, Identifier] | None) -> Mapping[str, Any] | None:
    """rdflib's form of what a SELECT finds; None for a query that is left to rdflib."""
    known = {Variable(name): value for name, value in (bound or {}).items()}
    if (written := _prebound(text, known)) is None:
        return None
    try:
        found = snapshot.query(written, template=text)
    except QuerySyntaxError:
        return None
    if not isinstance(found, Select):
        return None
    rows = [{Variable(name): node(value) for name, value in row.items()} | known for row in found.bindings]
    return {"type_": "SELECT", "vars_": [*known, *map(Variable, found.vars)], "bindings": rows}


def _prebound(text: str, known: Mapping[Variable, Identifier]) -> str | None:
    """The query with $this replaced by its IRI, which is what https://www.w3.org/TR/shacl/#pre-binding means.

    None when something else is bound, or the text is not plainly one in which every $this may be replaced.
    """
    if not known:
        return text
    focus = known.get(THIS)
    if len(known) > 1 or not isinstance(focus, URIRef) or not _PLAIN_IRI.fullmatch(focus):
        return None
    parts = _parts(text)
    return f"<{focus}>".join(parts) if parts else None


@lru_cache(maxsize=MOST_QUERIES)
def _parts(text: str) -> tuple[str, ...] | None:
    """A query of which $this is taken out: from its projection, and from its pattern, where the text is parted."""
    if not (found := _SELECT.fullmatch(text)):
        return None
    head, projection, pattern = found.groups()
    projection = _THIS.sub("", projection).strip() or _ANYTHING
    if _NOT_PLAIN.search(pattern) or _NOT_VARIABLES.search(projection.replace(_ANYTHING, "")):
        return None
    first, *rest = _THIS.split(pattern)
    return (f"{head} {projection} {first}", *rest)


_MEMORY: Final = _Memory()


def install() -> None:
    """Make rdflib answer SPARQL with `RememberingProcessor`; doing so again changes nothing."""
    plugin.register("sparql", Processor, __name__, RememberingProcessor.__name__)


def snapshot(graph: Graph) -> Snapshot:
    """The graph as it is now."""
    return Snapshot(graph, term)


def column(taken: Snapshot, text: str, name: str) -> list[URIRef | BNode | Literal]:
    """What a SELECT finds for one variable; ValidationError when it cannot be run."""
    try:
        found = taken.query(text)
    except (QueryError, StoreError) as error:
        raise ValidationError(f"a target cannot be found: {error.detail}") from error
    return [node(row[name]) for row in found.bindings if name in row] if isinstance(found, Select) else []


@contextmanager
def answered_by(graph: Graph, taken: Snapshot) -> Iterator[None]:
    """While it lasts, the queries of this thread to `graph` are put to its snapshot."""
    _MEMORY.current = graph.store, taken
    try:
        yield
    finally:
        _MEMORY.current = None


def term(found: GraphNode) -> Term:
    """Our value of rdflib's term."""
    if isinstance(found, URIRef):
        return Term("uri", str(found))
    if isinstance(found, Literal):
        return Term("literal", str(found), found.datatype and str(found.datatype), found.language)
    return Term("bnode", str(found))


def node(given: Term) -> URIRef | BNode | Literal:
    """rdflib's term of our value."""
    if given.kind == "uri":
        return URIRef(given.value)
    if given.kind == "bnode":
        return BNode(given.value)
    datatype = None if given.datatype is None else URIRef(given.datatype)
    return Literal(given.value, datatype=datatype, lang=given.lang)
