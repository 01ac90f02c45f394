"""The engine's short ways: they find what pyshacl finds by itself, on every case, and where SPARQL has its corners."""

from functools import cache

import pytest
from rdflib import SH, BNode, Graph, Literal, URIRef

from policy_kg.errors import ValidationError
from policy_kg.store.documents import triples
from policy_kg.validate import engine, sparql
from policy_kg.validate.intake import add_periods, prepare
from policy_kg.validate.sparql import column
from test_validate_cases import CASES, PREFIXES, Case, validator

EX = "https://example.org/"
SHAPES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:shapes a owl:Ontology ; sh:declare [ sh:prefix "ex" ; sh:namespace "https://example.org/"^^xsd:anyURI ] .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:sparql [ sh:prefixes ex:shapes ; sh:select '''%s''' ] .
"""
DATA = """
@prefix ex: <https://example.org/> .
ex:one a ex:Thing ; ex:knows ex:two , ex:one ; ex:name "one" .
ex:two a ex:Thing ; ex:knows ex:one .
[] a ex:Thing ; ex:knows ex:one ; ex:name "three" .
"""
QUERIES = {
    "in an expression only": "SELECT $this ?value WHERE { ?a ex:knows ?value . FILTER(?value != $this) }",
    "inside NOT EXISTS": "SELECT $this WHERE { FILTER NOT EXISTS { ex:two ex:knows $this } }",
    "in a filter of its own group": "SELECT $this WHERE { { FILTER($this = ex:one) } }",
    "bound": "SELECT $this WHERE { FILTER(bound($this)) $this ex:name ?name }",
    "bind": "SELECT $this WHERE { BIND($this AS ?that) FILTER(?that = ex:two) }",
    "optional": "SELECT $this ?value WHERE { $this ex:knows ?value OPTIONAL { $this ex:name ?n } FILTER(!bound(?n)) }",
    "union": "SELECT $this ?value WHERE { { ?value ex:knows $this } UNION { $this ex:knows ?value } }",
    "an expression as value": "SELECT $this (ex:one AS ?value) WHERE { $this ex:knows ex:one }",
    "distinct": "SELECT DISTINCT $this WHERE { ?who ex:knows ?whom }",
    "a text": "SELECT $this WHERE { $this ex:name ?n . FILTER(?n = 'three $this' || ?n = 'one') }",
    "a nested select": "SELECT $this ?value WHERE { { SELECT $this ?value WHERE { $this ex:knows ?value } } }",
    "a comment": "SELECT $this WHERE { # $this {\n $this ex:name ?n }",
    "a path": "SELECT $this ?value WHERE { $this ex:knows+/^ex:knows ?value . FILTER(?value != $this) }",
    "a question mark": "SELECT ?this WHERE { ?this ex:knows ?this }",
}


@cache
def shapes_of(profile: str) -> tuple[Graph, Graph]:
    [path] = [one.path for one in validator().profiles if one.iri == profile]
    shapes = Graph().parse(path)
    return shapes, engine.lean(shapes)


def rows(results: list[engine.Result]) -> list[tuple[object, ...]]:
    return sorted(((one.shape, one.focus, one.path, one.value, one.component) for one in results), key=str)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_on_every_case_the_results_are_those_of_pyshacl_alone(case: Case) -> None:
    graph = Graph().parse(case["graph"])
    if case.get("update"):
        graph.update(PREFIXES + case["update"])
    prepared = prepare(triples(graph.serialize(encoding="utf-8"), "turtle"), validator().vocabulary)
    profile = validator()._choose(prepared, None)
    add_periods(prepared.graph, profile.periods, validator()._durations(profile.periods))
    whole, lean = shapes_of(profile.iri)
    alone = engine.run(prepared.graph, whole)
    taken = sparql.snapshot(prepared.graph)
    focus = {
        one.iri: [node for select in one.selects for node in column(taken, select, "this")] for one in profile.targets
    }
    assert rows(engine.run(prepared.graph, lean, taken=taken, focus=focus)) == rows(alone)


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_a_variable_that_is_bound_before_means_its_value_everywhere(query: str) -> None:
    shapes, data = Graph().parse(data=SHAPES % query), Graph().parse(data=DATA)
    alone = engine.run(data, shapes)
    assert rows(engine.run(data, shapes, taken=sparql.snapshot(data))) == rows(alone)
    focus = {EX + "Shape": [URIRef(EX + "one"), URIRef(EX + "two"), *data.subjects(None, Literal("three"))]}
    quick = engine.run(data, engine.lean(shapes), taken=sparql.snapshot(data), focus=focus)
    assert rows(quick) == rows(alone)
    assert alone


def test_shapes_are_as_they_were_after_a_run() -> None:
    shapes = engine.lean(Graph().parse(data=SHAPES % QUERIES["bind"]))
    engine.run(Graph().parse(data=DATA), shapes, focus={EX + "Shape": [BNode(), URIRef(EX + "two")]})
    assert (None, SH.targetNode, None) not in shapes


def test_a_query_that_reaches_out_is_an_error() -> None:
    query = "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/sparql> { $this ex:knows ?value } }"
    data = Graph().parse(data=DATA)
    with pytest.raises(ValidationError):
        engine.run(data, Graph().parse(data=SHAPES % query), taken=sparql.snapshot(data))
