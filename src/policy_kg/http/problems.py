"""Every error as problem details (RFC 9457, https://www.rfc-editor.org/rfc/rfc9457), by one table."""

import logging
from http import HTTPStatus
from typing import Any, Final

from flask import Response, current_app, render_template, request
from flask_openapi3.openapi import OpenAPI
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from policy_kg.errors import PolicyKgError
from policy_kg.http.messages import PROBLEMS

MEDIA_TYPE: Final = "application/problem+json"
STATUSES: Final[dict[str, HTTPStatus]] = {
    "bad_request": HTTPStatus.BAD_REQUEST,
    "bad_json": HTTPStatus.BAD_REQUEST,
    "bad_input": HTTPStatus.BAD_REQUEST,
    "bad_source": HTTPStatus.BAD_REQUEST,
    "bad_data": HTTPStatus.BAD_REQUEST,
    "bad_query": HTTPStatus.BAD_REQUEST,
    "query_syntax": HTTPStatus.BAD_REQUEST,
    "query_refused": HTTPStatus.FORBIDDEN,
    "query_too_large": HTTPStatus.UNPROCESSABLE_ENTITY,
    "query_timeout": HTTPStatus.GATEWAY_TIMEOUT,
    "query_crashed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "query_busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "no_query": HTTPStatus.BAD_REQUEST,
    "many_queries": HTTPStatus.BAD_REQUEST,
    "bad_format": HTTPStatus.BAD_REQUEST,
    "query_encoding": HTTPStatus.BAD_REQUEST,
    "query_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "not_found": HTTPStatus.NOT_FOUND,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "not_acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "wrong_media_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "bad_fields": HTTPStatus.UNPROCESSABLE_ENTITY,
    "bad_question": HTTPStatus.UNPROCESSABLE_ENTITY,
    "profile_unclear": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_regulation": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unknown_data": HTTPStatus.UNPROCESSABLE_ENTITY,
    "no_store": HTTPStatus.CONFLICT,
    "foreign_page": HTTPStatus.FORBIDDEN,
    "error": HTTPStatus.INTERNAL_SERVER_ERROR,
    "validation_failed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "store": HTTPStatus.SERVICE_UNAVAILABLE,
    "store_locked": HTTPStatus.SERVICE_UNAVAILABLE,
    "store_unreachable": HTTPStatus.BAD_GATEWAY,
}
BY_STATUS: Final = {
    STATUSES[code]: code
    for code in ("bad_request", "not_found", "method_not_allowed", "too_large", "wrong_media_type", "error")
}


class RequestError(Exception):
    """A request that no job has seen yet; `code` is a row of the table, `fields` say what is wrong where."""

    def __init__(self, code: str, detail: str = "", fields: tuple[dict[str, str], ...] = ()) -> None:
        self.code = code
        self.detail = detail or PROBLEMS[code]
        self.fields = fields
        super().__init__(self.detail)


def install(app: OpenAPI) -> None:
    """Let every error of `app` end as a problem, the unforeseen one too."""
    app.register_error_handler(PolicyKgError, _known)
    app.register_error_handler(RequestError, _request)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def of_fields(error: ValidationError) -> Response:
    """The response to a request whose fields are not what the schema says."""
    fields = tuple(
        {"pointer": "#/" + "/".join(str(part) for part in one["loc"]), "detail": one["msg"]}
        for one in error.errors(include_url=False, include_context=False, include_input=False)
    )
    return _request(RequestError("bad_fields", fields=fields))


def status_of(error: PolicyKgError) -> HTTPStatus:
    """The status of an error: its own row of the table, or that of the nearest error above it in the tree."""
    codes = (kind.code for kind in type(error).__mro__ if issubclass(kind, PolicyKgError))
    return next(STATUSES[code] for code in codes if code in STATUSES)


def _known(error: PolicyKgError) -> Response:
    places = {name: getattr(error, name, None) for name in ("line", "column")}
    place = {name: number for name, number in places.items() if number is not None}
    return _respond(status_of(error), error.code, error.detail, place)


def _request(error: RequestError) -> Response:
    members = {"errors": error.fields} if error.fields else {}
    return _respond(STATUSES[error.code], error.code, error.detail, members)


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return current_app.make_response(error.get_response())
    status = HTTPStatus(error.code)
    code = BY_STATUS.get(status, status.name.lower())
    response = _respond(status, code, PROBLEMS.get(code, error.name), {})
    response.headers.extend({name: value for name, value in error.get_headers() if name != "Content-Type"})
    return response


def _unforeseen(error: Exception) -> Response:
    logging.getLogger(__name__).error("%s %s failed", request.method, request.path, exc_info=error)
    return _respond(STATUSES["error"], "error", PROBLEMS["error"], {})


def _respond(status: HTTPStatus, code: str, detail: str, members: dict[str, Any]) -> Response:
    if _wants_page():
        page = render_template("problem.html", status=status, code=code, detail=detail)
        return Response(page, status, mimetype="text/html")
    problem = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "instance": request.path,
    }
    text = current_app.json.dumps(problem | members)
    return Response(text + "\n", status, mimetype=MEDIA_TYPE)


def _wants_page() -> bool:
    if request.path.startswith("/api/"):
        return False
    return request.accept_mimetypes.best_match([MEDIA_TYPE, "application/json", "text/html"]) == "text/html"
