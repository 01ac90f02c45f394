"""The parts of a question, each of which may ask about something else."""

import re
from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from policy_kg.patterns import Patterns

SHORTEST: Final = 3
MOST: Final = 10


def parts(text: str, forms: Collection[str], patterns: Patterns) -> tuple[str, ...]:
    """Its clauses, each two that are neighbours, and it with only one of two joined mentions; `forms` are what it
    mentions. At most MOST, none the whole.
    """
    found = dict.fromkeys((*_clauses(text, patterns.parting), *_without_one(text, forms, patterns.joining)))
    found.pop(text, None)
    return tuple(found)[:MOST]


def _clauses(text: str, parting: re.Pattern[str]) -> Iterator[str]:
    marks = [(0, 0), *(found.span() for found in parting.finditer(text)), (len(text), len(text))]
    spans = [(start, end) for (_, start), (end, _) in pairwise(marks) if end > start]
    yield from (text[start:end] for start, end in spans if end - start >= SHORTEST)
    yield from (text[start:end] for (start, _), (_, end) in pairwise(spans))


def _without_one(text: str, forms: Collection[str], joining: re.Pattern[str]) -> Iterator[str]:
    if not forms:
        return
    either = "|".join(map(re.escape, sorted(forms, key=len, reverse=True)))
    for found in re.finditer(f"({either})(?:{joining.pattern})({either})", text):
        yield text[: found.start(1)] + text[found.start(2) :]
        yield text[: found.end(1)] + text[found.end(2) :]
