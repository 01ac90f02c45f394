"""The store on disk: what is kept. One process owns it."""

import os
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pyoxigraph

from policy_kg.errors import StoreError, StoreLockedError
from policy_kg.store.embedded import EmbeddedStore

MARK: Final = "CURRENT"
IN_USE: Final = "the store is in use by another process"


class DiskStore(EmbeddedStore):
    """The store in a folder, which is its own until it is closed."""

    def __init__(self, engine: pyoxigraph.Store, let_go: Callable[[], None]) -> None:
        super().__init__(engine)
        self._let_go = weakref.finalize(self, let_go)

    def close(self) -> None:
        """See `Store.close`."""
        super().close()
        self._let_go()


def open_disk(path: Path) -> DiskStore:
    """The store in that folder, made when there is none; StoreLockedError while somebody else has it open.

    StoreError for a folder with other things in it, and for one that cannot be read or written.
    """
    try:
        path.mkdir(exist_ok=True)
        if not (path / MARK).exists() and any(path.iterdir()):
            raise StoreError("this folder holds other things than a store", path=path)
        let_go = _hold(path)
        try:
            return DiskStore(pyoxigraph.Store(path), let_go)
        except OSError:
            let_go()
            raise
    except OSError as error:
        if "lock" in str(error).lower():
            raise StoreLockedError(IN_USE, path=path) from None
        raise StoreError(f"the store cannot be opened: {error.strerror or error}", path=path) from None


def _hold(path: Path) -> Callable[[], None]:
    """What lets go of the folder, which is held now: the engine's own lock comes after it has begun new files."""
    if sys.platform == "win32":
        return lambda: None
    import fcntl

    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise StoreLockedError(IN_USE, path=path) from None
    except OSError:  # a file system without such locks: the engine's own is left
        pass
    return lambda: os.close(descriptor)
