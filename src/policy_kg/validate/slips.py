"""Slips of a submitter: names that do not exist and values of the wrong kind, with the nearest right name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rapidfuzz import fuzz, process

from policy_kg import ns
from policy_kg.store import Term
from policy_kg.store.documents import Triple
from policy_kg.validate.vocabulary import DOMAINS, ORGANIZATION, RANGES, Vocabulary

TYPE: Final = ns.RDF + "type"
LABEL: Final = ns.RDFS + "label"
DATE: Final = ns.XSD + "date"
DATE_TIME: Final = ns.XSD + "dateTime"
BOOLEAN: Final = ns.XSD + "boolean"
NEAR_ENOUGH: Final = 60
_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)?")
_BOOLEANS: Final = frozenset({"true", "false", "0", "1"})
_ALMOST_OURS: Final = re.compile(r"policy-?kg.*ontolog|ontolog.*policy-?kg", re.IGNORECASE)
_HARMLESS: Final = frozenset({LABEL, ns.RDFS + "comment"})


@dataclass(frozen=True, slots=True)
class Slip:
    """A statement that cannot mean what it says: `code` is a row of the message table, `nearest` a right name.

    `drop` says that the statement is not looked at any further.
    """

    code: str
    focus: Term
    path: str
    value: Term | None
    nearest: str | None = None
    drop: bool = True


@dataclass(frozen=True, slots=True)
class Screened:
    """What is left of a submission, its slips, and the properties for which it cannot be complete."""

    triples: tuple[Triple, ...]
    slips: tuple[Slip, ...]
    types: Mapping[Term, frozenset[str]]

    def spoilt(self, vocabulary: Vocabulary) -> frozenset[str]:
        """The properties of which a statement was lost, or perhaps lost under another name."""
        named = {name for slip in self.slips if slip.drop for name in (slip.path, slip.nearest) if name}
        return vocabulary.properties & named


@dataclass(slots=True)
class _Screen:
    vocabulary: Vocabulary
    types: Mapping[Term, frozenset[str]]
    labelled: Mapping[str, str]
    untyped: set[Term] = field(default_factory=set)
    near: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def slips(self, triple: Triple) -> Iterator[Slip]:
        """The slips of one statement, the worst first."""
        subject, predicate, value = triple
        if subject.value.startswith(ns.BASE + "ontology") and subject.kind == "uri":
            yield from self._redefinition(triple)
        elif self._is_ours(predicate.value):
            yield from self._own_property(triple)
        elif predicate.value == TYPE and self._is_ours(value.value):
            if value.value not in self.vocabulary.classes:
                yield self._unknown("unknown_class", triple, value.value, self.vocabulary.classes)
        elif value.kind == "uri" and self._is_unknown(value.value):
            yield self._unknown("unknown_term", triple, value.value, self.vocabulary.facts)

    @staticmethod
    def _is_ours(iri: str) -> bool:
        return iri.startswith(ns.REG) or bool(_ALMOST_OURS.search(iri))

    def _is_unknown(self, iri: str) -> bool:
        return self._is_ours(iri) and iri not in self.vocabulary.facts and iri != ns.ONTOLOGY_GRAPH

    def _redefinition(self, triple: Triple) -> Iterator[Slip]:
        subject, predicate, value = triple
        known = self.vocabulary.facts.get(subject.value, {}).get(predicate.value, ())
        if predicate.value not in _HARMLESS and value.value not in known:
            yield Slip("redefinition", subject, predicate.value, value)

    def _own_property(self, triple: Triple) -> Iterator[Slip]:
        predicate = triple[1]
        if predicate.value not in self.vocabulary.properties:
            yield self._unknown("unknown_property", triple, predicate.value, self.vocabulary.properties)
            return
        wrong = self._wrong_value(triple)
        if wrong:
            yield wrong
        yield from self._wrong_ends(triple, value_too=wrong is None)

    def _wrong_value(self, triple: Triple) -> Slip | None:
        subject, predicate, value = triple
        ranges = self.vocabulary.ends(predicate.value, RANGES)
        if predicate.value in self.vocabulary.object_properties:
            if value.kind == "literal":
                return Slip("literal_for_resource", subject, predicate.value, value, self._named(value, ranges))
            if value.kind == "uri" and self._is_unknown(value.value):
                return self._unknown("unknown_term", triple, value.value, self._candidates(ranges))
            return None
        if value.kind != "literal":
            return Slip("resource_for_literal", subject, predicate.value, value)
        if DATE in ranges:
            return _wrong_date(triple)
        if BOOLEAN in ranges and (value.datatype != BOOLEAN or value.value not in _BOOLEANS):
            return Slip("not_a_boolean", subject, predicate.value, value)
        return None

    def _wrong_ends(self, triple: Triple, *, value_too: bool) -> Iterator[Slip]:
        subject, predicate, value = triple
        domains = self.vocabulary.ends(predicate.value, DOMAINS)
        if domains and not self._fits(subject, domains):
            yield from self._misfit("wrong_subject_class", triple, subject, domains, drop=False)
        ranges = self.vocabulary.ends(predicate.value, RANGES) & self._described()
        if value_too and ranges and value.kind != "literal" and not self._fits(value, ranges):
            yield from self._misfit("wrong_value_class", triple, value, ranges, drop=True)

    def _described(self) -> frozenset[str]:
        return self.vocabulary.classes | {ORGANIZATION}

    def _fits(self, node: Term, classes: frozenset[str]) -> bool:
        return bool(self.types.get(node, frozenset()) & classes)

    def _misfit(self, code: str, triple: Triple, node: Term, classes: frozenset[str], *, drop: bool) -> Iterator[Slip]:
        subject, predicate, value = triple
        nearest = min(classes) if len(classes) == 1 else None
        if self.types.get(node, frozenset()) & self._described():
            yield Slip(code, subject, predicate.value, value, nearest, drop)
        elif node not in self.untyped:
            self.untyped.add(node)
            yield Slip("untyped", node, TYPE, None, nearest, drop=False)

    def _candidates(self, ranges: frozenset[str]) -> Iterable[str]:
        """The individuals of the classes, or every term when there are none."""
        fitting = [
            iri for iri in self.vocabulary.individuals if self.vocabulary.upward(self.vocabulary.types(iri)) & ranges
        ]
        return fitting or self.vocabulary.facts

    def _unknown(self, code: str, triple: Triple, name: str, candidates: Iterable[str]) -> Slip:
        subject, predicate, value = triple
        if (code, name) not in self.near:
            self.near[code, name] = nearest(name, candidates)
        return Slip(code, subject, predicate.value, value, self.near[code, name])

    def _named(self, value: Term, ranges: frozenset[str]) -> str | None:
        """What a literal names: an individual or a node of the submission with that label, or a near name."""
        candidates = list(self._candidates(ranges))
        for iri in candidates:
            if value.value in self.vocabulary.labels.get(iri, {}).values():
                return iri
        return self.labelled.get(value.value) or nearest(value.value, candidates)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate whose local name is most like that of `name`, when one is near enough."""
    local = {iri: _local(iri) for iri in sorted(candidates)}
    found = process.extractOne(_local(name), local, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return None if found is None else str(found[2])


def screen(triples: Iterable[Triple], vocabulary: Vocabulary) -> Screened:
    """The statements that can mean what they say, and the slips of the others, in the order of the submission."""
    given = tuple(dict.fromkeys(triples))
    types = _types(given, vocabulary)
    labelled = {o.value: s.value for s, p, o in given if p.value == LABEL and s.kind == "uri"}
    looking = _Screen(vocabulary, types, labelled)
    slips: dict[tuple[object, ...], Slip] = {}
    kept = []
    for triple in given:
        found = list(looking.slips(triple))
        for slip in found:
            slips.setdefault(_key(slip), slip)
        if not any(slip.drop for slip in found):
            kept.append(triple)
    return Screened(tuple(kept), tuple(slips.values()), types)


def _key(slip: Slip) -> tuple[object, ...]:
    """What makes two slips one: an unknown name is told once, everything else at each place."""
    if slip.code == "unknown_property":
        return slip.code, slip.path
    if slip.code in {"unknown_class", "unknown_term"}:
        return slip.code, slip.value
    return slip.code, slip.focus, slip.path, slip.value


def _types(triples: Iterable[Triple], vocabulary: Vocabulary) -> dict[Term, frozenset[str]]:
    """Every node's classes with all classes above them; individuals of ours have those of the ontology."""
    stated: dict[Term, set[str]] = defaultdict(set)
    for subject, predicate, value in triples:
        if predicate.value == TYPE and value.kind == "uri":
            stated[subject].add(value.value)
    for iri in vocabulary.individuals:
        stated[Term("uri", iri)].update(vocabulary.types(iri))
    return {node: frozenset(vocabulary.upward(classes)) for node, classes in stated.items()}


def _wrong_date(triple: Triple) -> Slip | None:
    subject, predicate, value = triple
    day = _DAY.fullmatch(value.value)
    if value.datatype == DATE and day and _is_day(day[1]):
        return None
    if value.datatype == DATE_TIME:
        return Slip("date_time_for_date", subject, predicate.value, value, value.value[:10])
    written = day[1] if day and _is_day(day[1]) else None
    return Slip("not_a_date", subject, predicate.value, value, written)


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
