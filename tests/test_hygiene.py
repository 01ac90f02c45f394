"""Hygiene rules: each returns nothing on what is published, and each is seen to bite."""

import re
from pathlib import Path

import pytest
import rdflib

from policy_kg.store import Store, Term, open_memory
from policy_kg.store.load import knowledge_quads

ROOT = Path(__file__).resolve().parent.parent
ONE_OF_A_PAIR = {"preferred-label-twice", "provision-order-twice"}
RULES = sorted((ROOT / "ontology" / "queries").glob("*.rq"))
CASES = ROOT / "tests" / "cases"
ONTOLOGY = ROOT / "ontology" / "policy.ttl"
CASE_GRAPH = "https://w3id.org/policy-kg/id/case"
LONGEST_RULE = 20

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)


@pytest.fixture(scope="module", params=["shipped", "second-regulation", "third-regulation"])
def published(request: pytest.FixtureRequest) -> Store:
    """The shipped knowledge, alone and together with another regulation, which has its own vocabulary."""
    store = open_memory()
    store.add(knowledge_quads(ROOT / "ontology", ROOT / "data"))
    if request.param != "shipped":
        store.add(knowledge_quads(ROOT / "ontology", CASES / request.param))
    return store


def local_name(iri: str) -> str:
    return iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1].lower()


def described(row: dict[str, Term]) -> str:
    return " ".join(term.value for term in row.values())


@every_rule
def test_what_is_published_obeys(rule: Path, published: Store) -> None:
    rows = published.select(rule.read_text("utf-8")).bindings
    assert not [described(row) for row in rows]


@every_rule
def test_a_rule_says_what_it_protects_in_few_lines(rule: Path) -> None:
    lines = rule.read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[0].endswith(".")
    assert len(lines) <= LONGEST_RULE


@every_rule
def test_a_rule_names_the_bad_and_spares_the_good(rule: Path) -> None:
    store = open_memory()
    store.load(ONTOLOGY.read_bytes(), "https://w3id.org/policy-kg/ontology")
    store.load((CASES / "hygiene" / f"{rule.stem}.ttl").read_bytes(), CASE_GRAPH)
    rows = store.select(rule.read_text("utf-8")).bindings
    assert_only_bad([row["offender"].value for row in rows], rule.stem)


@every_rule
def test_a_rule_finds_the_same_in_another_engine(rule: Path) -> None:
    graph = rdflib.Graph().parse(ONTOLOGY).parse(CASES / "hygiene" / f"{rule.stem}.ttl")
    rows = graph.query(rule.read_text("utf-8"))
    assert_only_bad([str(row["offender"]) for row in rows], rule.stem)


def assert_only_bad(offenders: list[str], rule: str) -> None:
    """The rule found the nodes of its case whose name begins with "bad" (of some pairs one), and no other."""
    found = {local_name(offender) for offender in offenders}
    assert found
    assert not [name for name in found if not name.startswith("bad")]
    case = (CASES / "hygiene" / f"{rule}.ttl").read_text("utf-8")
    named = {name.lower() for name in re.findall(r"^\w+:(bad\w*) ", case, re.MULTILINE | re.IGNORECASE)}
    assert named <= found or rule in ONE_OF_A_PAIR
