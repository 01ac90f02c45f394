"""House shapes: ontology, vocabulary and regulations conform, and every shape is seen to bite."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, BNode, Graph, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ROOT / "shapes" / "house.ttl"
CASES = ROOT / "tests" / "cases" / "house"
MINIMAL = CASES / "minimal.ttl"
NEGATIVE = sorted(set(CASES.glob("*.ttl")) - {MINIMAL})
REGULATIONS = ROOT / "data" / "regulations"
OTHERS = sorted((ROOT / "tests" / "cases").glob("*-regulation/regulations"))
FOLDERS = sorted(folder for place in (REGULATIONS, *OTHERS) for folder in place.iterdir() if folder.is_dir())

Hits = set[tuple[str, str]]


@pytest.fixture(scope="module")
def shapes() -> Graph:
    return Graph().parse(SHAPES)


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return merged(sorted((ROOT / "ontology").glob("*.ttl")))


def merged(files: list[Path]) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


def hits(report: Graph) -> Hits:
    """Focus node ("" for a blank one) and shape of every result of a report."""
    return {
        (
            "" if isinstance(focus := report.value(result, SH.focusNode), BNode | None) else str(focus),
            str(report.value(result, SH.sourceShape)),
        )
        for result in report.objects(None, SH.result)
    }


def named(shapes: Graph) -> list[Node]:
    """The shapes that are typed as such; the anonymous members of a list are not."""
    return [shape for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)]


def found(data: Graph, shapes: Graph) -> Hits:
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph), text
    assert conforms == (not hits(report))
    return hits(report)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_published_conforms(folder: Path, ontology: Graph, shapes: Graph) -> None:
    vocabulary = merged(sorted((ROOT / "ontology" / "vocab").glob("*.ttl")))
    assert not found(ontology + vocabulary + merged(sorted(folder.glob("*.ttl"))), shapes)


def test_the_minimal_case_conforms(ontology: Graph, shapes: Graph) -> None:
    assert not found(ontology + merged([MINIMAL]), shapes)


@pytest.mark.parametrize("case", NEGATIVE, ids=lambda case: case.stem)
def test_a_case_gets_the_report_that_it_holds(case: Path, ontology: Graph, shapes: Graph) -> None:
    data = ontology + merged([MINIMAL, case])
    assert found(data, shapes) == hits(Graph().parse(case))


def test_every_shape_bites_in_some_case(shapes: Graph) -> None:
    expected = {shape for case in NEGATIVE for _, shape in hits(Graph().parse(case))}
    named = {str(shape) for kind in (SH.NodeShape, SH.PropertyShape) for shape in shapes.subjects(RDF.type, kind)}
    assert named == expected


def test_every_shape_has_a_name_a_severity_and_messages_in_two_languages(shapes: Graph) -> None:
    for shape in named(shapes):
        assert shapes.value(shape, SH.severity)
        assert {message.language for message in shapes.objects(shape, SH.message)} == {"zh", "en"}
    assert all(isinstance(shape, URIRef) for shape in {*named(shapes), *shapes.objects(None, SH.property)})
