"""Which characters lie in evidence, and how long the spans of evidence are."""

import math
import statistics
from collections.abc import Iterator
from itertools import groupby

from policy_kg.coverage.reading import Reading
from policy_kg.coverage.report import Lengths, Stretch

LONG = 60


def covered_positions(reading: Reading) -> frozenset[int]:
    """All positions in the evidence of some norm or in a span annotated as normless."""
    evidence = (span for norm in reading.norms for span in reading.spans.get(norm.iri, ()))
    return frozenset(at for spans in (evidence, reading.normless) for span in spans for at in span)


def uncovered(reading: Reading, covered: frozenset[int]) -> Iterator[Stretch]:
    """The longest stretches of uncovered words, each inside one provision, in the order of the text."""

    def group(numbered: tuple[int, int]) -> tuple[bool, str]:
        return numbered[1] in covered, reading.owners[numbered[1]].iri

    for (is_covered, _), members in groupby(enumerate(reading.words), key=group):
        if not is_covered:
            positions = [at for _, at in members]
            yield stretch(reading, positions[0], positions[-1] + 1)


def stretch(reading: Reading, start: int, end: int) -> Stretch:
    """The stretch of the text from `start` to `end`, labelled with the provision where it starts."""
    return Stretch(reading.owners[start].label, start, end, reading.regulation.text[start:end])


def lengths(reading: Reading) -> Lengths:
    """The spread of the evidence spans of all norms, and how many of them cross a provision."""
    spans = [span for norm in reading.norms for span in reading.spans.get(norm.iri, ())]
    ordered = sorted(len(span) for span in spans) or [0]
    return Lengths(
        count=len(spans),
        shortest=ordered[0],
        median=statistics.median(ordered),
        ninetieth=ordered[math.ceil(0.9 * len(ordered)) - 1],
        longest=ordered[-1],
        limit=LONG,
        above=sum(length > LONG for length in ordered) / len(ordered),
        crossing=sum(_crosses(reading, span) for span in spans),
    )


def _crosses(reading: Reading, span: range) -> bool:
    owners = {reading.owners[at].iri if at in reading.owners else "" for at in span}
    return len(owners) != 1 or "" in owners
