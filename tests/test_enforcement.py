"""No norm is forgotten: each is checked by a shape, for a person to judge, or marked as not checkable with a reason."""

import json
import re
from functools import cache
from pathlib import Path

import pytest

from policy_kg import cli, corpus, profiles
from policy_kg.coverage.enforcement import NOT_CHECKABLE, enforcement
from policy_kg.coverage.report import Enforcement
from policy_kg.errors import DataError
from policy_kg.store import open_knowledge

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ROOT / "shapes"
FIRST = "most-2008-338"


@cache
def norms() -> frozenset[str]:
    return frozenset(corpus.read(open_knowledge()).norms)


@cache
def shipped() -> Enforcement:
    return enforcement([norm for norm in norms() if f"/{FIRST}/" in norm], SHAPES)


def test_no_norm_is_forgotten() -> None:
    assert shipped().forgotten == ()


def test_no_norm_that_is_checked_is_called_not_checkable() -> None:
    assert shipped().contradictory == ()


def test_every_norm_is_counted_once() -> None:
    found = shipped()
    counted = [*found.by_shape, *found.by_person, *(one.norm for one in found.not_checkable), *found.forgotten]
    assert sorted(counted) == sorted(norm for norm in norms() if f"/{FIRST}/" in norm)


def test_every_norm_that_a_profile_enforces_is_one_of_the_graph() -> None:
    assert {norm for profile in profiles.read(SHAPES) for norm in profile.norms} <= norms()
    text = (SHAPES / NOT_CHECKABLE).read_text("utf-8")
    assert len(shipped().not_checkable) == text.count("reg:NotCheckable ;")


def test_the_reasons_are_in_two_languages() -> None:
    for one in shipped().not_checkable:
        assert re.search("[\u4e00-\u9fff]", one.zh) and re.fullmatch("[ -~]+", one.en)


@pytest.mark.parametrize("reason", ['"原因"@zh', '"原因"@zh , "reason"@en , "Grund"@de'])
def test_a_record_with_other_languages_is_an_error(tmp_path: Path, reason: str) -> None:
    record = (SHAPES / NOT_CHECKABLE).read_text("utf-8").partition("\nn:")[0]
    record += f"\nn:x a reg:NotCheckable ; reg:onNorm d:x ; rdfs:comment {reason} ."
    (tmp_path / NOT_CHECKABLE).write_text(record, "utf-8")
    with pytest.raises(DataError, match="in Chinese and one in English"):
        enforcement(norms(), tmp_path)


def test_a_norm_that_is_checked_and_marked_and_one_that_is_neither_are_told(tmp_path: Path) -> None:
    shapes = (SHAPES / "project-application.ttl").read_text("utf-8")
    (tmp_path / "project-application.ttl").write_text(shapes, "utf-8")
    record = (SHAPES / NOT_CHECKABLE).read_text("utf-8").replace("d:n1-a ", "d:n3-c ")
    (tmp_path / NOT_CHECKABLE).write_text(record, "utf-8")
    found = enforcement(norms(), tmp_path)
    assert [norm.rpartition("/")[2] for norm in found.contradictory] == ["n3-c"]
    assert "n1-a" in {norm.rpartition("/")[2] for norm in found.forgotten}


def test_coverage_tells_how_many_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["coverage", "--regulation", FIRST])
    page = capsys.readouterr().out
    assert f"by shapes {len(shipped().by_shape)}" in page
    assert f"not checkable {len(shipped().not_checkable)}" in page
    assert all(one.zh in page and one.en in page for one in shipped().not_checkable)
    cli.main(["coverage", "--regulation", FIRST, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["enforcement"]
    assert len(found["not_checkable"]) == len(shipped().not_checkable)


def test_a_regulation_without_shapes_has_no_figures(capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["coverage", "--knowledge", str(ROOT / "tests" / "cases" / "second-regulation"), "--format", "json"])
    assert {json.loads(line)["enforcement"] for line in capsys.readouterr().out.splitlines()} == {None}
