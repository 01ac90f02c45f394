"""Questions from JSON Lines (https://jsonlines.org), one result a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from policy_kg.ask.engine import Engine
from policy_kg.ask.messages import BAD_CONTEXT, BAD_LINE, NO_QUESTION, UNKNOWN_REGULATION
from policy_kg.errors import QuestionError


def run(engine: Engine, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """One JSON object for each line that is not blank, in order: the answer or an `error`; `id` is echoed."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _result(engine, line, number)


def _result(engine: Engine, line: str, number: int) -> dict[str, Any]:
    identity: dict[str, Any] = {}
    try:
        asked = _parsed(line, number)
        identity = {"id": asked["id"]} if "id" in asked else {}
        return identity | engine.ask(*_question(asked, number)).to_json()
    except QuestionError as error:
        return {"id": identity.get("id"), "error": {"code": error.code, "detail": str(error)}}


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise QuestionError(BAD_LINE.format(why=error), line=number) from error
    if not isinstance(asked, dict):
        raise QuestionError(NO_QUESTION, line=number)
    return asked


def _question(asked: dict[str, Any], number: int) -> tuple[str, tuple[str, ...], str | None]:
    question, context, regulation = asked.get("question"), asked.get("context") or (), asked.get("regulation")
    if not isinstance(question, str):
        raise QuestionError(NO_QUESTION, line=number)
    if not isinstance(context, list | tuple) or not all(isinstance(one, str) for one in context):
        raise QuestionError(BAD_CONTEXT, line=number)
    if not isinstance(regulation, str | None):
        raise QuestionError(UNKNOWN_REGULATION.format(iri=regulation), line=number)
    return question, tuple(context), regulation
