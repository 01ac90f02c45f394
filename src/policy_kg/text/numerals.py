"""Chinese and Arabic numerals from 1 to 9999."""

import re
import unicodedata
from typing import Final

import cn2an  # type: ignore[import-untyped,unused-ignore]

LARGEST: Final = 9999
HAN_DIGITS: Final = "〇零一二三四五六七八九十百千两廿卅"
NUMERAL: Final = rf"(?:[{HAN_DIGITS}]+|[0-9０-９]{{1,4}})"
"""A regular expression for a numeral as it stands in a label, without inner spaces."""


def parse_number(numeral: str) -> int | None:
    """The value of 十五, 十 五, 15, １５, ⑮ or 〇; None when it is no number from 1 to 9999."""
    plain = unicodedata.normalize("NFKC", re.sub(r"\s", "", numeral))
    if not plain.isascii():
        try:
            value = int(cn2an.cn2an(plain, "smart"))
        except ValueError:
            return None
    elif plain.isdigit():
        value = int(plain)
    else:
        return None
    return value if 1 <= value <= LARGEST else None


def format_number(number: int) -> str:
    """The Chinese numeral of a number from 1 to 9999: 115 → 一百一十五; ValueError outside."""
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} is not between 1 and {LARGEST}")
    return str(cn2an.an2cn(number))
