"""The kinds of question that data/questions holds, and the shared pieces of their queries and sentences."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import Final

from policy_kg.ns import RDF, RDFS, REG, SH, SKOS
from policy_kg.store import Store

QUESTIONS: Final = "https://w3id.org/policy-kg/questions/"
NOWHERE: Final = r"(?!)"
EVERYTHING: Final = "SELECT ?subject ?property ?value WHERE { ?subject ?property ?value } ORDER BY ?subject ?value"


@dataclass(frozen=True, slots=True)
class Pattern:
    """One kind of question; `asks` are role names in order of preference, `select` a query with named places.

    `asks_when` are roles to be asked for first, each with the words in a question that show it; `inside` are cues for
    answering in this way although the question names a provision.
    """

    iri: str
    label: str
    cues: tuple[re.Pattern[str], ...]
    weight: float
    asks: tuple[str, ...]
    asks_when: tuple[tuple[str, re.Pattern[str]], ...]
    inside: tuple[re.Pattern[str], ...]
    select: str
    lead: str
    strict: bool
    understood_as: str
    reading: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its local name."""
        return self.iri.removeprefix(QUESTIONS)

    @property
    def about_document(self) -> bool:
        """Whether it is for questions about the document itself, not about what it provides."""
        return "{body}" not in self.select

    @property
    def matches_text(self) -> bool:
        """Whether it looks for a term in the text."""
        return "{terms}" in self.select

    @property
    def counts(self) -> bool:
        """Whether it is for questions that ask how many."""
        return "{count}" in self.lead

    @property
    def judges(self) -> bool:
        """Whether it is for yes/no questions."""
        return "{verdict}" in self.lead


@dataclass(frozen=True, slots=True)
class SentenceForm:
    """How to put a norm, or an action, in a sentence; `applies_to` is the local name it is for, "" for all."""

    iri: str
    applies_to: str
    frame: str


@dataclass(frozen=True, slots=True)
class Act:
    """How a yes/no question asks: its name in the table of verdicts, and the cues that show it."""

    name: str
    cues: tuple[re.Pattern[str], ...]
    weight: float


