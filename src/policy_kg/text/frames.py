"""Sentences with named places: `[向{counterparty}]提出{object}`."""

import re
from collections.abc import Mapping
from typing import Final

PLACE: Final = re.compile(r"\{(\w+)\}")
OPTIONAL: Final = re.compile(r"\[([^\[\]]*)\]")


def places(frame: str) -> tuple[str, ...]:
    """The names of the places of `frame`, in order."""
    return tuple(PLACE.findall(frame))


def fill(frame: str, values: Mapping[str, str]) -> str:
    """`frame` with its places filled; a part in square brackets is left out when one of its places is empty."""

    def keep(match: re.Match[str]) -> str:
        return match[1] if all(values.get(name) for name in places(match[1])) else ""

    previous = ""
    while previous != frame:
        previous, frame = frame, OPTIONAL.sub(keep, frame)
    return PLACE.sub(lambda match: values.get(match[1], ""), frame)
