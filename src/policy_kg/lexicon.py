"""The words of the vocabulary: concepts, their forms, and where a text mentions them."""

import operator
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policy_kg.errors import DataError
from policy_kg.ns import REG, VOCAB
from policy_kg.store import Store, Term
from policy_kg.text.normalise import key
from policy_kg.text.quantities import duration_days
from policy_kg.text.words import Cutter

CONCEPTS: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?concept ?kind ?form ?scheme WHERE {
  VALUES (?property ?kind) { (skos:prefLabel "preferred") (skos:altLabel "alternative") (skos:hiddenLabel "hidden") }
  ?concept ?property ?form .
  OPTIONAL { ?concept skos:inScheme ?scheme }
  FILTER NOT EXISTS { ?concept a skos:ConceptScheme }
}"""
BROADER: Final = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?concept ?broader WHERE { ?concept skos:broader+ ?broader }"""
OPPOSITES: Final = """
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?concept ?opposite WHERE { ?concept reg:oppositeOf ?opposite }"""
LIMITS: Final = """
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?concept ?bound ?value ?unit WHERE {
  VALUES ?bound { reg:minInclusive reg:minExclusive reg:maxInclusive reg:maxExclusive }
  ?concept ?bound ?value .
  OPTIONAL { ?concept reg:unit ?unit }
} ORDER BY ?concept ?bound"""
DAY: Final = "day"
NO_LIMIT: Final = "{bound} of <{concept}> is neither a number nor a duration: {value!r}"
HOLDS: Final = {
    "minInclusive": operator.ge,
    "minExclusive": operator.gt,
    "maxInclusive": operator.le,
    "maxExclusive": operator.lt,
}
HIDDEN: Final = "hidden"
CHINESE: Final = "zh"
OUTSIDE: Final = VOCAB + "OutsideParty"
TOLD_APART: Final = frozenset({OUTSIDE, VOCAB + "UnsaidMatter"})


@dataclass(frozen=True, slots=True)
class Limit:
    """What a quantity has to be: `bound` is a facet of XML Schema, `value` a number of units, DAY for a duration."""

    bound: str
    value: float
    unit: str

    def holds(self, amount: float) -> bool:
        """Whether an amount in this unit is within the limit."""
        return bool(HOLDS[self.bound](amount, self.value))


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of the vocabulary, or a cited work; `names` are its forms that are good Chinese, `broader` are all its
    ancestors, `limits` what it says of a quantity."""

    iri: str
    label: str
    scheme: str
    forms: tuple[str, ...]
    names: tuple[str, ...]
    broader: frozenset[str]
    opposite: str | None
    limits: tuple[Limit, ...] = ()

    @property
    def is_strange(self) -> bool:
        """Whether it is there only to be told apart from what regulations have."""
        return not self.broader.isdisjoint(TOLD_APART)


@dataclass(frozen=True, slots=True)
class Mention:
    """A form of the lexicon in a text, and the concepts that it may mean."""

    form: str
    start: int
    end: int
    concepts: tuple[str, ...]


class Lexicon:
    """All concepts, found by any of their labels (SKOS preferred, alternative and hidden)."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts: Mapping[str, Concept] = {one.iri: one for one in concepts}
        forms: dict[str, list[str]] = defaultdict(list)
        for one in self.concepts.values():
            for form in one.forms:
                forms[key(form)].append(one.iri)
        self.forms: Mapping[str, tuple[str, ...]] = {form: tuple(iris) for form, iris in forms.items()}

    @cached_property
    def cutter(self) -> Cutter:
        """The cutter that keeps every form in one piece."""
        return Cutter(self.forms)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The mentions in `text` (as `normalise.key` writes it), in order."""
        found = []
        for word in self.cutter.words(text):
            if concepts := self.forms.get(word.form):
                found.append(Mention(word.form, word.start, word.end, concepts))
        return tuple(found)

    def label(self, iri: str) -> str:
        """The preferred Chinese label of a concept, or the end of its IRI."""
        concept = self.concepts.get(iri)
        return concept.label if concept else iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]


def read(store: Store) -> Lexicon:
    """The lexicon of everything that `store` shows."""
    ancestors: dict[str, set[str]] = defaultdict(set)
    for row in store.select(BROADER).bindings:
        ancestors[row["concept"].value].add(row["broader"].value)
    opposites = {row["concept"].value: row["opposite"].value for row in store.select(OPPOSITES).bindings}
    limits: dict[str, list[Limit]] = defaultdict(list)
    for row in store.select(LIMITS).bindings:
        limits[row["concept"].value].append(_limit(row))
    preferred: dict[str, dict[str, str]] = defaultdict(dict)
    forms: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    schemes: dict[str, str] = {}
    for row in store.select(CONCEPTS).bindings:
        iri, form = row["concept"].value, row["form"]
        forms[iri].add(form.value)
        if "scheme" in row:
            schemes[iri] = row["scheme"].value
        if row["kind"].value != HIDDEN and form.lang == CHINESE:
            names[iri].add(form.value)
        if row["kind"].value == "preferred":
            preferred[iri][form.lang or ""] = form.value
    return Lexicon(
        Concept(
            iri=iri,
            label=preferred[iri].get(CHINESE, iri),
            scheme=schemes.get(iri, ""),
            forms=tuple(sorted(forms[iri])),
            names=tuple(sorted(names[iri])),
            broader=frozenset(ancestors[iri]),
            opposite=opposites.get(iri),
            limits=tuple(limits[iri]),
        )
        for iri in sorted(forms)
    )


def _limit(row: Mapping[str, Term]) -> Limit:
    bound, value = row["bound"].value.removeprefix(REG), row["value"].value
    days = duration_days(value)
    if days is not None:
        return Limit(bound, days, DAY)
    try:
        return Limit(bound, float(value), row["unit"].value if "unit" in row else "")
    except ValueError as error:
        raise DataError(NO_LIMIT.format(concept=row["concept"].value, bound=bound, value=value)) from error
