"""The wordings nearest to a question, and what they vote for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Wording
from policy_kg.retrieval import Index, Vectors

VOTERS: Final = 60
BACKGROUND: Final = 200
SECOND: Final = 0.3
COUNTED: Final = 3


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A wording and how near it is to the question, 0 and up."""

    wording: Wording
    nearness: float


class Neighbours:
    """The wordings of a bank, ready to be asked."""

    def __init__(self, bank: Sequence[Wording], slots: SlotIndex) -> None:
        self._bank = bank
        self._slots = slots
        self.texts = [wording.text for wording in bank]
        self._index = Index(self.texts) if bank else None
        self._vectors: Vectors | None = None

    def use(self, vectors: Vectors) -> None:
        """From now on compare by meaning too."""
        self._vectors = vectors

    @property
    def is_dense(self) -> bool:
        """Whether questions are compared by meaning too."""
        return self._vectors is not None

    def nearest(self, text: str) -> tuple[Neighbour, ...]:
        """The wordings that share words with `text`, nearest first."""
        if self._index is None:
            return ()
        return tuple(Neighbour(self._bank[place], score) for place, score in self._index.best(text, VOTERS))

    def alike(self, text: str) -> tuple[Neighbour, ...]:
        """The wordings nearest in meaning to `text`, nearest first; () without vectors."""
        if self._vectors is None:
            return ()
        found = self._vectors.best(text, BACKGROUND)
        common = found[-1][1]
        return tuple(Neighbour(self._bank[place], cosine - common) for place, cosine in found[:VOTERS])

    def votes(self, nearest: Sequence[Neighbour]) -> Mapping[str, float]:
        """For each norm how strongly the wordings ask about it, by the nearest of those that select it."""
        found: dict[str, list[float]] = defaultdict(list)
        for one in nearest:
            own = one.wording.regulation + "/"
            selected = {norm for topic in one.wording.topics for norm in self._slots.selected(topic)}
            norms = {norm for norm in selected if norm.startswith(own)}
            for norm in norms:
                found[norm].append(one.nearness)
        return {norm: values[0] + SECOND * sum(values[1:COUNTED]) for norm, values in found.items()}
