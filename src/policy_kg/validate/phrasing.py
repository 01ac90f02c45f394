"""Messages filled in: nodes by their labels, and what they say by a property."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rdflib import RDF, RDFS, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policy_kg import ns
from policy_kg.validate.messages import BETWEEN, UNSTATED
from policy_kg.validate.vocabulary import Vocabulary

Words = Mapping[str, str]

LANGUAGES: Final = ("zh", "en")
_PLACE: Final = re.compile(r"\{[$?](this|value)((?:/\w+:\w+)*)\}")


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Fills the places of a message from one submission's graph and the labels of the ontology."""

    graph: Graph
    vocabulary: Vocabulary

    def fill(self, template: Words, this: Node, value: Node | None) -> dict[str, str]:
        """The message in each language, {$this}, {?value} and paths such as {?value/reg:barUntil} filled in."""
        nodes = {"this": this, "value": value}

        def filled(language: str) -> str:
            return _PLACE.sub(lambda place: self._place(place, nodes, language), template[language])

        return {language: filled(language) for language in LANGUAGES}

    def _place(self, place: re.Match[str], nodes: Mapping[str, Node | None], language: str) -> str:
        node = nodes[place[1]]
        if node is None:
            return UNSTATED[language]
        found = {node}
        for name in place[2].split("/")[1:]:
            prefix, _, local = name.partition(":")
            verb = URIRef(ns.PREFIXES[prefix] + local)
            found = {value for one in found for value in self.graph.objects(one, verb)}
        names = [self.name(one, language) for one in sorted(found, key=str)]
        return BETWEEN[language].join(names) or UNSTATED[language]

    def name(self, node: Node, language: str) -> str:
        """What a node is called: its label, else its class and the end of its IRI."""
        if isinstance(node, Literal):
            return str(node)
        if known := self.vocabulary.labels.get(str(node), {}).get(language):
            return known
        labels = {str(one.language or ""): str(one) for one in self._labels(node)}
        if labels:
            return labels.get(language) or labels.get("") or min(labels.values())
        kind = self._kind(node, language)
        local = "" if isinstance(node, BNode) else re.split(r"[#/]", str(node).rstrip("/#"))[-1]
        return " ".join(part for part in (kind, local) if part) or UNSTATED[language]

    def _labels(self, node: Node) -> list[Literal]:
        return [one for one in self.graph.objects(node, RDFS.label) if isinstance(one, Literal)]

    def _kind(self, node: Node, language: str) -> str:
        """The label of the narrowest of our classes that the node has."""
        ours = {str(one) for one in self.graph.objects(node, RDF.type)} & self.vocabulary.classes
        above = {up for one in ours for up in self.vocabulary.upward([one]) - {one}}
        narrowest = sorted(ours - above)
        return self.vocabulary.labels.get(narrowest[0], {}).get(language, "") if narrowest else ""
