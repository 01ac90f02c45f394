"""What people may have meant: names of a lexicon and words of the regulations, by sound and by spelling."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product
from typing import Final

from policy_kg.lexicon import Lexicon
from policy_kg.text import pinyin
from policy_kg.text.function_words import QUESTION
from policy_kg.text.normalise import is_han, key
from policy_kg.text.reference import ORDINAL, numbered
from policy_kg.text.units import Stretch

SHORTEST: Final = 2
LONGEST: Final = 12
MISSED_FROM: Final = 5
PLACES: Final = 20
ANY: Final = "*"


class Names:
    """The names by how they are read, by all their characters but one, and by English terms for them."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str]) -> None:
        text = " ".join(map(key, texts))
        words = (word for word in lexicon.cutter.familiar(text) if not word.startswith(ORDINAL))
        meant = (concept for concept in lexicon.concepts.values() if not concept.is_strange)
        known = (key(name) for concept in meant for name in concept.names)
        forms = sorted(set(filter(_is_target, (*known, *words, *numbered(PLACES)))))
        self.readings = {name: tuple(map(pinyin.readings, name)) for name in forms}
        self.syllables = frozenset[str]().union(*(one for spoken in self.readings.values() for one in spoken))
        self._by_ends: dict[tuple[int, str, str], list[str]] = defaultdict(list)
        self._by_gap: dict[str, list[str]] = defaultdict(list)
        for name, spoken in self.readings.items():
            for first, last in product(spoken[0], spoken[-1]):
                self._by_ends[len(name), first, last].append(name)
            if len(name) >= MISSED_FROM:
                for place in range(1, len(name) - 1):
                    self._by_gap[with_gap(name, place)].append(name)
        self._english = _english(lexicon, text)

    def sounding(self, spoken: Stretch) -> list[str]:
        """The names that the units may be meant as: each is the same character or is read alike."""
        ends = product(spoken[0].readings, spoken[-1].readings)
        alike = {name for first, last in ends for name in self._by_ends.get((len(spoken), first, last), ())}
        return sorted(name for name in alike if self._sounds(spoken, name))

    def _sounds(self, spoken: Stretch, name: str) -> bool:
        return all(
            unit.form == char or unit.readings & own
            for unit, char, own in zip(spoken, name, self.readings[name], strict=True)
        )

    def around(self, gap: str) -> list[str]:
        """The names that are `gap` (see `with_gap`) but for the character left out, never the first or the last."""
        return self._by_gap.get(gap, [])

    def english(self, term: str) -> str | None:
        """The name for a term in Latin letters."""
        return self._english.get(term)


def with_gap(name: str, place: int) -> str:
    """The name with its character at `place` left open."""
    return name[:place] + ANY + name[place + 1 :]


def _is_target(name: str) -> bool:
    return SHORTEST <= len(name) <= LONGEST and all(map(is_han, name)) and not QUESTION & set(name)


def _english(lexicon: Lexicon, text: str) -> Mapping[str, str]:
    """For each form in Latin letters that only one concept has, that concept's name that `text` has most often."""
    return {
        form: max(map(key, names), key=lambda name: (text.count(name), len(name)))
        for form, concepts in lexicon.forms.items()
        if form.isascii() and form.replace(" ", "").isalpha() and len(concepts) == 1
        if (names := lexicon.concepts[concepts[0]].names)
    }
