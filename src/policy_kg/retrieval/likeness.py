"""How alike texts are: the terms that they share and, with vectors, their meaning."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix

from policy_kg.retrieval.kept import Arrays, kept
from policy_kg.retrieval.vectors import Centred
from policy_kg.text.words import grams

LONGEST_GRAM: Final = 3
BLOCK: Final = 512
NAME: Final = "terms"

Matrix = NDArray[np.float32]
Text = TypeVar("Text")


@dataclass(frozen=True, slots=True)
class View(Generic[Text]):
    """One way to see a text: as the terms that `terms` finds in it, rare ones counting more when `by_rarity`."""

    terms: Callable[[Text], Iterable[str]]
    weight: float = 1.0
    by_rarity: bool = True


class Terms(Generic[Text]):
    """The terms that a view finds in texts, as vectors of the length √weight: (1 + ln tf) · idf, idf smoothed.

    The weighting is tf–idf as in Manning, Raghavan and Schütze (2008), 6.2–6.4.
    """

    def __init__(self, view: View[Text], held: Arrays) -> None:
        self._view = view
        self._place = {term: place for place, term in enumerate(held["terms"].tolist())}
        self._rarity = held["rarity"]
        shape = (len(held["ends"]) - 1, len(self._place))
        self.matrix = csr_matrix((held["weights"], held["places"], held["ends"]), shape=shape)
        self._by_term: csc_matrix = self.matrix.tocsc()

    def cosines(self, text: Text) -> Matrix:
        """The cosine of each text with `text`, times the weight of the view."""
        counted = Counter(self._view.terms(text))
        places, weights = _weighed(counted, self._place, self._rarity, self._view.weight)
        found: Matrix = self._by_term[:, places] @ weights
        return found


def _found(view: View[Text], read: Callable[[], Sequence[Text]]) -> Arrays:
    """The terms of the view in alphabetical order, their rarity, and those of each text with their weights."""
    texts = read()
    counted = [Counter(view.terms(text)) for text in texts]
    having = Counter(term for found in counted for term in found)
    place = {term: number for number, term in enumerate(sorted(having))}
    rarity = np.ones(len(place), dtype=np.float32)
    if view.by_rarity:
        rarity = np.array([1 + math.log((1 + len(texts)) / (1 + having[term])) for term in place], dtype=np.float32)
    rows = [_weighed(found, place, rarity, view.weight) for found in counted]
    return {
        "terms": np.array(list(place)),
        "rarity": rarity,
        "places": np.concatenate([places for places, _ in rows]),
        "weights": np.concatenate([weights for _, weights in rows]),
        "ends": np.cumsum([0, *(len(places) for places, _ in rows)]),
    }


def _weighed(
    counted: Counter[str], place: Mapping[str, int], rarity: Matrix, weight: float
) -> tuple[NDArray[np.int32], Matrix]:
    known = [(place[term], times) for term, times in counted.items() if term in place]
    places = np.array([number for number, _ in known], dtype=np.int32)
    weights = rarity[places] * (1 + np.log(np.array([times for _, times in known], dtype=np.float32)))
    length = float(np.linalg.norm(weights))
    return places, weights * (weight**0.5 / length) if length else weights


class Likeness(Generic[Text]):
    """Compares texts with each other and with a new one: the cosines of their views and, with vectors, of meaning.

    The texts are read only when `folder` does not hold the terms found in those of this `identity` already.
    """

    def __init__(
        self,
        texts: Callable[[], Sequence[Text]],
        views: Sequence[View[Text]],
        meaning: Centred | None = None,
        identity: Sequence[str] = (),
        folder: Path | None = None,
    ) -> None:
        self._terms = []
        for number, view in enumerate(views):
            held = kept(NAME, (str(number), *identity), partial(_found, view, texts), folder)
            self._terms.append(Terms(view, held))
        self._meaning = meaning
        self._size = self._terms[0].matrix.shape[0]

    def among(self) -> Matrix:
        """How alike each two of the texts are; made in blocks, to need little memory."""
        found = np.zeros((self._size, self._size), dtype=np.float32)
        for terms in self._terms:
            turned = terms.matrix.T.tocsc()
            for start in range(0, self._size, BLOCK):
                found[start : start + BLOCK] += (terms.matrix[start : start + BLOCK] @ turned).toarray()
        if self._meaning:
            for start in range(0, self._size, BLOCK):
                found[start : start + BLOCK] += self._meaning.among(slice(start, start + BLOCK))
        return found

    def shared(self, text: Text) -> Matrix:
        """How many terms each text shares with `text`: the sum of the views' cosines."""
        found: Matrix = sum((terms.cosines(text) for terms in self._terms), np.zeros(self._size, dtype=np.float32))
        return found

    def to(self, shared: Matrix, plain: Matrix | None) -> Matrix:
        """How alike each text is to another: by the terms `shared` and its `plain` cosines with the vectors, if any."""
        return shared + self._meaning.cosines(plain) if self._meaning and plain is not None else shared.copy()


def shared_characters(text: str) -> list[str]:
    """The runs of up to three characters of a text."""
    return grams(text, LONGEST_GRAM)


def nearest(nearness: Matrix, most: int) -> list[int]:
    """The positions of the `most` greatest figures, greatest first."""
    first = np.argpartition(-nearness, min(most, len(nearness)) - 1)[:most]
    found: list[int] = first[np.lexsort((first, -nearness[first]))].tolist()
    return found
