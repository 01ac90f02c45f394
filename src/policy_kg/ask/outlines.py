"""What the outline of a question, its concepts masked, says of it whatever regulation it is about."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from policy_kg.ask.phrases import Phrase, phrase, views
from policy_kg.bank import Wording
from policy_kg.lexicon import Lexicon, Mention
from policy_kg.patterns import Patterns
from policy_kg.retrieval import Likeness, Regression, bent


class Outlines:
    """The outlines of questions that people asked, and for each what is to be known of it: its `labels`.

    Concepts that some norm has, `held`, are told from others; nothing else of what is named counts.
    """

    def __init__(
        self,
        wordings: Sequence[Wording],
        labels: Sequence[Collection[str]],
        lexicon: Lexicon,
        held: Collection[str],
        patterns: Patterns,
        cache: Path | None,
    ) -> None:
        self._wordings = wordings
        self._labels = labels
        self._columns = sorted(set[str]().union(*labels))
        self._lexicon = lexicon
        self._held = held
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
    def _phrases(self) -> list[Phrase]:
        return [phrase(one.text, self._lexicon.mentions(one.text), self._held) for one in self._wordings]

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
        return (*texts, *signs, str(sorted(self._lexicon.forms.items())), str(sorted(self._held)))
