"""Opens the stores: curated knowledge, kinds of questions, what is kept, what is elsewhere."""

from pathlib import Path

from policy_kg import assets
from policy_kg.store.disk import open_disk
from policy_kg.store.load import knowledge_quads, pattern_quads, read_dump
from policy_kg.store.memory import open_memory, open_merged
from policy_kg.store.protocol import Store

__all__ = ["open_disk", "open_knowledge", "open_memory", "open_patterns", "open_remote"]


def open_knowledge(knowledge: Path | None = None) -> Store:
    """The public dataset in memory, read only: ontology, vocabulary and all regulations of the data folder.

    `knowledge` is another data folder than the shipped one. DataError names the file and line that is broken.
    """
    shipped = assets.find()
    if knowledge is None and shipped.knowledge_file is not None:
        return open_merged(read_dump(shipped.knowledge_file))
    return open_merged(knowledge_quads(shipped.ontology, knowledge or shipped.data))


def open_patterns(knowledge: Path | None = None) -> Store:
    """The kinds of questions in memory, read only; the shipped ones when the folder brings none."""
    shipped = assets.find().data
    return open_merged(pattern_quads(knowledge or shipped, shipped))


def open_remote(url: str, update_url: str | None = None, *, timeout: float = 30.0) -> Store:
    """A SPARQL 1.1 server, asked for at most `timeout` seconds; StoreError for what is no HTTP address."""
    from policy_kg.store.remote import RemoteStore  # loads rdflib, which most commands never need

    return RemoteStore(url, update_url, timeout=timeout)