@dataclass(frozen=True, slots=True)
class WordingForm:
    """Frames of questions about a norm that has the role `asks` ("": any); `act` is that of a yes/no question."""

    asks: str
    act: str | None
    frames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign in the wording of a yes/no question: its kind (signs.ttl says which there are) and its cues.

    `harmless` says how often a mark may be found and the statement still be what it claims; `answered_as` is the word
    for yes or no that fits, "" for the plain one.
    """

    name: str
    kind: str
    cue: re.Pattern[str]
    weight: float
    harmless: int
    answered_as: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """For norms of these modalities and functions, the acts that are answered yes and those answered no.

    `claims` has the act of a statement with a question tag, by the sign of what it claims. With a `role`, the row is
    for those of these norms only that have it filled.
    """

    kinds: frozenset[str]
    order: int
    yes: frozenset[str]
    no: frozenset[str]
    claims: Mapping[str, str]
    role: str


@dataclass(frozen=True)
class Patterns:
    """All patterns by IRI, the sentence forms, and the fragments that queries share, by name."""

    patterns: Mapping[str, Pattern]
    forms: tuple[SentenceForm, ...]
    fragments: Mapping[str, str]
    acts: tuple[Act, ...]
    verdicts: tuple[VerdictRow, ...]
    several: re.Pattern[str]
    parting: re.Pattern[str]
    joining: re.Pattern[str]
    signs: tuple[Sign, ...]
    wordings: tuple[WordingForm, ...]

    @cached_property
    def action_form(self) -> str:
        """The frame of an action that has none of its own."""
        return next(form.frame for form in self.forms if form.applies_to == "action")

    def verdict_row(self, kinds: frozenset[str], roles: Collection[str] = ()) -> VerdictRow | None:
        """The first row of the table of verdicts for a norm of these modalities and functions, with these roles."""
        fitting = (row for row in self.verdicts if row.kinds & kinds)
        return next((row for row in fitting if not row.role or row.role in roles), None)

    def sentence_form(self, kinds: frozenset[str]) -> str:
        """The frame for a norm of these modalities and functions."""
        special = next((form.frame for form in self.forms if form.applies_to in kinds), None)
        return special or next(form.frame for form in self.forms if not form.applies_to)


def read(store: Store) -> Patterns:
    """The patterns of a store of questions (`store.open_patterns`)."""
    subjects: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.select(EVERYTHING).bindings:
        subjects[row["subject"].value][row["property"].value].append(row["value"].value)
    of_type: dict[str, dict[str, dict[str, list[str]]]] = defaultdict(dict)
    for iri, values in subjects.items():
        for kind in values[RDF + "type"]:
            of_type[kind][iri] = values
    return Patterns(
        patterns={iri: _pattern(iri, values) for iri, values in of_type[REG + "QuestionPattern"].items()},
        forms=tuple(_form(iri, values) for iri, values in of_type[REG + "SentenceForm"].items()),
        fragments={
            iri.removeprefix(QUESTIONS): values[SH + "select"][0]
            for iri, values in of_type[SH + "SPARQLSelectExecutable"].items()
        },
        acts=tuple(sorted(map(_act, of_type[REG + "QuestionAct"].values()), key=lambda one: -one.weight)),
        verdicts=tuple(
            sorted(map(_row, of_type[REG + "VerdictRow"].values()), key=lambda one: (one.order, not one.role))
        ),
        several=_any_cue(of_type[REG + "SeveralSign"]),
        parting=_any_cue(of_type[REG + "PartingSign"]),
        joining=_any_cue(of_type[REG + "JoiningSign"]),
        signs=tuple(sorted(starmap(_sign, of_type[REG + "QuestionSign"].items()), key=lambda one: -one.weight)),
        wordings=tuple(_wording_form(values) for _, values in sorted(of_type[REG + "WordingForm"].items())),
    )


def _one(values: Mapping[str, list[str]], name: str, default: str = "") -> str:
    return (values.get(name) or [default])[0]


def _cues(values: Mapping[str, list[str]]) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, values.get(REG + "cue", ())))


def _any_cue(subjects: Mapping[str, Mapping[str, list[str]]]) -> re.Pattern[str]:
    """One expression for the cues of all subjects; without any it is found nowhere."""
    cues = sorted(cue for values in subjects.values() for cue in values[REG + "cue"])
    return re.compile("|".join(cues) or NOWHERE)


def _pattern(iri: str, values: Mapping[str, list[str]]) -> Pattern:
    return Pattern(
        iri=iri,
        label=_one(values, RDFS + "label"),
        cues=_cues(values),
        weight=float(_one(values, REG + "weight", "1")),
        asks=tuple(_one(values, REG + "asks").split()),
        asks_when=tuple(_asks_when(one) for one in sorted(values.get(REG + "asksWhen", ()))),
        inside=tuple(map(re.compile, values.get(REG + "insideCue", ()))),
        select=_one(values, SH + "select"),
        lead=_one(values, REG + "lead"),
        strict=_one(values, REG + "strict") == "true",
        understood_as=_one(values, REG + "understoodAs"),
        reading=_one(values, REG + "reading"),
        examples=tuple(values.get(SKOS + "example", ())),
        counter_examples=tuple(values.get(REG + "counterExample", ())),
    )


def _asks_when(written: str) -> tuple[str, re.Pattern[str]]:
    role, _, words = written.partition(" ")
    return role, re.compile(words)


def _form(iri: str, values: Mapping[str, list[str]]) -> SentenceForm:
    applies = _one(values, REG + "appliesTo")
    return SentenceForm(iri=iri, applies_to=applies.removeprefix(REG), frame=_one(values, REG + "frame"))


def _wording_form(values: Mapping[str, list[str]]) -> WordingForm:
    act = _one(values, REG + "actName") or None
    return WordingForm(_one(values, REG + "asks"), act, tuple(sorted(values[REG + "frame"])))


def _act(values: Mapping[str, list[str]]) -> Act:
    return Act(_one(values, REG + "actName"), _cues(values), float(_one(values, REG + "weight", "1")))


def _sign(iri: str, values: Mapping[str, list[str]]) -> Sign:
    weight = float(_one(values, REG + "weight", "1"))
    return Sign(
        name=iri.removeprefix(QUESTIONS),
        kind=_one(values, REG + "signKind"),
        cue=re.compile("|".join(sorted(values[REG + "cue"]))),
        weight=weight,
        harmless=int(_one(values, REG + "harmless", "0")),
        answered_as=_one(values, REG + "answeredAs"),
    )


def _row(values: Mapping[str, list[str]]) -> VerdictRow:
    return VerdictRow(
        kinds=frozenset(kind.removeprefix(REG) for kind in values.get(REG + "appliesTo", ())),
        order=int(_one(values, REG + "order", "0")),
        yes=frozenset(_one(values, REG + "yesFor").split()),
        no=frozenset(_one(values, REG + "noFor").split()),
        role=_one(values, REG + "whenRole"),
        claims=dict(one.split() for one in values.get(REG + "claimedAct", ())),
    )
