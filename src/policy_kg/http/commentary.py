"""What stands beside the text of a regulation: norms in words, what is left open, notes of the editors."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from policy_kg import ns
from policy_kg.ask import facts, query
from policy_kg.ask.load import Knowledge
from policy_kg.ask.sentence import compose
from policy_kg.store import Select

NORMS: Final = """{prefixes}
{fields}
WHERE {
  FILTER(STRSTARTS(STR(?norm), "%s"))
{body}
}"""
KINDS: Final = f"""PREFIX reg: <{ns.REG}>
PREFIX rdfs: <{ns.RDFS}>
SELECT ?kind ?zh ?en WHERE {{
  {{ ?kind a reg:Modality }} UNION {{ ?kind a reg:NormFunction }} UNION {{ ?kind a reg:Role }}
  ?kind rdfs:label ?zh , ?en FILTER(LANG(?zh) = "zh" && LANG(?en) = "en")
}}"""
READINGS: Final = f"""PREFIX reg: <{ns.REG}>
PREFIX skos: <{ns.SKOS}>
SELECT ?norm ?text WHERE {{
  ?norm reg:alternativeReading ?reading . ?reading skos:editorialNote ?text FILTER(LANG(?text) = "zh")
}} ORDER BY ?reading"""
OPEN_MATTERS: Final = f"""PREFIX reg: <{ns.REG}>
PREFIX skos: <{ns.SKOS}>
SELECT ?matter ?provision ?text WHERE {{
  ?matter a reg:OpenMatter ; reg:statedIn ?provision ; skos:definition ?text .
}} ORDER BY ?matter"""
NOTES: Final = f"""PREFIX dcterms: <{ns.DCTERMS}>
PREFIX oa: <{ns.OA}>
PREFIX reg: <{ns.REG}>
SELECT ?note ?why ?provision ?text ?start ?end ?corrected ?source WHERE {{
  ?note a oa:Annotation ; oa:bodyValue ?text ; oa:motivatedBy ?why ; oa:hasTarget ?span .
  ?span reg:inProvision ?provision ; oa:hasSelector ?place .
  ?place oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?note reg:correctedText ?corrected }} OPTIONAL {{ ?note dcterms:source ?source }}
}} ORDER BY ?start ?note"""


@dataclass(frozen=True, slots=True)
class Kind:
    """A modality, a function or a role, by its local name and its labels."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NormCard:
    """A norm as people read it; `implied` are roles that the text does not state, `spans` its evidence.

    `readings` say how else it can be understood.
    """

    iri: str
    provision: str
    label: str
    kinds: tuple[Kind, ...]
    sentence: str
    implied: tuple[tuple[Kind, str], ...]
    spans: tuple[tuple[int, int], ...]
    readings: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The name of the norm inside its regulation."""
        return self.iri.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """What the text leaves open, in words."""

    iri: str
    provision: str
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the editors on the code points `start` to `end`; `corrected` only for a misprint."""

    iri: str
    provision: str
    text: str
    start: int
    end: int
    corrected: str
    source: str

    @property
    def anchor(self) -> str:
        """The name of the note inside its regulation."""
        return self.iri.rsplit("/", 1)[-1]


def norm_cards(knowledge: Knowledge, regulation: str) -> tuple[NormCard, ...]:
    """The norms of a regulation in the order of its text, each with its sentence."""
    kinds = _kinds(knowledge)
    text = query.build(NORMS % f"{regulation}/", knowledge.patterns.fragments)
    rows = knowledge.store.select(text)
    readings = _readings(knowledge)
    return tuple(_card(fact, knowledge, kinds, readings.get(fact.norm, ())) for fact in facts.read(rows, knowledge))


def open_matters(knowledge: Knowledge, regulation: str) -> tuple[OpenMatter, ...]:
    """What a regulation leaves open."""
    rows = _values(knowledge.store.select(OPEN_MATTERS))
    found = (OpenMatter(row["matter"], row["provision"], row["text"]) for row in rows)
    return tuple(one for one in found if one.provision.startswith(f"{regulation}/"))


def notes(knowledge: Knowledge, regulation: str) -> tuple[Note, ...]:
    """The notes of the editors on a regulation, in the order of its text."""
    found = (
        Note(
            iri=row["note"],
            provision=row["provision"],
            text=row["text"],
            start=int(row["start"]),
            end=int(row["end"]),
            corrected=row.get("corrected", ""),
            source=row.get("source", ""),
        )
        for row in _values(knowledge.store.select(NOTES))
    )
    return tuple(one for one in found if one.provision.startswith(f"{regulation}/"))


def _kinds(knowledge: Knowledge) -> dict[str, Kind]:
    rows = _values(knowledge.store.select(KINDS))
    names = ((row["kind"].removeprefix(ns.REG), row) for row in rows)
    return {name: Kind(name, row["zh"], row["en"]) for name, row in names}


def _readings(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """How else each norm can be understood."""
    found: dict[str, tuple[str, ...]] = {}
    for row in _values(knowledge.store.select(READINGS)):
        found[row["norm"]] = (*found.get(row["norm"], ()), row["text"])
    return found


def _card(fact: facts.Fact, knowledge: Knowledge, kinds: dict[str, Kind], readings: tuple[str, ...]) -> NormCard:
    implied = (
        (kinds.get(role, Kind(role, role, role)), filler.label)
        for role in fact.roles
        for filler in fact.fillers(role)
        if filler.implied
    )
    return NormCard(
        iri=fact.norm,
        provision=fact.provision,
        label=fact.label,
        kinds=tuple(kinds.get(name, Kind(name, name, name)) for name in sorted(fact.kinds)),
        sentence=compose(fact, knowledge.patterns),
        implied=tuple(implied),
        spans=tuple(sorted(fact.spans)),
        readings=readings,
    )


def _values(rows: Select) -> Iterable[dict[str, str]]:
    return ({name: term.value for name, term in row.items()} for row in rows.bindings)
