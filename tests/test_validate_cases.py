"""The project application, constraint by constraint: every case is data, with the report that it must bring."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from policy_kg.ns import DCTERMS, REG, XSD
from policy_kg.validate import Report, Validator
from policy_kg.validate.messages import SLIPS

FOLDER = Path(__file__).resolve().parent / "cases" / "validate" / "project-application"
EXAMPLE = "https://example.org/policy-kg/"
PREFIXES = f"""PREFIX dcterms: <{DCTERMS}>
PREFIX ex: <{EXAMPLE}>
PREFIX reg: <{REG}>
PREFIX xsd: <{XSD}>
"""
Case = dict[str, Any]
CASES: dict[str, Case] = {
    f"{file.stem}: {case['name']}": case
    for file in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(file.read_text("utf-8"))["case"]
}
SATISFIED = {"第三条": "符合", "第六条": "符合", "第十条第（二）项": "符合"}

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())


@cache
def validator() -> Validator:
    return Validator()


def report(case: Case) -> Report:
    graph = Graph().parse(FOLDER / "base.ttl")
    if case["update"]:
        graph.update(PREFIXES + case["update"])
    return validator().validate(graph.serialize(encoding="utf-8"), "turtle")


def local(iri: str | None) -> str:
    return (iri or "").removeprefix(EXAMPLE).rpartition("#")[2]


@every_case
def test_the_report_is_the_expected_one(case: Case) -> None:
    found = report(case)
    shaped = [one for one in found.findings if one.shape]
    asked = [f"{local(one.check)} {local(focus)}" for one in found.manual for focus in one.focus]
    slips = sorted(case.get("slips", []))
    if not any(code == "unknown_class" for code, _ in slips):
        verdicts = {one.label: one.verdict.zh for one in found.provisions}
        assert verdicts == SATISFIED | case.get("verdicts", {})
        assert sorted(f"{local(one.shape)} {local(one.focus)}" for one in shaped) == case.get("findings", [])
        assert sorted(asked) == case.get("manual", [])
    else:
        assert not [one for one in found.provisions if one.verdict.zh in {"不适用", "不符合"}]
    assert [one.kind for one in found.findings if not one.shape] == ["Slip"] * len(slips)
    for (code, nearest), finding in zip(
        slips, sorted((one for one in found.findings if not one.shape), key=_code), strict=True
    ):
        assert _code(finding) == code
        assert nearest in finding.fix["zh"] and nearest in finding.fix["en"]
    if slips:
        assert not found.conforms


def _code(finding: Any) -> str:
    """The row of the message table that a slip's message was made from."""
    patterns = {code: re.sub(r"\\{\w+\\}", ".*", re.escape(row["zh"])) for code, row in SLIPS.items()}
    return next(code for code, pattern in patterns.items() if re.fullmatch(pattern, finding.message["zh"]))


def test_every_constraint_and_every_manual_check_is_seen_to_speak() -> None:
    (profile,) = validator().profiles
    spoken = {line.split()[0] for case in CASES.values() for line in case.get("findings", [])}
    asked = {line.split()[0] for case in CASES.values() for line in case.get("manual", [])}
    assert {local(iri) for iri in profile.checks} == spoken
    assert {local(one.target.iri) for one in profile.manual} == asked
