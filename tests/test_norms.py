"""The curated norms of the first regulation: quotes and offsets against the source, how many, how long."""

import statistics
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, Namespace
from rdflib.term import Node

from policy_kg.text.canonical import canonicalize, squeeze

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "regulations" / "most-2008-338"
REG = Namespace("https://w3id.org/policy-kg/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
LONG = 60


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    merged = rdflib.Graph()
    for file in sorted(FOLDER.glob("*.ttl")):
        merged.parse(file)
    return merged


@pytest.fixture(scope="module")
def canonical() -> str:
    """The canonical text, computed from the source and not read from the graph."""
    return canonicalize((FOLDER / "source.txt").read_text("utf-8")).text


def spans(graph: rdflib.Graph) -> dict[Node, tuple[str, int, int]]:
    """The quote, start and end of everything anchored in the text."""
    found = {}
    for anchored in graph.subjects(REG.inProvision):
        quote, start, end = (
            next(value for place in graph.objects(anchored, OA.hasSelector) for value in graph.objects(place, kind))
            for kind in (OA.exact, OA.start, OA.end)
        )
        found[anchored] = (str(quote), int(str(start)), int(str(end)))
    return found


def number(graph: rdflib.Graph, node: Node, predicate: Node) -> int:
    return int(str(graph.value(node, predicate)))


def test_every_quote_is_the_text_at_its_place(graph: rdflib.Graph, canonical: str) -> None:
    found = spans(graph)
    assert found
    for quote, start, end in found.values():
        assert squeeze(canonical[start:end]) == squeeze(quote)


def test_every_provision_is_the_text_at_its_place(graph: rdflib.Graph, canonical: str) -> None:
    provisions = set(graph.subjects(REG.start))
    assert len(provisions) == 13 + 13 + 11 + 3
    for provision in provisions:
        start, end = number(graph, provision, REG.start), number(graph, provision, REG.end)
        assert canonical[start:end] == str(graph.value(provision, REG.text))


def test_no_span_crosses_its_provision(graph: rdflib.Graph) -> None:
    for anchored, (_, start, end) in spans(graph).items():
        provision = graph.value(anchored, REG.inProvision)
        assert provision is not None
        assert number(graph, provision, REG.start) <= start < end <= number(graph, provision, REG.end)


def test_there_are_as_many_norms_as_the_text_holds(graph: rdflib.Graph) -> None:
    assert 60 <= len(set(graph.subjects(RDF.type, REG.Norm))) <= 75


def test_few_spans_are_long(graph: rdflib.Graph) -> None:
    lengths = [end - start for _, start, end in spans(graph).values()]
    assert sum(length > LONG for length in lengths) <= 0.2 * len(lengths)
    assert statistics.median(lengths) < LONG / 2


def test_every_kind_of_norm_occurs(graph: rdflib.Graph) -> None:
    ontology = rdflib.Graph().parse(ROOT / "ontology" / "policy.ttl")
    used = {*graph.objects(None, REG.modality), *graph.objects(None, REG.function)}
    for family in (REG.Modality, REG.NormFunction):
        assert set(ontology.subjects(RDF.type, family)) <= used


def test_curation_types_no_offsets_by_hand() -> None:
    curated = rdflib.Graph()
    for file in set(FOLDER.glob("*.ttl")) - {FOLDER / "structure.ttl", FOLDER / "anchors.ttl"}:
        curated.parse(file)
    assert not set(curated.subjects(OA.start)) | set(curated.subjects(OWL.imports))


def test_the_misprint_is_kept_and_annotated(graph: rdflib.Graph, canonical: str) -> None:
    assert canonical.count("国际科技计划") == 1
    assert list(graph.subject_objects(REG.correctedText))
