"""The terms that a submission may use, as the ontology of a store defines them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from policy_kg import ns
from policy_kg.store import Store

SCHEMA: Final = "https://schema.org/"
ORGANIZATION: Final = ns.ORG + "Organization"
TERMS: Final = f"""
PREFIX rdfs: <{ns.RDFS}>
PREFIX schema: <{SCHEMA}>
PREFIX rdf: <{ns.RDF}>
SELECT ?term ?property ?value WHERE {{
  ?term rdfs:isDefinedBy <{ns.ONTOLOGY_GRAPH}> ; ?property ?value .
  VALUES ?property {{
    rdf:type rdfs:subClassOf rdfs:label rdfs:range rdfs:domain schema:domainIncludes schema:rangeIncludes
  }}
}}"""
RANGES: Final = (SCHEMA + "rangeIncludes", ns.RDFS + "range")
DOMAINS: Final = (SCHEMA + "domainIncludes", ns.RDFS + "domain")


@dataclass(frozen=True)
class Vocabulary:
    """Classes, properties and individuals of ours by IRI, with labels and the ends that properties name."""

    facts: Mapping[str, Mapping[str, tuple[str, ...]]]
    labels: Mapping[str, Mapping[str, str]]

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

    @property
    def properties(self) -> frozenset[str]:
        """All properties."""
        return self.object_properties | self.datatype_properties

    @cached_property
    def individuals(self) -> frozenset[str]:
        """The individuals, which are values that a submission may name."""
        return frozenset(self.facts) - self.classes - self.properties

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
        found: set[str] = set()
        waiting = list(classes)
        while waiting:
            one = waiting.pop()
            if one in found:
                continue
            found.add(one)
            waiting.extend(self.facts.get(one, {}).get(ns.RDFS + "subClassOf", ()))
            if one.startswith(ns.ORG) and "rganization" in one:
                waiting.append(ORGANIZATION)
        return found


def read(store: Store) -> Vocabulary:
    """The vocabulary of the ontology in a store."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    for row in store.select(TERMS).bindings:
        term, value = row["term"].value, row["value"]
        if value.kind == "literal":
            labels[term][value.lang or ""] = value.value
        else:
            facts[term][row["property"].value].append(value.value)
    plain = {iri: {name: tuple(sorted(found)) for name, found in rows.items()} for iri, rows in facts.items()}
    return Vocabulary(plain, dict(labels))
