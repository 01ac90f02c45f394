"""SPARQL over a store in memory, on disk or elsewhere, behind one Protocol."""

from policy_kg.store.opening import open_disk, open_knowledge, open_memory, open_patterns, open_remote
from policy_kg.store.protocol import Boolean, Dataset, Quad, Result, Select, Store, Term, Triples

__all__ = [
    "Boolean",
    "Dataset",
    "Quad",
    "Result",
    "Select",
    "Store",
    "Term",
    "Triples",
    "open_disk",
    "open_knowledge",
    "open_memory",
    "open_patterns",
    "open_remote",
]
