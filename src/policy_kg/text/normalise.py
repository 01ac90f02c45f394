"""One written form for what people type: width, case and blanks."""

import re
import unicodedata
from functools import cache
from typing import Final

import opencc

INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
BLANKS: Final = re.compile(r"\s+")
HAN: Final = r"\u3400-\u9fff"
BETWEEN_HAN: Final = re.compile(rf"(?<=[{HAN}，。；：、？！]) (?=[{HAN}，。；：、？！])")
BRACKETS: Final = str.maketrans({"(": "（", ")": "）", ",": "，", "?": "？", "!": "！", ";": "；", ":": "："})


def compatible(text: str) -> str:
    """`text` in NFKC (UAX #15): ⑦ is 7 and a full-width digit a plain one."""
    return unicodedata.normalize("NFKC", text)


def normalise(text: str) -> str:
    """`text` in NFKC (UAX #15) without invisible characters, one blank at most, brackets and stops full width."""
    clean = INVISIBLE.sub("", compatible(text))
    return BETWEEN_HAN.sub("", BLANKS.sub(" ", clean).strip()).translate(BRACKETS)


def is_han(character: str) -> bool:
    """Whether it is a Chinese character."""
    return "\u3400" <= character <= "\u9fff"


def key(text: str) -> str:
    """`text` as it is compared with other forms: normalised, lower case, in the mainland's characters and words."""
    return str(_simplifier().convert(normalise(text).lower()))


@cache
def _simplifier() -> opencc.OpenCC:
    """Traditional to simplified Chinese with Taiwan's words (https://github.com/BYVoid/OpenCC)."""
    return opencc.OpenCC("tw2sp")
