"""A report as RDF: a SHACL validation report, with the verdict on each provision in the terms of EARL.

See https://www.w3.org/TR/shacl/#validation-report and https://www.w3.org/TR/EARL10-Schema/.
"""

import re
from collections.abc import Mapping
from typing import Final

from rdflib import RDF, SH, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import IdentifiedNode

from policy_kg import ns
from policy_kg.ns import REG
from policy_kg.validate.report import Finding, ManualItem, Report, Verdict

EARL: Final = Namespace("http://www.w3.org/ns/earl#")
TERMS: Final = Namespace(ns.DCTERMS)
OUTCOMES: Final = {
    Verdict.VIOLATED: EARL.failed,
    Verdict.INSUFFICIENT: EARL.cantTell,
    Verdict.MANUAL: EARL.cantTell,
    Verdict.SATISFIED: EARL.passed,
    Verdict.NOT_APPLICABLE: EARL.inapplicable,
}
_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+")


def turtle(report: Report) -> str:
    """The report as Turtle; several may stand one after another in one document."""
    graph = Graph(bind_namespaces="none")
    for name, base in {"sh": ns.SH, "dcterms": ns.DCTERMS, "reg": REG, "earl": str(EARL), "xsd": ns.XSD}.items():
        graph.bind(name, base)
    whole = _new(graph)
    graph.add((whole, RDF.type, SH.ValidationReport))
    graph.add((whole, SH.conforms, Literal(report.conforms)))
    graph.add((whole, TERMS.source, Literal(report.source)))
    graph.add((whole, TERMS.conformsTo, URIRef(report.profile)))
    graph.add((whole, URIRef(REG + "verdict"), Literal(report.verdict.zh, datatype=XSD.string)))
    for place in report.provisions:
        node = _assertion(graph, whole, OUTCOMES[place.verdict])
        graph.add((node, EARL.test, URIRef(place.provision)))
        graph.add((node, URIRef(REG + "verdict"), Literal(place.verdict.zh)))
    for finding in report.findings:
        _result(graph, whole, finding)
    for item in report.manual:
        _manual(graph, whole, item)
    for note in report.notes:
        _say(graph, whole, TERMS.description, note.message)
    return str(graph.serialize(format="turtle"))


def _new(graph: Graph, further: int = 0) -> BNode:
    """A node that the graph does not have, of a name by which the nodes are written in their order."""
    return BNode(f"r{len(graph) + further:06}")


def _assertion(graph: Graph, whole: BNode, outcome: URIRef) -> BNode:
    """A new assertion that belongs to the report."""
    node, result = _new(graph), _new(graph, 1)
    graph.add((whole, TERMS.hasPart, node))
    graph.add((node, RDF.type, EARL.Assertion))
    graph.add((node, EARL.result, result))
    graph.add((result, EARL.outcome, outcome))
    return node


def _result(graph: Graph, whole: BNode, finding: Finding) -> None:
    """A finding of a shape as a result; a slip, which no shape made, as an assertion."""
    if finding.shape is None or finding.component is None:
        node = _assertion(graph, whole, EARL.cantTell)
        graph.add((node, EARL.subject, _node(finding.focus)))
        _say(graph, node, TERMS.description, finding.message)
        _say(graph, node, URIRef(REG + "fix"), finding.fix)
        return
    node = _new(graph)
    graph.add((whole, SH.result, node))
    graph.add((node, RDF.type, SH.ValidationResult))
    graph.add((node, SH.focusNode, _node(finding.focus)))
    graph.add((node, SH.resultSeverity, URIRef(ns.SH + finding.severity)))
    graph.add((node, SH.sourceShape, URIRef(finding.shape)))
    graph.add((node, SH.sourceConstraintComponent, URIRef(finding.component)))
    if finding.path:
        graph.add((node, SH.resultPath, _path(graph, finding.path)))
    if finding.value is not None:
        graph.add((node, SH.value, _value(finding.value)))
    if finding.norm:
        graph.add((node, URIRef(REG + "enforces"), URIRef(finding.norm)))
    _say(graph, node, SH.resultMessage, finding.message)
    _say(graph, node, URIRef(REG + "fix"), finding.fix)


def _manual(graph: Graph, whole: BNode, item: ManualItem) -> None:
    node = _assertion(graph, whole, EARL.untested)
    graph.add((node, EARL.mode, EARL.manual))
    graph.add((node, EARL.test, URIRef(item.check)))
    for focus in item.focus:
        graph.add((node, EARL.subject, _node(focus)))
    _say(graph, node, URIRef(REG + "lookAt"), item.look_at)


def _say(graph: Graph, node: IdentifiedNode, verb: URIRef, words: Mapping[str, str]) -> None:
    for language, said in words.items():
        graph.add((node, verb, Literal(said, lang=language)))


def _path(graph: Graph, path: str) -> IdentifiedNode:
    if not path.startswith("^"):
        return URIRef(path)
    inverse = _new(graph)
    graph.add((inverse, SH.inversePath, URIRef(path[1:])))
    return inverse


def _node(written: str) -> IdentifiedNode:
    return BNode(written[2:]) if written.startswith("_:") else URIRef(written)


def _value(written: str) -> IdentifiedNode | Literal:
    """The value as far as a report says what it was: what looks like an IRI is taken for one."""
    return _node(written) if written.startswith("_:") or _IRI.fullmatch(written) else Literal(written)
