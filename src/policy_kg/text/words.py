"""Cutting Chinese text into words, jieba's only door."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import jieba

jieba.setLogLevel(logging.WARNING)

COMMON: Final = 10
"""From how many occurrences in jieba's corpus on a word is no slip of somebody's."""
CONTENT: Final = ("n", "v", "a", "i", "j", "l", "z", "eng")
"""How the tags of nouns, verbs, adjectives, set phrases, abbreviations and foreign words begin."""
FAMILIAR: Final = 200
"""From how many occurrences on everybody knows a word."""
LONG: Final = 3
"""From how many characters on any word of the dictionary is."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `text[start:end] == form`, in code points."""

    form: str
    start: int
    end: int


class Cutter:
    """jieba's dictionary (https://github.com/fxsjy/jieba) and the forms of a lexicon, each kept in one piece."""

    def __init__(self, forms: Iterable[str] = ()) -> None:
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.initialize()
        self._forms = dict.fromkeys(forms)
        for form in self._forms:
            self._tokenizer.add_word(form)

    def words(self, text: str, *, guess: bool = True) -> tuple[Word, ...]:
        """The words of `text` in order, without overlap and without gap; words that no dictionary has are guessed."""
        return tuple(Word(form, start, end) for form, start, end in self._tokenizer.tokenize(text, HMM=guess))

    def content(self, text: str) -> list[str]:
        """The nouns, verbs, adjectives and set phrases of two characters or more, in order."""
        tagged = self._tagger.cut(text)
        return [word for word, tag in tagged if len(word) > 1 and (word in self._forms or tag.startswith(CONTENT))]

    @cached_property
    def _tagger(self) -> Any:
        from jieba import posseg  # loads its tables of tags, which only the upkeep of the vocabulary needs

        return posseg.POSTokenizer(self._tokenizer)

    def familiar(self, text: str) -> frozenset[str]:
        """The words of `text` that everybody knows, those inside longer words too."""
        found = {form for form, *_ in self._tokenizer.tokenize(text, mode="search", HMM=False)}
        return frozenset(form for form in found if self._tokenizer.FREQ.get(form, 0) >= FAMILIAR)

    def is_common(self, form: str) -> bool:
        """Whether the lexicon has the word, or the dictionary, and not as a rarity."""
        return form in self._forms or self._tokenizer.FREQ.get(form, 0) >= (COMMON if len(form) < LONG else 1)


def grams(text: str, longest: int = 2) -> list[str]:
    """The runs of 1 to `longest` characters of `text` without blanks and stops, the short ones first, in order."""
    kept = "".join(char for char in text if char.isalnum())
    return [kept[start : start + size] for size in range(1, longest + 1) for start in range(len(kept) - size + 1)]
