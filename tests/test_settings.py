"""Settings: one table, read when asked."""

from dataclasses import fields
from pathlib import Path

import pytest

from policy_kg import settings
from policy_kg.errors import InputError


def test_every_setting_has_a_row_with_a_help_text() -> None:
    rows = settings.table()
    assert [row.name for row in rows] == [field.name for field in fields(settings.Settings)]
    assert all(row.help and row.variable == f"POLICY_KG_{row.name.upper()}" for row in rows)


def test_without_variables_the_defaults_of_the_table_hold() -> None:
    found = settings.read({})
    assert {row.name: row.default for row in settings.table()} == {
        field.name: getattr(found, field.name) for field in fields(found)
    }


def test_variables_are_read_on_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICY_KG_PORT", "9001")
    monkeypatch.setenv("POLICY_KG_STORE", "kept")
    monkeypatch.setenv("POLICY_KG_ENDPOINT", "")
    found = settings.read()
    assert (found.port, found.store, found.endpoint) == (9001, Path("kept"), None)


@pytest.mark.parametrize(
    ("variable", "written"),
    [
        ("POLICY_KG_PORT", "http"),
        ("POLICY_KG_PORT", "65536"),
        ("POLICY_KG_QUERY_TIMEOUT", "0"),
        ("POLICY_KG_QUERY_TIMEOUT", "inf"),
        ("POLICY_KG_QUERY_TIMEOUT", "nan"),
        ("POLICY_KG_ROW_LIMIT", "-1"),
        ("POLICY_KG_MAX_BODY", "1.5"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, written: str) -> None:
    with pytest.raises(InputError, match=f"{variable}='{written}'"):
        settings.read({variable: written})
