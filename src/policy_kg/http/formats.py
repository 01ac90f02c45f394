"""The media types and the names of the formats in which /sparql answers."""

from typing import Final

from werkzeug.datastructures import MIMEAccept

from policy_kg.errors import QueryFormError
from policy_kg.store.writing import Forms, GraphForm, RowForm

HTML: Final = "text/html"
ROWS: Final[dict[str, RowForm]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
GRAPHS: Final[dict[str, GraphForm]] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
NAMED: Final[dict[str, Forms]] = {
    "json": Forms("json", "jsonld"),
    "xml": Forms("xml", "rdfxml"),
    "csv": Forms("csv", None),
    "tsv": Forms("tsv", None),
    "turtle": Forms(None, "turtle"),
    "ntriples": Forms(None, "ntriples"),
}
SUFFIXES: Final[dict[str, str]] = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}


def accepted(accept: MIMEAccept) -> Forms:
    """The formats that the header prefers; without one, JSON and Turtle; QueryFormError if it has none."""
    if not accept:
        return Forms()
    rows, graph = accept.best_match(ROWS), accept.best_match(GRAPHS)
    if rows is None and graph is None:
        raise QueryFormError("none of the accepted media types is one of " + ", ".join({**ROWS, **GRAPHS}))
    return Forms(ROWS[rows] if rows else None, GRAPHS[graph] if graph else None)


def wants_page(accept: MIMEAccept) -> bool:
    """Whether the header is that of a browser rather than of a program."""
    return accept.best_match([*ROWS, *GRAPHS, HTML]) == HTML


def media_type(forms: Forms, *, graph: bool) -> tuple[str, str]:
    """The standard media type of what was written, and the suffix of its file."""
    form = str(forms.graph if graph else forms.rows)
    types: dict[str, str] = {**GRAPHS} if graph else {**ROWS}
    return next(kind for kind, name in types.items() if name == form), SUFFIXES.get(form, form)
