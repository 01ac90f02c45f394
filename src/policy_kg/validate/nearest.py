"""The right name that is nearest to a wrong one."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz, process

NEAR_ENOUGH: Final = 60


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate whose local name is most like that of `name`, when one is near enough."""
    local = {iri: local_name(iri) for iri in sorted(candidates)}
    found = process.extractOne(local_name(name), local, scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
    return None if found is None else str(found[2])


def like(one: str, other: str) -> float:
    """How much alike two texts are, from 0 to 100."""
    return fuzz.ratio(one, other)


def local_name(iri: str) -> str:
    """The end of an IRI."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]
