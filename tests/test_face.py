"""The face of the package in Python: `from policy_kg import ask, validate`."""

from pathlib import Path

import policy_kg
from policy_kg import ask, validate


def test_ask_is_called_with_a_question() -> None:
    answer = ask("谁负责解释本规定")  # type: ignore[operator]
    assert answer.status == "answered"
    assert answer.citations[0].label == "第十三条"


def test_ask_leans_on_the_context() -> None:
    assert ask("那呢", ["谁负责解释本规定"]).citations[0].article == 13  # type: ignore[operator]


def test_validate_is_called_with_a_file(root: Path) -> None:
    report = validate(root / "ontology/examples/lacking-members.ttl")  # type: ignore[operator]
    assert report.verdict


def test_the_packages_are_still_packages() -> None:
    from policy_kg.ask.engine import Engine

    assert policy_kg.ask.engine.Engine is Engine
