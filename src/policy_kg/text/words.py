"""Cutting Chinese text into words, jieba's only door."""

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


def grams(text: str, longest: int = 2) -> list[str]:
    """The runs of 1 to `longest` characters of `text` without blanks and stops, the short ones first, in order."""
    kept = "".join(char for char in text if char.isalnum())
    return [kept[start : start + size] for size in range(1, longest + 1) for start in range(len(kept) - size + 1)]
