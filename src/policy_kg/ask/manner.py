"""How yes/no questions ask about a norm, learned from those of the bank."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from policy_kg.ask.neighbours import selected
from policy_kg.ask.phrases import Phrase, phrase, views
from policy_kg.ask.slots import SlotIndex
from policy_kg.bank import Fillers, Wording
from policy_kg.corpus import Norm, kinds
from policy_kg.lexicon import Lexicon, Mention
from policy_kg.patterns import Patterns
from policy_kg.retrieval import Centred, Likeness, Regression, Vectors, bent, unit

STRANGERS: Final = 0.5

Matrix = NDArray[np.float32]


class Manner:
    """The yes/no questions of a bank that people asked: two are alike in their wording, and more so when they ask about
    the same norm. What they name counts only as what that norm has or does not have.

    Norms for which the table of verdicts has the same row count as of one kind. Of a norm that was of another kind when
    its questions were labelled, `labelled`, they tell only how one asks about norms of that kind.
    """

    def __init__(
        self,
        bank: Sequence[Wording],
        slots: SlotIndex,
        norms: Mapping[str, Norm],
        labelled: Mapping[str, Fillers],
        lexicon: Lexicon,
        patterns: Patterns,
        cache: Path | None,
    ) -> None:
        self._about = {place: selected(one, slots) for place, one in enumerate(bank) if one.act and not one.is_made}
        self.places = [place for place, about in self._about.items() if about]
        self._wordings = [bank[place] for place in self.places]
        self._own = {iri: frozenset().union(*norm.fillers.values()) for iri, norm in norms.items()}
        self._lexicon = lexicon
        self._patterns = patterns
        self._cache = cache
        self._acts = sorted({one.act or "" for one in self._wordings})
        self._norms = {iri: number for number, iri in enumerate(norms)}
        self._kind_of = {iri: _kind(norm.kinds, patterns) for iri, norm in norms.items()}
        self._kind_when_labelled = self._kind_of | {
            iri: _kind(kinds(fillers), patterns) for iri, fillers in labelled.items() if iri in norms
        }
        self._vectors: Vectors | None = None

    def use(self, vectors: Vectors) -> None:
        """From now on compare by meaning too, `vectors` being those of the whole bank."""
        self._vectors = vectors
        for name in ("_likeness", "_regression"):
            self.__dict__.pop(name, None)

    def chances(self, text: str, mentions: Iterable[Mention], cosines: Matrix | None, norm: str) -> dict[str, float]:
        """How much each act fits a question in its normal form about `norm`, about 0 to 1; {} without a bank.

        `mentions` are its own, `cosines` those with the vectors of the whole bank, if any.
        """
        if not self._wordings:
            return {}
        kin = STRANGERS + self._kin[:, self._norms[norm]] + self._kin[:, len(self._norms) + self._kind_of[norm]]
        shared = self._likeness.shared(phrase(text, mentions, self._own[norm]))
        figures = self._regression.predict(bent(self._likeness.to(shared, cosines)) * kin)
        return dict(zip(self._acts, map(float, figures), strict=True))

    def learn(self) -> None:
        """Learn now what is else learned when it is first needed."""
        if self._wordings:
            _ = self._regression, self._likeness

    @cached_property
    def _kin(self) -> Matrix:
        """For each question its share of each norm, and after them of each kind of norm; unit length each."""
        then = self._kind_when_labelled
        kinds = max((*self._kind_of.values(), *then.values()), default=0) + 1
        about = np.zeros((len(self.places), len(self._norms)), dtype=np.float32)
        of_kind = np.zeros((len(self.places), kinds), dtype=np.float32)
        for row, place in enumerate(self.places):
            for norm in self._about[place]:
                about[row, self._norms[norm]] = then[norm] == self._kind_of[norm]
                of_kind[row, then[norm]] += 1
        found: Matrix = np.hstack([unit(about), unit(of_kind)])
        return found

    @cached_property
    def _likeness(self) -> Likeness[Phrase]:
        meaning = Centred(self._vectors, self.places) if self._vectors else None
        return Likeness(lambda: self._phrases, views(self._patterns.signs), meaning, self._identity, self._cache)

    @cached_property
    def _identity(self) -> tuple[str, ...]:
        """What the phrases and their signs rest on."""
        questions = (
            f"{one.question}:{sorted(self._about[place])}"
            for place, one in zip(self.places, self._wordings, strict=True)
        )
        own = (f"{iri}:{sorted(fillers)}" for iri, fillers in self._own.items())
        signs = (f"{one.kind}:{one.name}:{one.cue.pattern}" for one in self._patterns.signs)
        return (*questions, *own, *signs, str(sorted(self._lexicon.forms.items())))

    @cached_property
    def _phrases(self) -> list[Phrase]:
        found = []
        for place, one in zip(self.places, self._wordings, strict=True):
            own = frozenset().union(*(self._own[norm] for norm in self._about[place]))
            found.append(phrase(one.question, self._lexicon.mentions(one.question), own))
        return found

    @cached_property
    def _regression(self) -> Regression:
        targets = np.array([[one.act == act for act in self._acts] for one in self._wordings], dtype=np.float32)
        kinds = map(str, (*sorted(self._kind_of.items()), *sorted(self._kind_when_labelled.items())))
        identity = (*self._identity, *kinds, str(self._vectors is not None))
        return Regression(self._kernel, targets, identity, self._cache)

    def _kernel(self) -> Matrix:
        found: Matrix = bent(self._likeness.among()) * (STRANGERS + self._kin @ self._kin.T)
        return found


def _kind(kinds: frozenset[str], patterns: Patterns) -> int:
    """The number of the row that judges norms of these kinds, 0 when there is none."""
    row = patterns.verdict_row(kinds)
    return row.order if row else 0
