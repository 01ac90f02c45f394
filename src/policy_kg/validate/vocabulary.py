"""The terms that a submission may use, as the ontology of a store defines them, and the names of its individuals."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from policy_kg import ns
from policy_kg.store import Store
from policy_kg.text.normalise import key

SCHEMA: Final = "https://schema.org/"
ORGANIZATION: Final = ns.ORG + "Organization"
TERMS: Final = f"""
PREFIX rdfs: <{ns.RDFS}>
PREFIX reg: <{ns.REG}>
PREFIX schema: <{SCHEMA}>
PREFIX rdf: <{ns.RDF}>
SELECT ?term ?property ?value WHERE {{
  ?term rdfs:isDefinedBy <{ns.ONTOLOGY_GRAPH}> ; ?property ?value .
  VALUES ?property {{
    rdf:type rdfs:subClassOf rdfs:label rdfs:range rdfs:domain schema:domainIncludes schema:rangeIncludes
    schema:alternateName reg:openList
  }}
}}"""
CONCEPTS: Final = f"""
PREFIX reg: <{ns.REG}>
PREFIX skos: <{ns.SKOS}>
SELECT ?concept ?individual ?name WHERE {{
  ?concept reg:denotesIndividual ?individual ; skos:prefLabel|skos:altLabel ?name .
}}"""
RANGES: Final = (SCHEMA + "rangeIncludes", ns.RDFS + "range")
DOMAINS: Final = (SCHEMA + "domainIncludes", ns.RDFS + "domain")
PROFILE: Final = ns.REG + "Profile"
NAMES: Final = SCHEMA + "alternateName"
OPEN_LIST: Final = ns.REG + "openList"
SHORTEST_BEGINNING: Final = 3
_BRACKETS: Final = re.compile(r"[（）()]")


@dataclass(frozen=True)
class Vocabulary:
    """Classes, properties and individuals of ours by IRI, with labels, the ends that properties name, and names."""

    facts: Mapping[str, Mapping[str, tuple[str, ...]]]
    labels: Mapping[str, Mapping[str, str]]
    concepts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes."""
        return self._of_kind("Class")

    @cached_property
    def object_properties(self) -> frozenset[str]:
        """The properties whose values are resources."""
        return self._of_kind("ObjectProperty")

    @cached_property
    def datatype_properties(self) -> frozenset[str]:
        """The properties whose values are literals."""
        return self._of_kind("DatatypeProperty")

    @cached_property
    def properties(self) -> frozenset[str]:
        """All properties."""
        return self.object_properties | self.datatype_properties

    @cached_property
    def individuals(self) -> frozenset[str]:
        """The individuals, which are values that a submission may name."""
        return frozenset(self.facts) - self.classes - self.properties

    @cached_property
    def listed(self) -> frozenset[str]:
        """The classes of which the individuals are all that there is, so that a submission has no other."""
        kinds = {kind for iri in self.individuals for kind in self.types(iri)} & self.classes
        return frozenset(kind for kind in kinds if not self.facts[kind].get(OPEN_LIST))

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The individuals that are organisations, which a submission may well call by another name."""
        return frozenset(iri for iri in self.individuals if ORGANIZATION in self.upward(self.types(iri)))

    @cached_property
    def by_local_name(self) -> Mapping[str, str]:
        """The classes and properties by their local names."""
        return {iri.removeprefix(ns.REG): iri for iri in self.classes | self.properties}

    @cached_property
    def submitted(self) -> frozenset[str]:
        """The properties that submissions use; the others describe the law itself."""
        return frozenset(one for one in self.properties if self.ends(one, DOMAINS))

    @cached_property
    def things(self) -> frozenset[str]:
        """The classes of what submissions describe."""
        ends = {end for one in self.submitted for names in (DOMAINS, RANGES) for end in self.ends(one, names)}
        return frozenset(one for one in self.classes if self.above(one) & ends)

    @cached_property
    def described(self) -> frozenset[str]:
        """The classes that may stand at an end of a property."""
        return self.classes | {ORGANIZATION}

    @cached_property
    def open_bodies(self) -> frozenset[str]:
        """The classes of organisations of which the ontology names some."""
        return frozenset(kind for iri in self.bodies for kind in self.types(iri)) & self.classes

    @cached_property
    def profiles(self) -> frozenset[str]:
        """The profiles."""
        return frozenset(one for one in self.individuals if PROFILE in self.types(one))

    @cached_property
    def kinds(self) -> Mapping[str, frozenset[str]]:
        """For each individual its classes with all classes above them."""
        return {iri: frozenset(self.upward(self.types(iri))) for iri in self.individuals}

    @cached_property
    def names_of_bodies(self) -> Mapping[str, frozenset[str]]:
        """The names of organisations, as far as they are long enough to begin another name."""
        found = {name: known & self.bodies for name, known in self.names.items() if len(name) >= SHORTEST_BEGINNING}
        return {name: known for name, known in found.items() if known}

    def called(self, name: str) -> frozenset[str]:
        """The individuals of a name in its compared form (`key`); `A（B）` is one when both parts name the same."""
        if known := self.names.get(name):
            return known
        parts = [part.strip() for part in _BRACKETS.split(name) if part.strip()]
        found = [self.names.get(part, frozenset[str]()) for part in parts]
        return frozenset.intersection(*found) if len(parts) > 1 else frozenset()

    def beginning(self, name: str) -> frozenset[str]:
        """The organisations of ours with a name that `name` begins with, as that of a department does."""
        known = [found for one, found in self.names_of_bodies.items() if name.startswith(one) and name != one]
        return frozenset[str]().union(*known)

    def _of_kind(self, kind: str) -> frozenset[str]:
        wanted = ns.OWL + kind
        return frozenset(iri for iri in self.facts if wanted in self.types(iri))

    def types(self, iri: str) -> tuple[str, ...]:
        """The classes that the ontology states for an individual, and the kinds of a term."""
        return self.facts.get(iri, {}).get(ns.RDF + "type", ())

    def ends(self, iri: str, names: tuple[str, ...]) -> frozenset[str]:
        """The classes or datatypes that a property names for one of its ends."""
        return frozenset(value for name in names for value in self.facts.get(iri, {}).get(name, ()))

    def upward(self, classes: Iterable[str]) -> set[str]:
        """The classes and all classes above them; any organisation of ORG is an org:Organization."""
        return set().union(*map(self.above, classes))

    def above(self, kind: str) -> frozenset[str]:
        """The class and all classes above it; remembered for ours."""
        if kind not in self._above:
            found = self._find_above(kind)
            if kind not in self.facts:
                return found
            self._above[kind] = found
        return self._above[kind]

    def _find_above(self, kind: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [kind]
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            waiting.extend(self.facts.get(one, {}).get(ns.RDFS + "subClassOf", ()))
            if one.startswith(ns.ORG) and "rganization" in one:
                waiting.append(ORGANIZATION)
        return frozenset(found)


def read(store: Store) -> Vocabulary:
    """The vocabulary of the ontology in a store."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(TERMS).bindings:
        term, name, value = row["term"].value, row["property"].value, row["value"]
        if name == ns.RDFS + "label":
            labels[term][value.lang or ""] = value.value
        else:
            facts[term][name].append(value.value)
    plain = {iri: {name: tuple(sorted(found)) for name, found in rows.items()} for iri, rows in facts.items()}
    concepts, named = {}, list(_own_names(Vocabulary(plain, dict(labels))))
    for row in store.select(CONCEPTS).bindings:
        concepts[row["concept"].value] = row["individual"].value
        named.append((row["name"].value, row["individual"].value))
    names: dict[str, set[str]] = defaultdict(set)
    for word, individual in named:
        names[key(word)].add(individual)
    return Vocabulary(plain, dict(labels), concepts, {word: frozenset(found) for word, found in names.items()})


def _own_names(known: Vocabulary) -> Iterator[tuple[str, str]]:
    """The labels and other names that individuals have in the ontology."""
    for iri in known.individuals:
        for name in (*known.labels.get(iri, {}).values(), *known.facts[iri].get(NAMES, ())):
            yield name, iri
