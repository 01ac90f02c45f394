"""The tree of subdivisions that a list of marks stands for."""

from collections import Counter

from policy_kg.ingest.marks import Mark
from policy_kg.models import Kind, Subdivision

_Key = tuple[Kind, int | None, int]


def grow(canonical: str, marks: list[Mark]) -> tuple[Subdivision, ...]:
    """The outermost subdivisions, each with its parts; paragraphs are numbered here, by their place."""
    return _Grower(canonical, marks).parts(0, len(marks))


class _Grower:
    def __init__(self, canonical: str, marks: list[Mark]) -> None:
        self._canonical = canonical
        self._marks = marks
        self._articles: Counter[_Key] = Counter()

    def parts(self, first: int, last: int) -> tuple[Subdivision, ...]:
        """The siblings that the marks from `first` up to `last` make."""
        seen: Counter[_Key] = Counter()
        grown: list[Subdivision] = []
        while first < last:
            after = self._after(first, last)
            grown.append(self._subdivision(first, after, seen))
            first = after
        return tuple(grown)

    def _after(self, at: int, last: int) -> int:
        """The next mark that is no part of the one at `at`."""
        kind = self._marks[at].kind
        return next((other for other in range(at + 1, last) if self._marks[other].kind <= kind), last)

    def _subdivision(self, at: int, after: int, seen: Counter[_Key]) -> Subdivision:
        mark = self._marks[at]
        number = seen.total() + 1 if mark.kind is Kind.PARAGRAPH else mark.number
        counter = self._articles if mark.kind is Kind.ARTICLE else seen
        key = (mark.kind, number, mark.suffix)
        counter[key] += 1
        occurrence = counter[key]
        parts = self.parts(at + 1, after)
        end = parts[-1].end if parts and mark.kind >= Kind.ARTICLE else mark.end
        return Subdivision(
            kind=mark.kind,
            number=number,
            suffix=mark.suffix,
            occurrence=occurrence,
            label=mark.label,
            words=self._canonical[mark.words : mark.end].strip(),
            text=self._canonical[mark.start : end],
            start=mark.start,
            end=end,
            parts=parts,
        )
