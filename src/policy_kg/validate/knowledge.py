"""The hygiene rules (ontology/queries/) and the house shapes (shapes/house.ttl) on the knowledge of a data folder."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import SH, Graph, Literal, URIRef

from policy_kg import assets
from policy_kg.store import open_memory
from policy_kg.store.load import knowledge_files, knowledge_quads
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
    return [*_hygiene(knowledge), *_house(knowledge)]


def _folders(knowledge: Path | None) -> list[Path]:
    """The shipped data, of which no other folder's vocabulary is independent, and that folder."""
    return list(dict.fromkeys((assets.find().data, knowledge or assets.find().data)))


def _hygiene(knowledge: Path | None) -> Iterator[Broken]:
    shipped = assets.find()
    store = open_memory()
    for data in _folders(knowledge):
        store.add(knowledge_quads(shipped.ontology, data))
    for rule in sorted((shipped.ontology / "queries").glob("*.rq")):
        text = rule.read_text("utf-8")
        found = {row["offender"].value for row in store.select(text).bindings if "offender" in row}
        for offender in sorted(found):
            yield Broken(rule.stem, text.splitlines()[0].removeprefix(MARK), offender)


def _house(knowledge: Path | None) -> Iterator[Broken]:
    shipped = assets.find()
    graph, shapes = Graph(), Graph().parse(shipped.shapes / HOUSE)
    files = [path for data in _folders(knowledge) for path, _ in knowledge_files(shipped.ontology, data)]
    for path in dict.fromkeys(files):
        graph.parse(path)
    for result in engine.run(graph, shapes):
        said = [one for one in shapes.objects(URIRef(result.shape), SH.message) if isinstance(one, Literal)]
        said.sort(key=lambda one: str(one.language), reverse=True)
        yield Broken(result.shape.rsplit("/", 1)[-1], " · ".join(said), str(result.focus))
