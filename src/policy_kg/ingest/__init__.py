"""The job `ingest`: a frozen source becomes structure.ttl, and the quotes beside it become anchors.ttl."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from policy_kg.errors import SourceError
from policy_kg.ingest.anchors import anchor_graph, count_anchors, curated_files
from policy_kg.ingest.graph import structure_graph
from policy_kg.ingest.read import read_source
from policy_kg.ingest.structure import parse
from policy_kg.ingest.turtle import sorted_turtle
from policy_kg.ingest.write import Output, write_changed
from policy_kg.models import Document, Kind
from policy_kg.ns import regulation_iri
from policy_kg.text.canonical import canonicalize

_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*$")


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What an ingest made: the document, the ids and hashes, and the files with what was there before."""

    regulation: str
    document: Document
    source_sha256: str
    text_sha256: str
    anchors: int
    outputs: tuple[Output, ...]

    @property
    def changed(self) -> tuple[Output, ...]:
        """The files that differ from what is on disk."""
        return tuple(output for output in self.outputs if output.changed)


def read_document(source: Path) -> Document:
    """The Document of any UTF-8 source; SourceError when it cannot be read or holds no article."""
    return _read(source)[0]


def prepare(source: Path) -> IngestResult:
    """What `ingest` would write for data/regulations/<id>/source.txt, with nothing written."""
    regulation = source.resolve().parent.name
    if not _ID.match(regulation):
        raise SourceError(f"the folder's name {regulation!r} is the regulation's id: a-z, 0-9 and - only", path=source)
    document, source_sha256 = _read(source)
    base = regulation_iri(regulation)
    structure = sorted_turtle(structure_graph(document, regulation, source_sha256), base)
    outputs = [Output(source.parent / "structure.ttl", structure)]
    files = curated_files(source.parent)
    anchors = anchor_graph(document, regulation, files)
    if files:
        outputs.append(Output(source.parent / "anchors.ttl", sorted_turtle(anchors, base)))
    text_sha256 = hashlib.sha256(document.canonical.encode()).hexdigest()
    return IngestResult(regulation, document, source_sha256, text_sha256, count_anchors(anchors), tuple(outputs))


def ingest(source: Path) -> IngestResult:
    """What `prepare` returns, after its files were written: each as a whole, and only where it changed."""
    result = prepare(source)
    write_changed(result.outputs)
    return result


def _read(source: Path) -> tuple[Document, str]:
    text, source_sha256 = read_source(source)
    document = parse(canonicalize(text))
    if not document.of_kind(Kind.ARTICLE):
        raise SourceError("no article in the text: no line begins with the label of one", path=source)
    return document, source_sha256
