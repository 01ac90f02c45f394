"""`policy-kg query` on the console: forms of results, other knowledge, other servers, and how it fails."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from policy_kg.cli import main
from policy_kg.store import open_disk

KNOWLEDGE = Path(__file__).parent / "cases/store/knowledge"
ARTICLES = """PREFIX reg: <https://w3id.org/policy-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?article ?label ?number WHERE {
  ?article a reg:Article ; rdfs:label ?label ; reg:articleNumber ?number
  FILTER(STRSTARTS(STR(?article), "https://w3id.org/policy-kg/id/test-2001-1/"))
} ORDER BY ?number
"""
ONE = "https://w3id.org/policy-kg/id/test-2001-1/"


@pytest.fixture
def articles(tmp_path: Path) -> str:
    """A query file."""
    path = tmp_path / "articles.rq"
    path.write_text(ARTICLES, "utf-8")
    return str(path)


def query(*arguments: str | Path) -> int:
    return main(["query", *map(str, arguments)])


def test_csv(articles: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query(articles, "--format", "csv", "--knowledge", KNOWLEDGE) == 0
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [
        ["article", "label", "number"],
        [ONE + "art_1", "第一条", "1"],
        [ONE + "art_2", "第二条", "2"],
    ]


def test_json(articles: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query(articles, "--format", "json", "--knowledge", KNOWLEDGE) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["head"] == {"vars": ["article", "label", "number"]}
    assert found["results"]["bindings"][1]["label"] == {
        "type": "literal",
        "value": "第二条",
        "xml:lang": "zh",
    }


def test_a_table_that_is_piped_keeps_a_row_on_a_line(articles: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert query(articles, "--knowledge", KNOWLEDGE) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("│")[1:4] for line in lines if "art_" in line] == [
        [" id:test-2001-1/art_1 ", " 第一条 ", " 1      "],
        [" id:test-2001-1/art_2 ", " 第二条 ", " 2      "],
    ]
    assert lines[-1].startswith("2 ")


def test_the_other_forms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.rq"
    path.write_text("ASK { <http://example.org/test/Lighthouse> ?p ?o }", "utf-8")
    assert query(path, "--knowledge", KNOWLEDGE) == 0
    assert query(path, "--knowledge", KNOWLEDGE, "--format", "json") == 0
    truth, form = capsys.readouterr().out.split("\n", 1)
    assert (truth, json.loads(form)) == ("true", {"head": {}, "boolean": True})
    path.write_text(f"DESCRIBE <{ONE}art_2__para_1>", "utf-8")
    assert query(path, "--knowledge", KNOWLEDGE) == 0
    assert f"<{ONE}art_2__para_1> a reg:Paragraph ." in capsys.readouterr().out


def test_from_another_directory_through_standard_input_beside_a_running_server(tmp_path: Path) -> None:
    kept = open_disk(tmp_path / "kept")
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from policy_kg.cli import main; sys.exit(main())", "query", "-"],
        input=b"\xef\xbb\xbfPREFIX owl: <http://www.w3.org/2002/07/owl#> ASK { ?class a owl:Class }",
        capture_output=True,
        cwd=tmp_path,
        env={"POLICY_KG_STORE": str(tmp_path / "kept"), "PYTHONUTF8": "1"},
        check=False,
    )
    kept.close()
    assert (done.returncode, done.stdout, done.stderr) == (0, b"true\n", b"")


FAILURES = [
    (b"SELECT ?x\nWHERE { ?x ?y }\n", "bad.rq:2: column 9: "),
    (b"", "bad.rq:1: column 1: "),
    (b"SELECT ?x { ?x ?y '\xff' }", "bad.rq:1: not UTF-8"),
    (b"SELECT ?x { SERVICE <http://127.0.0.1:9/> { ?x ?y ?z } }", "bad.rq: SERVICE "),
    (b"SELECT ?x FROM <http://127.0.0.1:9/> { ?x ?y ?z }", "bad.rq: FROM <http://127.0.0.1:9/>"),
    (b"LOAD <http://127.0.0.1:9/>", "bad.rq: LOAD is an update"),
    (b"INSERT DATA { <http://e/a> <http://e/b> 1 }", "bad.rq: INSERT is an update"),
]


@pytest.mark.parametrize(("content", "message"), FAILURES)
def test_a_query_that_cannot_run_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, message: str
) -> None:
    path = tmp_path / "bad.rq"
    path.write_bytes(content)
    assert query(path) == 2
    out, error = capsys.readouterr()
    assert out == "" and error.count("\n") == 1
    assert error.startswith(f"policy-kg: {tmp_path}/{message}")


def test_a_broken_data_file_is_one_line_and_exit_2(
    articles: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "data/regulations/test-1/norms.ttl"
    broken.parent.mkdir(parents=True)
    broken.write_text("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> e:b 2 .\n", "utf-8")
    assert query(articles, "--knowledge", tmp_path / "data") == 2
    assert capsys.readouterr().err == f"policy-kg: {broken}:2: The prefix e: has not been declared\n"


def test_bad_arguments_are_exit_2(articles: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert query(tmp_path / "absent.rq") == 2
    assert query(articles, "--knowledge", tmp_path / "absent") == 2
    assert query(articles, "--format", "xml") == 2
    assert query(articles, "--knowledge", KNOWLEDGE, "--remote", "http://127.0.0.1:9/") == 2
    assert "exclude each other" in capsys.readouterr().err


def test_a_remote_server_is_asked(
    articles: str, oxigraph: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ask.rq"
    path.write_text("ASK { FILTER(1 = 1) }", "utf-8")
    assert query(path, "--remote", f"{oxigraph}/query") == 0
    assert capsys.readouterr().out == "true\n"
    assert query(path, "--remote", f"{oxigraph}/absent") == 2
    assert capsys.readouterr().err.count("\n") == 1
