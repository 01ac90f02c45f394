"""The pages to read: the regulations held, and each regulation with what stands beside its text."""

from typing import Final

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from policy_kg import ns
from policy_kg.http import held, reading
from policy_kg.http.present import safe_name
from policy_kg.http.problems import RequestError
from policy_kg.http.service import service

pages = Blueprint("reader", __name__)

HIGHLIGHT: Final = (
    ".article:has(#{norm}:is(:hover, :focus-within, :target)) .on-{norm} {{ background: var(--mark); }}\n"
)


@pages.get("/regulation")
def regulations() -> ResponseReturnValue:
    """The list of the regulations."""
    return render_template("regulations.html")


@pages.get("/regulation/<name>")
def regulation(name: str) -> ResponseReturnValue:
    """The regulation of that name, with an anchor for each of its provisions."""
    found = find(name)
    shown = reading.view(service().engine.knowledge, found.iri)
    return render_template("regulation.html", regulation=found, view=shown)


@pages.get("/regulation/<name>/evidence.css")
def evidence(name: str) -> Response:
    """One rule a norm: whoever points at the norm sees the words that it rests on."""
    shown = reading.view(service().engine.knowledge, find(name).iri)
    anchors = (safe_name(norm.anchor) for article in shown.articles for block in article.blocks for norm in block.norms)
    rules = (HIGHLIGHT.format(norm=anchor) for anchor in anchors)
    return Response("".join(rules), mimetype="text/css", headers={"Cache-Control": "max-age=300"})


def find(name: str) -> held.Held:
    """The regulation that the IRI `id/<name>` means; RequestError when none is held."""
    iri = ns.ID + name
    try:
        return next(one for one in service().regulations if one.iri == iri)
    except StopIteration:
        raise RequestError("not_found") from None
