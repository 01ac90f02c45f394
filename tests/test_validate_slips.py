"""Slips anywhere: whatever statement of a complete submission is misspelt, it is told, and held against nobody.

Statements of each profile's base.ttl are spoilt in each way that fits them, while the submission declares itself
complete for everything, so that a lost statement would count as an absence.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from policy_kg.ns import BASE, REG, XSD
from policy_kg.validate import Validator, Verdict

CASES = Path(__file__).parent / "cases" / "validate"
BASES = sorted(CASES.glob("*/base.ttl"))
EXAMPLE = "https://example.org/policy-kg/"
STEP = 9
SPACES = {
    "prefix of one's own": EXAMPLE,
    "http": REG.replace("https", "http"),
    "slash": BASE + "ontology/",
    "typo in the namespace": REG.replace("ontology", "ontolgy"),
}
DAYS = {
    "dateTime": lambda day: Literal(f"{day}T00:00:00", datatype=URIRef(XSD + "dateTime")),
    "text": Literal,
    "no day": lambda day: Literal(f"{day[:8]}32", datatype=URIRef(XSD + "date")),
    "month": lambda day: Literal(day[:7], datatype=URIRef(XSD + "gYearMonth")),
    "slashes": lambda day: Literal(day.replace("-", "/"), datatype=URIRef(XSD + "date")),
    "blank": lambda day: Literal(f"{day} ", datatype=URIRef(XSD + "date")),
    "resource": lambda day: URIRef(EXAMPLE + day),
}
Statement = tuple[Node, Node, Node]


@cache
def validator() -> Validator:
    return Validator()


def misspelt(name: str) -> str:
    """The name with two letters in the middle swapped, or one of two equal letters left out."""
    middle = len(name) // 2
    one, other = name[middle], name[middle + 1]
    return name[:middle] + (other + one if one != other else one) + name[middle + 2 :]


def spoilt(statement: Statement) -> Iterator[tuple[str, Statement]]:
    """The statement in each wrong form that fits it."""
    subject, verb, value = statement
    if verb.startswith(REG):
        local = verb.removeprefix(REG)
        yield "property misspelt", (subject, URIRef(REG + misspelt(local)), value)
        yield "property capitalised", (subject, URIRef(REG + local[0].upper() + local[1:]), value)
        for name, space in SPACES.items():
            yield f"property: {name}", (subject, URIRef(space + local), value)
    if value.startswith(REG):
        local = value.removeprefix(REG)
        yield "value misspelt", (subject, verb, URIRef(REG + misspelt(local)))
        yield "value: prefix of one's own", (subject, verb, URIRef(EXAMPLE + local))
        yield "value as text", (subject, verb, Literal(local))
    if isinstance(value, URIRef) and verb.startswith(REG):
        yield "text for a resource", (subject, verb, Literal("某单位"))
        yield "typo in an IRI of one's own", (subject, verb, URIRef(f"{value}x"))
    if isinstance(value, Literal) and value.datatype == URIRef(XSD + "date"):
        yield from ((f"date: {name}", (subject, verb, make(str(value)))) for name, make in DAYS.items())
    if isinstance(value, Literal) and value.datatype == URIRef(XSD + "boolean"):
        yield "boolean as text", (subject, verb, Literal(str(value)))


def closed(graph: Graph) -> Graph:
    """The graph, declared complete for every property of ours that it uses."""
    ours = {verb for verb in graph.predicates() if str(verb).startswith(REG)}
    for submission in set(graph.subjects(RDF.type, URIRef(REG + "Submission"))):
        for verb in ours:
            graph.add((submission, URIRef(REG + "completeFor"), verb))
    return graph


@pytest.mark.parametrize("base", BASES, ids=lambda path: path.parent.name)
def test_a_slip_anywhere_is_told_and_held_against_nobody(base: Path) -> None:
    profile = base.parent.name
    plain = {one.label: one.verdict for one in validator().validate(base).provisions}
    passed = []
    for statement in sorted(Graph().parse(base))[::STEP]:
        for kind, wrong in spoilt(statement):
            graph = closed(Graph().parse(base))
            graph.remove(statement)
            graph.add(wrong)
            report = validator().validate(graph.serialize(format="nt", encoding="utf-8"), "n-triples", profile=profile)
            slipped = any(one.kind == "Slip" for one in report.findings)
            worse = {one.label for one in report.provisions if one.verdict == Verdict.VIOLATED}
            silent = {
                one.label for one in report.provisions if one.verdict == Verdict.NOT_APPLICABLE != plain[one.label]
            }
            if not slipped or report.conforms or worse or silent:
                passed.append((kind, *map(str, statement), slipped, sorted(worse), sorted(silent)))
    assert not passed
