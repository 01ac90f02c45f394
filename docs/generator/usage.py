"""One use of a term in the data, as a line of Turtle."""

import re
from collections.abc import Iterable
from typing import Final

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from generator.naming import curie, order

SHOWN_LITERAL: Final = 36


def example(graphs: Iterable[Graph], iri: URIRef) -> str:
    """The first use in the first graph that has one: as property, as class, as value; "" when unused."""
    for graph in graphs:
        if pairs := _sorted(graph.subject_objects(iri)):
            return f"{curie(str(pairs[0][0]))} {curie(iri)} {_shown(pairs[0][1])}"
        if instances := sorted(graph.subjects(RDF.type, iri), key=order):
            return f"{curie(str(instances[0]))} a {curie(iri)}"
        if pairs := _sorted(graph.subject_predicates(iri)):
            return f"{curie(str(pairs[0][0]))} {curie(str(pairs[0][1]))} {curie(iri)}"
    return ""


def _sorted(pairs: Iterable[tuple[Node, Node]]) -> list[tuple[Node, Node]]:
    return sorted(pairs, key=lambda pair: (order(pair[0]), order(pair[1])))


def _shown(node: Node) -> str:
    if not isinstance(node, Literal):
        return curie(str(node))
    text = re.sub(r"\s+", " ", str(node))
    cut = text if len(text) <= SHOWN_LITERAL else text[:SHOWN_LITERAL] + "…"
    if node.datatype:
        return f'"{cut}"^^{curie(str(node.datatype))}'
    return f'"{cut}"@{node.language}' if node.language else f'"{cut}"'
