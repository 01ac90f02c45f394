"""The days of a period in years, months and days, by articles 201 and 202 of the Civil Code (民法典)."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DURATION: Final = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of a period by the convention, and the days on which conventions differ."""

    first: date
    last: date
    boundary: tuple[date, ...]


def period(event: date, duration: str) -> Period | None:
    """The period that `event` starts: its own day is not counted, the corresponding day is the last.

    None when `duration` is no `PnYnMnD`, or ends after the calendar's last year.
    """
    found = _DURATION.fullmatch(duration)
    if found is None or duration == "P":
        return None
    years, months, days = (int(part or 0) for part in found.groups())
    try:
        last = _months_later(event, years * _MONTHS + months) + timedelta(days=days)
        first = event + timedelta(days=1)
    except (OverflowError, ValueError):
        return None
    return Period(first, last, (event, first, last))


def _months_later(event: date, months: int) -> date:
    """The corresponding day; the last of the month where there is none."""
    years, month = divmod(event.month - 1 + months, _MONTHS)
    year = event.year + years
    return date(year, month + 1, min(event.day, calendar.monthrange(year, month + 1)[1]))
