"""Submissions that strangers wrote from docs/reference/submission.md alone, with the verdicts that they expected.

Each set lies in a folder: the submissions, and `expected.jsonl` with the story, the expected verdicts and why.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from policy_kg.validate import Validator

FOLDER = Path(__file__).parent / "cases" / "blind"
WRITTEN: dict[str, dict[str, Any]] = {
    f"{file.parent.name}/{case['file']}": case
    for file in sorted(FOLDER.glob("*/expected.jsonl"))
    for case in map(json.loads, file.read_text("utf-8").splitlines())
}


@cache
def validator() -> Validator:
    return Validator()


@pytest.mark.parametrize(("name", "case"), WRITTEN.items(), ids=WRITTEN)
def test_the_verdicts_are_those_that_the_writer_expected(name: str, case: dict[str, Any]) -> None:
    report = validator().validate(FOLDER / name)
    verdicts = {one.label: one.verdict.zh for one in report.provisions}
    assert {label: verdicts[label] for label in case["expected"]} == case["expected"], case["why"]
    assert report.profile in {one.iri for one in validator().profiles if one.name == case["profile"]}


def test_every_submission_has_an_expectation() -> None:
    files = {f"{path.parent.name}/{path.name}" for path in FOLDER.glob("*/*") if path.name != "expected.jsonl"}
    assert files == set(WRITTEN)
