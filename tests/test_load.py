"""Knowledge folders as named graphs, and as one file."""

from pathlib import Path

import pytest

from policy_kg.errors import DataError, StoreError
from policy_kg.store import Select, open_knowledge, open_patterns
from policy_kg.store.load import knowledge_quads, write_dump

KNOWLEDGE = Path(__file__).parent / "cases/store/knowledge"


def values(found: Select, name: str) -> list[str]:
    return sorted(row[name].value for row in found.bindings)


def test_curated_knowledge_is_one_graph_and_each_regulation_its_own(root: Path) -> None:
    store = open_knowledge(KNOWLEDGE)
    ids = "https://w3id.org/policy-kg/id/"
    assert {ids + "test-2001-1", ids + "test-2002-2"} <= set(store.graphs())
    assert not [graph for graph in store.graphs() if "questions" in graph or graph.endswith("most-2008-338")]
    label = "SELECT ?l %s { <http://example.org/test/Lighthouse> ?p ?l FILTER(ISLITERAL(?l)) }"
    assert values(store.select(label % ""), "l") == ["灯塔", "航标"]
    assert values(store.select(label % f"FROM <{ids}test-2002-2>"), "l") == ["航标"]


def test_a_triple_of_two_graphs_counts_once_in_curated_knowledge() -> None:
    text = "SELECT (COUNT(*) AS ?n) { <http://example.org/test/Lighthouse> a ?concept }"
    assert values(open_knowledge(KNOWLEDGE).select(text), "n") == ["1"]


def test_curated_knowledge_is_not_written() -> None:
    with pytest.raises(StoreError, match="never written"):
        open_knowledge(KNOWLEDGE).update("CLEAR ALL")


def test_kinds_of_question_come_from_the_folder_or_are_the_shipped_ones(tmp_path: Path) -> None:
    count = "SELECT ?s { ?s a <http://e/Pattern> }"
    assert open_patterns(tmp_path).graphs() == open_patterns().graphs() != ()
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions/one.ttl").write_bytes(b"<http://e/one> a <http://e/Pattern> .")
    assert values(open_patterns(tmp_path).select(count), "s") == ["http://e/one"]


def test_a_folder_that_holds_no_regulations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="regulations"):
        open_knowledge(tmp_path)
    (tmp_path / "regulations/bad name").mkdir(parents=True)
    with pytest.raises(DataError, match=r"bad name: .*ASCII"):
        open_knowledge(tmp_path)


@pytest.mark.parametrize(
    ("content", "line"), [(b"<a> <b> <c> .\n\n<a> <b> ;;", 3), (b'<a> <b>\n"\xff" .', 2), (b"\x00\x01", 1)]
)
def test_a_broken_knowledge_file_is_named_with_its_line(tmp_path: Path, content: bytes, line: int) -> None:
    path = tmp_path / "regulations/test-1/norms.ttl"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        open_knowledge(tmp_path)
    assert (caught.value.path, caught.value.line) == (str(path), line)
    assert "\n" not in str(caught.value)


def test_the_dump_of_the_same_knowledge_is_the_same_file(root: Path, tmp_path: Path) -> None:
    for name in ("one.nq", "two.nq"):
        write_dump(knowledge_quads(root / "ontology", KNOWLEDGE), tmp_path / name)
    written = (tmp_path / "one.nq").read_bytes()
    assert written == (tmp_path / "two.nq").read_bytes()
    assert b"_:" in written and "灯塔".encode() in written
