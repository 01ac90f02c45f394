"""The regulations that are held, as every page lists them."""

from dataclasses import dataclass
from typing import Final

from policy_kg import ns
from policy_kg.ask.load import Knowledge
from policy_kg.corpus import Provision
from policy_kg.http.messages import UNVERIFIED

EFFICACY: Final = f"""PREFIX reg: <{ns.REG}>
PREFIX rdfs: <{ns.RDFS}>
SELECT ?regulation ?label WHERE {{
  ?regulation reg:efficacy/rdfs:label ?label FILTER(LANG(?label) = "zh")
}} ORDER BY ?regulation ?label"""


@dataclass(frozen=True, slots=True)
class Held:
    """A regulation with its efficacy in words, and how many articles and norms it has."""

    iri: str
    id: str
    title: str
    number: str | None
    efficacy: str
    articles: int
    norms: int


def read(knowledge: Knowledge) -> tuple[Held, ...]:
    """The regulations in the order of their IRIs; an efficacy that the graph does not state is unverified."""
    corpus = knowledge.corpus
    rows = knowledge.store.select(EFFICACY).bindings
    efficacy = {row["regulation"].value: row["label"].value for row in rows}
    return tuple(
        Held(
            iri=one.iri,
            id=one.iri.removeprefix(ns.ID),
            title=one.title,
            number=one.number,
            efficacy=efficacy.get(one.iri, UNVERIFIED),
            articles=sum(_is_article_of(part, one.iri) for part in corpus.provisions.values()),
            norms=sum(norm.provision.startswith(one.iri + "/") for norm in corpus.norms.values()),
        )
        for one in sorted(corpus.regulations.values(), key=lambda regulation: regulation.iri)
    )


def _is_article_of(provision: Provision, regulation: str) -> bool:
    return provision.kind == "Article" and provision.regulation == regulation
