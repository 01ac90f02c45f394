"""Whether a literal is what its property takes."""

import re
from datetime import date
from typing import Final

from policy_kg import ns
from policy_kg.store import Term

DATE: Final = ns.XSD + "date"
DATE_TIME: Final = ns.XSD + "dateTime"
BOOLEAN: Final = ns.XSD + "boolean"
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(Z|[+-][0-9]{2}:[0-9]{2})?")
_LIKE_A_DAY: Final = re.compile(
    r"\s*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d).*|\s*(\d{4})(\d{2})(\d{2})\s*", re.DOTALL
)
_BOOLEANS: Final = frozenset({"true", "false", "0", "1"})


def is_boolean(value: Term) -> bool:
    """Whether the literal is an xsd:boolean."""
    return value.datatype == BOOLEAN and value.value in _BOOLEANS


def is_date(value: Term) -> bool:
    """Whether the literal is an xsd:date and a day of the calendar."""
    day = _DAY.fullmatch(value.value)
    return value.datatype == DATE and day is not None and _is_day(day[1])


def day_meant(written: str) -> str | None:
    """The day that a text of another form names, as it should be written; None when it names no day."""
    found = _LIKE_A_DAY.fullmatch(written)
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    written = f"{year:04}-{month:02}-{day:02}"
    return written if _is_day(written) else None


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
