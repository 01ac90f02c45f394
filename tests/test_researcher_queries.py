"""The researcher's queries in docs/queries return, from the shipped knowledge, the rows read off the text."""

import csv
import re
from pathlib import Path

import pytest

from policy_kg.ns import ID
from policy_kg.store import Store, open_knowledge

ROOT = Path(__file__).resolve().parent.parent
QUERIES = sorted((ROOT / "docs" / "queries").glob("*.rq"))
EXPECTED = ROOT / "tests" / "cases" / "queries"

every_query = pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def knowledge() -> Store:
    return open_knowledge()


def cells(page: str) -> list[list[str]]:
    return list(csv.reader(page.splitlines()))


def question(path: Path) -> tuple[str, str]:
    """The first two comment lines of a query: what it answers, in Chinese and in English."""
    chinese, english = path.read_text("utf-8").splitlines()[:2]
    return chinese.removeprefix("# "), english.removeprefix("# ")


def test_there_are_queries_and_no_rows_without_a_query() -> None:
    assert len(QUERIES) >= 15
    assert {path.stem for path in EXPECTED.glob("*.csv")} <= {path.stem for path in QUERIES}


@every_query
def test_a_query_returns_the_rows_that_the_text_gives(path: Path, knowledge: Store) -> None:
    expected = EXPECTED / f"{path.stem}.csv"
    assert expected.is_file(), f"{expected.relative_to(ROOT)}: write the rows that {path.name} should return"
    header, *rows = cells(knowledge.select(path.read_text("utf-8")).to_csv())
    expected_header, *expected_rows = cells(expected.read_text("utf-8"))
    if "ORDER BY" not in path.read_text("utf-8"):
        rows, expected_rows = sorted(rows), sorted(expected_rows)
    assert (header, rows) == (expected_header, expected_rows)
    assert rows, "a query that returns nothing shows nothing"


@every_query
def test_a_query_names_no_regulation_norm_or_provision(path: Path) -> None:
    assert ID not in path.read_text("utf-8")


@every_query
def test_a_query_says_in_both_languages_what_it_answers(path: Path) -> None:
    chinese, english = question(path)
    assert re.fullmatch(r"[\u3400-\u9fff].*？", chinese)
    assert re.fullmatch(r"[A-Z][ -~]*\?", english)


def test_the_index_lists_every_query_with_its_question() -> None:
    page = (ROOT / "docs" / "queries" / "README.md").read_text("utf-8")
    listed = re.findall(r"^\| (.+?) \| (.+?) \| \[(\S+)\]\(\3\) \|$", page, re.MULTILINE)
    assert sorted(listed) == sorted((*question(path), path.name) for path in QUERIES)
