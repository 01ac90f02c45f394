"""The store on disk: what is kept. One process owns it."""

from pathlib import Path

import pyoxigraph

from policy_kg.errors import StoreError, StoreLockedError
from policy_kg.store.embedded import EmbeddedStore


def open_disk(path: Path) -> EmbeddedStore:
    """The store in that folder, made when there is none; StoreLockedError while somebody else has it open."""
    try:
        return EmbeddedStore(pyoxigraph.Store(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreLockedError("the store is in use by another process", path=path) from None
        raise StoreError(f"the store cannot be opened: {error}", path=path) from None
