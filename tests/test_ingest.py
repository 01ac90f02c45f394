"""From a source file to structure.ttl and anchors.ttl."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from policy_kg.cli.ingest import command
from policy_kg.errors import DataError, PolicyKgError, SourceError
from policy_kg.ingest import ingest, prepare, read_document
from policy_kg.models import Document, Kind
from policy_kg.ns import ELI, OA, REG

CASES = Path(__file__).parent / "cases" / "ingest"
FIRST = "data/regulations/most-2008-338"
R = Namespace(REG)
E = Namespace(ELI)
O = Namespace(OA)  # noqa: E741
D = "https://w3id.org/policy-kg/id/sea-farm/"


@pytest.fixture
def sea_farm(tmp_path: Path) -> Path:
    """The source of the fictitious sea farm in a folder of its own."""
    source = tmp_path / "sea-farm" / "source.txt"
    source.parent.mkdir()
    shutil.copy(CASES / "sea-farm.txt", source)
    return source


def structure(source: Path) -> Graph:
    """The graph in the structure.ttl beside the source."""
    return Graph().parse(source.parent / "structure.ttl", format="turtle")


def documents(root: Path) -> list[Document]:
    """The first regulation and all cases that are sources."""
    sources = [root / FIRST / "source.txt", *CASES.glob("*.txt")]
    return [read_document(source) for source in sources]


def test_the_first_regulation(root: Path) -> None:
    result = prepare(root / FIRST / "source.txt")
    document = result.document
    assert result.source_sha256 == "7042b5d5a60673c0ebf4991851aa6843ee9b4a8e81f89ba7e76a9070653454a1"
    assert document.title.text == "国家科技计划支持产业技术创新战略联盟暂行规定"
    assert document.number is not None
    assert document.number.text == "国科发计[2008]338号"
    assert document.attachment is not None
    assert document.attachment.text == "附件1"
    assert len(document.of_kind(Kind.ARTICLE)) == 13
    assert len(document.of_kind(Kind.ITEM)) == 11
    assert document.flags == ()
    assert "国际科技计划" in document.canonical


def test_the_files_of_the_first_regulation_are_up_to_date(root: Path) -> None:
    assert prepare(root / FIRST / "source.txt").changed == ()


def test_every_subdivision_stands_where_it_says(root: Path) -> None:
    for document in documents(root):
        for placed in document.walk():
            one = placed.subdivision
            assert document.canonical[one.start : one.end] == one.text
            assert one.text.startswith(one.label)
            assert one.words in one.text
            assert all(one.start <= part.start and part.end <= one.end for part in one.parts) or (
                one.kind < Kind.ARTICLE
            )


def test_every_text_of_the_graph_stands_where_it_says(sea_farm: Path) -> None:
    ingest(sea_farm)
    graph = structure(sea_farm)
    canonical = str(graph.value(URIRef(D + "text"), R.text))
    assert graph.value(URIRef(D + "text"), R.length) == Literal(len(canonical))
    placed = list(graph.subjects(RDF.type, E.LegalResourceSubdivision))
    assert len(placed) == 33
    for part in placed:
        start, end = (int(str(graph.value(part, place))) for place in (R.start, R.end))
        assert canonical[start:end] == str(graph.value(part, R.text))


def test_the_graph_of_a_case(sea_farm: Path) -> None:
    ingest(sea_farm)
    expected = Graph().parse(CASES / "sea-farm.ttl", format="turtle")
    assert isomorphic(structure(sea_farm), expected)


@pytest.mark.parametrize("name", ["sea-farm", "odd-numbers"])
def test_the_json_of_a_case(name: str) -> None:
    result = CliRunner().invoke(command, [str(CASES / f"{name}.txt"), "--format", "json"], standalone_mode=False)
    assert json.loads(result.stdout) == json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def test_a_layout_changes_no_structure() -> None:
    clean, hinted, wrapped = (
        read_document(CASES / f"sea-farm{layout}.txt").parts for layout in ("", ".hinted", ".wrapped")
    )
    assert clean == hinted == wrapped


def test_a_second_run_writes_nothing(sea_farm: Path) -> None:
    ingest(sea_farm)
    path = sea_farm.parent / "structure.ttl"
    os.utime(path, (0, 0))
    assert ingest(sea_farm).changed == ()
    assert path.stat().st_mtime == 0
    assert sorted(one.name for one in sea_farm.parent.iterdir()) == ["source.txt", "structure.ttl"]


def test_turtle_does_not_depend_on_the_seed_of_hashes(sea_farm: Path) -> None:
    program = "import sys, pathlib, policy_kg.ingest as i; print(i.prepare(pathlib.Path(sys.argv[1])).outputs)"
    runs = {
        subprocess.run(
            [sys.executable, "-c", program, str(sea_farm)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(runs) == 1


@pytest.mark.parametrize(
    ("content", "detail", "line"),
    [
        (b"", "empty", None),
        (b" \n\t\n", "empty", None),
        (b"\xef\xbb\xbf \n", "empty", None),
        ("第一条 甲\n".encode() + b"\0\1", "byte 14 is NUL", 2),
        ("第一条 甲。\n第二条 乙。".encode("gb18030"), "not UTF-8: byte 0 is 0xb5; convert it first", 1),
        ("第一条 甲\n甲".encode()[:-1], "not UTF-8: byte 14", 2),
        ("一、没有条的通知。\n二、仍然没有。".encode(), "no article in the text", None),
    ],
)
def test_a_bad_source_gets_one_line_and_changes_nothing(
    tmp_path: Path, content: bytes, detail: str, line: int | None
) -> None:
    source = tmp_path / "bad-source" / "source.txt"
    source.parent.mkdir()
    source.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        ingest(source)
    assert detail in str(caught.value)
    assert caught.value.line == line
    assert str(source) in str(caught.value)
    assert list(source.parent.iterdir()) == [source]


def test_a_missing_source_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        read_document(tmp_path / "none.txt")


def test_a_byte_order_mark_and_windows_lines_change_nothing(sea_farm: Path) -> None:
    before = read_document(sea_farm)
    sea_farm.write_bytes(b"\xef\xbb\xbf" + sea_farm.read_bytes().replace(b"\n", b"\r\n"))
    assert read_document(sea_farm) == before


@pytest.mark.parametrize("folder", ["Sea Farm", "海洋", "sea_farm", "-sea"])
def test_a_folder_that_is_no_id(sea_farm: Path, folder: str) -> None:
    moved = sea_farm.parent.rename(sea_farm.parent.parent / folder) / "source.txt"
    with pytest.raises(SourceError, match="regulation's id"):
        ingest(moved)


def curate(source: Path, evidence: str) -> None:
    """Write one evidence beside the source, with a quote as given in Turtle."""
    (source.parent / "norms.ttl").write_text(
        "@prefix oa: <http://www.w3.org/ns/oa#> .\n@prefix reg: <https://w3id.org/policy-kg/ontology#> .\n"
        f"@prefix d: <{D}> .\n\nd:e1 a oa:SpecificResource ; oa:hasSource d:text ;\n{evidence}",
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("provision", "quote", "found"),
    [
        ("art_4__para_1__item_1", 'oa:exact "10艘 以上的船只"', "10艘以上的船只"),
        ("art_5__para_1", 'oa:exact "，" ; oa:prefix "批准的" ; oa:suffix "应当"', "，"),
        ("art_4__para_1", 'oa:exact "条件"', "条件"),
        ("title", 'oa:exact "海洋牧场"', "海洋牧场"),
    ],
)
def test_a_quote_is_anchored(sea_farm: Path, provision: str, quote: str, found: str) -> None:
    curate(
        sea_farm,
        f"reg:inProvision d:{provision} ; oa:hasSelector d:e1-quote , d:e1-pos .\n"
        f"d:e1-quote a oa:TextQuoteSelector ; {quote} .\n",
    )
    result = ingest(sea_farm)
    anchors = Graph().parse(sea_farm.parent / "anchors.ttl", format="turtle")
    position = URIRef(D + "e1-pos")
    start, end = (int(str(anchors.value(position, place))) for place in (O.start, O.end))
    assert result.document.canonical[start:end] == found
    assert (position, RDF.type, O.TextPositionSelector) in anchors
    assert result.anchors == 1


@pytest.mark.parametrize(
    ("provision", "quote", "reason"),
    [
        ("art_5__para_1", "30日内", "is not there"),
        ("art_4__para_1__item_1", "前款规定", "is not there"),
        ("art_2", "试点", "is ambiguous"),
        ("art_7__para_1", "试点", "no provision"),
        ("art_5__para_1", "", "empty"),
    ],
)
def test_a_quote_that_cannot_be_anchored(sea_farm: Path, provision: str, quote: str, reason: str) -> None:
    curate(
        sea_farm,
        f"reg:inProvision d:{provision} ; oa:hasSelector d:e1-quote .\n"
        f'd:e1-quote a oa:TextQuoteSelector ; oa:exact "{quote}" .\n',
    )
    with pytest.raises(DataError, match=reason) as caught:
        ingest(sea_farm)
    assert D + "e1" in str(caught.value)
    assert str(caught.value).startswith(f"{sea_farm.parent / 'norms.ttl'}:5: ")
    assert not (sea_farm.parent / "structure.ttl").exists()


def test_broken_turtle_is_told_with_its_line(sea_farm: Path) -> None:
    (sea_farm.parent / "norms.ttl").write_text("@prefix d: <urn:d:> .\nd:a d:b\nd:c d:e .\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        ingest(sea_farm)
    assert caught.value.line in (2, 3)
    assert "\n" not in str(caught.value)


def test_check_tells_by_its_exit_status(sea_farm: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(command, [str(sea_farm), "--check"], standalone_mode=False).return_value == 1
    assert not (sea_farm.parent / "structure.ttl").exists()
    assert runner.invoke(command, [str(sea_farm)], standalone_mode=False).return_value == 0
    assert runner.invoke(command, [str(sea_farm), "--check"], standalone_mode=False).return_value == 0


def test_a_corpus_of_real_regulations_is_read(shared: Path) -> None:
    manifest = (shared / "corpus/manifest.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for entry in map(json.loads, manifest):
        try:
            count = len(read_document(shared / "corpus" / entry["file"]).of_kind(Kind.ARTICLE))
        except PolicyKgError:
            count = 0
        if entry["parse_clean"] and count != entry["n_articles"]:
            wrong.append(entry["file"])
    assert wrong == []
