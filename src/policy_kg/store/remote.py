"""A SPARQL 1.1 server elsewhere, spoken to by POST through SPARQLWrapper."""

import threading
from collections.abc import Iterable
from http.client import HTTPException
from math import ceil
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request

import pyoxigraph
from pyoxigraph import QueryResultsFormat, RdfFormat
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLExceptions, SPARQLWrapper

from policy_kg.errors import DataError, StoreError, StoreUnreachableError
from policy_kg.store import convert
from policy_kg.store.embedded import only_select, require_graphs
from policy_kg.store.guard import check_query, check_update, explain
from policy_kg.store.load import turtle_quads
from policy_kg.store.protocol import Dataset, Quad, Result, Select

_NO_ANSWER: Final = (OSError, HTTPException)


class RemoteStore:
    """The `Store` over a SPARQL server, for any number of threads; one lock lets one write of ours at a time.

    The server decides what a query without FROM reads; Oxigraph is asked for the union of all graphs, others
    offer it or are set up to. User name and password in a URL are sent as Basic authentication, never shown,
    and never sent on to where a server redirects to.
    """

    def __init__(self, query_url: str, update_url: str | None = None, *, timeout: float = 30.0) -> None:
        self._query_url = query_url
        self._update_url = update_url
        self._timeout = timeout
        self._closed = False
        self._write_lock = threading.Lock()
        for url in filter(None, (query_url, update_url)):
            if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
                raise StoreError(f"{shown(url)}: a SPARQL server has an http or https URL")

    def query(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Result:
        """See `Store.query`."""
        checked = check_query(text, self.graphs)
        request = self._request(self._query_url)
        request.setQuery(text)
        request.queryType = checked.form
        request.setReturnFormat(TURTLE if checked.form in {"CONSTRUCT", "DESCRIBE"} else JSON)
        if dataset is not None:
            require_graphs(dataset, self.graphs())
            _name_graphs(request, dataset)
        elif not checked.names_dataset:
            request.addParameter("union-default-graph", "")
        return _read(self._send(request, text), checked.form, max_rows)

    def select(self, text: str, *, dataset: Dataset | None = None, max_rows: int | None = None) -> Select:
        """See `Store.select`."""
        return only_select(self.query(text, dataset=dataset, max_rows=max_rows))

    def update(self, text: str) -> None:
        """See `Store.update`."""
        check_update(text, self.graphs)
        self._write(text)

    def add(self, quads: Iterable[Quad]) -> None:
        """See `Store.add`."""
        by_graph: dict[str, list[str]] = {}
        for quad in quads:
            by_graph.setdefault(str(quad.graph_name), []).append(f"{quad.triple} .")
        blocks = [_block(graph, "\n".join(lines)) for graph, lines in by_graph.items()]
        if blocks:
            self._write("INSERT DATA {\n" + "\n".join(blocks) + "\n}")

    def load(self, turtle: bytes, graph: str, *, source: str | None = None) -> None:
        """See `Store.load`."""
        self.add(turtle_quads(turtle, graph, source))

    def graphs(self) -> tuple[str, ...]:
        """See `Store.graphs`."""
        rows = self.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }").bindings
        return tuple(sorted(row["g"].value for row in rows if row["g"].kind == "uri"))

    def close(self) -> None:
        """See `Store.close`."""
        self._closed = True

    def _write(self, text: str) -> None:
        if self._update_url is None:
            raise StoreError(f"{shown(self._query_url)}: no URL for updates was given")
        request = self._request(self._update_url)
        request.setQuery(text)
        request.queryType = "INSERT"
        with self._write_lock:
            self._send(request, text, update=True)

    def _request(self, url: str) -> SPARQLWrapper:
        if self._closed:
            raise StoreError("the store is closed")
        parts = urlsplit(url)
        bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        request = _Request(bare, updateEndpoint=bare)
        if parts.username is not None:
            request.setCredentials(unquote(parts.username), unquote(parts.password or ""))
        request.setOnlyConneg(True)
        request.setMethod(POST)
        request.setTimeout(ceil(self._timeout))
        return request

    def _send(self, request: SPARQLWrapper, text: str, *, update: bool = False) -> bytes:
        place = shown(request.updateEndpoint if update else request.endpoint)
        try:
            answer: bytes = request.query().response.read()
        except SPARQLExceptions.QueryBadFormed as error:
            raise explain(text, f"{place}: the server refuses it: {_reason(error)}", update=update) from None
        except SPARQLExceptions.SPARQLWrapperException as error:
            raise StoreError(f"{place}: {error.msg}") from None
        except HTTPError as error:
            raise StoreError(f"{place}: HTTP status {error.code} {error.reason}") from None
        except URLError as error:
            raise StoreUnreachableError(f"{place}: no answer: {error.reason}") from None
        except _NO_ANSWER as error:
            raise StoreUnreachableError(f"{place}: no answer: {error or type(error).__name__}") from None
        return answer


class _Request(SPARQLWrapper):
    """A request whose credentials are not sent on to where the server redirects to."""

    def _createRequest(self) -> Request:  # noqa: N802
        request: Request = super()._createRequest()
        if (credentials := request.headers.pop("Authorization", None)) is not None:
            request.add_unredirected_header("Authorization", credentials)
        return request


def shown(url: str) -> str:
    """The URL without user, password, query and fragment, for messages."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _reason(error: SPARQLExceptions.QueryBadFormed) -> str:
    body: Any = error.args[0] if error.args else b""
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)


def _block(graph: str, triples: str) -> str:
    return triples if graph == "DEFAULT" else f"GRAPH {graph} {{\n{triples}\n}}"


def _name_graphs(request: SPARQLWrapper, dataset: Dataset) -> None:
    for iri in dataset.default:
        request.addDefaultGraph(iri)
    for iri in dataset.named:
        request.addNamedGraph(iri)


def _read(body: bytes, form: str, max_rows: int | None) -> Result:
    """The result in a server's answer; StoreError for one that breaks off, as after a server's time-out."""
    try:
        if form in {"CONSTRUCT", "DESCRIBE"}:
            quads = pyoxigraph.parse(body, RdfFormat.TURTLE)
            return convert.triples((quad.triple for quad in quads), max_rows)
        return convert.result(pyoxigraph.parse_query_results(body, QueryResultsFormat.JSON), max_rows)
    except (SyntaxError, DataError) as error:
        raise StoreError(f"the server's answer breaks off or is no SPARQL result: {error}") from None
