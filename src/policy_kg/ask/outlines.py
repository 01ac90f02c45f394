"""What the outline of a question, its concepts masked, says of it whatever regulation it is about."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np

from policy_kg.ask.asked import Asked, held_concepts, own_concepts
from policy_kg.ask.neighbours import labels, selected
from policy_kg.ask.phrases import Phrase, phrase, views
from policy_kg.lexicon import Mention
from policy_kg.patterns import Patterns
from policy_kg.retrieval import Likeness, Regression, bent

SHARE: Final = 3


class Outlines:
    """The outlines of a share of the questions that people asked, and for each all that depends on no regulation.

    All of them would take half a minute to learn from and answer no better. Concepts that some norm has are told from
    others; nothing else of what is named counts.
    """

    def __init__(self, asked: Asked, patterns: Patterns, cache: Path | None) -> None:
        self._asked = asked
        self._wordings = asked.wordings[::SHARE]
        self._signs = patterns.signs
        self._cache = cache

    def figures(self, text: str, mentions: Iterable[Mention]) -> Mapping[str, float]:
        """A value, about 0 to 1, for each label; {} when nobody asked anything yet."""
        if not self._wordings:
            return {}
        alike = bent(self._likeness.shared(phrase(text, mentions, self._held)))
        return dict(zip(self._columns, map(float, self._regression.predict(alike)), strict=True))

    def learn(self) -> None:
        """Learn now what is else learned when it is first needed."""
        if self._wordings:
            _ = self._regression

    @cached_property
    def _labels(self) -> list[set[str]]:
        """What each question is an example of, but for the provisions that it is about."""
        norms, slots = self._asked.norms, self._asked.slots
        provisions = {norm.provision for norm in norms.values()}
        return [set(labels(one, selected(one, slots), norms)) - provisions for one in self._wordings]

    @cached_property
    def _columns(self) -> list[str]:
        return sorted(set[str]().union(*self._labels))

    @cached_property
    def _held(self) -> frozenset[str]:
        return held_concepts(own_concepts(self._asked.norms.values()), self._asked.lexicon)

    @cached_property
    def _phrases(self) -> list[Phrase]:
        return [phrase(one.text, self._asked.lexicon.mentions(one.text), self._held) for one in self._wordings]

    @cached_property
    def _likeness(self) -> Likeness[Phrase]:
        return Likeness(lambda: self._phrases, views(self._signs), None, self._identity, self._cache)

    @cached_property
    def _regression(self) -> Regression:
        targets = np.array([[name in own for name in self._columns] for own in self._labels], dtype=np.float32)
        return Regression(lambda: bent(self._likeness.among()), targets, self._identity, self._cache)

    @cached_property
    def _identity(self) -> tuple[str, ...]:
        signs = (f"{one.kind}:{one.name}:{one.cue.pattern}" for one in self._signs)
        texts = (one.text for one in self._wordings)
        return (*texts, *signs, str(sorted(self._asked.lexicon.forms.items())), str(sorted(self._held)))
