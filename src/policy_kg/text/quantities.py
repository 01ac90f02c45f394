"""Durations in Chinese words."""

import re
from typing import Final

DURATION: Final = re.compile(r"P(?:(?P<年>\d+)Y)?(?:(?P<个月>\d+)M)?(?:(?P<日>\d+)D)?")


def duration_words(lexical: str) -> str:
    """An xsd:duration of years, months and days in words (`P5Y` → 5年, `P30D` → 30日), "" when it is none."""
    found = DURATION.fullmatch(lexical)
    return "".join(f"{amount}{unit}" for unit, amount in found.groupdict().items() if amount) if found else ""
