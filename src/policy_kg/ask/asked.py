"""The questions that people asked, of the regulations held or, where none was collected of them, of those shipped."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_kg import assets, bank, corpus, lexicon
from policy_kg.ask.slots import SlotIndex
from policy_kg.ask.standing import standing
from policy_kg.bank import Fillers, Wording
from policy_kg.store import open_knowledge


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that people asked, with the norms, concepts and slots that they are about, and what filled
    the norms' roles when they were labelled.
    """

    wordings: tuple[Wording, ...]
    norms: Mapping[str, corpus.Norm]
    lexicon: lexicon.Lexicon
    slots: SlotIndex
    labelled: Mapping[str, Fillers]


def read_asked(
    data: Path, without: Collection[str], known: corpus.Corpus, words: lexicon.Lexicon, slots: SlotIndex
) -> Asked:
    """The questions collected in a data folder; in one that has none, those shipped: they tell how people ask."""
    wordings = bank.read(data, without=without)
    if wordings or data == assets.find().data:
        stand = standing(wordings, slots, known.norms)
        return Asked(stand, known.norms, words, slots, bank.read_labelled(data))
    shipped = open_knowledge()
    norms = {**corpus.read(shipped).norms, **known.norms}
    every = lexicon.Lexicon(({**lexicon.read(shipped).concepts, **words.concepts}).values())
    home = assets.find().data
    collected, labelled = bank.read(home, without=without), bank.read_labelled(home)
    return Asked(collected, norms, every, SlotIndex(norms, every), labelled)


def own_concepts(norms: Iterable[corpus.Norm]) -> frozenset[str]:
    """All that fills a role of a norm."""
    return frozenset(filler for norm in norms for fillers in norm.fillers.values() for filler in fillers)


def held_concepts(own: frozenset[str], words: lexicon.Lexicon) -> frozenset[str]:
    """The same and all that is broader."""
    return own.union(*(one.broader for iri, one in words.concepts.items() if iri in own))
