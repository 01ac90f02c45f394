"""What a store holds as one short word, which changes when the knowledge does."""

import hashlib
from typing import Final

from policy_kg.store.protocol import Store

EVERY_TRIPLE: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o } ORDER BY ?s ?p ?o"
LENGTH: Final = 16


def graph_digest(store: Store) -> str:
    """The first hexadecimal digits of a SHA-256 over every triple of the store, in order."""
    digest = hashlib.sha256()
    for row in store.select(EVERY_TRIPLE).bindings:
        digest.update(repr(sorted((name, term.value) for name, term in row.items())).encode())
    return digest.hexdigest()[:LENGTH]
