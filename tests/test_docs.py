"""Undocumented means failing: each term, pattern, setting and command has its place; no link is dead."""

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from policy_kg import ns, settings
from policy_kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (*ROOT.glob("*.md"), *DOCS.rglob("*.md")))
QUESTIONS = "https://w3id.org/policy-kg/questions/"
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def generator() -> Iterator[ModuleType]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(DOCS))
        yield importlib.import_module("generate")


@pytest.fixture(scope="module")
def made(generator: ModuleType) -> dict[Path, str]:
    pages: dict[Path, str] = generator.pages()
    return pages


def page(name: str) -> str:
    return (DOCS / "reference" / f"{name}.md").read_text("utf-8")


def described(folder: str, kind: URIRef | None, base: str) -> list[str]:
    """The local names, below `base`, of what the Turtle files of a folder describe."""
    graph = Graph()
    for path in sorted((ROOT / folder).glob("*.ttl")):
        graph.parse(path, format="turtle")
    names = {str(one) for one in graph.subjects(RDF.type, kind)}
    return sorted(name.removeprefix(base) for name in names if name.startswith(base))


def rows(text: str, names: list[str]) -> dict[str, str]:
    """The line of the page that holds the anchor of each name; names without one are left out."""
    lines = text.splitlines()
    found = ((name, next((one for one in lines if f'<a id="{name}"></a>' in one), None)) for name in names)
    return {name: line for name, line in found if line is not None}


def test_the_pages_are_made_from_what_the_data_say_now(made: dict[Path, str]) -> None:
    differ = [path.as_posix() for path, text in made.items() if (DOCS / path).read_text("utf-8") != text]
    assert not differ, "run `make docs` and look at what changed"


def test_nothing_lies_among_the_generated_files_that_is_not_generated(made: dict[Path, str]) -> None:
    drawn = {path.with_suffix(".svg") for path in made if path.suffix == ".dot"}
    there = {path.relative_to(DOCS) for folder in ("reference", "pictures") for path in (DOCS / folder).iterdir()}
    assert there == set(made) | drawn


def test_every_picture_is_drawn_from_its_present_source(made: dict[Path, str]) -> None:
    for path in (path for path in made if path.suffix == ".dot"):
        identity = re.search(r'id="(\w+_[0-9a-f]{12})"', made[path])
        assert identity
        drawing = (DOCS / path).with_suffix(".svg").read_text("utf-8")
        assert f'id="{identity[1]}"' in drawing, f"{path.stem}.svg is older than {path.name}: run `make docs`"


def test_every_term_of_the_ontology_is_documented() -> None:
    terms = described("ontology", None, ns.REG)
    lines = rows(page("ontology"), terms)
    assert sorted(set(terms) - set(lines)) == []
    assert [name for name, line in lines.items() if f"({ns.REG}{name})" not in line] == []


def test_every_concept_of_the_vocabulary_is_documented() -> None:
    concepts = described("ontology/vocab", SKOS.Concept, ns.VOCAB)
    lines = rows(page("vocabulary"), concepts)
    assert sorted(set(concepts) - set(lines)) == []
    assert [name for name, line in lines.items() if f"({ns.VOCAB}{name})" not in line] == []


def test_every_pattern_is_documented_with_its_examples() -> None:
    text = page("patterns")
    patterns = described("data/questions", URIRef(ns.REG + "QuestionPattern"), QUESTIONS)
    assert patterns
    for name in patterns:
        section = text.partition(f'<a id="{name}"></a>\n')[2].partition("<a id=")[0]
        assert re.search(r"examples: \S.*\n.*counter-examples: \S", section), f"{name} has no examples"
        assert "```sparql\n" in section


def test_every_setting_is_documented_with_its_default() -> None:
    lines = rows(page("settings"), [row.name for row in settings.table()])
    for row in settings.table():
        shown = "—" if row.default is None else f"`{row.default}`"
        assert f"| `{row.variable}` | {shown} | {row.help}" in lines[row.name]


def test_every_command_is_documented() -> None:
    text = page("settings")
    assert [name for name in COMMANDS if f"### `policy-kg {name}`\n" not in text] == []


def test_a_picture_of_a_norm_that_is_gone_says_what_to_do(generator: ModuleType) -> None:
    knowledge = generator.Knowledge(ROOT)
    with pytest.raises(LookupError, match=r"choose another one in docs/generate\.py"):
        generator.card(knowledge, "n99-z")


@pytest.mark.parametrize("name", PAGES)
def test_no_link_is_dead(name: str) -> None:
    place = ROOT / name
    dead = [link for link in links(place.read_text("utf-8")) if not leads_somewhere(place, link)]
    assert dead == []


def links(text: str) -> list[str]:
    return [link for link in LINK.findall(CODE.sub("", text)) if not re.match(r"[a-z]+:", link)]


def leads_somewhere(place: Path, link: str) -> bool:
    file, _, anchor = link.partition("#")
    target = place.parent / file if file else place
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target.read_text("utf-8"))


def anchors(text: str) -> set[str]:
    """What a link can point to: named anchors, and headings the way that GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))
