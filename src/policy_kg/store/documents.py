"""RDF documents that others made, as triples: any of six syntaxes, nothing fetched, blank nodes kept apart."""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import pyoxigraph
from pyoxigraph import RdfFormat

from policy_kg import ns
from policy_kg.errors import DataError, StoreError
from policy_kg.store.convert import term
from policy_kg.store.nesting import require_shallow
from policy_kg.store.protocol import Term

Triple: TypeAlias = tuple[Term, Term, Term]

DOCUMENT_BASE: Final = ns.BASE + "submission/"
FORMATS: Final[dict[str, RdfFormat]] = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "n-triples": RdfFormat.N_TRIPLES,
    "n-quads": RdfFormat.N_QUADS,
    "rdf-xml": RdfFormat.RDF_XML,
    "json-ld": RdfFormat.JSON_LD,
}
MEDIA_TYPES: Final[dict[str, str]] = {
    "text/turtle": "turtle",
    "application/x-turtle": "turtle",
    "application/trig": "trig",
    "application/n-triples": "n-triples",
    "application/n-quads": "n-quads",
    "application/rdf+xml": "rdf-xml",
    "application/ld+json": "json-ld",
}
SUFFIXES: Final[dict[str, str]] = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nt": "n-triples",
    ".nq": "n-quads",
    ".rdf": "rdf-xml",
    ".owl": "rdf-xml",
    ".jsonld": "json-ld",
}
_WHERE: Final = re.compile(r"^Parser error (?:at|between) line \d+[^:]*: | \(line \d+\)$")
_DOCTYPE: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_JSON: Final = re.compile(rb"\{\s*[\"}]|\[\s*\{")
_XML: Final = re.compile(rb"<(?:\?xml|!--|!DOCTYPE|rdf:RDF)", re.IGNORECASE)
_REMOTE_CONTEXT: Final = "remote context"


def syntax_of(document: bytes) -> str:
    """The format of `FORMATS` that a document without a name seems to be in; TriG when it is neither JSON nor XML.

    TriG is read in place of Turtle and N-Triples, which are parts of it.
    """
    head = document.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON.match(head):
        return "json-ld"
    return "rdf-xml" if _XML.match(head) else "trig"


def triples(document: bytes, form: str, *, source: str | None = None, most: int | None = None) -> Iterator[Triple]:
    """The triples of a document in a format of `FORMATS`, those of its named graphs among them.

    DataError names the line of what is broken, and refuses document types, contexts from elsewhere, deep nesting,
    and more than `most` triples.
    """
    text = document.removeprefix(b"\xef\xbb\xbf")
    _require_readable(text, form, source)
    require_shallow(text, form, source)
    try:
        quads = pyoxigraph.parse(text, FORMATS[form], base_iri=DOCUMENT_BASE, rename_blank_nodes=True)
        for number, quad in enumerate(quads, start=1):
            if most is not None and number > most:
                raise DataError(f"more than the limit of {most} statements in one submission", path=source)
            yield term(quad.subject), term(quad.predicate), term(quad.object)
    except StoreError:
        raise DataError("a triple term stands here, which RDF 1.1 does not have", path=source) from None
    except SyntaxError as error:
        raise DataError(_explain(str(error)), path=source, line=error.lineno) from None


def _require_readable(text: bytes, form: str, source: str | None) -> None:
    """Nothing; DataError for an empty document, another encoding than UTF-8, or a document type in XML."""
    if not text.strip():
        raise DataError("the document is empty", path=source)
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf_8(source, text.count(b"\n", 0, error.start) + 1) from None
    if b"\x00" in text:
        raise _not_utf_8(source, text.count(b"\n", 0, text.index(b"\x00")) + 1)
    if form == "rdf-xml" and (found := _DOCTYPE.search(text)):
        line = text.count(b"\n", 0, found.start()) + 1
        raise DataError("a document type or entity is declared here, and none is read", path=source, line=line)


def _not_utf_8(source: str | None, line: int) -> DataError:
    return DataError("the document is not UTF-8 text", path=source, line=line)


def _explain(message: str) -> str:
    if _REMOTE_CONTEXT in message:
        return "the context stands elsewhere, and nothing is fetched: write it into the document"
    return _WHERE.sub("", _WHERE.sub("", message))[:300]
