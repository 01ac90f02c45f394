"""How the generated pages name things: prefixes, prefixed names, an order that people expect."""

import re
from typing import Final

from rdflib import Namespace
from rdflib.term import Node

from policy_kg import ns

REG: Final = Namespace(ns.REG)
SCHEMA: Final = Namespace("https://schema.org/")
PATTERNS: Final = "https://w3id.org/policy-kg/questions/"
REGULATION: Final = "most-2008-338"
PREFIXES: Final = {
    **ns.PREFIXES,
    "d": f"{ns.ID}{REGULATION}/",
    "ex": "https://example.org/policy-kg/",
    "pattern": PATTERNS,
    "schema": str(SCHEMA),
}


def order(node: Node | str) -> tuple[str, ...]:
    """A sort key that puts n2 before n10."""
    return tuple(part.zfill(6) if part.isdigit() else part for part in re.split(r"(\d+)", str(node)))


def curie(iri: str) -> str:
    """The prefixed name of an IRI, or the IRI in angle brackets."""
    for prefix, base in sorted(PREFIXES.items(), key=lambda pair: -len(pair[1])):
        if iri.startswith(base) and re.fullmatch(r"[\w.~-]+", local := iri.removeprefix(base)):
            return f"{prefix}:{local}"
    return f"<{iri}>"
