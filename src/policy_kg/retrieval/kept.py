"""What is learned, kept in a folder until what it was learned from or the code that learns it changes."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

LEARNING: Final = (
    "ask/manner.py",
    "ask/neighbours.py",
    "ask/outlines.py",
    "ask/phrases.py",
    "ask/signs.py",
    "text/words.py",
)
Arrays: TypeAlias = Mapping[str, NDArray[Any]]


def kept(name: str, identity: Iterable[str], make: Callable[[], Arrays], folder: Path | None) -> Arrays:
    """The arrays that `make` returns, from the file of this `name` and `identity` in `folder` if it was made before."""
    if folder is None:
        return make()
    path = folder / f"{name}-{_digest(identity)}.npz"
    if not path.is_file():
        write(found := make(), path)
        return found
    with np.load(path) as file:
        return dict(file)


def write(arrays: Arrays, path: Path) -> None:
    """Put the arrays into one file, which is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as unfinished:
        np.savez(unfinished, allow_pickle=False, **arrays)
    Path(unfinished.name).replace(path)


def _digest(identity: Iterable[str]) -> str:
    found = hashlib.sha256(_code())
    for part in identity:
        found.update(part.encode() + b"\n")
    return found.hexdigest()[:32]


@cache
def _code() -> bytes:
    """The digest of the modules that learn, here, where they are put to use, and that say what a text is seen as."""
    package = Path(__file__).parent.parent
    files = [*sorted((package / "retrieval").glob("*.py")), *(package / name for name in LEARNING)]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).digest()
