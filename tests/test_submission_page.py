"""The page that submissions are written from: nothing that a shape asks for is missing, and its examples are right."""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDFS, SH, Graph, URIRef

from policy_kg.ns import DCTERMS, REG
from policy_kg.profiles import Profile
from policy_kg.validate import Validator

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "submission.md"
INNER = {"boundaryDay"}


@cache
def validator() -> Validator:
    return Validator()


@cache
def page() -> str:
    return PAGE.read_text("utf-8")


def section(profile: Profile) -> str:
    """What the page says of one profile."""
    return page().partition(f'<a id="{profile.name}"></a>')[2].partition("\n## ")[2].partition("\n## ")[0]


def names(shapes: Graph) -> set[str]:
    """Our names in the queries, paths and classes of shapes."""
    found = {name for text in shapes.objects(None, SH.select) for name in re.findall(r"reg:(\w+)", str(text))}
    for verb in (SH.path, SH.inversePath, SH["class"], SH.targetClass, SH.hasValue):
        found |= {str(one).removeprefix(REG) for one in shapes.objects(None, verb) if str(one).startswith(REG)}
    return found - INNER


every_profile = pytest.mark.parametrize("profile", validator().profiles, ids=lambda profile: profile.name)


@every_profile
def test_every_name_that_a_shape_uses_is_on_the_page(profile: Profile) -> None:
    missing = {one for one in names(Graph().parse(profile.path)) if f"`reg:{one}`" not in section(profile)}
    assert not missing


@every_profile
def test_every_check_is_on_the_page(profile: Profile) -> None:
    words = [one.fix["zh"] for one in profile.checks.values()] + [one.look_at["en"] for one in profile.manual]
    plain = [re.split(r"\{[^}]*\}", text.replace("|", "\\|")) for text in words]
    assert not [part for parts in plain for part in parts if part not in section(profile)]


@every_profile
def test_every_property_is_shown_with_its_label_and_its_provision(profile: Profile) -> None:
    ontology = Graph().parse(ROOT / "ontology" / "alliance.ttl")
    rows = [line for line in section(profile).splitlines() if line.startswith("| **") and line.count(" | ") == 5]
    assert rows
    for row in rows:
        [name] = re.findall(r"\[`reg:(\w+)`\]\(ontology.md#\1\)<br>", row)
        for label in ontology.objects(URIRef(REG + name), RDFS.label):
            assert str(label) in row
        assert "第" in row or "finds what is checked" in row


@every_profile
def test_both_forms_of_the_example_bring_the_report_that_the_page_tells(profile: Profile) -> None:
    [turtle] = re.findall(r"```turtle\n(.*?)```", section(profile), re.DOTALL)
    [json_ld] = re.findall(r"```json\n(.*?)```", section(profile), re.DOTALL)
    report = validator().validate(turtle.encode(), "turtle", source="example")
    assert report == validator().validate(json_ld.encode(), "json-ld", source="example")
    assert report.profile == profile.iri and not report.looked_at_nothing and report.conforms
    assert f"**{report.verdict.zh}**" in section(profile)
    assert (None, URIRef(DCTERMS + "conformsTo"), URIRef(profile.iri)) in Graph().parse(data=turtle)


def test_every_property_of_the_domain_is_on_the_page() -> None:
    ontology = Graph().parse(ROOT / "ontology" / "alliance.ttl")
    properties = {str(one).removeprefix(REG) for one in ontology.subjects(RDFS.range | SH_RANGE, None)}
    assert not {one for one in properties if f"[`reg:{one}`]" not in page()}


SH_RANGE = URIRef("https://schema.org/rangeIncludes")
