"""What every store does and what a query returns, as small frozen values that all doors share."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeAlias

import pyoxigraph

Quad: TypeAlias = pyoxigraph.Quad

Kind = Literal["uri", "literal", "bnode"]


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term; `datatype` is None for plain and language-tagged strings, language tags are lower case."""

    kind: Kind
    value: str
    datatype: str | None = None
    lang: str | None = None

    def to_json(self) -> dict[str, str]:
        """The term as in https://www.w3.org/TR/sparql11-results-json/#select-encode-terms."""
        written = {"type": self.kind, "value": self.value}
        if self.lang is not None:
            written["xml:lang"] = self.lang
        if self.datatype is not None:
            written["datatype"] = self.datatype
        return written


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request names, which win over FROM: https://www.w3.org/TR/sparql11-protocol/#dataset."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Select:
    """The rows of a SELECT; a row has no key for an unbound variable; `truncated`: more rows exist."""

    vars: tuple[str, ...]
    bindings: tuple[dict[str, Term], ...]
    truncated: bool = False

    def to_json(self) -> dict[str, Any]:
        """The rows as in https://www.w3.org/TR/sparql11-results-json/."""
        rows = [{name: term.to_json() for name, term in row.items()} for row in self.bindings]
        return {"head": {"vars": list(self.vars)}, "results": {"bindings": rows}}

    def to_csv(self) -> str:
        """The rows as in https://www.w3.org/TR/sparql11-results-csv-tsv/#csv, lines end in CR LF."""
        page = io.StringIO(newline="")
        writer = csv.writer(page, lineterminator="\r\n")
        writer.writerow(self.vars)
        writer.writerows([_csv_cell(row.get(name)) for name in self.vars] for row in self.bindings)
        return page.getvalue()


def _csv_cell(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term.value}" if term.kind == "bnode" else term.value


@dataclass(frozen=True, slots=True)
class Boolean:
    """The answer to an ASK."""

    value: bool

    def to_json(self) -> dict[str, Any]:
        """The answer as in https://www.w3.org/TR/sparql11-results-json/#ask-results-form."""
        return {"head": {}, "boolean": self.value}


@dataclass(frozen=True, slots=True)
class Triples:
    """The graph that a CONSTRUCT or DESCRIBE made, each triple once; `truncated`: more exist."""

    triples: tuple[tuple[Term, Term, Term], ...]
    truncated: bool = False


Result: TypeAlias = Select | Boolean | Triples


class Store(Protocol):
    """A SPARQL 1.1 store. Without FROM, a query sees the union of all its graphs.

    Queries and updates that reach out of the store are refused before they run (`policy_kg.store.guard`).
    """

    def query(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Result:
        """What the query returns, at most `max_rows` rows or triples; QuerySyntaxError, QueryRefusedError."""

    def select(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Select:
        """The rows of a query that has to be a SELECT; QueryRefusedError for another form."""

    def update(self, text: str) -> None:
        """Run a SPARQL 1.1 update, all of it or nothing, one at a time."""

    def add(self, quads: Iterable[Quad]) -> None:
        """Add quads, all of them or none."""

    def load(self, turtle: bytes, graph: str, *, source: str | None = None) -> None:
        """Add a Turtle document to the named graph, all or nothing; DataError names `source` and line."""

    def graphs(self) -> Sequence[str]:
        """The IRIs of the named graphs, sorted."""

    def close(self) -> None:
        """Let go of what the store holds; a closed store raises StoreError when it is used."""
