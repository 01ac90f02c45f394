"""Ranking short texts by the words they share with a question: BM25 over character uni- and bigrams."""

from collections.abc import Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

from policy_kg.text.words import grams


class Index:
    """An index of texts, by position."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        self._bm25 = bm25s.BM25(method="lucene")
        self._bm25.index([grams(text) or ["∅"] for text in texts], show_progress=False)

    def scores(self, question: str) -> NDArray[np.float32]:
        """The BM25 score of each text for `question`, 0 where they share nothing."""
        tokens = [gram for gram in grams(question) if gram in self._bm25.vocab_dict]
        if not tokens:
            return np.zeros(self._size, dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores(tokens)
        return scores
