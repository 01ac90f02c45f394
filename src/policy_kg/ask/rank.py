"""How well each norm fits a question: the concepts that it mentions and the words that it shares."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policy_kg.ask.slots import SlotIndex
from policy_kg.corpus import Corpus
from policy_kg.lexicon import Lexicon, Mention
from policy_kg.retrieval import Index
from policy_kg.text.words import grams

WORDS: Final = 0.12
KIN: Final = 0.6
VOTES: Final = 2.0
ALIKE: Final = 2.3
VOTES_AROUND: Final = 0.6
FITS_AROUND: Final = 0.3


class Ranker:
    """The norms of a corpus, ready to be scored."""

    def __init__(self, corpus: Corpus, lexicon: Lexicon, index: SlotIndex) -> None:
        self._norms = tuple(corpus.norms)
        self._lexicon = lexicon
        self._slots = index
        self._having = self._norms_by_concept()
        texts = [self._text(corpus, norm) for norm in self._norms]
        self._texts = Index(texts)
        self._known = {gram for text in texts for gram in grams(text)}

    def known(self, text: str) -> float:
        """The share of the character bigrams of `text` that the norms or their concepts' forms have."""
        pairs = [gram for gram in grams(text) if len(gram) == 2]
        return sum(pair in self._known for pair in pairs) / (len(pairs) + 1)

    def _text(self, corpus: Corpus, norm: str) -> str:
        forms = [
            form
            for slot in sorted(self._slots.own(norm))
            if (concept := self._lexicon.concepts.get(slot.concept))
            for form in concept.forms
        ]
        return " ".join((*corpus.norms[norm].quotes, *forms))

    def _norms_by_concept(self) -> dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]]:
        """The places of the norms to which a concept belongs, and how much it does."""
        found: dict[str, dict[int, float]] = defaultdict(dict)
        for place, norm in enumerate(self._norms):
            for concept, weight in self._weights(norm).items():
                found[concept][place] = weight
        return {concept: (np.array(list(own)), np.array(list(own.values()))) for concept, own in found.items()}

    def _weights(self, norm: str) -> dict[str, float]:
        """How much each concept belongs to the norm: 1 for a filler, less for what is broader or narrower."""
        weights: dict[str, float] = {}
        own = {slot.concept for slot in self._slots.own(norm)}
        for slot in self._slots.slots_of[norm]:
            weights[slot.concept] = KIN
        for iri, concept in self._lexicon.concepts.items():
            if concept.broader & own:
                weights.setdefault(iri, KIN)
        return weights | dict.fromkeys(own, 1.0)

    def scores(self, question: str, mentions: Sequence[Mention]) -> Mapping[str, float]:
        """The score of each norm, 0 and up; a mention counts the more, the fewer norms have its concept."""
        scores = WORDS * self._texts.scores(question).astype(np.float64)
        for mention in mentions:
            fits = np.zeros(len(self._norms))
            for places, weights in (self._having[one] for one in mention.concepts if one in self._having):
                fits[places] = np.maximum(fits[places], weights)
            if having := np.count_nonzero(fits):
                scores += math.log(1 + len(self._norms) / having) * fits
        return dict(zip(self._norms, scores.tolist(), strict=True))


def fuse(
    scores: Mapping[str, float],
    votes: Mapping[str, float],
    alike: Mapping[str, float],
    provision_of: Mapping[str, str],
) -> Mapping[str, float]:
    """The three figures of each norm as one, each in its own standard deviations, the lowest norm at 0.

    `votes` and `alike` are what the wordings near in characters and near in meaning say; each figure counts for the
    other norms of the same provision too, in part.
    """
    figures = ((FITS_AROUND, 1.0, scores), (VOTES_AROUND, VOTES, votes), (VOTES_AROUND, ALIKE, alike))
    number = {place: number for number, place in enumerate(dict.fromkeys(provision_of[norm] for norm in scores))}
    places = np.array([number[provision_of[norm]] for norm in scores], dtype=np.int64)
    sums = np.zeros(len(scores))
    for around, weight, figure in figures:
        values = np.array([figure.get(norm, 0.0) for norm in scores])
        best = np.full(len(number), -np.inf)
        np.maximum.at(best, places, values)
        sums += weight * _standard((1 - around) * values + around * best[places])
    return dict(zip(scores, (sums - sums.min(initial=np.inf)).tolist(), strict=True))


def standard(scores: Mapping[str, float]) -> Mapping[str, float]:
    """The scores less their mean, in standard deviations; 0 when all are equal."""
    values = np.fromiter(scores.values(), dtype=np.float64, count=len(scores))
    return dict(zip(scores, _standard(values).tolist(), strict=True))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std()) if len(values) else 0.0
    found: NDArray[np.float64] = (values - values.mean()) / spread if spread else np.zeros(len(values))
    return found
