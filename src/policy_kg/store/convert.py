"""pyoxigraph's terms and results as our values, and ours as Turtle."""

import io
from collections.abc import Iterable
from functools import cache
from itertools import islice
from typing import Any, Final

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from policy_kg.errors import StoreError
from policy_kg.ns import PREFIXES, XSD
from policy_kg.store.protocol import Boolean, Result, Select, Term, Triples

EngineTerm = BlankNode | NamedNode | pyoxigraph.Literal | pyoxigraph.Triple

_PLAIN: Final = XSD + "string"


def term(found: EngineTerm) -> Term:
    """Our value of an engine's term; StoreError for a triple term, which SPARQL 1.1 does not have."""
    match found:
        case NamedNode():
            return Term("uri", found.value)
        case BlankNode():
            return Term("bnode", found.value)
        case pyoxigraph.Literal():
            plain = found.language is not None or found.datatype.value == _PLAIN
            return Term("literal", found.value, None if plain else found.datatype.value, found.language)
        case _:
            raise StoreError("the result holds a triple term, which SPARQL 1.1 does not have")


def engine_term(given: Term) -> Any:
    """The engine's term of our value."""
    if given.kind == "uri":
        return NamedNode(given.value)
    if given.kind == "bnode":
        return BlankNode(given.value)
    datatype = None if given.datatype is None else NamedNode(given.datatype)
    return pyoxigraph.Literal(given.value, datatype=datatype, language=given.lang)


def result(found: QueryBoolean | QuerySolutions | QueryTriples, max_rows: int | None) -> Result:
    """Everything that a query found, up to `max_rows`."""
    if isinstance(found, QueryBoolean):
        return Boolean(bool(found))
    if isinstance(found, QuerySolutions):
        return _select(found, max_rows)
    return triples(found, max_rows)


def triples(found: Iterable[pyoxigraph.Triple], max_rows: int | None) -> Triples:
    """The distinct triples, up to `max_rows`."""
    distinct: dict[tuple[Term, Term, Term], None] = {}
    for one in found:
        distinct[term(one.subject), term(one.predicate), term(one.object)] = None
        if max_rows is not None and len(distinct) > max_rows:
            return Triples(tuple(distinct)[:max_rows], truncated=True)
    return Triples(tuple(distinct))


def _select(found: QuerySolutions, max_rows: int | None) -> Select:
    names = tuple(variable.value for variable in found.variables)
    converted = cache(term)
    rows = tuple(
        {name: converted(value) for name, value in zip(names, solution, strict=True) if value is not None}
        for solution in islice(found, max_rows)
    )
    return Select(names, rows, truncated=max_rows is not None and next(found, None) is not None)


def turtle(graph: Triples) -> str:
    """The triples as Turtle, with those of our prefixes that occur."""
    quads = (pyoxigraph.Triple(*map(engine_term, triple)) for triple in graph.triples)
    names = [part.value for triple in graph.triples for part in triple if part.kind == "uri"]
    names += [part.datatype for triple in graph.triples for part in triple if part.datatype]
    used = {prefix: base for prefix, base in PREFIXES.items() if _shortens(base, names)}
    written = io.BytesIO()
    pyoxigraph.serialize(quads, written, pyoxigraph.RdfFormat.TURTLE, prefixes=used)
    return written.getvalue().decode("utf-8")


def _shortens(base: str, names: list[str]) -> bool:
    """Whether the base shortens some of the names, and none to a form that needs a backslash."""
    rests = [name.removeprefix(base) for name in names if name.startswith(base)]
    return bool(rests) and not any("/" in rest or "#" in rest for rest in rests)
