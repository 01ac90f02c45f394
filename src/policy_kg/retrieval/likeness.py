"""How alike texts are: the characters that they share and, with vectors, their meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from policy_kg.retrieval.vectors import Vectors
from policy_kg.text.words import grams

LONGEST_GRAM: Final = 3
BLOCK: Final = 512

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class View:
    """One way to see a text: as the terms that `terms` finds in it, rare ones counting more when `by_rarity`."""

    terms: Callable[[str], list[str]]
    weight: float = 1.0
    by_rarity: bool = True


class Likeness:
    """Compares texts with each other and with a new one: the cosines of their views and, with vectors, of meaning."""

    def __init__(self, texts: Sequence[str], vectors: Vectors | None = None, views: Sequence[View] = ()) -> None:
        self._views = views or (View(shared_characters),)
        self._found = [
            TfidfVectorizer(analyzer=view.terms, use_idf=view.by_rarity, sublinear_tf=True, dtype=np.float32).fit(texts)
            for view in self._views
        ]
        self._shared = self._seen(texts)
        self._vectors = vectors.centred() if vectors else None

    def _seen(self, texts: Sequence[str]) -> csr_matrix:
        pairs = zip(self._found, self._views, strict=True)
        return hstack([found.transform(texts) * view.weight**0.5 for found, view in pairs], format="csr")

    def among(self) -> Matrix:
        """How alike each two of the texts are; made in blocks, to need little memory."""
        size = self._shared.shape[0]
        found = np.empty((size, size), dtype=np.float32)
        turned = self._shared.T.tocsc()
        for start in range(0, size, BLOCK):
            found[start : start + BLOCK] = (self._shared[start : start + BLOCK] @ turned).toarray()
        if self._vectors:
            for start in range(0, size, BLOCK):
                found[start : start + BLOCK] += self._vectors.cosines(self._vectors.matrix[start : start + BLOCK])
        return found

    def to(self, text: str, vector: Matrix | None) -> Matrix:
        """How alike each text is to `text`, whose `vector` has to be given when the texts have vectors."""
        found: Matrix = (self._shared @ self._seen([text]).T).toarray()[:, 0]
        if self._vectors and vector is not None:
            found += self._vectors.cosines(self._vectors.shifted(vector[None]))[0]
        return found


def shared_characters(text: str) -> list[str]:
    """The runs of up to three characters of a text."""
    return grams(text, LONGEST_GRAM)
