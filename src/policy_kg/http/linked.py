"""The IRIs of the graph on this server: a page for people, Turtle for programs, by what they accept."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from policy_kg import ns
from policy_kg.http.present import address
from policy_kg.http.problems import RequestError
from policy_kg.http.service import service
from policy_kg.store import Term, Triples
from policy_kg.store.convert import turtle

pages = Blueprint("linked", __name__)

TURTLE: Final = "text/turtle"
HTML: Final = "text/html"
NOT_IN_AN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%s> { ?s ?p ?o } }"
ABOUT: Final = "CONSTRUCT { <%s> ?p ?o } WHERE { <%s> ?p ?o }"
KINDS: Final[dict[str, frozenset[str]]] = {
    "class": frozenset({ns.OWL + "Class"}),
    "property": frozenset({ns.OWL + "ObjectProperty", ns.OWL + "DatatypeProperty"}),
    "scheme": frozenset({ns.SKOS + "ConceptScheme"}),
    "concept": frozenset({ns.SKOS + "Concept"}),
    "other": frozenset(),
}
LABELS: Final = f"""PREFIX rdfs: <{ns.RDFS}>
PREFIX skos: <{ns.SKOS}>
SELECT ?thing ?label WHERE {{
  ?thing rdfs:label|skos:prefLabel ?label FILTER(LANG(?label) = "zh")
}} ORDER BY DESC(?label)"""


@dataclass(frozen=True, slots=True)
class Described:
    """A thing of the graph: its name on the page, its Chinese label and its properties in order."""

    iri: str
    label: str
    properties: tuple[tuple[Term, Term], ...]

    @property
    def anchor(self) -> str:
        """The end of its IRI."""
        return re.split("[/#]", self.iri)[-1]

    @property
    def kind(self) -> str:
        """The first row of the table of kinds that one of its types belongs to."""
        types = {value.value for name, value in self.properties if name.value == ns.RDF + "type"}
        return next(kind for kind, known in KINDS.items() if not known or known & types)


@pages.get("/ontology")
def ontology() -> ResponseReturnValue:
    """The ontology, each class and property with an anchor."""
    return _answer(ns.ONTOLOGY_GRAPH, GRAPH % ns.ONTOLOGY_GRAPH)


@pages.get("/vocab")
def vocabulary() -> ResponseReturnValue:
    """The whole vocabulary."""
    return _answer(ns.VOCAB_GRAPH, GRAPH % ns.VOCAB_GRAPH)


@pages.get("/vocab/<name>")
def concept(name: str) -> ResponseReturnValue:
    """One concept or scheme."""
    iri = _checked(ns.VOCAB + name)
    return _answer(iri, ABOUT % (iri, iri))


@pages.get("/id/<path:path>")
def identified(path: str) -> ResponseReturnValue:
    """A regulation or something in it; a browser is led to the reader where that shows it."""
    iri = _checked(ns.ID + path)
    corpus = service().engine.knowledge.corpus
    if iri in corpus.regulations:
        if _wanted() == HTML:
            return _vary(redirect(address(iri), 303))
        return _answer(iri, GRAPH % iri)
    if (iri in corpus.provisions or iri in corpus.norms) and _wanted() == HTML:
        return _vary(redirect(address(iri), 303))
    return _answer(iri, ABOUT % (iri, iri))


def _checked(iri: str) -> str:
    if NOT_IN_AN_IRI.search(iri):
        raise RequestError("not_found")
    return iri


def _wanted() -> str:
    wanted = request.accept_mimetypes.best_match([TURTLE, HTML])
    if wanted is None:
        raise RequestError("not_acceptable")
    return wanted


def _answer(iri: str, query: str) -> Response:
    found = service().engine.knowledge.store.query(query)
    if not isinstance(found, Triples) or not found.triples:
        raise RequestError("not_found")
    if _wanted() == TURTLE:
        return _vary(Response(turtle(found), mimetype=TURTLE))
    things = _described(found)
    first = next((one for one in things if one.iri == iri), things[0])
    page = render_template("thing.html", first=first, things=[one for one in things if one is not first], iri=iri)
    return _vary(Response(page, mimetype=HTML))


def _described(found: Triples) -> list[Described]:
    """The things of a graph in the order of their labels' Unicode, IRIs only."""
    properties: dict[str, list[tuple[Term, Term]]] = {}
    for thing, name, value in found.triples:
        if thing.kind == "uri":
            properties.setdefault(thing.value, []).append((name, value))
    labels = {
        row["thing"].value: row["label"].value for row in service().engine.knowledge.store.select(LABELS).bindings
    }
    return [
        Described(iri, labels.get(iri, ""), tuple(sorted(values, key=lambda pair: (pair[0].value, pair[1].value))))
        for iri, values in sorted(properties.items())
    ]


def _vary(response: Response) -> Response:
    response.vary.add("Accept")
    return response
