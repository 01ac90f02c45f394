"""What the templates need beside their data: addresses, short names, the footer."""

import re
from typing import Any, Final
from urllib.parse import quote

from flask import request
from flask_openapi3.openapi import OpenAPI

from policy_kg import __version__, ns
from policy_kg.http import messages
from policy_kg.http.service import EXTENSION, service
from policy_kg.store import Select, Term

UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]")


def install(app: OpenAPI) -> None:
    """Make filters and shared values known to the templates of `app`."""
    paths = {rule.rule for rule in app.url_map.iter_rules()}
    keeps = app.extensions[EXTENSION].submissions is not None
    hidden = set() if keeps else {messages.SUBMISSIONS_PAGE}
    app.jinja_env.filters.update(address=address, short=short, columns=columns, safe_name=safe_name, link=link)
    app.jinja_env.globals.update(
        messages=messages,
        program=__version__,
        navigation=[entry for entry in messages.NAVIGATION if entry[0] in paths - hidden],
        keeps=keeps,
        has_editor="/sparql" in paths,
    )

    @app.context_processor
    def shared() -> dict[str, Any]:
        found = service()
        return {"here": request.path, "knowledge": found.engine.knowledge, "regulations": found.regulations}


def address(iri: str) -> str:
    """Where this server shows a regulation or a provision: the reader, at the provision's anchor."""
    regulation, _, anchor = iri.removeprefix(ns.ID).partition("/")
    page = f"/regulation/{quote(regulation)}"
    return f"{page}#{quote(anchor)}" if anchor else page


def link(iri: str) -> str:
    """An IRI of the graph as a path of this server, another IRI unchanged."""
    return iri.replace(ns.BASE, "/", 1) if iri.startswith(ns.BASE) else iri


def safe_name(anchor: str) -> str:
    """An anchor as a name that needs no escape in CSS."""
    return UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", anchor)


def short(term: Term | str | None) -> str:
    """A term for people: IRIs with the prefixes of `ns`, literals by their value alone."""
    if term is None:
        return ""
    if isinstance(term, Term) and term.kind != "uri":
        return term.value
    return ns.shorten(term.value if isinstance(term, Term) else term)


def columns(rows: Select) -> list[str]:
    """The variables that some row binds, in the order of the query."""
    bound = {name for row in rows.bindings for name in row}
    return [name for name in rows.vars if name in bound]
