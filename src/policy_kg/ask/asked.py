"""The questions that people asked, of the regulations held or, where none was collected of them, of those shipped."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from policy_kg import assets, bank, corpus, lexicon
from policy_kg.ask.slots import SlotIndex
from policy_kg.ask.standing import filled, standing
from policy_kg.bank import Wording
from policy_kg.store import open_knowledge


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions that people asked, with the norms, concepts and slots that they are about, the norms' kinds when
    they were labelled, and the roles of norms that were filled since.
    """

    wordings: tuple[Wording, ...]
    norms: Mapping[str, corpus.Norm]
    lexicon: lexicon.Lexicon
    slots: SlotIndex
    kinds: Mapping[str, frozenset[str]]
    filled: frozenset[tuple[str, str]]


def read_asked(
    data: Path, without: Collection[str], known: corpus.Corpus, words: lexicon.Lexicon, slots: SlotIndex
) -> Asked:
    """The questions collected in a data folder; in one that has none, those shipped: they tell how people ask."""
    wordings = bank.read(data, without=without)
    if wordings or data == assets.find().data:
        stand = standing(wordings, slots, known.norms)
        since = filled(wordings, slots, known.norms)
        return Asked(stand, known.norms, words, slots, bank.read_kinds(data), since)
    shipped = open_knowledge()
    norms = {**corpus.read(shipped).norms, **known.norms}
    every = lexicon.Lexicon(({**lexicon.read(shipped).concepts, **words.concepts}).values())
    home = assets.find().data
    collected, kinds = bank.read(home, without=without), bank.read_kinds(home)
    return Asked(collected, norms, every, SlotIndex(norms, every), kinds, frozenset())


def own_concepts(norms: Iterable[corpus.Norm]) -> frozenset[str]:
    """All that fills a role of a norm."""
    return frozenset(filler for norm in norms for fillers in norm.fillers.values() for filler in fillers)


def held_concepts(own: frozenset[str], words: lexicon.Lexicon) -> frozenset[str]:
    """The same and all that is broader."""
    return own.union(*(one.broader for iri, one in words.concepts.items() if iri in own))
