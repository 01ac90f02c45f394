"""The fix that a finding proposes: applied to the case, it takes the finding away and brings no new one.

A case says in `fix` the update that does what the fixes of its findings say.
"""

from functools import cache

import pytest
from rdflib import Graph

from policy_kg.validate import Report
from test_validate_cases import CASES, PREFIXES, Case, local, validator

FIXED = {name: case for name, case in CASES.items() if "fix" in case}
REQUIRED = {"project-application"}


@cache
def graph_of(name: str) -> Graph:
    case = CASES[name]
    graph = Graph().parse(case["graph"])
    if case.get("update"):
        graph.update(PREFIXES + case["update"])
    return graph


def report(graph: Graph) -> Report:
    return validator().validate(graph.serialize(encoding="utf-8"), "turtle")


@pytest.mark.parametrize(("name", "case"), FIXED.items(), ids=FIXED)
def test_the_fix_takes_the_finding_away_and_brings_no_new_one(name: str, case: Case) -> None:
    before = report(graph_of(name))
    fixed = graph_of(name) + Graph()
    fixed.update(PREFIXES + case["fix"])
    after = report(fixed)
    assert before.findings and not after.findings
    told = {one.provision for one in (*before.findings, *before.manual)}
    assert {one.provision for one in after.manual} <= told
    assert after.verdict < before.verdict


@pytest.mark.parametrize("profile", sorted(REQUIRED))
def test_the_fix_of_every_check_is_tried(profile: str) -> None:
    [found] = [one for one in validator().profiles if one.name == profile]
    tried = {line.split()[0] for case in FIXED.values() for line in case.get("findings", [])}
    assert {local(iri) for iri in found.checks} <= tried
