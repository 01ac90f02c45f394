"""Turtle whose order depends on nothing but the graph, so that a diff shows what changed and no more."""

import re
from typing import Final

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from policy_kg.ns import PREFIXES

_LOCAL_NAME: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?$")
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def sorted_turtle(graph: Graph, base: str) -> str:
    """The graph as sorted Turtle, one statement a line, `d:` for `base/`; ValueError for a blank node."""
    return _Writer({**PREFIXES, "d": base + "/"}).write(graph)


class _Writer:
    def __init__(self, prefixes: dict[str, str]) -> None:
        self._prefixes = prefixes
        self._used: set[str] = set()

    def write(self, graph: Graph) -> str:
        subjects = sorted(set(graph.subjects()), key=_natural)
        blocks = [self._block(graph, subject) for subject in subjects]
        names = sorted(self._used)
        head = "".join(f"@prefix {name}: <{self._prefixes[name]}> .\n" for name in names)
        return "\n".join([head, *blocks])

    def _block(self, graph: Graph, subject: Node) -> str:
        statements = sorted(
            graph.predicate_objects(subject),
            key=lambda pair: (pair[0] != RDF.type, str(pair[0]), _natural(pair[1])),
        )
        lines = [f"    {self._predicate(predicate)} {self._term(value)}" for predicate, value in statements]
        return f"{self._term(subject)}\n" + " ;\n".join(lines) + " .\n"

    def _predicate(self, predicate: Node) -> str:
        return "a" if predicate == RDF.type else self._term(predicate)

    def _term(self, term: Node) -> str:
        if isinstance(term, BNode):
            raise ValueError("a published graph has no blank nodes")
        if isinstance(term, Literal):
            return self._literal(term)
        return self._iri(str(term))

    def _iri(self, iri: str) -> str:
        for name, namespace in sorted(self._prefixes.items(), key=lambda entry: -len(entry[1])):
            if iri.startswith(namespace) and _LOCAL_NAME.match(local := iri[len(namespace) :]):
                self._used.add(name)
                return f"{name}:{local}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        if isinstance(literal.value, int) and not isinstance(literal.value, bool):
            return str(literal)
        quoted = '"' + "".join(_ESCAPES.get(character, character) for character in str(literal)) + '"'
        if literal.language:
            return f"{quoted}@{literal.language}"
        return f"{quoted}^^{self._iri(str(literal.datatype))}" if literal.datatype else quoted


def _natural(term: Node) -> tuple[tuple[int, int | str], ...]:
    """A key that puts art_2 before art_10."""
    kind = 0 if isinstance(term, URIRef) else 1
    pieces = re.split(r"(\d+)", str(term))
    return ((kind, ""), *((0, int(piece)) if piece.isdecimal() else (1, piece) for piece in pieces if piece))
