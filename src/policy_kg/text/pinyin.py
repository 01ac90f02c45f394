"""How Han characters are read, pypinyin's only door, and pinyin written in Latin letters."""

import os
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any, Final

LATIN: Final = r"[a-zà-ǜ]+(?:[1-5][a-zà-ǜ]+)*[1-5]?"
"""A regular expression for a run of Latin letters in lower case, with marks or figures of tones."""
LONGEST_RUN: Final = 40
LOOK_ALIKE: Final = dict(
    zip("淮木朮顶末己拔人千耍休货岀朿抉亨糸劲", "准术术项未已拨入干要体贷出束扶享系颈", strict=True)
)
"""Characters that are taken for others by their looks: typed, and meant."""
USUAL: Final = 2
"""How many readings of a character are usual; rarer ones only clutter."""


@cache
def readings(character: str) -> frozenset[str]:
    """The syllables, without tones, that the character is usually read as."""
    return frozenset(_read(character)[:USUAL])


@cache
def heard(character: str) -> frozenset[str]:
    """The syllables that somebody who typed the character may have meant: its first reading, or a look-alike's."""
    meant = LOOK_ALIKE.get(character, "")
    return frozenset((*_read(character)[:1], *_read(meant)[:1]))


def _read(character: str) -> list[str]:
    pinyin, style = _library()
    found = pinyin(character, style=style, heteronym=True, errors="ignore") if character else []
    return [one.replace("v", "u") for one in found[0]] if found else []


def plain(run: str) -> str:
    """A run of Latin letters without tones, ü written u: lǜ, lv4 → lu."""
    letters = "".join(char for char in unicodedata.normalize("NFD", run) if char.isascii() and char.isalpha())
    return letters.replace("v", "u")


def split(letters: str, syllables: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """The ways to cut letters into the fewest of `syllables`; () when there is none or the run is overlong."""
    ways = list(_split(letters, syllables)) if len(letters) <= LONGEST_RUN else []
    return tuple(way for way in ways if len(way) == min(map(len, ways)))


def _split(letters: str, syllables: Collection[str]) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
    for size in range(1, min(6, len(letters)) + 1):
        if letters[:size] in syllables:
            yield from ((letters[:size], *rest) for rest in _split(letters[size:], syllables))


@cache
def _library() -> tuple[Any, Any]:
    """pypinyin (https://github.com/mozillazg/python-pinyin) without its phrases, which take half a second to load."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, pinyin

    return pinyin, Style.NORMAL
