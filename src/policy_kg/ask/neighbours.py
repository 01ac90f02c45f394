"""The wordings nearest to a question, and what they vote for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Wording
from policy_kg.retrieval import Index

VOTERS: Final = 60
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
        self._index = Index([wording.text for wording in bank]) if bank else None

    def nearest(self, text: str) -> tuple[Neighbour, ...]:
        """The wordings that share words with `text`, nearest first."""
        if self._index is None:
            return ()
        return tuple(Neighbour(self._bank[place], score) for place, score in self._index.best(text, VOTERS))

    def votes(self, nearest: Sequence[Neighbour]) -> Mapping[str, float]:
        """For each norm how strongly the wordings ask about it, by the nearest of those that select it."""
        found: dict[str, list[float]] = defaultdict(list)
        for one in nearest:
            norms = {norm for topic in one.wording.topics for norm in self._slots.selected(topic)}
            for norm in norms:
                found[norm].append(one.nearness)
        return {norm: values[0] + SECOND * sum(values[1:COUNTED]) for norm, values in found.items()}
