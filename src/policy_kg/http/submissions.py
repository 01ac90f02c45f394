"""Submissions that are kept: listed, read and removed by programs, and the page /submissions for people."""

from typing import Any, Final, Literal
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag
from pydantic import Field

from policy_kg.http import schema
from policy_kg.http.bodies import problem_responses
from policy_kg.http.formats import HTML
from policy_kg.http.keeping import archive, require_keeping
from policy_kg.http.messages import TAGS
from policy_kg.http.paging import page
from policy_kg.http.problems import RequestError
from policy_kg.http.validate import validator
from policy_kg.store.submissions import Record, iri_of
from policy_kg.store.writing import Forms, GraphForm, written
from policy_kg.validate.report import Verdict

SHOWN: Final = 50
MEDIA_TYPES: Final[dict[str, GraphForm]] = {
    "text/turtle": "turtle",
    "application/ld+json": "jsonld",
    "application/n-triples": "ntriples",
}
SUFFIXES: Final[dict[GraphForm, str]] = {"turtle": "ttl", "jsonld": "jsonld", "ntriples": "nt"}
VERDICTS: Final = {one.zh: one for one in Verdict}
TEXTS: Final = {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES}

pages = Blueprint("submissions", __name__)
api = APIBlueprint(
    "submissions_api",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="submissions", description=TAGS["submissions"])],
)


class Identifier(schema.Strict):
    """The path of one submission."""

    id: UUID = Field(description="The last part of the submission's IRI")


class Download(schema.Strict):
    """A format that makes a download and wins over the Accept header."""

    format: Literal["turtle", "jsonld", "ntriples"] | None = Field(default=None)


class Submission(schema.Strict):
    """What is known of a kept submission."""

    iri: str
    id: str
    source: str = Field(description="Name of the file, or - for one without a name")
    profile: str = Field(description="IRI of the profile that it was checked against")
    as_of: str | None = Field(description="Its reg:asOf; null when it names no day, or several")
    kept: str = Field(description="When it was kept")
    verdict: str = Field(description="The verdict of its report, when it was kept")


class Submissions(schema.Page):
    """A slice of the kept submissions, the newest first."""

    items: list[Submission]


@api.get(
    "/submissions",
    summary="The submissions that are kept, the newest first",
    responses={200: Submissions, **problem_responses(409, 422)},
)
def submissions(query: schema.Window) -> Response:
    """A slice of the submissions."""
    kept = archive()
    items = [_described(one) for one in kept.slice(query.offset, query.limit)]
    return page("submissions_api.submissions", query, items, kept.count())


@api.get(
    "/submissions/<uuid:id>",
    summary="The statements of a submission that is kept",
    responses={200: {"content": TEXTS}, **problem_responses(404, 406, 409, 422)},
)
def submission(path: Identifier, query: Download) -> Response:
    """The submission as RDF, by the Accept header or the format that the address names."""
    iri = _known(path.id)
    form = query.format or _accepted()
    kind = next(kind for kind, name in MEDIA_TYPES.items() if name == form)
    response = Response(written(archive().content(iri), Forms(None, form)), mimetype=kind)
    response.vary.add("Accept")
    if query.format:
        response.headers["Content-Disposition"] = f"attachment; filename={path.id}.{SUFFIXES[form]}"
    return response


@api.delete(
    "/submissions/<uuid:id>",
    summary="Remove a submission that is kept",
    responses={204: None, **problem_responses(403, 404, 409)},
)
def remove(path: Identifier) -> Response:
    """Nothing; the submission is gone."""
    _remove(path.id)
    return Response(status=204)


@pages.get("/submissions")
def shown() -> ResponseReturnValue:
    """The page with the submissions, `?offset=` of them left out."""
    kept = archive()
    offset = max(0, request.args.get("offset", 0, type=int))
    items = [
        _described(one) | {"label": _label(one), "verdict": VERDICTS[one.verdict]} for one in kept.slice(offset, SHOWN)
    ]
    total = kept.count()
    return render_template("submissions.html", items=items, total=total, offset=offset, shown=SHOWN)


@pages.post("/submissions/<uuid:identifier>/delete")
def remove_from_page(identifier: UUID) -> ResponseReturnValue:
    """The page without the submission."""
    _remove(identifier)
    return redirect(url_for("submissions.shown"), 303)


@pages.get("/id/submissions/<uuid:identifier>")
def identified(identifier: UUID) -> ResponseReturnValue:
    """What the IRI of a submission leads to: the page for a browser, its statements for programs."""
    _known(identifier)
    if request.accept_mimetypes.best_match([*MEDIA_TYPES, HTML]) == HTML:
        response = redirect(url_for("submissions.shown", _anchor=str(identifier)), 303)
    else:
        response = redirect(url_for("submissions_api.submission", id=identifier), 303)
    response.vary.add("Accept")
    return response


def _known(identifier: UUID) -> str:
    iri = iri_of(identifier)
    if archive().record(iri) is None:
        raise RequestError("not_found")
    return iri


def _remove(identifier: UUID) -> None:
    require_keeping()
    if not archive().remove(iri_of(identifier)):
        raise RequestError("not_found")


def _accepted() -> GraphForm:
    """The format that the header prefers, Turtle when it does not care."""
    if not request.accept_mimetypes:
        return "turtle"
    found = request.accept_mimetypes.best_match(MEDIA_TYPES)
    if found is None:
        raise RequestError("not_acceptable")
    return MEDIA_TYPES[found]


def _described(one: Record) -> dict[str, Any]:
    return {
        "iri": one.iri,
        "id": one.iri.rpartition("/")[2],
        "source": one.source,
        "profile": one.profile,
        "as_of": one.as_of,
        "kept": one.kept,
        "verdict": one.verdict,
    }


def _label(one: Record) -> str:
    """What the profile is called, also when these shapes no longer have it."""
    return validator().vocabulary.labels.get(one.profile, {}).get("zh", one.profile)
