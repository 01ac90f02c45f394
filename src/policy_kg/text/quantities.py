"""Durations and dates in Chinese words."""

from typing import Final

import isodate

UNITS: Final = (("years", "年"), ("months", "个月"), ("days", "日"))


def duration_words(lexical: str) -> str:
    """An ISO 8601 duration in words (`P5Y` → 5年, `P30D` → 30日), "" when it is none."""
    try:
        duration = isodate.parse_duration(lexical)
    except (isodate.ISO8601Error, ValueError, TypeError):
        return ""
    return "".join(
        f"{int(amount)}{word}" for unit, word in UNITS if (amount := getattr(duration, unit, 0))
    )
