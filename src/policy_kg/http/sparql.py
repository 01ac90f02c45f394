"""`/sparql`: the query operation of https://www.w3.org/TR/sparql11-protocol/, and a page for people."""

from http import HTTPStatus
from typing import Any, Final

from flask import Response, current_app, request
from flask.blueprints import BlueprintSetupState
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import BaseModel, Field

from policy_kg.errors import QueryRefusedError
from policy_kg.http import formats
from policy_kg.http.bodies import problem_responses
from policy_kg.http.messages import READ_ONLY, TAGS
from policy_kg.http.problems import RequestError
from policy_kg.http.query_page import SHOWN_ROWS, page
from policy_kg.http.service import EXTENSION
from policy_kg.settings import Settings
from policy_kg.store import Dataset
from policy_kg.store.child import Limits, Request, Written
from policy_kg.store.sandbox import Sandbox
from policy_kg.store.writing import Forms

SANDBOX: Final = "policy_kg_sandbox"
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
CUT_HEADER: Final = "X-SPARQL-MaxRows"
RETRY_SECONDS: Final = 5
THREADS_FOR_OTHERS: Final = 2

api = APIBlueprint("sparql", __name__)


class Parameters(BaseModel):
    """The parameters of the query operation; `format` makes a download and wins over the Accept header."""

    query: list[str] = Field(default=[], description="The SPARQL 1.1 query, exactly one")
    default_graphs: list[str] = Field(
        default=[], alias="default-graph-uri", description="Graphs that make the default graph"
    )
    named_graphs: list[str] = Field(default=[], alias="named-graph-uri", description="Graphs that GRAPH finds")
    format: str | None = Field(default=None, description=", ".join(formats.NAMED))


OPERATION: Final[dict[str, Any]] = {
    "tags": [Tag(name="sparql", description=TAGS["sparql"])],
    "summary": "Run a SPARQL 1.1 query, read only",
    "description": (
        "Ontology, vocabulary and all regulations are one graph, and each has its own. SERVICE, and FROM a "
        f"graph that is not held, are refused. A result that was cut has the header {CUT_HEADER}."
    ),
    "responses": {
        200: {"content": {kind: {} for kind in [*formats.ROWS, *formats.GRAPHS, formats.HTML]}},
        **problem_responses(400, 403, 406, 413, 415, 422, 500, 503, 504),
    },
    "strict_slashes": False,
}


@api.record
def _prepare(state: BlueprintSetupState) -> None:
    """Give the application its sandbox; some threads of the server are never kept waiting by queries."""
    settings: Settings = state.app.extensions[EXTENSION].settings
    processes = settings.query_processes
    state.app.extensions[SANDBOX] = Sandbox(
        settings.knowledge,
        Limits(seconds=settings.query_timeout, rows=settings.row_limit),
        processes=processes,
        waiting=max(0, min(2 * processes, settings.threads - processes - THREADS_FOR_OTHERS)),
    )


@api.after_request
def _add_headers(response: Response) -> Response:
    response.vary.add("Accept")
    if response.status_code == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@api.get("/sparql", **OPERATION)
def sparql(query: Parameters) -> Response:
    """The result of the query in the URL, or the page to write one."""
    return _answer(query)


@api.post("/sparql", **OPERATION)
def sparql_in_body(query: Parameters) -> Response:
    """The result of the query in the body, which is a form or the query itself."""
    return _answer(_with_body(query))


def _with_body(url: Parameters) -> Parameters:
    """The parameters of the URL with those of the body."""
    if request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        raise RequestError("query_media_type")
    if request.mimetype == FORM:
        return _with_form(url)
    if request.mimetype != DIRECT:
        raise RequestError("query_media_type")
    try:
        text = request.get_data().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError("query_encoding") from None
    return url.model_copy(update={"query": [*url.query, text]})


def _with_form(url: Parameters) -> Parameters:
    fields = request.form
    return url.model_copy(
        update={
            "query": url.query + fields.getlist("query"),
            "default_graphs": url.default_graphs + fields.getlist("default-graph-uri"),
            "named_graphs": url.named_graphs + fields.getlist("named-graph-uri"),
            "format": url.format or fields.get("format"),
        }
    )


def _answer(sent: Parameters) -> Response:
    if "update" in request.values:
        raise QueryRefusedError(READ_ONLY)
    if not sent.format and formats.wants_page(request.accept_mimetypes):
        text = sent.query[0] if sent.query else ""
        shown, status = page(text, lambda: _run(sent, Forms(), SHOWN_ROWS), _sandbox().limits)
        return Response(shown, status, mimetype=formats.HTML)
    if sent.format not in {None, "", *formats.NAMED}:
        raise RequestError("bad_format")
    forms = formats.NAMED[sent.format] if sent.format else formats.accepted(request.accept_mimetypes)
    return _response(_run(sent, forms), forms, attached=bool(sent.format))


def _run(sent: Parameters, forms: Forms, max_rows: int | None = None) -> Written:
    """What the one query found; graphs that the request names win over FROM."""
    if len(sent.query) != 1:
        raise RequestError("many_queries" if sent.query else "no_query")
    named = Dataset(tuple(sent.default_graphs), tuple(sent.named_graphs))
    dataset = None if named == Dataset() else named
    return _sandbox().run(Request(sent.query[0], dataset, forms, max_rows))


def _sandbox() -> Sandbox:
    found: Sandbox = current_app.extensions[SANDBOX]
    return found


def _response(found: Written, forms: Forms, *, attached: bool) -> Response:
    kind, suffix = formats.media_type(forms, graph=found.graph)
    response = Response(found.body, mimetype=kind)
    if found.truncated:
        response.headers[CUT_HEADER] = str(_sandbox().limits.rows)
    if attached:
        response.headers["Content-Disposition"] = f"attachment; filename=policy-kg.{suffix}"
    return response
