"""Checking: `POST /api/v1/validate` for programs, the page /validate for people."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePath
from typing import Any, Final

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import Field
from werkzeug.datastructures import FileStorage

from policy_kg.errors import DataError, ProfileError
from policy_kg.http import reports, schema
from policy_kg.http.bodies import problem_responses
from policy_kg.http.keeping import keep, require_keeping
from policy_kg.http.messages import PROBLEMS, TAGS
from policy_kg.http.problems import RequestError, status_of
from policy_kg.http.service import EXTENSION, Service
from policy_kg.store.documents import FORMATS, MEDIA_TYPES, SUFFIXES
from policy_kg.store.submissions import Record
from policy_kg.validate import Report, Validator

VALIDATOR: Final = "policy_kg.validator"
MULTIPART: Final = "multipart/form-data"
PART: Final = "file"
PASTED: Final = "-"
BODIES: Final = {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in MEDIA_TYPES} | {
    MULTIPART: {
        "schema": {"type": "object", "properties": {PART: {"type": "string", "format": "binary"}}, "required": [PART]}
    }
}

pages = Blueprint("validate", __name__)
api = APIBlueprint(
    "validate_api",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="validate", description=TAGS["validate"])],
)


class Chosen(schema.Strict):
    """What the address of a check may say."""

    profile: str | None = Field(
        default=None, description="The profile: the name of its shapes, or its IRI; else what the data name"
    )
    keep: bool = Field(default=False, description="Keep the submission after its report; nothing is kept without")


@dataclass(frozen=True, slots=True)
class Given:
    """A submission as it came: bytes, a format of `FORMATS` and the name to report on it by."""

    data: bytes
    form: str
    source: str


@pages.record_once
def _load(state: BlueprintSetupState) -> None:
    """Load the shapes once, over the knowledge that the application has."""
    shared: Service = state.app.extensions[EXTENSION]
    state.app.extensions[VALIDATOR] = Validator(
        shared.settings.knowledge,
        store=shared.engine.knowledge.store,
        max_bytes=shared.settings.max_body,
        max_triples=shared.settings.max_triples,
    )


def validator() -> Validator:
    """The validator of the application that handles the current request."""
    found: Validator = current_app.extensions[VALIDATOR]
    return found


@api.post(
    "/validate",
    summary="Check a submission against a profile",
    description="RDF with its media type, or multipart with the part `file`; any report comes with status 200. "
    "A submission that is kept has its IRI in `kept` and its address in the header Location.",
    responses={200: reports.Report, **problem_responses(400, 403, 409, 413, 415, 422)},
    openapi_extensions={"requestBody": {"content": BODIES, "required": True}},
)
def validate(query: Chosen) -> Response:
    """The report on the submission in the body."""
    if query.keep:
        require_keeping()
    given = _part() if request.mimetype == MULTIPART else _body()
    report = validator().validate(given.data, given.form, profile=query.profile or None, source=given.source)
    if not query.keep:
        return jsonify(report.to_json())
    kept = keep(given.data, given.form, report)
    response = jsonify(report.to_json() | {"kept": kept.iri})
    response.headers["Location"] = url_for("submissions_api.submission", id=kept.iri.rpartition("/")[2])
    return response


@pages.get("/validate")
def form() -> ResponseReturnValue:
    """The page on which a submission is given."""
    return _page()


@pages.post("/validate")
def check() -> ResponseReturnValue:
    """The page with the report on what was given, or with what is wrong with it."""
    chosen = request.form.get("profile") or None
    wanted = bool(request.form.get("keep"))
    if wanted:
        require_keeping()
    try:
        given = _uploaded() or _pasted()
        report = validator().validate(given.data, given.form, profile=chosen, source=given.source)
    except RequestError as error:
        return _page(mistake=error.detail), HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    except (DataError, ProfileError) as error:
        return _page(mistake=error.detail, line=error.line), status_of(error)
    return _page(report=report, kept=keep(given.data, given.form, report) if wanted else None)


def _page(
    report: Report | None = None, mistake: str | None = None, line: int | None = None, kept: Record | None = None
) -> str:
    known = [(one.name, validator().profile_label(one)) for one in validator().profiles]
    written: dict[str, Any] = {name: request.form.get(name, "") for name in ("text", "format", "profile", "keep")}
    return render_template(
        "validate.html",
        report=report,
        mistake=mistake,
        line=line,
        kept=kept,
        profiles=known,
        formats=list(FORMATS),
        accepted=",".join(SUFFIXES),
        written=written,
    )


def _body() -> Given:
    if request.mimetype not in MEDIA_TYPES:
        raise _unknown_format()
    return Given(request.get_data(cache=False), MEDIA_TYPES[request.mimetype], PASTED)


def _part() -> Given:
    sent = request.files.get(PART)
    if sent is None:
        raise RequestError("bad_request", PROBLEMS["no_file"])
    return _file(sent)


def _uploaded() -> Given | None:
    """The file of the page's form, when one was chosen."""
    sent = request.files.get(PART)
    return _file(sent) if sent is not None and sent.filename else None


def _pasted() -> Given:
    form = request.form.get("format", "")
    if form not in FORMATS:
        raise _unknown_format()
    return Given(request.form.get("text", "").encode("utf-8"), form, PASTED)


def _file(sent: FileStorage) -> Given:
    """The file with its format, by its own media type or by the end of its name."""
    name = PurePath(sent.filename or PASTED).name
    form = MEDIA_TYPES.get(sent.mimetype) or SUFFIXES.get(PurePath(name).suffix.lower())
    if form is None:
        raise _unknown_format()
    return Given(sent.read(), form, name)


def _unknown_format() -> RequestError:
    return RequestError("wrong_media_type", PROBLEMS["rdf_media_type"])
