"""The offsets of quotes: where each quote of the curated files stands in the canonical text.

https://www.w3.org/TR/annotation-model/#text-quote-selector
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.exceptions import ParserError
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from policy_kg.errors import DataError
from policy_kg.ingest.names import Place, provision_spans
from policy_kg.models import Document
from policy_kg.ns import OA, REG, regulation_iri
from policy_kg.text.canonical import squeeze

_OA: Final = Namespace(OA)
_REG: Final = Namespace(REG)
GENERATED: Final = ("structure.ttl", "anchors.ttl")


def curated_files(folder: Path) -> list[Path]:
    """The Turtle files of a regulation's folder that people write, in the order of their names."""
    return sorted(path for path in folder.glob("*.ttl") if path.name not in GENERATED)


def anchor_graph(document: Document, regulation: str, files: list[Path]) -> Graph:
    """A position selector for each quote in the files; DataError for one that is missing or ambiguous."""
    anchors = Graph()
    finder = _Finder(document, regulation)
    for path in files:
        curated = read_turtle(path)
        for evidence, quote in sorted(curated.subject_objects(_OA.hasSelector), key=str):
            if (quote, RDF.type, _OA.TextQuoteSelector) in curated and finder.concerns(curated, evidence):
                start, end = finder.find(curated, evidence, quote, path)
                _add_position(anchors, evidence, quote, start, end)
    return anchors


def read_turtle(path: Path) -> Graph:
    """The graph of a Turtle file; DataError with the line where it is broken."""
    graph = Graph()
    try:
        graph.parse(path, format="turtle")
    except BadSyntax as error:
        reason = " ".join(error.message.partition(" at ^ in")[0].split())
        raise DataError(f"no Turtle: {reason}", path=path, line=error.lines + 1) from error
    except (ParserError, UnicodeDecodeError) as error:
        raise DataError(f"no Turtle: {error}", path=path) from error
    return graph


def count_anchors(anchors: Graph) -> int:
    """How many quotes the graph of anchors places."""
    return sum(1 for _ in anchors.subjects(RDF.type, _OA.TextPositionSelector))


def position_iri(quote: Node) -> URIRef:
    """The IRI of the position beside a quote: d:e4a-quote → d:e4a-pos."""
    return URIRef(str(quote).removesuffix("-quote") + "-pos")


class _Finder:
    """Finds quotes in one document, white space left out of the comparison."""

    def __init__(self, document: Document, regulation: str) -> None:
        self._squeezed = squeeze(document.canonical)
        self._kept = [at for at, character in enumerate(document.canonical) if not character.isspace()]
        self._text = URIRef(regulation_iri(regulation) + "/text")
        self._spans = provision_spans(document, regulation)
        self._whole = ((0, len(document.canonical)),)

    def concerns(self, curated: Graph, evidence: Node) -> bool:
        """Whether the evidence is about this text; evidence that names no source is taken to be."""
        source = curated.value(evidence, _OA.hasSource)
        return source is None or source == self._text

    def find(self, curated: Graph, evidence: Node, quote: Node, path: Path) -> Place:
        """Start and end of the quote in the canonical text, inside the provision that the evidence names."""
        exact, prefix, suffix = (
            squeeze(str(curated.value(quote, part) or "")) for part in (_OA.exact, _OA.prefix, _OA.suffix)
        )
        provision = curated.value(evidence, _REG.inProvision)
        spans = self._whole if provision is None else self._spans.get(str(provision), ())
        if not exact or not spans:
            reason = f"the text has no provision <{provision}>" if exact else "its quote is empty"
            raise _error(evidence, reason, path)
        found = [list(self._places(span, exact, prefix, suffix)) for span in spans]
        if only := next((places[0] for places in found if len(places) == 1), None):
            return only
        reason = "is ambiguous; add oa:prefix or oa:suffix" if found[0] else "is not there"
        raise _error(evidence, f"the quote {exact!r} {reason} (in {provision or 'the text'})", path)

    def _places(self, span: Place, exact: str, prefix: str, suffix: str) -> Iterator[Place]:
        sought = prefix + exact + suffix
        at = self._squeezed.find(sought)
        while at >= 0:
            first = at + len(prefix)
            start, end = self._kept[first], self._kept[first + len(exact) - 1] + 1
            if span[0] <= start and end <= span[1]:
                yield start, end
            at = self._squeezed.find(sought, at + 1)


def _add_position(anchors: Graph, evidence: Node, quote: Node, start: int, end: int) -> None:
    position = position_iri(quote)
    anchors.add((evidence, _OA.hasSelector, position))
    anchors.add((position, RDF.type, _OA.TextPositionSelector))
    anchors.add((position, _OA.start, Literal(start)))
    anchors.add((position, _OA.end, Literal(end)))


def _error(evidence: Node, reason: str, path: Path) -> DataError:
    name = str(evidence).rpartition("/")[2]
    begins = (f"d:{name} ", f"<{evidence}>")
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    line = next((number for number, text in lines if text.startswith(begins)), None)
    return DataError(f"evidence <{evidence}>: {reason}", path=path, line=line)
