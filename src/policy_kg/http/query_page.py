"""What the page of /sparql shows: a form, and below it what the query found or why it found nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter
from typing import Any, Final

from flask import render_template

from policy_kg.errors import QueryError, StoreError
from policy_kg.http.messages import QUERY_FAILED
from policy_kg.http.problems import status_of
from policy_kg.ns import PREFIXES
from policy_kg.store import Term
from policy_kg.store.child import Limits, Written

SHOWN_ROWS: Final = 1_000
BRIEF: Final = ("reg", "id", "v", "eli", "rdfs", "skos", "dcterms", "oa", "prov", "xsd")


@dataclass(frozen=True, slots=True)
class Shown:
    """A result for people: a truth value, rows, or a graph as Turtle."""

    names: tuple[str, ...] = ()
    rows: tuple[dict[str, Term], ...] = ()
    truth: bool | None = None
    graph: str | None = None
    truncated: bool = False


def page(text: str, run: Callable[[], Written], limits: Limits) -> tuple[str, HTTPStatus]:
    """The page after `run`, or without any result when there is no query yet."""
    common = {
        "text": text,
        "limits": limits,
        "most": min(SHOWN_ROWS, limits.rows),
        "prefixes": {name: PREFIXES[name] for name in BRIEF},
    }
    if not text.strip():
        return render_template("sparql.html", **common), HTTPStatus.OK
    began = perf_counter()
    try:
        found = _shown(run())
    except (QueryError, StoreError) as error:
        return render_template("sparql.html", **common, failed=_failed(text, error)), status_of(error)
    return render_template("sparql.html", **common, found=found, seconds=perf_counter() - began), HTTPStatus.OK


def _failed(text: str, error: QueryError | StoreError) -> dict[str, Any]:
    lines = text.splitlines()
    return {
        "headline": QUERY_FAILED.get(error.code, QUERY_FAILED["bad_query"]),
        "detail": error.detail,
        "line": error.line,
        "quoted": lines[error.line - 1] if error.line and error.line <= len(lines) else None,
    }


def _shown(found: Written) -> Shown:
    if found.graph:
        return Shown(graph=found.body.decode(), truncated=found.truncated)
    content = json.loads(found.body)
    if "boolean" in content:
        return Shown(truth=content["boolean"])
    bindings = content["results"]["bindings"]
    rows = tuple({name: _term(cell) for name, cell in row.items()} for row in bindings)
    return Shown(tuple(content["head"]["vars"]), rows, truncated=found.truncated)


def _term(cell: dict[str, Any]) -> Term:
    return Term(cell["type"], cell["value"], cell.get("datatype"), cell.get("xml:lang"))
