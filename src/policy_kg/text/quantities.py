"""Durations and amounts in Chinese words."""

import re
from collections.abc import Iterator
from typing import Final

from policy_kg.text.numerals import NUMERAL, parse_number

UNITS: Final = {"年": "Y", "个月": "M", "月": "M", "日": "D", "天": "D", "year": "Y", "month": "M", "day": "D"}
SAID: Final = re.compile(rf"(?<!第)({NUMERAL})\s?(个月|年(?![度代级初底末])|天|日(?!前|后|常|期)|year|month|day)")
WITHIN: Final = re.compile(r"\s?(之|以)?内")
AFTER: Final = re.compile(r"\s?((以|之)?后|期?满)")
FULL: Final = "满"
CALENDAR: Final = 1000
DURATION: Final = re.compile(r"P(?:(?P<年>\d+)Y)?(?:(?P<个月>\d+)M)?(?:(?P<日>\d+)D)?")
DAYS: Final = {"年": 365, "个月": 30, "日": 1}
"""How many days count as a year and a month when durations are compared."""
ROUGH: Final = re.compile("[一二两三四五六七八九]{2}")
SCALES: Final = {"": 1, "万": 10_000, "亿": 100_000_000}
OTHER_WORDS: Final = {"块": "元", "位": "名", "人": "名", "个人": "名", "％": "%"}
AMOUNT: Final = re.compile(
    rf"(?<!第)(?<!分之)({NUMERAL})[来多余]?(万|亿)?(元|块|名|位|个人|人|%|％|台|套|家|次|吨|亩|平方米|小时)?"
)
SHARE: Final = re.compile(rf"百分之({NUMERAL})|({NUMERAL})个?(百分点|点(?!钟))|({NUMERAL})成(?![立员果功本为熟])")
TENTH: Final = 10
LESS: Final = re.compile(r"(不足|不到|不满|未满|未达|没到|没满|(?<!不)(低于|少于|小于))$")
MORE: Final = re.compile(r"(?<!不)(超过|超出|高于|多于|大于)$")
BELOW: Final = re.compile(r"元?(以下|不到)")
HAIR: Final = 1e-6
"""By how much of itself an amount is taken to lie below or above what is named, 不足五十万 or 超过五十万."""


def duration_words(lexical: str) -> str:
    """An xsd:duration of years, months and days in words (`P5Y` → 5年, `P30D` → 30日), "" when it is none."""
    found = DURATION.fullmatch(lexical)
    return "".join(f"{amount}{unit}" for unit, amount in found.groupdict().items() if amount) if found else ""


def duration_days(lexical: str) -> int | None:
    """About how many days an xsd:duration of years, months and days is, None when it is none."""
    found = DURATION.fullmatch(lexical)
    parts = found.groupdict().items() if found else ()
    return sum(DAYS[unit] * int(amount) for unit, amount in parts if amount) or None


def find_durations(text: str) -> frozenset[str]:
    """The durations that a text in its normal form names, as xsd:duration: 过三年 → P3Y; years like 2008年 are none."""
    return frozenset(lexical for lexical, _ in _said(text))


def find_spans(text: str) -> frozenset[str]:
    """Those of its durations that something lasted, not within which or after which it is to be: 闲置八个月 → P8M."""
    return frozenset(lexical for lexical, said in _said(text) if not (_is_limit(said) or _is_over(said)))


def find_elapsed(text: str) -> frozenset[str]:
    """Those of its durations after which something is to be: 六年以后, 满六年 → P6Y."""
    return frozenset(lexical for lexical, said in _said(text) if _is_over(said))


def _said(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for said in SAID.finditer(text):
        number = _number(said[1])
        if number is not None and number < CALENDAR:
            yield f"P{number}{UNITS[said[2]]}", said


def _is_limit(said: re.Match[str]) -> bool:
    return WITHIN.match(said.string, said.end()) is not None


def _is_over(said: re.Match[str]) -> bool:
    return said.string[: said.start()].endswith(FULL) or AFTER.match(said.string, said.end()) is not None


def find_amounts(text: str) -> Iterator[tuple[float, str]]:
    """The amounts that a text in its normal form names, each with its unit: 四十来万 → 400000, ""; 百分之七 → 7, "%".

    What is said to be less or more than an amount lies a HAIR below or above it.
    """
    for said in AMOUNT.finditer(text):
        number = _number(said[1])
        if number is not None and (said[2] or said[3]):
            amount = number * SCALES[said[2] or ""]
            yield _leaning(amount, said), OTHER_WORDS.get(said[3] or "", said[3] or "")
    for said in SHARE.finditer(text):
        number = _number(said[1] or said[2] or said[4])
        if number is not None:
            yield _leaning(number * TENTH if said[4] else number, said), "%"


def _leaning(amount: float, said: re.Match[str]) -> float:
    before = said.string[: said.start()]
    if LESS.search(before) or BELOW.match(said.string, said.end()):
        return amount * (1 - HAIR)
    return amount * (1 + HAIR) if MORE.search(before) else amount


def _number(numeral: str) -> int | None:
    """Its value; of two digits side by side, as in 两三天, the greater."""
    return parse_number(numeral[1] if ROUGH.fullmatch(numeral) else numeral)
