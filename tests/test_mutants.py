"""The cases notice it when a constraint is lost: bench/mutate_shapes.py, for the profile with the fewest shapes."""

import importlib
from pathlib import Path

import pytest

from policy_kg.validate import Validator

BENCH = Path(__file__).resolve().parent.parent / "bench"
REMOVALS = "without (constraint|query|target|property)"
SCORE = 0.95


def test_a_constraint_that_is_removed_is_missed_by_some_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCH))
    mutate = importlib.import_module("mutate_shapes")
    validator = Validator()
    smallest = min(validator.profiles, key=lambda one: one.path.stat().st_size)
    count, left = mutate.survivors(validator, smallest, REMOVALS)
    assert count >= len(smallest.checks)
    assert 1 - len(left) / count >= SCORE, left
