"""How far the norms agree with a second reading that was written from the text alone."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_kg.corpus import Norm
from policy_kg.coverage.reading import Reading
from policy_kg.coverage.report import Agreement, Difference
from policy_kg.errors import DataError
from policy_kg.lexicon import Lexicon
from policy_kg.text.normalise import key

HALF = 0.5
WHO = ("bearer", "owner")


@dataclass(frozen=True, slots=True)
class SecondNorm:
    """A norm of the second reading; `positions` are the places of its quote in the canonical text."""

    name: str
    place: tuple[int, int, int]
    modality: str
    bearers: tuple[str, ...]
    positions: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """A norm of ours with the second reader's of the same words; `overlap` is their Jaccard index."""

    ours: Norm
    second: SecondNorm
    overlap: float


def read_second(path: Path, reading: Reading) -> tuple[SecondNorm, ...]:
    """The norms of a second-reading file; DataError names a line that is no norm or misquotes the text."""
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    return tuple(_second_norm(line, reading, path, number) for number, line in lines if line.strip())


def _second_norm(line: str, reading: Reading, path: Path, number: int) -> SecondNorm:
    try:
        row = json.loads(line)
        place = (int(row["article"]), int(row.get("suffix") or 0), int(row["item"] or 0))
        written = (str(row["id"]), str(row["quote"]), row["modality"] or "", tuple(row["bearers"]))
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"not a norm of a second reading: {error}", path=path, line=number) from error
    name, quote, modality, bearers = written
    if not (positions := _find(reading, place, quote)):
        raise DataError(f"{name}: the quote is not in its provision", path=path, line=number)
    return SecondNorm(name, place, modality, bearers, positions)


def _find(reading: Reading, place: tuple[int, int, int], quote: str) -> frozenset[int]:
    """The positions of the first occurrence of the quote in the provision; white space does not count."""
    text = reading.regulation.text
    inside = [
        at
        for at, owner in sorted(reading.owners.items())
        if _place(owner.article, owner.suffix, owner.item) == place and not text[at].isspace()
    ]
    squeezed = "".join(quote.split())
    found = "".join(text[at] for at in inside).find(squeezed)
    return frozenset() if found < 0 or not squeezed else frozenset(inside[found : found + len(squeezed)])


def _place(article: int | None, suffix: int, item: int | None) -> tuple[int, int, int]:
    return article or 0, suffix, item or 0


def compare(reading: Reading, second: tuple[SecondNorm, ...], lexicon: Lexicon) -> Agreement:
    """The agreement of the norms with the second reading, pair by pair."""
    pairs = tuple(_pairs(reading, second))
    modalities = [(reading.modality(pair.ours), pair.second.modality) for pair in pairs]
    same_bearer = [_same_bearer(pair, lexicon) for pair in pairs]
    return Agreement(
        norms=len(reading.norms),
        second=len(second),
        pairs=len(pairs),
        modality=_mean(one == other for one, other in modalities),
        kappa=kappa(modalities),
        bearer=_mean(same_bearer),
        span=_mean(pair.overlap for pair in pairs),
        differences=tuple(_differences(reading, second, pairs, lexicon)),
    )


def _pairs(reading: Reading, second: tuple[SecondNorm, ...]) -> Iterator[Pair]:
    """One-to-one pairs inside the same article and item, the greatest overlap first."""
    words = frozenset(reading.words)
    provisions = {one.iri: one for one in reading.provisions}
    theirs: dict[tuple[int, int, int], list[SecondNorm]] = defaultdict(list)
    for one in second:
        theirs[one.place].append(one)
    candidates = []
    for norm in reading.norms:
        stated = provisions[norm.provision]
        mine = reading.positions(norm) & words
        for other in theirs[_place(stated.article, stated.suffix, stated.item)]:
            overlap = jaccard(mine, other.positions & words)
            candidates.append(Pair(norm, other, overlap))
    taken: set[str] = set()
    for pair in sorted(candidates, key=lambda one: (-one.overlap, one.ours.iri, one.second.name)):
        if pair.overlap > 0 and not {pair.ours.iri, pair.second.name} & taken:
            taken |= {pair.ours.iri, pair.second.name}
            yield pair


def jaccard(one: frozenset[int], other: frozenset[int]) -> float:
    """The shared positions as a share of all."""
    return len(one & other) / len(one | other) if one | other else 1.0


def kappa(pairs: list[tuple[str, str]]) -> float:
    """Cohen's kappa of two readers' choices: 1 is full agreement, 0 what chance alone would give."""
    if not pairs:
        return 1.0
    ours, theirs = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = _mean(one == other for one, other in pairs)
    chance = sum(ours[choice] * theirs[choice] for choice in ours) / len(pairs) ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 1.0


def _bearers(norm: Norm) -> frozenset[str]:
    return frozenset(iri for role in WHO for iri in norm.fillers.get(role, ()))


def _same_bearer(pair: Pair, lexicon: Lexicon) -> bool:
    """Whether each name leads to one of our bearers, and each of ours is named."""
    ours = _bearers(pair.ours)
    named = [ours & frozenset(lexicon.forms.get(key(name), ())) for name in pair.second.bearers]
    return all(named) and frozenset().union(*named) == ours


def _differences(
    reading: Reading, second: tuple[SecondNorm, ...], pairs: tuple[Pair, ...], lexicon: Lexicon
) -> Iterator[Difference]:
    labels = {one.iri: one.label for one in reading.provisions}
    for pair in sorted(pairs, key=lambda one: min(one.second.positions)):
        ours, theirs = pair.ours, pair.second
        for aspect, mine, other in _unlike(reading, pair, lexicon):
            recorded = ours.iri in reading.read_twice
            yield Difference(aspect, labels[ours.provision], ours.iri, theirs.name, mine, other, recorded)
    yield from _unpaired(reading, second, pairs)


def _unlike(reading: Reading, pair: Pair, lexicon: Lexicon) -> Iterator[tuple[str, str, str]]:
    ours, theirs = pair.ours, pair.second
    if reading.modality(ours) != theirs.modality:
        yield "modality", reading.modality(ours), theirs.modality
    if not _same_bearer(pair, lexicon):
        names = sorted(lexicon.label(iri) for iri in _bearers(ours))
        yield "bearer", ", ".join(names), ", ".join(theirs.bearers)
    if pair.overlap < HALF:
        yield "span", " … ".join(ours.quotes), _words(reading, theirs)


def _unpaired(reading: Reading, second: tuple[SecondNorm, ...], pairs: tuple[Pair, ...]) -> Iterator[Difference]:
    labels = {one.iri: one.label for one in reading.provisions}
    ours, theirs = {pair.ours.iri for pair in pairs}, {pair.second.name for pair in pairs}
    for norm in reading.norms:
        if norm.iri not in ours:
            recorded = norm.iri in reading.read_twice
            quotes = " … ".join(norm.quotes)
            yield Difference("unpaired", labels[norm.provision], norm.iri, "", quotes, "", recorded)
    for one in second:
        if one.name not in theirs:
            label = reading.owners[min(one.positions)].label
            yield Difference("unpaired", label, "", one.name, "", _words(reading, one), False)


def _words(reading: Reading, second: SecondNorm) -> str:
    return "".join(reading.regulation.text[at] for at in sorted(second.positions))
