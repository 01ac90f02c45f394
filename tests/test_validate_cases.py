"""Every profile, constraint by constraint: each case is data, with the report that it must bring.

A folder of cases has the name of its profile. `base.ttl` is a submission in which nothing is wrong, and each case a
SPARQL update of it (or of another file that the case names as `base`) with what differs in the report: `verdicts` by
label, `findings` and `manual` as "shape node", `slips`. What `base.ttl` itself brings stands in `base.toml` when it is
not 符合 throughout. A `fix` is an update that follows the proposed fix.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rdflib import Graph

from policy_kg.ns import DCTERMS, REG, XSD
from policy_kg.profiles import Profile
from policy_kg.validate import Finding, Report, Validator
from policy_kg.validate.messages import SLIPS

FOLDERS = sorted(path for path in (Path(__file__).parent / "cases" / "validate").iterdir() if path.is_dir())
EXAMPLE = "https://example.org/policy-kg/"
PREFIXES = f"""PREFIX dcterms: <{DCTERMS}>
PREFIX ex: <{EXAMPLE}>
PREFIX reg: <{REG}>
PREFIX xsd: <{XSD}>
"""
BASE = "base.toml"


@dataclass(frozen=True)
class Case:
    """A submission, as an update of another one, and what its report says."""

    folder: Path
    facts: dict[str, Any]

    @property
    def expected(self) -> dict[str, str]:
        """The verdicts by label, those of the base unless the case says otherwise."""
        return _base(self.folder) | self.facts.get("verdicts", {})

    def lines(self, name: str) -> list[str]:
        """What the case expects under that name, sorted."""
        return sorted(self.facts.get(name, []))


def _cases() -> Iterator[tuple[str, Case]]:
    for folder in FOLDERS:
        for file in sorted(folder.glob("*.toml")):
            for facts in tomllib.loads(file.read_text("utf-8")).get("case", []):
                yield f"{folder.name}/{file.stem}: {facts['name']}", Case(folder, facts)


CASES = dict(_cases())

every_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
every_fix = pytest.mark.parametrize(
    "case", [pytest.param(one, id=name) for name, one in CASES.items() if "fix" in one.facts]
)


@cache
def validator() -> Validator:
    return Validator()


@cache
def _base(folder: Path) -> dict[str, str]:
    stated = tomllib.loads((folder / BASE).read_text("utf-8"))["verdicts"] if (folder / BASE).is_file() else {}
    [profile] = [one for one in validator().profiles if one.name == folder.name]
    norms, provisions = validator().corpus.norms, validator().corpus.provisions
    return {provisions[norms[norm].provision].label: "符合" for norm in profile.norms} | stated


def graph_of(case: Case) -> Graph:
    graph = Graph().parse(case.folder / case.facts.get("base", "base.ttl"))
    if case.facts["update"]:
        graph.update(PREFIXES + case.facts["update"])
    return graph


def report(graph: Graph) -> Report:
    return validator().validate(graph.serialize(encoding="utf-8"), "turtle")


def local(iri: str | None) -> str:
    return (iri or "").removeprefix(EXAMPLE).rpartition("#")[2]


def shaped(found: Report) -> list[str]:
    """The findings that a shape made, as cases name them."""
    return sorted(f"{local(one.shape)} {local(one.focus)}" for one in found.findings if one.shape)


@every_case
def test_the_report_is_the_expected_one(case: Case) -> None:
    found = report(graph_of(case))
    slips = sorted(case.facts.get("slips", []))
    if not any(code == "unknown_class" for code, _ in slips):
        assert {one.label: one.verdict.zh for one in found.provisions} == case.expected
        assert shaped(found) == case.lines("findings")
        asked = sorted(f"{local(one.check)} {local(focus)}" for one in found.manual for focus in one.focus)
        assert asked == case.lines("manual")
    else:
        assert not [one for one in found.provisions if one.verdict.zh in {"不适用", "不符合"}]
    told = sorted((one for one in found.findings if not one.shape), key=_code)
    for (code, nearest), finding in zip(slips, told, strict=True):
        assert (finding.kind, _code(finding)) == ("Slip", code)
        assert nearest in finding.fix["zh"] and nearest in finding.fix["en"]
    assert not (slips and found.conforms)


@every_fix
def test_the_fix_removes_the_finding_and_brings_no_new_one(case: Case) -> None:
    graph = graph_of(case)
    before = shaped(report(graph))
    graph.update(PREFIXES + case.facts["fix"])
    after = shaped(report(graph))
    assert set(after) < set(before)
    assert not [line for line in case.facts.get("fixes", before) if line in after]


def _code(finding: Finding) -> str:
    """The row of the message table that a slip's message was made from."""
    patterns = {code: re.sub(r"\\{\w+\\}", ".*", re.escape(row["zh"])) for code, row in SLIPS.items()}
    return next(code for code, pattern in patterns.items() if re.fullmatch(pattern, finding.message["zh"]))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_the_base_of_every_profile_is_in_order(folder: Path) -> None:
    found = report(Graph().parse(folder / "base.ttl"))
    assert {one.label: one.verdict.zh for one in found.provisions} == _base(folder)
    assert not found.findings


@pytest.mark.parametrize("profile", validator().profiles, ids=lambda profile: profile.name)
def test_every_constraint_and_every_manual_check_is_seen_to_speak(profile: Profile) -> None:
    cases = [case for case in CASES.values() if case.folder.name == profile.name]
    spoken = {line.split()[0] for case in cases for line in case.lines("findings")}
    asked = {line.split()[0] for case in cases for line in case.lines("manual")}
    assert {local(iri) for iri in profile.checks} == spoken
    assert {local(one.target.iri) for one in profile.manual} == asked
