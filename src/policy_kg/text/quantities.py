"""Durations in Chinese words."""

import re
from typing import Final

from policy_kg.text.numerals import NUMERAL, parse_number

UNITS: Final = {"年": "Y", "个月": "M", "月": "M", "日": "D", "天": "D", "year": "Y", "month": "M", "day": "D"}
SAID: Final = re.compile(rf"(?<!第)({NUMERAL})\s?(个月|年(?![度代级初底末])|天|日(?!前|后|常|期)|year|month|day)")
CALENDAR: Final = 1000
DURATION: Final = re.compile(r"P(?:(?P<年>\d+)Y)?(?:(?P<个月>\d+)M)?(?:(?P<日>\d+)D)?")


def duration_words(lexical: str) -> str:
    """An xsd:duration of years, months and days in words (`P5Y` → 5年, `P30D` → 30日), "" when it is none."""
    found = DURATION.fullmatch(lexical)
    return "".join(f"{amount}{unit}" for unit, amount in found.groupdict().items() if amount) if found else ""


def find_durations(text: str) -> frozenset[str]:
    """The durations that a text in its normal form names, as xsd:duration: 过三年 → P3Y; years like 2008年 are none."""
    found = set()
    for said in SAID.finditer(text):
        number = parse_number(said[1])
        if number is not None and number < CALENDAR:
            found.add(f"P{number}{UNITS[said[2]]}")
    return frozenset(found)
