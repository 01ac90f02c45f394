"""The SHACL test suite of the W3C, through the call that checking uses; what is known to fail is named.

https://w3c.github.io/data-shapes/data-shapes-test-suite/
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, SH, BNode, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from policy_kg.errors import ValidationError
from policy_kg.validate import engine, sparql

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
SUITE = Path("w3c/data-shapes/data-shapes-test-suite/tests")
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
LEAST = {"core": 97, "sparql": 21}
KNOWN_FAILURES: dict[str, str] = {}


def manifests(path: Path) -> Iterator[Path]:
    """The files of tests that a manifest includes, and those of the manifests that it includes."""
    graph = Graph().parse(path)
    included = sorted(graph.objects(None, MF.include))
    if not included:
        yield path
    for one in included:
        yield from manifests(Path(str(one).removeprefix("file://")))


FOLDER = SHARED / SUITE
FILES = (
    list(manifests(FOLDER / "core/manifest.ttl")) + list(manifests(FOLDER / "sparql/manifest.ttl"))
    if FOLDER.is_dir()
    else []
)


def entries() -> Iterator[Any]:
    for file in FILES:
        graph = Graph().parse(file)
        for head in graph.objects(None, MF.entries):
            for test in Collection(graph, head):
                yield pytest.param(graph, test, id=f"{file.relative_to(FOLDER).with_suffix('')}")


def expected(graph: Graph, report: Node) -> list[tuple[Any, ...]]:
    return sorted((wanted(graph, one) for one in graph.objects(report, SH.result)), key=str)


def wanted(graph: Graph, result: Node) -> tuple[Any, ...]:
    return (
        graph.value(result, SH.focusNode),
        engine._path(graph, graph.value(result, SH.resultPath)),
        graph.value(result, SH.value),
        str(graph.value(result, SH.sourceShape)),
        str(graph.value(result, SH.sourceConstraintComponent)),
        str(graph.value(result, SH.resultSeverity)),
    )


def part(graph: Graph, action: Node, name: URIRef) -> Graph:
    """The graph that an action names: a copy of the file itself, or another file."""
    place = graph.value(action, name)
    own = graph.value(None, RDF.type, MF.Manifest)
    return graph + Graph() if place == own else Graph().parse(str(place))


@pytest.mark.parametrize(("graph", "test"), entries())
def test_the_result_is_that_of_the_suite(graph: Graph, test: Node) -> None:
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    data, shapes = part(graph, action, SHT.dataGraph), part(graph, action, SHT.shapesGraph)
    taken = sparql.snapshot(data)
    if result == SHT.Failure:
        with pytest.raises(ValidationError):
            engine.run(data, shapes, taken=taken)
        return
    found = engine.run(data, shapes, taken=taken)
    rows = [(one.focus, one.path, one.value, one.shape, one.component, one.severity) for one in found]
    assert sorted(rows, key=str) == expected(graph, result)
