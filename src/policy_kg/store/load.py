"""Turtle documents and knowledge folders as quads in named graphs."""

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import NamedNode, RdfFormat

from policy_kg import ns
from policy_kg.errors import DataError
from policy_kg.store.protocol import Quad

QUESTIONS_GRAPH: Final = ns.BASE + "questions"

_FOLDER_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_WHERE: Final = re.compile(r"^Parser error at line [^:]*: | \(line \d+\)$")


def turtle_quads(turtle: bytes, graph: str, source: Path | str | None = None) -> Iterator[Quad]:
    """The triples of a document in that graph, blank nodes made unique; DataError with source and line."""
    name = NamedNode(graph)
    try:
        for found in pyoxigraph.parse(
            turtle.removeprefix(b"\xef\xbb\xbf"), RdfFormat.TURTLE, base_iri=graph, rename_blank_nodes=True
        ):
            yield Quad(found.subject, found.predicate, found.object, name)
    except SyntaxError as error:
        raise DataError(_WHERE.sub("", str(error)), path=source, line=error.lineno) from None


def file_quads(path: Path, graph: str) -> Iterator[Quad]:
    """The triples of a Turtle file in that graph; DataError with file and line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"cannot be read: {error.strerror}", path=path) from None
    return turtle_quads(content, graph, path)


def knowledge_files(ontology: Path, data: Path) -> Iterator[tuple[Path, str]]:
    """The Turtle files of the public dataset with the graph that each belongs to, in a fixed order."""
    for path in sorted(ontology.glob("*.ttl")):
        yield path, ns.ONTOLOGY_GRAPH
    for path in sorted((ontology / "vocab").glob("*.ttl")):
        yield path, ns.VOCAB_GRAPH
    for folder in regulation_folders(data):
        for path in sorted(folder.glob("*.ttl")):
            yield path, ns.regulation_iri(folder.name)


def regulation_folders(data: Path) -> list[Path]:
    """The folders of the regulations under a data folder, sorted; DataError when there is none to look in."""
    place = data / "regulations"
    if not place.is_dir():
        raise DataError("no folder regulations/ here", path=data)
    folders = [folder for folder in sorted(place.iterdir()) if folder.is_dir() and folder.name[0] not in "._"]
    for folder in folders:
        if not _FOLDER_NAME.fullmatch(folder.name):
            raise DataError("a regulation's folder has ASCII letters, digits and ._- in its name", path=folder)
    return folders


def knowledge_quads(ontology: Path, data: Path) -> Iterator[Quad]:
    """Every quad of the public dataset: ontology, vocabulary and each regulation in its own graph."""
    for path, graph in knowledge_files(ontology, data):
        yield from file_quads(path, graph)


def pattern_quads(data: Path, shipped: Path) -> Iterator[Quad]:
    """Every quad of the kinds of questions of `data`, or of the shipped ones where it has none."""
    for path in pattern_files(data, shipped):
        yield from file_quads(path, QUESTIONS_GRAPH)


def pattern_files(data: Path, shipped: Path) -> list[Path]:
    """The files of the kinds of questions, sorted."""
    own = data / "questions"
    return sorted((own if own.is_dir() else shipped / "questions").glob("*.ttl"))


def read_dump(path: Path) -> Iterator[Quad]:
    """Every quad of an N-Quads file; DataError with file and line."""
    try:
        yield from pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS)
    except SyntaxError as error:
        raise DataError(_WHERE.sub("", str(error)), path=path, line=error.lineno) from None


def write_dump(quads: Iterable[Quad], path: Path) -> None:
    """Write quads as N-Quads: sorted, blank nodes named by RDFC-1.0, so equal knowledge is an equal file."""
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    written = io.BytesIO()
    pyoxigraph.serialize(dataset, written, RdfFormat.N_QUADS)
    path.write_bytes(b"".join(sorted(written.getvalue().splitlines(keepends=True))))
