"""The description of the API: OpenAPI for programs, one page of it for people."""

from typing import Any, cast

from flask import Blueprint, Response, current_app, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_openapi3.openapi import OpenAPI

from policy_kg.http.bodies import JSON

pages = Blueprint("docs", __name__)


@pages.get("/openapi.json")
def openapi() -> Response:
    """The API by https://spec.openapis.org/oas/v3.1.0."""
    return jsonify(description())


@pages.get("/docs")
def docs() -> ResponseReturnValue:
    """The operations of the API, their parameters, bodies and answers."""
    return render_template("docs.html", api=description())


def description() -> dict[str, Any]:
    """The OpenAPI document, without the 422 that the library adds where no field is checked."""
    document: dict[str, Any] = cast(OpenAPI, current_app).api_doc
    for item in document["paths"].values():
        for operation in item.values():
            added = operation["responses"].get("422", {})
            if JSON in added.get("content", {}):
                del operation["responses"]["422"]
    return document
