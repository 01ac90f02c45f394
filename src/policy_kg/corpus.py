"""The regulations, provisions and norms of a store as typed values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from policy_kg.ns import REG
from policy_kg.store import Store

REGULATIONS: Final = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX eli: <http://data.europa.eu/eli/ontology#>
SELECT ?regulation ?title ?number ?text ?sha WHERE {
  ?regulation a eli:LegalResource ; dcterms:title ?title ; eli:has_part/eli:is_part_of ?regulation .
  ?whole a reg:CanonicalText ; reg:text ?text ; reg:textSha256 ?sha .
  FILTER(STRSTARTS(STR(?whole), CONCAT(STR(?regulation), "/")))
  OPTIONAL { ?regulation reg:documentNumber ?number }
} ORDER BY ?regulation"""
PROVISIONS: Final = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?provision ?label ?start ?end ?kind ?article ?suffix ?paragraph ?item ?subitem ?gist WHERE {
  VALUES ?kind { reg:Article reg:Paragraph reg:Item reg:Subitem reg:TitlePart reg:NumberPart reg:AttachmentPart }
  ?provision a ?kind ; rdfs:label ?label ; reg:start ?start ; reg:end ?end .
  OPTIONAL { ?provision reg:articleNumber ?article } OPTIONAL { ?provision reg:articleSuffix ?suffix }
  OPTIONAL { ?provision reg:paragraphNumber ?paragraph } OPTIONAL { ?provision reg:itemNumber ?item }
  OPTIONAL { ?provision reg:subitemNumber ?subitem } OPTIONAL { ?provision reg:gist ?gist }
} ORDER BY ?start ?end"""
EXCLUSIVE: Final = "exclusiveRole"
NORMS: Final = """
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?norm ?provision ?role ?filler WHERE {
  ?norm a reg:Norm ; reg:statedIn ?provision ; ?role ?raw .
  { ?role a reg:Role } UNION { VALUES ?role { reg:modality reg:function reg:exclusiveRole } }
  OPTIONAL { ?raw reg:option ?option }
  BIND(COALESCE(?option, ?raw) AS ?filler)
}"""
QUOTES: Final = """
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
PREFIX oa: <http://www.w3.org/ns/oa#>
SELECT ?norm ?quote WHERE { ?norm reg:evidence/oa:hasSelector/oa:exact ?quote }"""


@dataclass(frozen=True, slots=True)
class Regulation:
    """A regulation: its IRI, title, document number, canonical text and that text's SHA-256."""

    iri: str
    title: str
    number: str | None
    text: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Provision:
    """A citable part of a regulation; `start` and `end` are code points of its canonical text."""

    iri: str
    regulation: str
    kind: str
    label: str
    start: int
    end: int
    article: int | None
    suffix: int
    paragraph: int | None
    item: int | None
    subitem: int | None
    gist: str


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm's fillers by role (local names; modality and function among them), options of a choice laid open.

    Of the roles in `exclusive` nothing else can be true than what the norm says.
    """

    iri: str
    provision: str
    fillers: Mapping[str, tuple[str, ...]]
    quotes: tuple[str, ...]
    exclusive: frozenset[str] = frozenset()

    @property
    def kinds(self) -> frozenset[str]:
        """Its modality and functions, local names."""
        return kinds(self.fillers)


def kinds(fillers: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The modality and functions among the fillers of a norm's roles, local names."""
    found = (*fillers.get("modality", ()), *fillers.get("function", ()))
    return frozenset(one.removeprefix(REG) for one in found)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A role and the concept that fills it, or that is broader than what fills it."""

    role: str
    concept: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that a store says about regulations, by IRI."""

    regulations: Mapping[str, Regulation]
    provisions: Mapping[str, Provision]
    norms: Mapping[str, Norm]

    def part(self, regulation: str) -> "Corpus":
        """What is said about one regulation alone."""
        provisions = {iri: one for iri, one in self.provisions.items() if one.regulation == regulation}
        norms = {iri: one for iri, one in self.norms.items() if one.provision in provisions}
        return Corpus({regulation: self.regulations[regulation]}, provisions, norms)

    def quote(self, provision: Provision, start: int, end: int) -> str:
        """The characters `start` to `end` of the canonical text that holds `provision`."""
        return self.regulations[provision.regulation].text[start:end]


def read(store: Store) -> Corpus:
    """The corpus of everything that `store` shows."""
    regulations = {
        row["regulation"].value: Regulation(
            iri=row["regulation"].value,
            title=row["title"].value,
            number=row["number"].value if "number" in row else None,
            text=row["text"].value,
            text_sha256=row["sha"].value,
        )
        for row in store.select(REGULATIONS).bindings
    }
    return Corpus(regulations, _provisions(store), _norms(store))


def _provisions(store: Store) -> dict[str, Provision]:
    found = {}
    for row in store.select(PROVISIONS).bindings:
        values = {name: term.value for name, term in row.items()}
        iri = values["provision"]
        numbers = {
            name: int(values[name]) if name in values else None for name in ("article", "paragraph", "item", "subitem")
        }
        found[iri] = Provision(
            iri=iri,
            regulation=iri.rsplit("/", 1)[0],
            kind=values["kind"].removeprefix(REG),
            label=values["label"],
            start=int(values["start"]),
            end=int(values["end"]),
            suffix=int(values.get("suffix", 0)),
            gist=values.get("gist", ""),
            **numbers,
        )
    return found


def _norms(store: Store) -> dict[str, Norm]:
    provision: dict[str, str] = {}
    fillers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(NORMS).bindings:
        norm = row["norm"].value
        provision[norm] = row["provision"].value
        fillers[norm][row["role"].value.removeprefix(REG)].add(row["filler"].value)
    quotes: dict[str, set[str]] = defaultdict(set)
    for row in store.select(QUOTES).bindings:
        quotes[row["norm"].value].add(row["quote"].value)
    return {
        iri: Norm(
            iri=iri,
            provision=provision[iri],
            fillers={role: tuple(sorted(values)) for role, values in fillers[iri].items() if role != EXCLUSIVE},
            quotes=tuple(sorted(quotes[iri])),
            exclusive=frozenset(role.removeprefix(REG) for role in fillers[iri].get(EXCLUSIVE, ())),
        )
        for iri in sorted(provision)
    }
