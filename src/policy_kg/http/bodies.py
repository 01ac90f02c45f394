"""What the API asks of the body of a request, and how its problems are documented."""

from typing import Any, Final

from flask import request
from werkzeug.exceptions import BadRequest

from policy_kg.http.problems import MEDIA_TYPE, RequestError

JSON: Final = "application/json"
TEXT: Final = {"text/plain": {"schema": {"type": "string"}}}
PROBLEM: Final = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def require_json() -> None:
    """Nothing; RequestError when the body of a POST is not a JSON object, or does not say that it is JSON."""
    if request.method != "POST":
        return
    if request.mimetype != JSON:
        raise RequestError("wrong_media_type")
    try:
        found = request.get_json()
    except (BadRequest, RecursionError):
        raise RequestError("bad_json") from None
    if not isinstance(found, dict):
        raise RequestError("bad_fields")


def problem_responses(*statuses: int) -> dict[str | int, Any]:
    """The rows of an operation's responses for the problems that it may have."""
    return {status: {"content": PROBLEM} for status in statuses}
