"""The regulations as JSON: what is held, its text, its provisions and its norms."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, jsonify, request
from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.tag import Tag

from policy_kg import corpus, ns
from policy_kg.http import schema
from policy_kg.http.bodies import TEXT, problem_responses
from policy_kg.http.commentary import NormCard, norm_cards
from policy_kg.http.held import Held
from policy_kg.http.messages import PROBLEMS, TAGS
from policy_kg.http.paging import page
from policy_kg.http.problems import RequestError
from policy_kg.http.service import service

api = APIBlueprint(
    "regulations_api",
    __name__,
    url_prefix="/api/v1",
    abp_tags=[Tag(name="regulations", description=TAGS["regulations"])],
)


@api.get("/regulations", summary="The regulations that are held", responses={200: schema.Regulations})
def regulations() -> Response:
    """All regulations."""
    return jsonify(items=[_regulation(one) for one in service().regulations])


@api.get(
    "/regulations/<id>",
    summary="One regulation",
    responses={200: schema.Regulation, **problem_responses(404)},
)
def regulation(path: schema.Name) -> Response:
    """The regulation of that name."""
    return jsonify(_regulation(_held(path.id, "not_found")))


@api.get(
    "/regulations/<id>/text",
    summary="The canonical text that all offsets count in",
    responses={200: {"content": TEXT}, **problem_responses(404)},
)
def text(path: schema.Name) -> Response:
    """The canonical text, to the code point."""
    found = service().engine.knowledge.corpus.regulations[_held(path.id, "not_found").iri]
    response = Response(found.text, mimetype="text/plain")
    response.set_etag(found.text_sha256)
    response.make_conditional(request)
    return response


@api.get(
    "/provisions",
    summary="Provisions in the order of the text",
    responses={200: schema.Provisions, **problem_responses(422)},
)
def provisions(query: schema.ProvisionQuery) -> Response:
    """A slice of the provisions."""
    held = _chosen(query.regulation)
    every = service().engine.knowledge.corpus.provisions.values()
    found = [
        one
        for one in sorted(every, key=lambda one: (one.regulation, one.start, -one.end))
        if one.regulation in held and query.article in (None, one.article)
    ]
    return page("regulations_api.provisions", query, [_provision(one) for one in _slice(found, query)], len(found))


@api.get(
    "/norms",
    summary="Norms in the order of the text, each with its sentence and its evidence",
    responses={200: schema.Norms, **problem_responses(422)},
)
def norms(query: schema.NormQuery) -> Response:
    """A slice of the norms."""
    knowledge = service().engine.knowledge
    every = (card for iri in _chosen(query.regulation) for card in norm_cards(knowledge, iri))
    found = [
        one
        for one in every
        if (query.provision is None or one.provision == query.provision or _inside(one, query.provision))
        and (query.kind is None or query.kind in {kind.name for kind in one.kinds})
    ]
    return page("regulations_api.norms", query, [_norm(one) for one in _slice(found, query)], len(found))


def _held(name: str, missing: str) -> Held:
    iri = name if name.startswith(ns.ID) else ns.ID + name
    for one in service().regulations:
        if one.iri == iri:
            return one
    raise RequestError(missing, PROBLEMS[missing].format(iri=iri))


def _chosen(name: str | None) -> list[str]:
    """The IRI of the regulation that was asked for, or of all."""
    if name is None:
        return [one.iri for one in service().regulations]
    return [_held(name, "unknown_regulation").iri]


def _inside(card: NormCard, provision: str) -> bool:
    return card.provision.startswith(f"{provision}__")


def _slice(found: Sequence[Any], query: schema.Slice) -> Iterable[Any]:
    return found[query.offset : query.offset + query.limit]


def _regulation(one: Held) -> dict[str, Any]:
    known = service().engine.knowledge.corpus.regulations[one.iri]
    fields = {name: getattr(one, name) for name in ("iri", "id", "title", "number", "efficacy", "articles", "norms")}
    return fields | {"characters": len(known.text), "text_sha256": known.text_sha256}


def _provision(one: corpus.Provision) -> dict[str, Any]:
    names = (
        "iri",
        "regulation",
        "kind",
        "label",
        "article",
        "suffix",
        "paragraph",
        "item",
        "subitem",
        "gist",
    )
    fields = {name: getattr(one, name) for name in names}
    quote = service().engine.knowledge.corpus.quote(one, one.start, one.end)
    return fields | {"text": quote, "start": one.start, "end": one.end}


def _norm(card: NormCard) -> dict[str, Any]:
    known = service().engine.knowledge.corpus
    provision = known.provisions[card.provision]
    return {
        "iri": card.iri,
        "regulation": provision.regulation,
        "provision": card.provision,
        "label": card.label,
        "kinds": [kind.name for kind in card.kinds],
        "sentence": card.sentence,
        "roles": {role: list(values) for role, values in known.norms[card.iri].fillers.items()},
        "implied": [role.name for role, _ in card.implied],
        "evidence": [
            {"quote": known.quote(provision, start, end), "start": start, "end": end} for start, end in card.spans
        ],
    }
