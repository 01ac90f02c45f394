"""How each norm is enforced on submissions: by a shape, by a person, or not at all and why."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from policy_kg import profiles
from policy_kg.coverage.report import Enforcement, Reason
from policy_kg.errors import DataError
from policy_kg.ns import BASE, RDFS, REG
from policy_kg.store import open_memory

NOT_CHECKABLE: Final = "not-checkable.ttl"
REASONS: Final = f"""SELECT ?norm ?reason WHERE {{
  ?record a <{REG}NotCheckable> ; <{REG}onNorm> ?norm ; <{RDFS}comment> ?reason
}} ORDER BY ?norm"""


def enforcement(norms: Iterable[str], shapes: Path) -> Enforcement:
    """How the shapes of a folder enforce those norms; DataError for a norm without a reason in both languages."""
    wanted, read = frozenset(norms), profiles.read(shapes)
    by_shape = wanted & {check.norm for profile in read for check in profile.checks.values()}
    by_person = wanted & {manual.norm for profile in read for manual in profile.manual} - by_shape
    reasons = tuple(one for one in _reasons(shapes / NOT_CHECKABLE) if one.norm in wanted)
    marked = {one.norm for one in reasons}
    return Enforcement(
        by_shape=tuple(sorted(by_shape)),
        by_person=tuple(sorted(by_person)),
        not_checkable=reasons,
        contradictory=tuple(sorted(marked & (by_shape | by_person))),
        forgotten=tuple(sorted(wanted - by_shape - by_person - marked)),
    )


def _reasons(path: Path) -> list[Reason]:
    if not path.is_file():
        return []
    store = open_memory()
    store.load(path.read_bytes(), BASE + path.stem, source=str(path))
    words: dict[str, dict[str, str]] = {}
    for row in store.select(REASONS).bindings:
        words.setdefault(row["norm"].value, {})[row["reason"].lang or ""] = row["reason"].value
    for norm, reason in words.items():
        if reason.keys() != {"zh", "en"}:
            raise DataError(f"<{norm}> needs one reason in Chinese and one in English", path=path)
    return [Reason(norm, reason["zh"], reason["en"]) for norm, reason in words.items()]
