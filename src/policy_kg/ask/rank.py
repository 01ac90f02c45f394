"""How well each norm fits a question: the concepts that it mentions and the words that it shares."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

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
        self._concepts = {norm: self._weights(norm) for norm in self._norms}
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
        total = len(self._norms)
        shared = self._texts.scores(question)
        scores = {norm: WORDS * float(shared[place]) for place, norm in enumerate(self._norms)}
        for mention in mentions:
            fits = {
                norm: max(weights.get(concept, 0.0) for concept in mention.concepts)
                for norm, weights in self._concepts.items()
            }
            having = sum(fit > 0 for fit in fits.values())
            if having:
                rarity = math.log(1 + total / having)
                for norm, fit in fits.items():
                    scores[norm] += rarity * fit
        return scores


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
    sums = dict.fromkeys(scores, 0.0)
    for around, weight, figure in figures:
        spread = standard(_around({norm: figure.get(norm, 0.0) for norm in scores}, provision_of, around))
        for norm, value in spread.items():
            sums[norm] += weight * value
    lowest = min(sums.values(), default=0.0)
    return {norm: value - lowest for norm, value in sums.items()}


def _around(figure: Mapping[str, float], provision_of: Mapping[str, str], share: float) -> Mapping[str, float]:
    """Each norm's figure, mixed with the best of its provision."""
    best: dict[str, float] = {}
    for norm, value in figure.items():
        best[provision_of[norm]] = max(best.get(provision_of[norm], value), value)
    return {norm: (1 - share) * value + share * best[provision_of[norm]] for norm, value in figure.items()}


def standard(scores: Mapping[str, float]) -> Mapping[str, float]:
    """The scores less their mean, in standard deviations; 0 when all are equal."""
    values = np.fromiter(scores.values(), dtype=np.float64, count=len(scores))
    spread = float(values.std()) if len(values) else 0.0
    if not spread:
        return dict.fromkeys(scores, 0.0)
    return dict(zip(scores, ((values - values.mean()) / spread).tolist(), strict=True))
