"""Every profile, constraint by constraint: each case is data, with the report that it must bring."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph, URIRef

from policy_kg.ns import DCTERMS, REG, XSD
from policy_kg.validate import Report, Validator
from policy_kg.validate.messages import SLIPS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "tests" / "cases" / "validate"
EXAMPLES = ROOT / "ontology" / "examples"
EXAMPLE = "https://example.org/policy-kg/"
PREFIXES = f"""PREFIX dcterms: <{DCTERMS}>
PREFIX ex: <{EXAMPLE}>
PREFIX reg: <{REG}>
PREFIX xsd: <{XSD}>
"""
Case = dict[str, Any]


def cases() -> Iterator[tuple[str, Case]]:
    """The cases of every folder by name, each with the graph that its update changes.

    It is the base.ttl of the folder, or the file that the case or its file calls `base`, or a shipped `example`.
    What every report of a folder brings stands in its usual.toml; a case may be `without` some of it.
    """
    for file in sorted(FOLDER.glob("*/*.toml")):
        content = tomllib.loads(file.read_text("utf-8"))
        usual = _usual(file.parent)
        for case in content.get("case", []):
            base = file.parent / case.get("base", content.get("base", "base.ttl"))
            graph = EXAMPLES / case["example"] if "example" in case else base
            yield (
                f"{file.parent.name}/{file.stem}: {case.get('name', graph.stem)}",
                _merged(usual, case) | {"graph": graph},
            )


@cache
def _usual(folder: Path) -> Case:
    """The verdicts other than 符合 and the manual checks of an unchanged base; most bases have none."""
    file = folder / "usual.toml"
    return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}


def _merged(usual: Case, case: Case) -> Case:
    asked = {*usual.get("manual", []), *case.get("manual", [])} - {*case.get("without", [])}
    return case | {
        "verdicts": usual.get("verdicts", {}) | case.get("verdicts", {}),
        "manual": sorted(asked),
    }


CASES: dict[str, Case] = dict(cases())

FIXED = {name: case for name, case in CASES.items() if "fixed" in case}

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
fixed_case = pytest.mark.parametrize("case", FIXED.values(), ids=FIXED.keys())


@cache
def validator() -> Validator:
    return Validator()


def report(case: Case) -> Report:
    graph = Graph().parse(case["graph"])
    if case.get("update"):
        graph.update(PREFIXES + case["update"])
    return validator().validate(graph.serialize(encoding="utf-8"), "turtle")


def local(iri: str | None) -> str:
    return (iri or "").removeprefix(EXAMPLE).rpartition("#")[2]


def short(iri: str | None) -> str:
    return (iri or "").removeprefix(EXAMPLE).removeprefix(REG)


@every_case
def test_the_report_is_the_expected_one(case: Case) -> None:
    found = report(case)
    shaped = [one for one in found.findings if one.shape]
    asked = [f"{local(one.check)} {local(focus)}" for one in found.manual for focus in one.focus]
    slips = sorted(case.get("slips", []))
    if not any(code == "unknown_class" for code, _ in slips):
        verdicts = {one.label: one.verdict.zh for one in found.provisions}
        assert verdicts == dict.fromkeys(verdicts, "符合") | case.get("verdicts", {})
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
    said = [*(one.message for one in found.findings), *(one.fix for one in found.findings)]
    assert not [words for words in said if re.search(r"\{[$?]", words["zh"] + words["en"])]
    taken = [[short(one.focus), short(one.taken_for)] for one in found.notes if one.focus]
    assert sorted(taken) == case.get("notes", [])


def _code(finding: Any) -> str:
    """The row of the message table that a slip's message was made from."""
    patterns = {code: re.sub(r"\\{\w+\\}", ".*", re.escape(row["zh"])) for code, row in SLIPS.items()}
    return next(code for code, pattern in patterns.items() if re.fullmatch(pattern, finding.message["zh"]))


@fixed_case
def test_what_the_fix_says_leaves_no_finding(case: Case) -> None:
    assert report(case).findings
    assert not report(case | {"update": f"{case['update']} ; {case['fixed']}"}).findings


@pytest.mark.parametrize("profile", validator().profiles, ids=lambda profile: profile.name)
def test_every_constraint_and_every_manual_check_is_seen_to_speak(profile: Any) -> None:
    of_profile = [case for case in CASES.values() if case["graph"].parent.name == profile.name]
    spoken = {line.split()[0] for case in of_profile for line in case.get("findings", [])}
    asked = {line.split()[0] for case in of_profile for line in case.get("manual", [])}
    assert {local(iri) for iri in profile.checks} == spoken
    assert {local(one.target.iri) for one in profile.manual} == asked


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.ttl")), ids=lambda path: path.stem)
def test_every_shipped_example_has_its_expected_report(path: Path) -> None:
    known = {one.iri for one in validator().profiles}
    profiles = {str(one) for one in Graph().parse(path).objects(None, URIRef(DCTERMS + "conformsTo"))}
    assert not profiles & known or path in {case["graph"] for case in CASES.values()}
