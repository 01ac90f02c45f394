"""Slips of the pen read as names: homophones, near misses, pinyin and English terms, never over a common word."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from policy_kg.ask.messages import PAIR, READ_AS
from policy_kg.ask.names import LONGEST, MISSED_FROM, SHORTEST, Names, with_gap
from policy_kg.lexicon import Lexicon
from policy_kg.text.function_words import GRAMMAR
from policy_kg.text.lists import enumerate_words
from policy_kg.text.normalise import is_han, key, normalise
from policy_kg.text.units import Stretch, Unit, stretches

MOST: Final = 3
COMPOUND: Final = 4
TERM_WORDS: Final = 4
LONGEST_TEXT: Final = 1000
TERM: Final = re.compile("[a-z]+")


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` is read as `name`, which differs in so many characters."""

    start: int
    end: int
    name: str
    missed: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A question after repair, and what was changed: pairs of what was typed and what it is read as."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


def told(understood_as: str, repaired: Repaired) -> str:
    """What a question was understood as, with what was repaired in it."""
    if not repaired.changes:
        return understood_as
    pairs = [PAIR.format(typed=typed, name=name) for typed, name in repaired.changes]
    return understood_as + READ_AS.format(pairs=enumerate_words(pairs, joined=False))


class Repairer:
    """Reads what people type as names of a lexicon, and as words of the regulations' `texts`."""

    def __init__(self, lexicon: Lexicon, texts: Iterable[str] = ()) -> None:
        self._lexicon = lexicon
        self._names = Names(lexicon, texts)

    def repair(self, question: str) -> Repaired:
        """The question with at most three stretches read as names; as it is when it needs none, or is overlong."""
        if len(question) > LONGEST_TEXT:
            return Repaired(question)
        text = key(question)
        words = self._words(text)
        chosen = _best([*self._sounding(text, words), *self._missed(text, words), *self._translated(text)])
        if not chosen:
            return Repaired(question)
        typed = shown if len(shown := normalise(question)) == len(text) else text
        pairs = tuple((typed[one.start : one.end], one.name) for one in chosen)
        for one in reversed(chosen):
            text = text[: one.start] + one.name + text[one.end :]
        return Repaired(text, pairs)

    def _words(self, text: str) -> list[int]:
        """For each place of the text the number of the common word there, 0 where there is none."""
        cutter = self._lexicon.cutter
        numbers: list[int] = []
        for number, word in enumerate(cutter.words(text, guess=False), start=1):
            is_word = len(word.form) > 1 and is_han(word.form[0]) and cutter.is_common(word.form)
            numbers += [number if is_word else 0] * len(word.form)
        return numbers

    def _sounding(self, text: str, words: list[int]) -> Iterator[Change]:
        """What is read aloud as a name is."""
        for stretch in stretches(text, self._names.syllables):
            strange = [not unit.form or not words[unit.start] for unit in stretch]
            for start in range(len(stretch)):
                for end in range(start + SHORTEST, min(start + LONGEST, len(stretch)) + 1):
                    if any(strange[start:end]) and _is_whole(stretch[start:end], words):
                        yield from self._alike(stretch[start:end], words)

    def _alike(self, spoken: Stretch, words: list[int]) -> Iterator[Change]:
        heard = sum(not unit.form for unit in spoken)
        for name in self._names.sounding(spoken):
            slips = [unit for unit, char in zip(spoken, name, strict=True) if unit.form not in ("", char)]
            if _may_be(slips, heard, name, words) and (heard or not self._is_known(spoken, name)):
                yield Change(spoken[0].start, spoken[-1].end, name, len(slips))

    def _is_known(self, spoken: Stretch, name: str) -> bool:
        """Whether it is a common word itself, or a name with one character more at an end."""
        typed = "".join(unit.form for unit in spoken)
        within = {typed[1:], typed[:-1]} & {name[1:], name[:-1]} if len(name) >= COMPOUND else ()
        return self._lexicon.cutter.is_common(typed) or any(one in self._lexicon.forms for one in within)

    def _missed(self, text: str, words: list[int]) -> Iterator[Change]:
        """What is a name but for one character inside."""
        for place, char in enumerate(text):
            if words[place] or not is_han(char) or char in GRAMMAR:
                continue
            for size in range(MISSED_FROM, LONGEST + 1):
                for start in range(max(0, place - size + 2), min(place - 1, len(text) - size) + 1):
                    gap = with_gap(text[start : start + size], place - start)
                    names = self._names.around(gap)
                    if names and text[start : start + size] not in names and not _cuts(start, start + size, words):
                        yield from (Change(start, start + size, name, 1) for name in names)

    def _translated(self, text: str) -> Iterator[Change]:
        """English terms in a Chinese question."""
        if any(map(is_han, text)):
            runs = [run.span() for run in TERM.finditer(text)]
            for place, (start, _) in enumerate(runs):
                for _, end in runs[place : place + TERM_WORDS]:
                    if name := self._names.english(text[start:end]):
                        yield Change(start, end, name, 1)


def _is_whole(spoken: Stretch, words: list[int]) -> bool:
    """Whether neither a run of letters nor a common word lies across its ends."""
    return spoken[0].opens and spoken[-1].closes and not _cuts(spoken[0].start, spoken[-1].end, words)


def _cuts(start: int, end: int, words: list[int]) -> bool:
    return any(0 < place < len(words) and 0 < words[place - 1] == words[place] for place in (start, end))


def _may_be(slips: Sequence[Unit], heard: int, name: str, words: list[int]) -> bool:
    """Whether those characters, and as many as are `heard` in Latin letters, may be slips of who meant the name."""
    if any(words[unit.start] or unit.form in GRAMMAR for unit in slips):
        return False
    if len(slips) + heard < len(name) == SHORTEST and GRAMMAR & set(name):
        return False
    return 2 * len(slips) <= len(name) - heard if slips else heard > 0


def _best(found: Iterable[Change]) -> list[Change]:
    """The longest changes without overlap, at most three, in order; a stretch that two names are near to is left."""
    at: dict[tuple[int, int], dict[str, Change]] = defaultdict(dict)
    for one in sorted(found, key=lambda one: -one.missed):
        at[one.start, one.end][one.name] = one
    chosen: list[Change] = []
    for (start, end), names in sorted(at.items(), key=lambda pair: (pair[0][0] - pair[0][1], pair[0])):
        least = min(one.missed for one in names.values())
        nearest = [one for one in names.values() if one.missed == least]
        if len(nearest) == 1 and all(end <= one.start or one.end <= start for one in chosen):
            chosen.append(nearest[0])
    return sorted(chosen[:MOST], key=lambda one: one.start)
