"""The Document as a graph: the text's structure, to the character."""

import hashlib
from typing import Final

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV
from rdflib.term import Node

from policy_kg.ingest.names import citation, front_parts, local_name
from policy_kg.models import Document, Kind, Placed, Span
from policy_kg.ns import ELI, REG, regulation_iri

_ELI: Final = Namespace(ELI)
_REG: Final = Namespace(REG)
_NUMBERED: Final = {
    Kind.PARAGRAPH: _REG.paragraphNumber,
    Kind.ITEM: _REG.itemNumber,
    Kind.SUBITEM: _REG.subitemNumber,
}
_FRONT_PARTS: Final = {"title": _REG.TitlePart, "number": _REG.NumberPart, "attachment": _REG.AttachmentPart}


def structure_graph(document: Document, regulation: str, source_sha256: str) -> Graph:
    """The graph of the structure of the regulation with that id, without blank nodes."""
    graph = Graph()
    whole = URIRef(regulation_iri(regulation))
    _add_regulation(graph, whole, document)
    _add_text(graph, whole, document, source_sha256)
    for name, span in front_parts(document).items():
        _add_front_part(graph, whole, name, span)
    for placed in document.walk():
        _add_subdivision(graph, whole, placed)
    return graph


def _add_regulation(graph: Graph, whole: URIRef, document: Document) -> None:
    graph.add((whole, RDF.type, _ELI.LegalResource))
    if document.title.text:
        graph.add((whole, DCTERMS.title, _chinese(document.title.text.replace("\n", ""))))
    if document.number:
        graph.add((whole, _REG.documentNumber, Literal(document.number.text)))
    if document.attachment:
        graph.add((whole, _REG.attachmentHeading, Literal(document.attachment.text)))


def _add_text(graph: Graph, whole: URIRef, document: Document, source_sha256: str) -> None:
    text = whole + "/text"
    for predicate, value in (
        (RDF.type, _REG.CanonicalText),
        (_REG.text, Literal(document.canonical)),
        (_REG.length, Literal(len(document.canonical))),
        (_REG.textSha256, Literal(hashlib.sha256(document.canonical.encode()).hexdigest())),
        (_REG.sourceSha256, Literal(source_sha256)),
        (PROV.wasDerivedFrom, whole + "/source"),
    ):
        graph.add((text, predicate, value))
    graph.add((whole + "/source", RDF.type, PROV.Entity))


def _add_front_part(graph: Graph, whole: URIRef, name: str, span: Span) -> None:
    part = whole + "/" + name
    graph.add((part, RDF.type, _FRONT_PARTS[name]))
    graph.add((part, RDFS.label, _chinese(span.text.replace("\n", ""))))
    _add_place(graph, whole, part, span)


def _add_subdivision(graph: Graph, whole: URIRef, placed: Placed) -> None:
    subdivision = placed.subdivision
    part = whole + "/" + local_name(placed)
    graph.add((part, RDF.type, _REG[subdivision.kind.name.capitalize()]))
    graph.add((part, RDFS.label, _chinese(citation(placed))))
    graph.add((part, _REG.order, Literal(placed.order)))
    if subdivision.label:
        graph.add((part, _ELI.number, Literal(subdivision.label)))
    if subdivision.kind < Kind.ARTICLE and subdivision.words:
        graph.add((part, DCTERMS.title, _chinese(subdivision.words)))
    if (article := placed.nearest(Kind.ARTICLE)) is not None:
        graph.add((part, _REG.articleNumber, Literal(article.number)))
        graph.add((part, _REG.articleSuffix, Literal(article.suffix)))
    for kind, predicate in _NUMBERED.items():
        if (number := placed.number_of(kind)) is not None:
            graph.add((part, predicate, Literal(number)))
    above = placed.ancestors
    holder = whole + "/" + local_name(Placed(above[-1], above[:-1], 0)) if above else whole
    _add_place(graph, holder, part, Span(subdivision.text, subdivision.start, subdivision.end))


def _add_place(graph: Graph, holder: URIRef, part: URIRef, span: Span) -> None:
    values: tuple[tuple[URIRef, Node], ...] = (
        (RDF.type, _ELI.LegalResourceSubdivision),
        (_ELI.is_part_of, holder),
        (_REG.text, Literal(span.text)),
        (_REG.start, Literal(span.start)),
        (_REG.end, Literal(span.end)),
    )
    for predicate, value in values:
        graph.add((part, predicate, value))
    graph.add((holder, _ELI.has_part, part))


def _chinese(text: str) -> Literal:
    return Literal(text, lang="zh")
