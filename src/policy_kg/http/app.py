"""`create_app`: the application with its blueprints, its headers and its errors."""

from typing import Final

from flask import Blueprint, Response, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from policy_kg import __version__, assets, settings
from policy_kg.http import (
    asking,
    docs,
    health,
    linked,
    present,
    problems,
    reader,
    regulations,
    schema,
    sparql,
    submissions,
    validate,
)
from policy_kg.http.messages import API_DESCRIPTION
from policy_kg.http.problems import RequestError
from policy_kg.http.service import EXTENSION, start
from policy_kg.settings import Settings

BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    asking.pages,
    asking.api,
    validate.pages,
    validate.api,
    submissions.pages,
    submissions.api,
    reader.pages,
    regulations.api,
    linked.pages,
    docs.pages,
    health.api,
    sparql.api,
)
HEADERS: Final[dict[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def create_app(configured: Settings | None = None) -> OpenAPI:
    """The WSGI application over the knowledge of the settings, by default those of the environment."""
    chosen = configured or settings.read()
    web = assets.find().web
    app = OpenAPI(
        __name__,
        info=Info(title="policy-kg", version=__version__, description=API_DESCRIPTION),
        validation_error_model=schema.Problem,
        validation_error_callback=problems.of_fields,
        doc_ui=False,
        template_folder=web / "templates",
        static_folder=web / "static",
    )
    app.config["MAX_CONTENT_LENGTH"] = chosen.max_body
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions[EXTENSION] = start(chosen)
    problems.install(app)
    app.before_request(_refuse_large)
    app.after_request(_add_headers)
    for blueprint in BLUEPRINTS:
        if isinstance(blueprint, APIBlueprint):
            app.register_api(blueprint)
        else:
            app.register_blueprint(blueprint)
    present.install(app)
    return app


def _refuse_large() -> None:
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestError("too_large")


def _add_headers(response: Response) -> Response:
    """Headers that every response has, unless a page needs others."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
