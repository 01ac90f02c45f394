"""Words that a text puts in quotation marks."""

import re
from typing import Final

_QUOTED: Final = re.compile("[“\"「『‘']([^“”\"「」『』‘’']{1,30})[”\"」』’']")


def find_quoted(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, in order."""
    return tuple(_QUOTED.findall(text))
