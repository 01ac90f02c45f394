"""`GET /healthz`: that the service runs, and over what."""

from dataclasses import asdict

from flask import Response, jsonify
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from policy_kg.http import schema
from policy_kg.http.messages import TAGS
from policy_kg.http.service import service

api = APIBlueprint("health", __name__)


@api.get(
    "/healthz",
    tags=[Tag(name="service", description=TAGS["service"])],
    summary="Say that the service runs, and with which versions",
    responses={200: schema.Health},
)
def healthz() -> Response:
    """The versions of program, graph and text, and whether questions are compared by meaning yet."""
    engine = service().engine
    return jsonify(status="ok", by_meaning=engine.is_dense, versions=asdict(engine.knowledge.versions))
