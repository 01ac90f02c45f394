"""A text as it is spoken: Han characters, and the syllables of pinyin among them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from policy_kg.text import pinyin
from policy_kg.text.normalise import HAN

TOKEN: Final = re.compile(rf"(?P<latin>{pinyin.LATIN})|(?P<han>[{HAN}])|(?P<other>\S)")
WAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """`text[start:end]`: a Han character, or with `form` "" a syllable of a run of Latin letters.

    `opens` and `closes` say whether it is the first and the last of its run; all syllables of a run have its place.
    """

    start: int
    end: int
    form: str
    readings: frozenset[str]
    opens: bool = True
    closes: bool = True


Stretch = tuple[Unit, ...]


def stretches(text: str, syllables: Collection[str]) -> tuple[Stretch, ...]:
    """What is written in Han characters and `syllables`, without blanks, in pieces between all other characters.

    A run of letters that can be cut in several ways gives a stretch for each of the first few.
    """
    tokens = list(TOKEN.finditer(text))
    cuts = [pinyin.split(pinyin.plain(one[0]), syllables)[:WAYS] if one["latin"] else () for one in tokens]
    found: dict[Stretch, None] = {}
    for way in range(max((1, *map(len, cuts)))):
        line = [
            unit for token, ways in zip(tokens, cuts, strict=True) for unit in _units(token, ways[way:] or ways[-1:])
        ]
        found |= {tuple(filter(None, group)): None for there, group in groupby(line, key=bool) if there}
    return tuple(found)


def _units(token: re.Match[str], ways: tuple[tuple[str, ...], ...]) -> Iterator[Unit | None]:
    start, end = token.span()
    if token["han"]:
        yield Unit(start, end, token[0], pinyin.heard(token[0]))
    elif not ways:
        yield None
    else:
        last = len(ways[0]) - 1
        for place, syllable in enumerate(ways[0]):
            yield Unit(start, end, "", frozenset({syllable}), place == 0, place == last)
