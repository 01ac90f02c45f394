"""The job coverage: how much of a regulation's words its norms cover, and how two readers agree on them."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from policy_kg import lexicon
from policy_kg.coverage.agreement import compare, read_second
from policy_kg.coverage.enforcement import enforcement
from policy_kg.coverage.reading import Reading, read
from policy_kg.coverage.report import Agreement, Count, CoverageReport, Enforcement
from policy_kg.coverage.signals import loose_signals, occurrences
from policy_kg.coverage.spans import covered_positions, lengths, uncovered
from policy_kg.store import Store

__all__ = ["CoverageReport", "coverage"]


def coverage(
    store: Store, regulation: str, second_reading: Path | None = None, shapes: Path | None = None
) -> CoverageReport:
    """The report on the regulation with that IRI.

    Its agreement is None where no second reading is, its enforcement where `shapes` have none of its norms.
    """
    reading = read(store, regulation)
    covered = covered_positions(reading)
    counted = sum(at in covered for at in reading.words)
    return CoverageReport(
        regulation=regulation,
        title=reading.regulation.title,
        characters=len(reading.words),
        covered=counted,
        share=counted / len(reading.words) if reading.words else 1.0,
        uncovered=tuple(uncovered(reading, covered)),
        lengths=lengths(reading),
        signals=sum(1 for _ in occurrences(reading)),
        loose_signals=tuple(loose_signals(reading)),
        norms=len(reading.norms),
        modalities=_counts(reading.modality(norm) for norm in reading.norms),
        functions=_counts(kind for norm in reading.norms for kind in reading.functions(norm) or ("",)),
        open_matters=reading.others.get("OpenMatter", 0),
        alternative_readings=reading.others.get("NormReading", 0),
        agreement=_agreement(store, reading, second_reading),
        enforcement=_enforcement(reading, shapes),
    )


def _counts(kinds: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(kind, norms) for kind, norms in sorted(Counter(kinds).items()))


def _agreement(store: Store, reading: Reading, second_reading: Path | None) -> Agreement | None:
    if second_reading is None or not second_reading.is_file():
        return None
    return compare(reading, read_second(second_reading, reading), lexicon.read(store))


def _enforcement(reading: Reading, shapes: Path | None) -> Enforcement | None:
    norms = [norm.iri for norm in reading.norms]
    found = enforcement(norms, shapes) if shapes else None
    return found if found and len(found.forgotten) < len(norms) else None
