"""The slips of one statement, as the ontology and the rest of the submission tell them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from policy_kg import ns
from policy_kg.store import Term
from policy_kg.store.documents import DOCUMENT_BASE, Triple
from policy_kg.text.normalise import key
from policy_kg.validate.literals import BOOLEAN, DATE, DATE_TIME, day_meant, is_boolean, is_date
from policy_kg.validate.nearest import like, local_name, nearest
from policy_kg.validate.recognition import TYPE, Recognised
from policy_kg.validate.vocabulary import DOMAINS, RANGES, Vocabulary

CONFORMS_TO: Final = ns.DCTERMS + "conformsTo"
ALMOST: Final = 93
_OURS: Final = re.compile(r"policy-?kg.*ontolog|ontolog.*policy-?kg|//w3id\.org/policy-?kg[/#]?$", re.IGNORECASE)
_HARMLESS: Final = frozenset({ns.RDFS + "label", ns.RDFS + "comment"})


@dataclass(frozen=True, slots=True)
class Slip:
    """A statement that cannot mean what it says: `code` is a row of the message table, `nearest` a right name.

    `drop` says that the statement is not looked at any further, `lost` of which property one is lost by it.
    """

    code: str
    focus: Term
    path: str
    value: Term | None
    nearest: str | None = None
    drop: bool = True
    lost: str | None = None


@dataclass(frozen=True, slots=True)
class Nodes:
    """What is known of the nodes of a submission: classes as stated and with those above, labels, what they are."""

    stated: Mapping[Term, set[str]]
    types: Mapping[Term, frozenset[str]]
    labelled: Mapping[str, str]
    subjects: frozenset[Term]
    recognised: Recognised

    def classes(self, node: Term) -> frozenset[str]:
        """All classes of a node."""
        return self.types.get(node, frozenset())


@dataclass
class Statements:
    """Looks at the statements of one submission."""

    vocabulary: Vocabulary
    nodes: Nodes
    near: dict[tuple[str, str], str | None] = field(default_factory=dict)
    spaces: dict[str, bool] = field(default_factory=dict)

    def slips(self, triple: Triple) -> Iterator[Slip]:
        """The slips of one statement, the worst first."""
        subject, predicate, value = triple
        if subject.value.startswith(ns.BASE + "ontology") and subject.kind == "uri":
            yield from self._redefinition(triple)
        elif self._is_ours(predicate.value):
            yield from self._own_property(triple)
        elif predicate.value == TYPE and value.kind == "uri":
            yield from self._class(triple)
        elif predicate.value == TYPE:
            near = nearest(value.value, self.vocabulary.classes)
            yield Slip("literal_for_resource", subject, TYPE, value, near)
        elif predicate.value == CONFORMS_TO and value.value not in self.vocabulary.profiles:
            yield from self._profile(triple)
        elif value.kind == "uri" and self._is_unknown(value.value):
            yield self._unknown("unknown_term", triple, value.value, self.vocabulary.facts)
        elif self.vocabulary.by_local_name.get(local_name(predicate.value)) in self.vocabulary.submitted:
            yield self._unknown("unknown_property", triple, predicate.value, self.vocabulary.submitted)

    def _is_ours(self, iri: str) -> bool:
        if iri.startswith(ns.REG):
            return True
        space = iri[: len(iri) - len(local_name(iri))]
        if space not in self.spaces:
            other = space.startswith((ns.VOCAB, ns.ID, DOCUMENT_BASE))
            self.spaces[space] = not other and bool(_OURS.search(space) or like(space, ns.REG) >= ALMOST)
        return self.spaces[space]

    def _is_unknown(self, iri: str) -> bool:
        return self._is_ours(iri) and iri not in self.vocabulary.facts and iri != ns.ONTOLOGY_GRAPH

    def _redefinition(self, triple: Triple) -> Iterator[Slip]:
        subject, predicate, value = triple
        known = self.vocabulary.facts.get(subject.value, {}).get(predicate.value, ())
        if predicate.value not in _HARMLESS and value.value not in known:
            yield Slip("redefinition", subject, predicate.value, value)

    def _class(self, triple: Triple) -> Iterator[Slip]:
        """A class that is none of ours, or bears the name of one of ours while the node has none of ours."""
        subject, _, value = triple
        if self._is_ours(value.value):
            wrong = value.value not in self.vocabulary.classes
        else:
            alike = self.vocabulary.by_local_name.get(local_name(value.value))
            wrong = alike in self.vocabulary.things and not self.nodes.classes(subject) & self.vocabulary.classes
        if wrong:
            yield self._unknown("unknown_class", triple, value.value, self.vocabulary.classes)

    def _profile(self, triple: Triple) -> Iterator[Slip]:
        """A profile that is a text, or one whose name is ours and whose namespace is not."""
        subject, predicate, value = triple
        if value.kind == "literal":
            yield Slip(
                "literal_for_resource", subject, predicate.value, value, nearest(value.value, self.vocabulary.profiles)
            )
        elif self._is_ours(value.value) or local_name(value.value) in map(local_name, self.vocabulary.profiles):
            yield self._unknown("unknown_term", triple, value.value, self.vocabulary.profiles)

    def _own_property(self, triple: Triple) -> Iterator[Slip]:
        predicate = triple[1].value
        if predicate not in self.vocabulary.properties:
            yield self._unknown("unknown_property", triple, predicate, self.vocabulary.submitted)
        elif predicate not in self.vocabulary.submitted:
            yield self._unknown("law_property", triple, predicate, self.vocabulary.submitted)
        else:
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
            return self._wrong_resource(triple, ranges)
        if value.kind != "literal":
            return Slip("resource_for_literal", subject, predicate.value, value)
        if DATE in ranges and not is_date(value):
            code = "date_time_for_date" if value.datatype == DATE_TIME else "not_a_date"
            return Slip(code, subject, predicate.value, value, day_meant(value.value))
        if BOOLEAN in ranges and not is_boolean(value):
            return Slip("not_a_boolean", subject, predicate.value, value)
        return None

    def _wrong_resource(self, triple: Triple, ranges: frozenset[str]) -> Slip | None:
        """A name of ours that does not exist or is no individual, and a node that is none of the listed values."""
        subject, predicate, value = triple
        path, known = predicate.value, self.nodes.recognised
        if ns.RDF + "Property" in ranges:
            wrong = value.value not in self.vocabulary.properties
            return self._unknown("unknown_term", triple, value.value, self.vocabulary.properties) if wrong else None
        if value.kind == "uri" and self._is_unknown(value.value):
            return self._unknown("unknown_term", triple, value.value, self._candidates(ranges))
        if value.value in self.vocabulary.classes | self.vocabulary.properties:
            return self._unknown("term_for_value", triple, value.value, self._candidates(ranges))
        if value.value in self.vocabulary.facts or value in known.same:
            return None
        if ranges and ranges <= self.vocabulary.listed:
            return Slip("not_listed", subject, path, value, nearest(value.value, self._candidates(ranges)))
        if (ours := known.perhaps.get(value)) and not self._is_narrower(value, ours, ranges):
            return Slip("perhaps_ours", subject, path, value, ours)
        if value in known.nameless and ranges <= self.vocabulary.open_bodies:
            return Slip("nameless", subject, path, value) if ranges else None
        if not ranges and value not in self.nodes.subjects:
            return Slip("not_described", subject, path, value, drop=False)
        return None

    def _is_narrower(self, node: Term, ours: str, ranges: frozenset[str]) -> bool:
        """Whether the node is of a class that the property takes by name, and the individual of ours is not."""
        return bool(self.nodes.stated.get(node, set()) & ranges - set(self.vocabulary.types(ours)))

    def _wrong_ends(self, triple: Triple, *, value_too: bool) -> Iterator[Slip]:
        subject, predicate, value = triple
        domains = self.vocabulary.ends(predicate.value, DOMAINS)
        if domains and not self.nodes.classes(subject) & domains:
            yield from self._misfit("wrong_subject_class", triple, subject, domains, drop=False)
        ranges = self.vocabulary.ends(predicate.value, RANGES) & self.vocabulary.described
        if value_too and ranges and value.kind != "literal" and not self.nodes.classes(value) & ranges:
            yield from self._misfit("wrong_value_class", triple, value, ranges, drop=True)

    def _misfit(self, code: str, triple: Triple, node: Term, classes: frozenset[str], *, drop: bool) -> Iterator[Slip]:
        subject, predicate, value = triple
        right = min(classes) if len(classes) == 1 else None
        if self.nodes.classes(node) & self.vocabulary.described:
            yield Slip(code, subject, predicate.value, value, right, drop)
        else:
            yield Slip("untyped", node, TYPE, None, right, drop, predicate.value if drop else None)

    def _candidates(self, ranges: frozenset[str]) -> Iterable[str]:
        """The individuals of the classes, or every term when there are none."""
        fitting = [iri for iri, kinds in self.vocabulary.kinds.items() if kinds & ranges]
        return fitting or self.vocabulary.facts

    def _unknown(self, code: str, triple: Triple, name: str, candidates: Iterable[str]) -> Slip:
        subject, predicate, value = triple
        if (code, name) not in self.near:
            self.near[code, name] = nearest(name, candidates)
        return Slip(code, subject, predicate.value, value, self.near[code, name])

    def _named(self, value: Term, ranges: frozenset[str]) -> str | None:
        """What a literal names: an individual or a node of the submission with that label, or a near name."""
        candidates = list(self._candidates(ranges))
        if found := self.vocabulary.called(key(value.value)) & set(candidates):
            return min(found)
        return self.nodes.labelled.get(value.value) or nearest(value.value, candidates)
