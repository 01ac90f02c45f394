"""Results as the bytes of a standard format, for those who ask by protocol."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal, TypeVar

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat

from policy_kg.errors import QueryFormError
from policy_kg.ns import PREFIXES
from policy_kg.store import convert
from policy_kg.store.protocol import Boolean, Result, Select, Triples

RowForm = Literal["json", "xml", "csv", "tsv"]
GraphForm = Literal["turtle", "ntriples", "rdfxml", "jsonld"]

_Form = TypeVar("_Form")

_LAST_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")


@dataclass(frozen=True, slots=True)
class Forms:
    """The formats that whoever asks can read, one for rows and truth values, one for triples; None: none."""

    rows: RowForm | None = "json"
    graph: GraphForm | None = "turtle"


def written(found: Result, forms: Forms) -> bytes:
    """The result in its format, UTF-8; QueryFormError when there is none, or it cannot hold the result."""
    if isinstance(found, Triples):
        return _GRAPHS[_wanted(forms.graph, "a graph")](found)
    return _ROWS[_wanted(forms.rows, "rows or a truth value")](found)


def require_form(query_form: str, forms: Forms) -> None:
    """Nothing; QueryFormError when no format was asked for that holds what such a query returns."""
    if query_form in {"CONSTRUCT", "DESCRIBE"}:
        _wanted(forms.graph, "a graph")
    else:
        _wanted(forms.rows, "rows or a truth value")


def _wanted(form: _Form | None, what: str) -> _Form:
    if form is None:
        raise QueryFormError(f"the query returns {what}, and none of the accepted media types holds that")
    return form


def _json(found: Select | Boolean) -> bytes:
    return json.dumps(found.to_json(), ensure_ascii=False, separators=(",", ":")).encode()


def _csv(found: Select | Boolean) -> bytes:
    if isinstance(found, Boolean):
        return _native(QueryResultsFormat.CSV)(found)
    return found.to_csv().encode()


def _native(form: QueryResultsFormat) -> Callable[[Select | Boolean], bytes]:
    def write(found: Select | Boolean) -> bytes:
        return pyoxigraph.parse_query_results(_json(found), QueryResultsFormat.JSON).serialize(format=form) or b""

    return write


def _graph(form: RdfFormat) -> Callable[[Triples], bytes]:
    def write(found: Triples) -> bytes:
        page = io.BytesIO()
        quads = (pyoxigraph.Triple(*map(convert.engine_term, triple)) for triple in found.triples)
        pyoxigraph.serialize(quads, page, form, prefixes=PREFIXES)
        return page.getvalue()

    return write


def _turtle(found: Triples) -> bytes:
    return convert.turtle(found).encode()


def _rdf_xml(found: Triples) -> bytes:
    """The triples as RDF/XML, where a property has to end in a name: the engine would write broken XML."""
    for _, predicate, _ in found.triples:
        if _LAST_NAME.search(predicate.value) is None:
            raise QueryFormError(f"RDF/XML cannot write the property <{predicate.value}>: choose another format")
    return _graph(RdfFormat.RDF_XML)(found)


_ROWS: Final[dict[RowForm, Callable[[Select | Boolean], bytes]]] = {
    "json": _json,
    "xml": _native(QueryResultsFormat.XML),
    "csv": _csv,
    "tsv": _native(QueryResultsFormat.TSV),
}
_GRAPHS: Final[dict[GraphForm, Callable[[Triples], bytes]]] = {
    "turtle": _turtle,
    "ntriples": _graph(RdfFormat.N_TRIPLES),
    "rdfxml": _rdf_xml,
    "jsonld": _graph(RdfFormat.JSON_LD),
}
