"""The hygiene rules (ontology/queries/) and the house shapes (shapes/house.ttl) on the knowledge of a data folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import SH, Graph, Literal, URIRef

from policy_kg import assets
from policy_kg.store import open_memory
from policy_kg.store.load import file_quads, knowledge_files
from policy_kg.validate import engine

HOUSE: Final = "house.ttl"
MARK: Final = "# "


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken, what it says, and the IRI that breaks it."""

    rule: str
    says: str
    offender: str


def broken(knowledge: Path | None = None) -> list[Broken]:
    """The rules that the knowledge breaks, together with what is shipped; [] when it obeys all.

    DataError names a file that does not parse.
    """
    shipped = assets.find()
    folders = (shipped.data, knowledge or shipped.data)
    files = dict(file for data in folders for file in knowledge_files(shipped.ontology, data))
    return [*_hygiene(files, shipped), *_house(files, shipped)]


def _hygiene(files: Mapping[Path, str], shipped: assets.Assets) -> Iterator[Broken]:
    store = open_memory()
    store.add(quad for path, graph in files.items() for quad in file_quads(path, graph))
    for rule in sorted((shipped.ontology / "queries").glob("*.rq")):
        text = rule.read_text("utf-8")
        found = {row["offender"].value for row in store.select(text).bindings if "offender" in row}
        for offender in sorted(found):
            yield Broken(rule.stem, text.splitlines()[0].removeprefix(MARK), offender)


def _house(files: Iterable[Path], shipped: assets.Assets) -> Iterator[Broken]:
    graph, shapes = Graph(), Graph().parse(shipped.shapes / HOUSE)
    for path in files:
        graph.parse(path)
    for result in engine.run(graph, shapes):
        said = [one for one in shapes.objects(URIRef(result.shape), SH.message) if isinstance(one, Literal)]
        said.sort(key=lambda one: str(one.language), reverse=True)
        yield Broken(result.shape.rsplit("/", 1)[-1], " · ".join(said), str(result.focus))
