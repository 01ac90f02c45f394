"""References to provisions, found in texts and written as labels."""

import json
from pathlib import Path
from typing import Any

import pytest

from policy_kg.text.reference import Reference, find_references, format_reference

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent / "cases/ingest/references.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_references_are_found(case: dict[str, Any]) -> None:
    text = case["text"]
    found = [
        [
            reference.article,
            reference.suffix,
            reference.paragraph,
            reference.item,
            reference.subitem,
            text[reference.start : reference.end],
            format_reference(reference),
        ]
        for reference in find_references(text)
    ]
    assert found == case["references"]


@pytest.mark.parametrize("article", [1, 9, 10, 11, 20, 99, 105, 1260])
def test_a_label_is_read_back(article: int) -> None:
    for below in ((None, None), (2, None), (None, 12), (3, 4)):
        for suffix in (0, 1, 12):
            reference = Reference(article, suffix, *below)
            label = format_reference(reference)
            assert find_references(label) == (Reference(article, suffix, *below, end=len(label)),)
