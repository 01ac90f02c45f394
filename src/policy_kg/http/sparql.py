"""`/sparql`: the query operation of https://www.w3.org/TR/sparql11-protocol/, and a page for people."""

import json
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final

from flask import Response, current_app, render_template, request
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field

from policy_kg.errors import QueryError, QueryFormError, QueryRefusedError, StoreError
from policy_kg.http.bodies import problem_responses
from policy_kg.http.messages import QUERY_FAILED, READ_ONLY
from policy_kg.http.problems import RequestError, status_of
from policy_kg.http.service import EXTENSION
from policy_kg.ns import PREFIXES
from policy_kg.settings import Settings
from policy_kg.store import Dataset, Term
from policy_kg.store.child import Limits, Request, Written
from policy_kg.store.sandbox import Sandbox
from policy_kg.store.writing import Forms, GraphForm, RowForm

SANDBOX: Final = "policy_kg_sandbox"
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
HTML: Final = "text/html"
MAX_ROWS_HEADER: Final = "X-SPARQL-MaxRows"
RETRY_SECONDS: Final = 5
SHOWN_ROWS: Final = 1_000
KEPT_THREADS: Final = 2

ROW_TYPES: Final[dict[str, RowForm]] = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
}
GRAPH_TYPES: Final[dict[str, GraphForm]] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
}
FORMATS: Final[dict[str, Forms]] = {
    "json": Forms("json", "jsonld"),
    "xml": Forms("xml", "rdfxml"),
    "csv": Forms("csv", None),
    "tsv": Forms("tsv", None),
    "turtle": Forms(None, "turtle"),
    "ntriples": Forms(None, "ntriples"),
}
SUFFIXES: Final = {"turtle": "ttl", "ntriples": "nt", "rdfxml": "rdf"}

api = APIBlueprint("sparql", __name__)


class Parameters(BaseModel):
    """The parameters of the query operation, and `format`, which wins over the Accept header."""

    query: list[str] = Field(default=[], description="The SPARQL 1.1 query, exactly one")
    default_graph_uri: list[str] = Field(
        default=[], alias="default-graph-uri", description="Graphs that make the default graph"
    )
    named_graph_uri: list[str] = Field(default=[], alias="named-graph-uri", description="Graphs that GRAPH finds")
    format: str | None = Field(default=None, description="A download as " + ", ".join(FORMATS))


