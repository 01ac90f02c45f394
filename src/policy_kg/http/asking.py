"""Asking: `POST /api/v1/ask` for programs, the first page for people."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from policy_kg.ask.result import Answer
from policy_kg.errors import QuestionError
from policy_kg.http import schema
from policy_kg.http.bodies import problem_responses, require_json
from policy_kg.http.messages import LONG_CONTEXT, PROBLEMS, TAGS
from policy_kg.http.problems import RequestError, status_of
from policy_kg.http.service import service

api = APIBlueprint("ask_api", __name__, url_prefix="/api/v1")
api.before_request(require_json)
pages = Blueprint("ask", __name__)


@api.post(
    "/ask",
    tags=[Tag(name="ask", description=TAGS["ask"])],
    summary="Answer a question",
    description="An answer with its provisions quoted and the SPARQL that found it, or a typed refusal.",
    responses={200: schema.Answer, **problem_responses(400, 413, 415, 422)},
)
def ask(body: schema.Question) -> Response:
    """The answer to the question in the body."""
    regulations = service().engine.knowledge.corpus.regulations
    if body.regulation is not None and body.regulation not in regulations:
        raise RequestError("unknown_regulation", PROBLEMS["unknown_regulation"].format(iri=body.regulation))
    most = service().settings.max_question
    long = [number for number, earlier in enumerate(body.context) if len(earlier) > most]
    if long:
        detail = LONG_CONTEXT.format(most=most)
        raise RequestError("bad_fields", fields=({"pointer": f"#/context/{long[0]}", "detail": detail},))
    if body.data:
        raise RequestError("unknown_data", PROBLEMS["unknown_data"].format(iri=body.data[0]))
    return jsonify(service().engine.ask(body.question, body.context, body.regulation).to_json())


@pages.get("/")
def home() -> ResponseReturnValue:
    """The page with the search box, and with the answer to `?q=`."""
    question = request.args.get("q", "").strip()
    shown: dict[str, Any] = {
        "question": question,
        "examples": service().examples,
        "max_question": service().settings.max_question,
    }
    if not question:
        return render_template("ask.html", **shown)
    try:
        answer: Answer = service().engine.ask(question)
    except QuestionError as error:
        return render_template("ask.html", **shown, mistake=error.detail), status_of(error)
    return render_template("ask.html", **shown, answer=answer)
