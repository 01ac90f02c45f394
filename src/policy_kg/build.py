"""The job of building: read every knowledge file, say what is in it, and write it to one file."""

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from policy_kg import assets, ns
from policy_kg.errors import InputError, QueryError
from policy_kg.store import Quad, Store, open_memory
from policy_kg.store.load import file_quads, knowledge_files, pattern_quads, regulation_folders, write_dump
from policy_kg.store.memory import open_merged

_CHECKED: Final = ns.BASE + "checked"
_COUNT: Final = f"""PREFIX reg: <{ns.REG}>
PREFIX rdfs: <{ns.RDFS}>
PREFIX skos: <{ns.SKOS}>
SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ %s }}"""
_PROVISIONS: Final = "VALUES ?kind { reg:Article reg:Paragraph reg:Item reg:Subitem } ?x a ?kind"
_NORMS: Final = "?x a ?kind . ?kind rdfs:subClassOf* reg:Norm"


@dataclass(frozen=True, slots=True)
class Built:
    """What the knowledge holds; `triples` counts the public dataset, `files` all that were read and parse."""

    regulations: int
    provisions: int
    norms: int
    concepts: int
    patterns: int
    triples: int
    files: int
    seconds: float


def build(knowledge: Path | None = None, output: Path | None = None) -> Built:
    """What the folders hold, all of them parsed; with `output`, the public dataset is written as N-Quads.

    DataError or QueryError names the file and line that does not parse; then nothing is written.
    """
    began = perf_counter()
    shipped = assets.find()
    data = knowledge or shipped.data
    files = list(knowledge_files(shipped.ontology, data))
    quads = [quad for path, graph in files for quad in file_quads(path, graph)]
    public, questions = open_merged(quads), open_merged(pattern_quads(data, shipped.data))
    checked = _check_beside(shipped)
    if output is not None:
        _write(quads, output)
    return Built(
        regulations=len(regulation_folders(data)),
        provisions=_count(public, _PROVISIONS),
        norms=_count(public, _NORMS),
        concepts=_count(public, "?x a skos:Concept"),
        patterns=_count(questions, "?x a reg:QuestionPattern"),
        triples=len(set(quads)),
        files=len(files) + checked,
        seconds=perf_counter() - began,
    )


def _count(store: Store, pattern: str) -> int:
    return int(store.select(_COUNT % pattern).bindings[0]["n"].value)


def _check_beside(shipped: assets.Assets) -> int:
    """How many examples, shapes and hygiene queries there are; each of them parses."""
    turtle = sorted((shipped.ontology / "examples").glob("*.ttl")) + sorted(shipped.shapes.glob("*.ttl"))
    for path in turtle:
        for _ in file_quads(path, _CHECKED):
            pass
    queries = sorted((shipped.ontology / "queries").glob("*.rq"))
    nothing = open_memory()
    for path in queries:
        try:
            nothing.query(path.read_text("utf-8"))
        except QueryError as error:
            raise type(error)(error.detail, path=path, line=error.line) from None
    return len(turtle) + len(queries)


def _write(quads: list[Quad], output: Path) -> None:
    try:
        write_dump(quads, output)
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", path=output) from None
