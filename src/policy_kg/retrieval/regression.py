"""Figures learned from labelled texts: kernel ridge regression over shared characters and, with vectors, meaning."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.kernel_ridge import KernelRidge

from policy_kg.retrieval.vectors import Vectors
from policy_kg.text.words import grams

LONGEST_GRAM: Final = 3
ALPHA: Final = 1.0
SQUARED: Final = 2.0

Matrix = NDArray[np.float32]


class Regression:
    """Predicts for a new text what labelled texts say, column by column (Saunders et al., 1998)."""

    def __init__(self, texts: Sequence[str], targets: Matrix, vectors: Vectors | None) -> None:
        self._words = TfidfVectorizer(analyzer=_grams, sublinear_tf=True, dtype=np.float32)
        self._shared = self._words.fit_transform(texts)
        self._vectors = vectors.centred() if vectors else None
        kernel = (self._shared @ self._shared.T).toarray()
        if self._vectors:
            kernel += self._vectors.cosines(self._vectors.matrix)
        self._mean = targets.mean(axis=0)
        self._ridge = KernelRidge(alpha=ALPHA, kernel="precomputed").fit(_bent(kernel), targets - self._mean)

    def predict(self, text: str, vector: Matrix | None) -> Matrix:
        """One figure a column for `text`, whose `vector` has to be given when the labelled texts have vectors."""
        kernel = (self._words.transform([text]) @ self._shared.T).toarray()
        if self._vectors and vector is not None:
            kernel += self._vectors.cosines(self._vectors.shifted(vector[None]))
        found: Matrix = self._ridge.predict(_bent(kernel))[0] + self._mean
        return found


def _grams(text: str) -> list[str]:
    return grams(text, LONGEST_GRAM)


def _bent(kernel: Matrix) -> Matrix:
    """The kernel k + 2k², which sees two features together."""
    kernel += SQUARED * kernel**2
    return kernel
