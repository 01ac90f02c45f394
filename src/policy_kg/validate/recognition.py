"""Which of a submission's own nodes stand for the same thing, or for an individual of ours.

A node is one of ours when the submission says so (owl:sameAs, skos:exactMatch), when it is the concept that denotes it,
or when it bears its name and stands where it may stand. One that may be ours and may be not is only told.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from policy_kg import ns
from policy_kg.store import Term
from policy_kg.store.documents import Triple
from policy_kg.text.normalise import key
from policy_kg.validate.nearest import local_name
from policy_kg.validate.vocabulary import RANGES, SCHEMA, Vocabulary

TYPE: Final = ns.RDF + "type"
SAME: Final = frozenset({ns.OWL + "sameAs", ns.SKOS + "exactMatch"})
LONGEST_NAME: Final = 200
NAMING: Final = frozenset(
    {ns.RDFS + "label", ns.SKOS + "prefLabel", ns.SKOS + "altLabel", SCHEMA + "name", SCHEMA + "alternateName"}
    | {"http://schema.org/name", "http://xmlns.com/foaf/0.1/name", ns.DCTERMS + "title"}
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """For own nodes the node that each stands for; those that may be one of ours; and those that have no name."""

    same: Mapping[Term, Term]
    perhaps: Mapping[Term, str]
    nameless: frozenset[Term]

    def resolved(self, triple: Triple) -> Triple:
        """The statement about what its ends stand for."""
        subject, predicate, value = triple
        return self.same.get(subject, subject), predicate, self.same.get(value, value)

    def says_nothing(self, triple: Triple) -> bool:
        """Whether the statement only says that two nodes are one, which is known by now."""
        subject, _, value = self.resolved(triple)
        return triple[1].value in SAME and subject == value


@dataclass(slots=True)
class _Described:
    """What a submission says of its nodes, as far as it tells what they are."""

    types: dict[Term, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[Term, set[str]] = field(default_factory=lambda: defaultdict(set))
    places: dict[Term, set[str]] = field(default_factory=lambda: defaultdict(set))
    pairs: list[tuple[Term, Term]] = field(default_factory=list)

    def join(self, group: Iterable[Term], head: Term) -> None:
        """Say of the head of a group what is said of any of it."""
        for said in (self.types, self.names, self.places):
            said[head] = {one for node in group for one in said[node]}


def recognise(triples: Iterable[Triple], vocabulary: Vocabulary) -> Recognised:
    """What the nodes of a submission stand for."""
    told = _described(triples, vocabulary)
    same: dict[Term, Term] = {Term("uri", one): Term("uri", ours) for one, ours in vocabulary.concepts.items()}
    for group in _groups(told.pairs):
        ours = {one.value for one in _named_as_ours(group, vocabulary)}
        if len(ours) < 2:
            head = Term("uri", min(ours)) if ours else min(group, key=lambda one: (one.kind != "uri", one.value))
            same |= {one: head for one in group if one != head}
            told.join(group, head)
    perhaps: dict[Term, str] = {}
    for node in told.places.keys() - same.keys():
        if node.value in vocabulary.facts:
            continue
        if found := _called(node, told, vocabulary):
            same[node] = Term("uri", found)
        elif found := _perhaps(node, told, vocabulary):
            perhaps[node] = found
    nameless = frozenset(node for node in told.places if node.kind == "bnode" and not told.names[node])
    return Recognised({one: same.get(head, head) for one, head in same.items()}, perhaps, nameless)


def _described(triples: Iterable[Triple], vocabulary: Vocabulary) -> _Described:
    told = _Described()
    for subject, predicate, value in triples:
        if predicate.value == TYPE:
            told.types[subject].add(value.value)
        elif predicate.value in NAMING and value.kind == "literal" and len(value.value) <= LONGEST_NAME:
            told.names[subject].add(key(value.value))
        elif predicate.value in SAME and value.kind != "literal":
            told.pairs.append((subject, value))
        elif predicate.value in vocabulary.object_properties and value.kind != "literal":
            told.places[value] |= vocabulary.ends(predicate.value, RANGES)
    return told


def _groups(pairs: Sequence[tuple[Term, Term]]) -> Iterator[set[Term]]:
    """The sets of nodes that are connected."""
    near: dict[Term, set[Term]] = defaultdict(set)
    for one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    while near:
        group, waiting = set(), [next(iter(near))]
        while waiting:
            if (one := waiting.pop()) in near:
                group.add(one)
                waiting.extend(near.pop(one))
        yield group


def _named_as_ours(group: Iterable[Term], vocabulary: Vocabulary) -> Iterator[Term]:
    """The individuals of ours in a group, concepts by what they denote."""
    for one in group:
        iri = vocabulary.concepts.get(one.value, one.value)
        if one.kind == "uri" and iri in vocabulary.facts:
            yield Term("uri", iri)


def _called(node: Term, told: _Described, vocabulary: Vocabulary) -> str | None:
    """The one individual that bears a name of the node and may stand where it stands."""
    named = {iri for name in told.names[node] for iri in vocabulary.called(name)}
    found = [iri for iri in named if _stands(iri, node, told, vocabulary) and _agrees(iri, node, told, vocabulary)]
    return found[0] if len(found) == 1 else None


def _perhaps(node: Term, told: _Described, vocabulary: Vocabulary) -> str | None:
    """An organisation of ours that the node may be: of its name but another class, or of a name that goes on."""
    names = told.names[node]
    exact = {iri for name in names for iri in vocabulary.called(name)}
    longer = {iri for name in names for iri in vocabulary.beginning(name) if _agrees(iri, node, told, vocabulary)}
    by_iri = set() if names or node.kind != "uri" else _by_iri(node, vocabulary)
    found = [iri for iri in (exact | longer | by_iri) & vocabulary.bodies if _stands(iri, node, told, vocabulary)]
    return min(found, default=None)


def _by_iri(node: Term, vocabulary: Vocabulary) -> set[str]:
    """The organisations that the end of a node's IRI names."""
    local = local_name(node.value)
    known = {iri for iri in vocabulary.bodies if local_name(iri).lower() == local.lower()}
    return known | vocabulary.called(key(local))


def _stands(iri: str, node: Term, told: _Described, vocabulary: Vocabulary) -> bool:
    """Whether the individual may be the value of some property that has the node as value."""
    return bool(told.places[node] & vocabulary.kinds[iri])


def _agrees(iri: str, node: Term, told: _Described, vocabulary: Vocabulary) -> bool:
    """Whether every class of ours that the node has lies above the individual's or below."""
    own = set(vocabulary.types(iri))
    above = vocabulary.kinds[iri]
    stated = told.types[node] & vocabulary.classes
    return all(one in above or own & vocabulary.above(one) & vocabulary.classes for one in stated)
