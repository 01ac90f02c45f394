"""Canonical text: the same words whatever the layout of the source."""

import hashlib
import json
from pathlib import Path

import pytest

from policy_kg.text.canonical import canonicalize, squeeze
from policy_kg.text.layout import Layout

CASES = Path(__file__).parent / "cases" / "ingest"
FIRST_TEXT = "9b2c68379b70be5fd93a01cf974cb9a8e6d5f9155c01015d40f0be8eda49b9cf"


def test_the_first_regulation_has_1990_code_points(root: Path) -> None:
    source = (root / "data/regulations/most-2008-338/source.txt").read_text(encoding="utf-8")
    canonical = canonicalize(source)
    assert len(canonical.text) == 1990
    assert hashlib.sha256(canonical.text.encode()).hexdigest() == FIRST_TEXT
    assert canonical.text.startswith(
        "附件1\n国家科技计划支持产业技术创新战略联盟暂行规定\n（国科发计[2008]338号）\n第一条 产业"
    )
    assert canonical.text[1571:1650].startswith("联盟组织申报国家科技计划项目")
    assert canonical.text[1571:1650].endswith("知识产权处理方案。")


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("sea-farm", Layout.PARAGRAPHS),
        ("sea-farm.hinted", Layout.HINTED),
        ("sea-farm.wrapped", Layout.WRAPPED),
    ],
)
def test_one_text_in_three_layouts(name: str, layout: Layout) -> None:
    canonical = canonicalize((CASES / f"{name}.txt").read_text(encoding="utf-8"))
    assert canonical.layout is layout
    assert canonical.text == (CASES / "sea-farm.txt").read_text(encoding="utf-8").strip()


def test_each_paragraph_knows_its_line_in_the_source() -> None:
    source = (CASES / "sea-farm.wrapped.txt").read_text(encoding="utf-8")
    canonical = canonicalize(source)
    lines = source.split("\n")
    for paragraph, number in zip(canonical.text.split("\n"), canonical.lines, strict=True):
        assert squeeze(paragraph).startswith(squeeze(lines[number - 1]))


def test_a_page_number_is_left_out_and_told() -> None:
    canonical = canonicalize((CASES / "sea-farm.wrapped.txt").read_text(encoding="utf-8"))
    assert "— 1 —" not in canonical.text
    assert [(flag.code, flag.line) for flag in canonical.flags] == [("page_number", 17), ("page_number", 35)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("附件 1", "附件1"),
        ("（国科发计[2008]338 号）", "（国科发计[2008]338号）"),
        ("第一条 2008 年", "第一条 2008年"),
        ("第 10 条 5 年", "第10条 5年"),
        ("第一章　总　则", "第一章 总 则"),
        ("\ufeff第一条 甲\r\n\r\n　　第二条 乙\r\n", "第一条 甲\n第二条 乙"),
        ("第一\u200b条 甲", "第一条 甲"),
        ("863 计划 A 类", "863计划 A 类"),
    ],
)
def test_spaces_and_invisible_characters(source: str, expected: str) -> None:
    assert canonicalize(source).text == expected


def test_short_paragraphs_of_a_clean_source_are_not_joined() -> None:
    source = "第一条 渔业合作社应当报送数据。\n第二条 渔业合作社应当公开数据。\n数据应当真实。\n数据应当完整。\n"
    assert canonicalize(source).text == source.strip()


def test_stray_spaces_in_a_clean_source_join_nothing() -> None:
    paragraphs = [
        "第一条 渔业合作社应当按季度报送监测数据。 ",
        "数据应当真实、准确、完整，并留存三年以上。",
        "第二条 本办法自发布之日起施行。",
    ]
    assert len(canonicalize("\n".join(paragraphs)).lines) == 3


def test_wrapped_citations_are_no_headings() -> None:
    source = (CASES / "citation-at-line-start.txt").read_text(encoding="utf-8")
    expected = json.loads((CASES / "citation-at-line-start.json").read_text(encoding="utf-8"))
    assert canonicalize(source).text.split("\n") == expected
