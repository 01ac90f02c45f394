"""The instance graphs in ontology/examples: each one a submission that the ontology can describe."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from policy_kg.ns import ORG, REG, XSD

ONTOLOGY_FOLDER = Path(__file__).resolve().parent.parent / "ontology"
EXAMPLES = sorted((ONTOLOGY_FOLDER / "examples").glob("*.ttl"))
EXAMPLE_BASE = "https://example.org/policy-kg/"
SCHEMA = "https://schema.org/"
DATE = URIRef(XSD + "date")
ORGANIZATION = URIRef(ORG + "Organization")
DATE_LIKE = re.compile(r"\d{4}-\d\d-\d\d")

every_example = pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)


def reg(name: str) -> URIRef:
    return URIRef(REG + name)


@cache
def ontology() -> Graph:
    graph = Graph()
    for path in sorted(ONTOLOGY_FOLDER.glob("*.ttl")):
        graph.parse(path)
    return graph


@cache
def example(path: Path) -> Graph:
    return Graph().parse(path)


def of_kind(kind: URIRef) -> set[Node]:
    return set(ontology().subjects(RDF.type, kind))


def own_terms(graph: Graph) -> set[URIRef]:
    return {term for triple in graph for term in triple if isinstance(term, URIRef) and term.startswith(REG)}


def classes_of(graph: Graph, node: Node) -> set[Node]:
    """The classes of a node, with all their superclasses; the ontology types the individuals."""
    stated = {*graph.objects(node, RDF.type), *ontology().objects(node, RDF.type)}
    parents = (ontology().transitive_objects(cls, RDFS.subClassOf) for cls in stated)
    return {parent for chain in parents for parent in chain if parent is not None}


def hint_errors(graph: Graph, triple: tuple[Node, Node, Node]) -> list[str]:
    """What in a triple disagrees with the ends that its property names; properties without hints pass."""
    subject, predicate, value = triple
    domains = set(ontology().objects(predicate, URIRef(SCHEMA + "domainIncludes")))
    ranges = set(ontology().objects(predicate, URIRef(SCHEMA + "rangeIncludes")))
    errors = []
    if domains and not domains & classes_of(graph, subject):
        errors.append(f"{subject} cannot have {predicate}")
    if ranges and not ranges & classes_of(graph, value):
        errors.append(f"{value} cannot be a value of {predicate}")
    return errors


def test_there_are_a_dozen_examples() -> None:
    assert len(EXAMPLES) >= 12


@every_example
def test_a_comment_says_what_it_shows(path: Path) -> None:
    header = path.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert len(header) >= 2
    assert all(line.startswith("# ") for line in header)


@every_example
def test_it_is_one_dated_submission_to_a_profile(path: Path) -> None:
    graph = example(path)
    (submission,) = graph.subjects(RDF.type, reg("Submission"))
    (profile,) = graph.objects(submission, DCTERMS.conformsTo)
    (as_of,) = graph.objects(submission, reg("asOf"))
    described = set(graph.objects(submission, reg("describes")))
    assert profile in of_kind(reg("Profile"))
    assert isinstance(as_of, Literal) and as_of.datatype == DATE
    assert described and described <= set(graph.subjects())
    assert set(graph.objects(submission, reg("completeFor"))) <= of_kind(OWL.ObjectProperty)


@every_example
def test_it_uses_no_unknown_term_of_ours(path: Path) -> None:
    assert own_terms(example(path)) <= set(ontology().subjects(RDFS.label, None))


@every_example
def test_our_terms_stand_where_they_belong(path: Path) -> None:
    graph = example(path)
    predicates = {term for term in graph.predicates() if str(term).startswith(REG)}
    types = {term for term in graph.objects(None, RDF.type) if str(term).startswith(REG)}
    assert predicates <= of_kind(OWL.ObjectProperty) | of_kind(OWL.DatatypeProperty)
    assert types <= of_kind(OWL.Class)
    assert not [error for triple in graph for error in hint_errors(graph, triple)]


@every_example
def test_names_are_plainly_fictitious(path: Path) -> None:
    graph = example(path)
    for alliance in graph.subjects(RDF.type, reg("Alliance")):
        labels = list(graph.objects(alliance, RDFS.label))
        assert labels and all(label.startswith("示例") and label.endswith("联盟") for label in map(str, labels))
    organisations = {node for node in graph.subjects() if ORGANIZATION in classes_of(graph, node)}
    names = [str(label) for node in organisations for label in graph.objects(node, RDFS.label)]
    assert [name for name in names if "示例" not in name] == []
    assert all(str(node).startswith(EXAMPLE_BASE) for node in graph.subjects())


@every_example
def test_dates_are_dates_of_the_calendar(path: Path) -> None:
    for _, predicate, value in example(path):
        is_dated = (predicate, RDFS.range, DATE) in ontology()
        if isinstance(value, Literal) and (is_dated or DATE_LIKE.search(value)):
            assert value.datatype == DATE, (predicate, value)
            assert value.ill_typed is False, (predicate, value)


def test_no_two_examples_describe_the_same_node() -> None:
    subjects = [subject for path in EXAMPLES for subject in set(example(path).subjects())]
    assert len(subjects) == len(set(subjects))


def test_every_class_and_property_of_the_domain_occurs() -> None:
    domain = Graph().parse(ONTOLOGY_FOLDER / "alliance.ttl")
    used: set[Node] = set()
    for graph in map(example, EXAMPLES):
        used |= set(graph.predicates())
        nodes = set(graph.subjects()) | {term for term in graph.objects() if isinstance(term, URIRef)}
        used |= {cls for node in nodes for cls in classes_of(graph, node)}
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {term for kind in kinds for term in domain.subjects(RDF.type, kind)}
    assert terms - used == set()
