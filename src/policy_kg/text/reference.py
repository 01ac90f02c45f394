"""The grammar of references to provisions: 第十条第（二）项, 第10条(2), 十条二款, Art. 10(2), bare 第二项."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeVar

from policy_kg.text.numerals import HAN_DIGITS, NUMERAL, format_number, parse_number

_JOIN: Final = r"[\s,，]*(?:(?:里面|里|中|下)?的|之中|中|里|之)?\s*"
_ORDINAL: Final = r"(?:第\s?)?"
_BRACKETED: Final = rf"[（(]\s?(?:[{HAN_DIGITS}]{{1,3}}|[0-9０-９]{{1,2}})\s?[)）]"
_PARAGRAPH: Final = rf"{_ORDINAL}(?P<paragraph>{NUMERAL})\s?款"
_ITEM: Final = rf"{_ORDINAL}(?P<item>{NUMERAL}|{_BRACKETED})\s?[项項]"
_SUBITEM: Final = rf"{_ORDINAL}(?P<subitem>{NUMERAL}|{_BRACKETED})\s?目(?![的标前录])"
_SUFFIX: Final = rf"\s?之\s?(?P<suffix>{NUMERAL})(?!\s?[款项項目])"
_HEAD: Final = rf"(?P<ordinal>[第笫]\s?)?(?P<article>{NUMERAL})\s?[条條](?:{_SUFFIX})?"


def _named(pattern: str, name: str) -> str:
    """The pattern with its group renamed, so that it can stand twice in one expression."""
    return re.sub(r"\?P<\w+>", f"?P<{name}>", pattern)


_FULL: Final = re.compile(
    rf"{_HEAD}"
    rf"(?:{_JOIN}{_PARAGRAPH})?"
    rf"(?:{_JOIN}{_ITEM}|\s?{_ORDINAL}(?P<bracket>{_BRACKETED}))?"
    rf"(?:{_JOIN}{_SUBITEM})?"
)
_BARE: Final = re.compile(
    rf"第\s?(?P<paragraph>{NUMERAL})\s?款(?:{_JOIN}{_ITEM})?(?:{_JOIN}{_SUBITEM})?"
    rf"|(?:第\s?(?P<item2>{NUMERAL}|{_BRACKETED})|(?P<item3>{_BRACKETED}))\s?[项項]"
    rf"(?:{_JOIN}{_named(_SUBITEM, 'subitem2')})?"
    rf"|第\s?(?P<subitem3>{NUMERAL})\s?目(?![的标前录])"
)
_SHORT: Final = re.compile(
    rf"(?:(?<![\w\]］〕/.-])|(?<=[至到和与及、]))(?:(?:§|§\s)(?P<article>[0-9]{{1,3}})(?P<bracket>{_BRACKETED})?"
    rf"|(?P<article2>[0-9]{{1,3}}|[一二三四五六七八九十百]{{1,4}})\s?(?P<bracket2>{_BRACKETED})(?![A-Za-z0-9号年月日])"
    rf"|(?P<article3>[0-9]{{1,2}})\.(?P<item3>[0-9]{{1,2}})(?![0-9.％%万亿元年月日号版倍个]))"
)
_ENGLISH: Final = re.compile(
    r"\bart(?:icle)?s?(?![a-z])\.?\s*(?P<article>\d{1,4})(?:-(?P<suffix>\d{1,2}))?"
    r"(?:[\s,]*para(?:graph)?s?\b\.?\s*\(?(?P<paragraph>\d{1,2})\)?)?"
    r"(?:[\s,]*items?\s*\(?(?P<item>\d{1,2})\)?|\s*\((?P<bracket>\d{1,2})\))?"
    r"(?:[\s,]*(?:subitem|point)\s*\(?(?P<subitem>\d{1,2})\)?)?",
    re.IGNORECASE,
)
_WRITTEN: Final = r"(?:[一二三四五六七八九十百]{1,4}|[0-9]{1,3})"
_LISTED: Final = re.compile(
    rf"第\s?(?P<first>{_WRITTEN})(?P<others>(?:\s?[、和及与]\s?(?:第\s?)?{_WRITTEN})+)(?:这|两|三|四|几|等)*\s?(?P<unit>[条條项項])"
)
_SEPARATOR: Final = re.compile(r"\s?[、和及与]\s?(?:第\s?)?")
_FURTHER: Final = re.compile(rf"\s?[、和及与]?\s?(?:第\s?)?(?P<item>{_BRACKETED})\s?[项項]?")
_RANGE: Final = re.compile(r"\s?(?:至|到|[-~～—–]+)\s?")
ORDINAL: Final = "第"
ITEM: Final = "项項"
WIDEST: Final = 50
_CITATION_FORM: Final = {"paragraph": "第{}款", "item": "第（{}）项"}


_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Reference:
    """A provision that a text names; `article` is None where the text leaves it to the context.

    `start` and `end` say where in the text the reference stands, in code points, the end exclusive.
    """

    article: int | None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    start: int = 0
    end: int = 0


_UNIT: Final = "(?:[条條项項]|(?<=[那这])道)"
_RELATIVE: Final = re.compile(
    rf"(?P<last>最后|最末|末尾|压轴|收尾|殿后|倒数)(?:的|那|这)*(?:第?(?P<last_count>{NUMERAL}))?(?:个)?(?P<last_item>{_UNIT})"
    rf"|(?P<end>末)(?P<end_item>[条條项項])"
    rf"|(?P<first>开头|开篇|打头|起首|首|头|前)(?:的|那|这)*(?P<first_count>{NUMERAL})?(?P<first_item>{_UNIT})"
    rf"|(?P<rank>(?:[项項条條道]|原则|要求)[^，。？]{{0,4}}排(?:在|第|行)*)(?:(?P<rank_first>首位|头里|老大|头一)|(?P<rank_last>末位|最末|末尾|最后|老幺)"
    rf"|(?:老|第)?(?P<rank_count>{NUMERAL})(?:位|个)?)"
    rf"|(?P<before>上|前)(?:面)?一?(?P<before_item>[条條项項])(?![件文例目])|(?P<after>下|后)(?:面)?一?(?P<after_item>[条條项項])(?![件文例目])"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """Provisions that a text names by their place: `count` of them from the first or last, or beside another."""

    place: str
    count: int
    is_item: bool
    start: int
    end: int

    def chosen(self, ordered: Sequence[_Key], anchor: _Key | None) -> Sequence[_Key]:
        """Those of the keys `ordered` that are meant; `anchor` is the key beside which they stand."""
        if self.place == "first":
            return ordered[: self.count]
        if self.place == "last":
            return ordered[-self.count :]
        if self.place == "from last":
            return ordered[-self.count :][:1]
        if self.place == "rank":
            return ordered[self.count - 1 :][:1]
        at = ordered.index(anchor) if anchor in ordered else None
        step = 1 if self.place == "after" else -1
        return [] if at is None or not 0 <= at + step < len(ordered) else [ordered[at + step]]


def find_relatives(text: str) -> tuple[Relative, ...]:
    """The provisions that a text names by their place, in the order in which they stand there."""
    return tuple(map(_relative, _RELATIVE.finditer(text)))


def _relative(found: re.Match[str]) -> Relative:
    groups = {name: value for name, value in found.groupdict().items() if value}
    place: str = next(name for name in ("last", "end", "first", "rank", "before", "after") if name in groups)
    count = parse_number(groups.get(f"{place}_count", "一")) or 1
    if place == "rank":
        return Relative("last" if "rank_last" in groups else place, count, True, found.start(), found.end())
    if place == "first" and groups["first"] == "前" and count == 1:
        place = "before"
    if groups.get("last") == "倒数":
        place = "from last"
    is_item = next(groups[name] for name in groups if name.endswith("_item")) in ITEM + "道"
    return Relative({"end": "last"}.get(place, place), count, is_item, found.start(), found.end())


def find_references(text: str) -> tuple[Reference, ...]:
    """The references in a text, in the order in which they stand there, those between the ends of a range too."""
    taken: list[Reference] = list(_listed(text))
    for pattern in (_FULL, _ENGLISH, _SHORT, _BARE):
        for found in pattern.finditer(text):
            reference = _reference(found)
            if reference is not None and not any(_overlap(reference, other) for other in taken):
                taken += (reference, *_further(text, reference))
    ordered = sorted(taken, key=lambda reference: (reference.start, reference.item or 0))
    between = [one for first, last in pairwise(ordered) for one in _between(text, first, last)]
    return tuple(sorted([*ordered, *between], key=lambda reference: reference.start))


def _listed(text: str) -> Iterator[Reference]:
    """The articles or items of a list with one 条 or 项: 第七、八条, 第五、第七项."""
    for found in _LISTED.finditer(text):
        for written in (found["first"], *filter(None, _SEPARATOR.split(found["others"]))):
            if (number := parse_number(written)) is not None:
                span = {"start": found.start(), "end": found.end()}
                is_item = found["unit"] in ITEM
                yield Reference(None, item=number, **span) if is_item else Reference(number, **span)


def _further(text: str, first: Reference) -> Iterator[Reference]:
    """Items in brackets that follow on one: 第十条（一）和（三）."""
    if first.article is None or first.item is None or first.subitem is not None:
        return
    end = first.end
    while found := _FURTHER.match(text, end):
        end = found.end()
        yield replace(first, item=_number(found.groupdict(), "item"), start=found.start(), end=end)


def _between(text: str, first: Reference, last: Reference) -> Iterator[Reference]:
    """What lies between the ends of a range of articles or of items of one: 第三条至第六条, 5(1)至5(7).

    Of more than WIDEST nobody asks; there the ends stand for themselves.
    """
    if not _RANGE.fullmatch(text, first.end, last.start) or (first.item is None) != (last.item is None):
        return
    span = {"start": first.start, "end": last.end}
    if first.item and last.item and last.article in (None, first.article):
        yield from (replace(first, item=item, **span) for item in _inside(first.item, last.item))
    elif first.item is None and first.article and last.article:
        yield from (Reference(article, **span) for article in _inside(first.article, last.article))


def _inside(first: int, last: int) -> range:
    return range(first + 1, last) if last - first <= WIDEST else range(0)


def format_reference(reference: Reference) -> str:
    """The citation label, without parts that are None: 第十条第（二）项, 第三条之一第二款第（一）项第1目."""
    label = ""
    if reference.article is not None:
        label = f"第{format_number(reference.article)}条"
        if reference.suffix:
            label += f"之{format_number(reference.suffix)}"
    for part, form in _CITATION_FORM.items():
        if (number := getattr(reference, part)) is not None:
            label += form.format(format_number(number))
    return label if reference.subitem is None else f"{label}第{reference.subitem}目"


def _reference(found: re.Match[str]) -> Reference | None:
    groups = found.groupdict()
    numbers = {
        name: _number(groups, *names)
        for name, names in {
            "article": ("article", "article2", "article3"),
            "suffix": ("suffix",),
            "paragraph": ("paragraph",),
            "item": ("item", "item2", "item3", "bracket", "bracket2"),
            "subitem": ("subitem", "subitem2", "subitem3"),
        }.items()
    }
    below = (numbers["paragraph"], numbers["item"], numbers["subitem"])
    if groups.get("article") and numbers["article"] is None:
        return None
    if "ordinal" in groups and groups["ordinal"] is None and numbers["suffix"] is None and not any(below):
        return None
    return Reference(numbers["article"], numbers["suffix"] or 0, *below, start=found.start(), end=found.end())


def _number(groups: dict[str, str | None], *names: str) -> int | None:
    """The number in the first of the groups that took part in the match."""
    written = next((value for name in names if (value := groups.get(name))), None)
    return None if written is None else parse_number(unicodedata.normalize("NFKC", written).strip("() "))


def _overlap(one: Reference, other: Reference) -> bool:
    return one.start < other.end and other.start < one.end


def numbered(last: int) -> tuple[str, ...]:
    """The names of articles and items up to a number: 第一条, 第一项."""
    return tuple(f"{ORDINAL}{format_number(number)}{unit}" for number in range(1, last + 1) for unit in "条项")
