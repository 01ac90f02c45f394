"""In which language a question is asked."""

import re
from typing import Final, Literal

Language = Literal["zh", "en"]
HAN: Final = re.compile(r"[\u3400-\u9fff]")
LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
SENTENCE: Final = 3


def language(text: str) -> Language:
    """English when a text has more Latin words than Han characters and as many as a sentence needs, else Chinese."""
    words = len(LATIN_WORD.findall(text))
    return "en" if words >= SENTENCE and words > len(HAN.findall(text)) else "zh"
