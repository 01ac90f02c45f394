"""The wordings near to a question, and what they say of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Wording
from policy_kg.corpus import Norm
from policy_kg.retrieval import (
    Centred,
    Likeness,
    Matrix,
    Regression,
    Vectors,
    View,
    bent,
    embed,
    nearest,
    shared_characters,
)

LONGEST: Final = 120
"""No question that was collected is longer; of a longer text its end is compared by meaning."""
VOTERS: Final = 60
BACKGROUND: Final = 200
SECOND: Final = 0.3
COUNTED: Final = 3
SEVERAL: Final = "several"
WHETHER: Final = "whether"
REFUSED: Final = "refused:"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A wording, the norms that it selects, and how near it is to the question, 0 and up."""

    wording: Wording
    norms: frozenset[str]
    nearness: float


@dataclass(frozen=True, slots=True)
class Near:
    """The wordings nearest in characters, those nearest in meaning (() without vectors), and what all say of it.

    `cosines` are those of the question with all vectors (None without).

    `figures` has a value, about 0 to 1, for each provision, pattern without norms, reason of refusal (after REFUSED),
    SEVERAL, which stands for several provisions at once, and WHETHER, for a yes/no question; {} without a bank.
    """

    words: tuple[Neighbour, ...]
    meaning: tuple[Neighbour, ...]
    figures: Mapping[str, float]
    cosines: Matrix | None = None


class Neighbours:
    """The wordings of a bank, ready to be asked; what is learned from them is kept in the folder `cache`, if any."""

    def __init__(
        self, bank: Sequence[Wording], slots: SlotIndex, norms: Mapping[str, Norm], cache: Path | None = None
    ) -> None:
        self._bank = bank
        self._cache = cache
        self.texts = [wording.text for wording in bank]
        self.vectors: Vectors | None = None
        self._norms = [frozenset(selected(wording, slots)) for wording in bank]
        self._labels = [frozenset(labels(wording, own, norms)) for wording, own in zip(bank, self._norms, strict=True)]
        self._columns = sorted(set[str]().union(*self._labels))

    def use(self, vectors: Vectors) -> None:
        """From now on compare by meaning too, `vectors` being those of the whole bank and maybe of more after them."""
        self.vectors = vectors
        for name in ("_likeness", "_regression"):
            self.__dict__.pop(name, None)

    @property
    def is_dense(self) -> bool:
        """Whether questions are compared by meaning too."""
        return self.vectors is not None

    @cached_property
    def _likeness(self) -> Likeness[str]:
        meaning = Centred(self.vectors, range(len(self.texts))) if self.vectors else None
        return Likeness(lambda: self.texts, (View(shared_characters),), meaning, self.texts, self._cache)

    @cached_property
    def _regression(self) -> Regression:
        targets = np.array([[name in own for name in self._columns] for own in self._labels], dtype=np.float32)
        return Regression(lambda: bent(self._likeness.among()), targets, (*self.texts, str(self.is_dense)), self._cache)

    def learn(self) -> None:
        """Learn now what is else learned when it is first needed."""
        if self._bank:
            _ = self._regression, self._likeness

    def near(self, text: str, vector: Matrix | None = None) -> Near:
        """What is near to `text`, nearest first; its vector is computed when it is not given."""
        if not self._bank:
            return Near((), (), {})
        shared = self._likeness.shared(text)
        cosines: Matrix | None = None
        meaning: tuple[Neighbour, ...] = ()
        if self.vectors:
            cosines = self.vectors.cosines(embed([text[-LONGEST:]])[0] if vector is None else vector)
            found = nearest(cosines[: len(self._bank)], BACKGROUND)
            common = cosines[found[-1]]
            meaning = self._neighbours(found[:VOTERS], cosines - common)
        words = self._neighbours(nearest(shared, VOTERS), shared)
        return Near(words, meaning, self._figures(shared, cosines), cosines)

    def figures(self, texts: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        """What all wordings say of each text: the `figures` of what is near to it."""
        if not (texts and self._bank):
            return ()
        vectors = self.vectors
        cosines = [vectors.cosines(one) for one in embed(texts)] if vectors else [None] * len(texts)
        shared = map(self._likeness.shared, texts)
        return tuple(self._figures(*alike) for alike in zip(shared, cosines, strict=True))

    def _figures(self, shared: Matrix, cosines: Matrix | None) -> Mapping[str, float]:
        figures = self._regression.predict(bent(self._likeness.to(shared, cosines)))
        return dict(zip(self._columns, map(float, figures), strict=True))

    def _neighbours(self, places: Sequence[int], nearness: Matrix) -> tuple[Neighbour, ...]:
        return tuple(Neighbour(self._bank[place], self._norms[place], float(nearness[place])) for place in places)

    def votes(self, nearest: Sequence[Neighbour]) -> Mapping[str, float]:
        """For each norm how strongly the wordings ask about it, by the nearest of those that select it."""
        found: dict[str, list[float]] = defaultdict(list)
        for one in nearest:
            for norm in one.norms:
                found[norm].append(one.nearness)
        return {norm: values[0] + SECOND * sum(values[1:COUNTED]) for norm, values in found.items()}


def selected(wording: Wording, slots: SlotIndex) -> set[str]:
    """The norms that a wording asks about, all of its own regulation; none when it is refused."""
    if wording.refusal:
        return set()
    own = wording.regulation + "/"
    norms = {norm for topic in wording.topics for norm in slots.selected(topic)}
    return {norm for norm in norms if norm.startswith(own)}


def labels(wording: Wording, own: Iterable[str], norms: Mapping[str, Norm]) -> Iterable[str]:
    """What a wording that selects its `own` norms is an example of: the names of the `figures` that are 1 for it."""
    provisions = {norms[norm].provision for norm in own}
    yield from provisions
    if len(provisions) > 1:
        yield SEVERAL
    if wording.act:
        yield WHETHER
    if wording.pattern:
        yield wording.pattern
    if wording.refusal:
        yield REFUSED + wording.refusal
