"""Cutting Chinese text into words, jieba's only door."""

import itertools
import logging
from collections.abc import Iterable
from dataclasses import dataclass

import jieba

jieba.setLogLevel(logging.WARNING)


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
        for form in forms:
            self._tokenizer.add_word(form)

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of `text` in order, without overlap and without gap."""
        return tuple(Word(form, start, end) for form, start, end in self._tokenizer.tokenize(text))


def grams(text: str) -> list[str]:
    """The character uni- and bigrams of `text` without blanks and stops, in order."""
    kept = [c for c in text if c.isalnum()]
    return kept + ["".join(pair) for pair in itertools.pairwise(kept)]
