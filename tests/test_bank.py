"""The bank of labelled questions: what is read, what is refused, and that its slots are of this world."""

from pathlib import Path

import pytest
from scipy.sparse import triu
from sklearn.feature_extraction.text import CountVectorizer

from policy_kg import bank
from policy_kg.ask.engine import Engine
from policy_kg.errors import DataError
from policy_kg.text.words import grams

ALIKE = 0.6


def pairs(text: str) -> list[str]:
    """The character bigrams of a text."""
    return [gram for gram in grams(text) if len(gram) == 2]


def written(folder: Path, *lines: str) -> Path:
    (folder / "regulations/example").mkdir(parents=True)
    (folder / "regulations/example/bank.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_every_row_says_what_it_is_about_or_why_it_is_refused(root: Path) -> None:
    for one in bank.read(root / "data"):
        assert one.topics or one.pattern or one.refusal, one.identity


def test_identities_are_unique(root: Path) -> None:
    identities = [one.identity for one in bank.read(root / "data")]
    assert len(identities) == len(set(identities))


def test_every_topic_selects_a_norm(root: Path) -> None:
    slots = Engine().knowledge.slots
    for one in bank.read(root / "data"):
        for topic in one.topics:
            assert slots.selected(topic), one.identity


def test_authors_can_be_left_out(root: Path) -> None:
    authors = {one.author for one in bank.read(root / "data")}
    assert {"1", "A"} < authors
    left = bank.read(root / "data", without={"1", "A"})
    assert {one.author for one in left} == authors - {"1", "A"}


def test_no_two_rows_are_alike(root: Path) -> None:
    rows = bank.read(root / "data")
    has = CountVectorizer(analyzer=pairs, binary=True).fit_transform(one.text for one in rows)
    sizes = has.sum(axis=1).A1
    shared = triu(has @ has.T, k=1).tocoo()
    jaccard = shared.data / (sizes[shared.row] + sizes[shared.col] - shared.data)
    found = jaccard > ALIKE
    alike = [
        (rows[one].identity, rows[other].identity)
        for one, other in zip(shared.row[found], shared.col[found], strict=True)
    ]
    assert alike == []


def test_a_folder_without_a_bank_has_no_wordings(tmp_path: Path) -> None:
    assert bank.read(tmp_path) == ()


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "x"}', '{"id": "x", "author": "a", "question": 3}'])
def test_a_bad_row_is_an_error_that_names_the_line(tmp_path: Path, line: str) -> None:
    good = '{"id": "a", "author": "a", "question": "谁？"}'
    with pytest.raises(DataError) as caught:
        bank.read(written(tmp_path, good, line))
    assert caught.value.line == 2