OPERATION: Final[dict[str, Any]] = {
    "tags": [Tag(name="sparql", description="SPARQL 1.1 · read only")],
    "summary": "Run a SPARQL 1.1 query",
    "description": (
        "Ontology, vocabulary and all regulations as one graph, and each in its own graph. SERVICE, and FROM a graph "
        f"that is not held, are refused. A result that was cut has the header {MAX_ROWS_HEADER}."
    ),
    "responses": {
        200: {"content": {kind: {} for kind in [*ROW_TYPES, *GRAPH_TYPES, HTML]}},
        **problem_responses(400, 403, 406, 413, 415, 500, 503, 504),
    },
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A result as the page shows it: a truth value, rows, or a graph as Turtle."""

    truth: bool | None
    names: list[str]
    rows: list[dict[str, Term]]
    graph: str | None
    truncated: bool
    seconds: float


@api.record
def _prepare(state: BlueprintSetupState) -> None:
    settings: Settings = state.app.extensions[EXTENSION].settings
    waiting = min(2 * settings.query_processes, settings.threads - settings.query_processes - KEPT_THREADS)
    state.app.extensions[SANDBOX] = Sandbox(
        settings.knowledge,
        Limits(seconds=settings.query_timeout, rows=settings.row_limit),
        processes=settings.query_processes,
        waiting=max(0, waiting),
    )


@api.after_request
def _say_when_to_retry(response: Response) -> Response:
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.vary.add("Accept")
    return response


@api.get("/sparql", strict_slashes=False, **OPERATION)
def sparql(query: Parameters) -> ResponseReturnValue:
    """The result of the query in `query=`, or the page to write one."""
    return _answer(query)


@api.post("/sparql", strict_slashes=False, **OPERATION)
def sparql_by_post(query: Parameters) -> ResponseReturnValue:
    """The result of the query in the body: a form, or the query itself."""
    return _answer(_with_body(query))


def sandbox() -> Sandbox:
    """Where the queries of the current application run."""
    found: Sandbox = current_app.extensions[SANDBOX]
    return found


def _with_body(url: Parameters) -> Parameters:
    """The parameters of the URL with those of the body."""
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise RequestError("query_media_type")
    if request.mimetype == FORM:
        fields = {name: getattr(url, name) + request.form.getlist(_alias(name)) for name in _LISTS}
        return url.model_copy(update=fields | {"format": url.format or request.form.get("format")})
    if request.mimetype != DIRECT:
        raise RequestError("query_media_type")
    try:
        text = request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError("query_encoding") from None
    return url.model_copy(update={"query": [*url.query, text]})


_LISTS: Final = ("query", "default_graph_uri", "named_graph_uri")


def _alias(name: str) -> str:
    return name.replace("_", "-")


def _answer(sent: Parameters) -> ResponseReturnValue:
    if "update" in request.values:
        raise QueryRefusedError(READ_ONLY)
    if sent.format:
        forms = FORMATS.get(sent.format)
        if forms is None:
            raise RequestError("bad_format")
        return _response(sandbox().run(_one(sent, forms)), forms, attached=True)
    if _wants_page():
        return _page(sent)
    forms = _accepted()
    return _response(sandbox().run(_one(sent, forms)), forms)


def _one(sent: Parameters, forms: Forms, max_rows: int | None = None) -> Request:
    """The one request in the parameters; a protocol dataset wins over FROM."""
    if len(sent.query) != 1:
        raise RequestError("many_queries" if sent.query else "no_query")
    dataset = Dataset(tuple(sent.default_graph_uri), tuple(sent.named_graph_uri))
    return Request(sent.query[0], dataset if dataset != Dataset() else None, forms, max_rows)


def _wants_page() -> bool:
    return request.accept_mimetypes.best_match([*ROW_TYPES, *GRAPH_TYPES, HTML]) == HTML


def _accepted() -> Forms:
    """The formats that the Accept header names; without the header, JSON and Turtle."""
    accept = request.accept_mimetypes
    if not accept:
        return Forms()
    rows, graph = accept.best_match(ROW_TYPES), accept.best_match(GRAPH_TYPES)
    if rows is None and graph is None:
        raise QueryFormError("none of the accepted media types is one of " + ", ".join([*ROW_TYPES, *GRAPH_TYPES]))
    return Forms(ROW_TYPES[rows] if rows else None, GRAPH_TYPES[graph] if graph else None)


def _response(found: Written, forms: Forms, *, attached: bool = False) -> Response:
    form = str(forms.graph if found.graph else forms.rows)
    types: dict[str, Any] = {**GRAPH_TYPES} if found.graph else {**ROW_TYPES}
    response = Response(found.body, mimetype=next(kind for kind, name in types.items() if name == form))
    if found.truncated:
        response.headers[MAX_ROWS_HEADER] = str(sandbox().limits.rows)
    if attached:
        response.headers["Content-Disposition"] = f"attachment; filename=policy-kg.{SUFFIXES.get(form, form)}"
    return response


def _page(sent: Parameters) -> ResponseReturnValue:
    """The page with the query and what it found, or why it found nothing."""
    began = perf_counter()
    limits = sandbox().limits
    text = sent.query[0] if sent.query else ""
    shown: dict[str, Any] = {"text": text, "prefixes": PREFIXES, "limits": limits, "most": min(SHOWN_ROWS, limits.rows)}
    if not text.strip():
        return render_template("sparql.html", **shown)
    try:
        found = sandbox().run(_one(sent, Forms(), SHOWN_ROWS))
    except (QueryError, StoreError) as error:
        lines = text.splitlines()
        failed = {
            "headline": QUERY_FAILED.get(error.code, QUERY_FAILED["bad_query"]),
            "detail": error.detail,
            "line": error.line,
            "quoted": lines[error.line - 1] if error.line and error.line <= len(lines) else None,
        }
        return render_template("sparql.html", **shown, failed=failed), status_of(error)
    return render_template("sparql.html", **shown, found=_shown(found, perf_counter() - began))


def _shown(found: Written, seconds: float) -> Shown:
    if found.graph:
        return Shown(None, [], [], found.body.decode(), found.truncated, seconds)
    content = json.loads(found.body)
    if "boolean" in content:
        return Shown(content["boolean"], [], [], None, False, seconds)
    rows = [{name: _term(cell) for name, cell in row.items()} for row in content["results"]["bindings"]]
    return Shown(None, content["head"]["vars"], rows, None, found.truncated, seconds)


def _term(cell: dict[str, Any]) -> Term:
    return Term(cell["type"], cell["value"], cell.get("datatype"), cell.get("xml:lang"))
