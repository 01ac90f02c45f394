"""What the lines of a Chinese regulation say about themselves: labels, headings, front matter."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from policy_kg.models import Kind
from policy_kg.text.numerals import HAN_DIGITS, parse_number

_NUMERAL: Final = rf"(?P<number>[{HAN_DIGITS}0-9０-９](?:\s?[{HAN_DIGITS}0-9０-９])*)"
_ARTICLE: Final = re.compile(rf"(?P<head>[第笫])\s?{_NUMERAL}\s?[条條](?:之(?P<suffix>[{HAN_DIGITS}]+))?")
_INLINE_ARTICLE: Final = re.compile(rf"(?<=[。；])\s*(?={_ARTICLE.pattern}\s)")
_HEADING: Final = re.compile(rf"(?P<head>[第笫])\s?{_NUMERAL}\s?(?P<unit>[编編章节節])(?=\s|$|[^，。；：]{{1,30}}$)")
_ANNEX: Final = re.compile(r"附\s?则$")
_ITEM: Final = re.compile(rf"[（(]\s?(?P<number>[{HAN_DIGITS}]+)\s?[)）](?!\s?项)")
_SUBITEMS: Final = {
    "point": re.compile(r"(?P<number>[0-9０-９]{1,3})\s?[.．、](?![0-9０-９])"),
    "bracket": re.compile(r"[（(]\s?(?P<number>[0-9０-９]{1,3})\s?[)）]|[⑴-⒇]"),
    "circle": re.compile(r"[①-⑳]"),
}
_HEADING_KINDS: Final = {
    "编": Kind.BOOK,
    "編": Kind.BOOK,
    "章": Kind.CHAPTER,
    "节": Kind.SECTION,
    "節": Kind.SECTION,
}
_CITED: Final = re.compile(r"第|规定|的|和|与|及|至|到|之|以|所|款|或|中|[，。；、：）)》”]")
_ATTACHMENT: Final = re.compile(rf"附件\s?[{HAN_DIGITS}0-9０-９]*\s?[:：]?$")
_ANNEXED: Final = re.compile(rf"附(?:件|表|录|图)?\s?[{HAN_DIGITS}0-9０-９]*\s?(?:[:：].*)?$")
_CONTENTS: Final = re.compile(r"目\s?[录次錄]$")
_DOCUMENT_NUMBER: Final = re.compile(
    r"[（(]?\s?(?P<number>[\u4e00-\u9fff]{2,20}\s?[\[〔［（(【]\s?(?:19|20)\d\d\s?[\]〕］）)】]\s?第?\s?\d+\s?号"
    r"|[\u4e00-\u9fff]{2,20}令\s?[（(]?第?\s?[\d零〇一二三四五六七八九十百]+\s?号)\s?[）)]?$"
)
_TITLE_END: Final = re.compile(
    r"(?:规定|办法|条例|法|法典|细则|规则|章程|决定|意见|通知|解释|批复|规范|准则|标准|方案|指南|纲要|制度|公告)(?:\s?[（(〔].{1,12}[）)〕])*$"
)
_TRAILING_FILL: Final = re.compile(r"[\s.．…·]+\d*$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line: its length there; `style` tells the kinds of 目 apart."""

    kind: Kind
    number: int | None
    suffix: int
    text: str
    length: int
    style: str = ""
    misspelt: bool = False
    spaced: bool = True


def read_label(line: str) -> Label | None:
    """The label that a canonical line begins with, or None; it may turn out to be a citation."""
    return _heading(line) or _article(line) or _item(line)


def _heading(line: str) -> Label | None:
    if _ANNEX.match(line):
        return Label(Kind.CHAPTER, None, 0, "", 0)
    if not (found := _HEADING.match(line)) or len(line) > 50 or line.endswith(("。", "；", "：", "，")):
        return None
    rest = line[found.end() :]
    if _CITED.match(rest) or (number := parse_number(found["number"])) is None:
        return None
    spaced = not rest or rest[0].isspace()
    misspelt = found["head"] == "笫"
    return Label(_HEADING_KINDS[found["unit"]], number, 0, found[0], found.end(), misspelt=misspelt, spaced=spaced)


def _article(line: str) -> Label | None:
    if not (found := _ARTICLE.match(line)) or (number := parse_number(found["number"])) is None:
        return None
    suffix = parse_number(found["suffix"]) or 0 if found["suffix"] else 0
    rest = line[found.end() :]
    spaced = not rest or rest[0].isspace()
    if not spaced and _CITED.match(rest):
        return None
    return Label(Kind.ARTICLE, number, suffix, found[0], found.end(), misspelt=found["head"] == "笫", spaced=spaced)


def _item(line: str) -> Label | None:
    if found := _ITEM.match(line):
        return Label(Kind.ITEM, parse_number(found["number"]), 0, found[0], found.end())
    for style, pattern in _SUBITEMS.items():
        if found := pattern.match(line):
            digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", found[0]))
            return Label(Kind.SUBITEM, parse_number(digits), 0, found[0], found.end(), style)
    return None


def inline_articles(line: str) -> list[int]:
    """Where, after a full stop inside the line, something stands that looks like the label of an article."""
    return [found.end() for found in _INLINE_ARTICLE.finditer(line)]


def is_attachment(line: str) -> bool:
    """Whether the line is an attachment heading: 附件1."""
    return bool(_ATTACHMENT.match(line))


def opens_attachment(line: str) -> bool:
    """Whether what follows the articles begins with the line: 附：, 附件：渡船登记表."""
    return bool(_ANNEXED.match(line))


def is_contents(line: str) -> bool:
    """Whether the line opens a table of contents: 目录."""
    return bool(_CONTENTS.match(line))


def document_number(line: str) -> tuple[int, int] | None:
    """Where a document number stands in a line that holds nothing else but brackets around it."""
    found = _DOCUMENT_NUMBER.match(line)
    return found.span("number") if found else None


def ends_title(line: str) -> bool:
    """Whether the line ends as titles of regulations do: …办法（试行）."""
    return bool(_TITLE_END.search(line))


def heading_key(line: str) -> str:
    """A heading without spaces and the dots and page number of a table of contents, to compare two with."""
    return re.sub(r"\s", "", _TRAILING_FILL.sub("", line))
