"""The kinds of question that data/questions holds, and the shared pieces of their queries and sentences."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policy_kg.ns import REG, RDFS, SH, SKOS
from policy_kg.store import Store

QUESTIONS: Final = "https://w3id.org/policy-kg/questions/"
EVERYTHING: Final = "SELECT ?subject ?property ?value WHERE { ?subject ?property ?value } ORDER BY ?subject ?value"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of question; `asks` are role names in order of preference, `select` a query with named places."""

    iri: str
    label: str
    cues: tuple[re.Pattern[str], ...]
    weight: float
    asks: tuple[str, ...]
    select: str
    lead: str
    understood_as: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """How to put a norm, or an action, in a sentence; `applies_to` is the local name it is for, "" for all."""

    iri: str
    applies_to: str
    frame: str


@dataclass(frozen=True)
class Patterns:
    """All patterns by IRI, the sentence forms, and the fragments that queries share, by name."""

    patterns: Mapping[str, Pattern]
    forms: tuple[SentenceForm, ...]
    fragments: Mapping[str, str]

    @cached_property
    def action_form(self) -> str:
        """The frame of an action that has none of its own."""
        return next(form.frame for form in self.forms if form.applies_to == "action")

    def sentence_form(self, kinds: frozenset[str]) -> str:
        """The frame for a norm of these modalities and functions."""
        special = next((form.frame for form in self.forms if form.applies_to in kinds), None)
        return special or next(form.frame for form in self.forms if not form.applies_to)


def read(store: Store) -> Patterns:
    """The patterns of a store of questions (`store.open_patterns`)."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(EVERYTHING).bindings:
        subjects[row["subject"].value][row["property"].value].append(row["value"].value)
    types = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    patterns, forms, fragments = {}, [], {}
    for iri, values in subjects.items():
        if REG + "QuestionPattern" in values[types]:
            patterns[iri] = _pattern(iri, values)
        elif REG + "SentenceForm" in values[types]:
            forms.append(_form(iri, values))
        elif SH + "SPARQLSelectExecutable" in values[types]:
            fragments[iri.removeprefix(QUESTIONS)] = values[SH + "select"][0]
    return Patterns(patterns, tuple(forms), fragments)


def _one(values: Mapping[str, list[str]], name: str, default: str = "") -> str:
    return (values.get(name) or [default])[0]


def _pattern(iri: str, values: Mapping[str, list[str]]) -> Pattern:
    return Pattern(
        iri=iri,
        label=_one(values, RDFS + "label"),
        cues=tuple(re.compile(cue) for cue in values.get(REG + "cue", ())),
        weight=float(_one(values, REG + "weight", "1")),
        asks=tuple(_one(values, REG + "asks").split()),
        select=_one(values, SH + "select"),
        lead=_one(values, REG + "lead"),
        understood_as=_one(values, REG + "understoodAs"),
        examples=tuple(values.get(SKOS + "example", ())),
        counter_examples=tuple(values.get(REG + "counterExample", ())),
    )


def _form(iri: str, values: Mapping[str, list[str]]) -> SentenceForm:
    applies = _one(values, REG + "appliesTo")
    return SentenceForm(iri=iri, applies_to=applies.removeprefix(REG), frame=_one(values, REG + "frame"))
