"""A second, fictitious regulation is data alone: ingest, build and query work on it without code."""

import csv
import shutil
from pathlib import Path

import pytest

from policy_kg import cli
from policy_kg.ingest import ingest, read_document
from policy_kg.ns import ONTOLOGY_GRAPH, PREFIXES, VOCAB_GRAPH, regulation_iri
from policy_kg.store import Boolean, Store, open_knowledge
from policy_kg.text.canonical import squeeze

REGULATION = "example-2031-7"
HERE = regulation_iri(REGULATION)
DECLARED = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
GENERATED = ("structure.ttl", "anchors.ttl")
TESTS = Path(__file__).resolve().parent
CASE = TESTS / "cases" / "second-regulation"
RULES = sorted((TESTS.parent / "ontology" / "queries").glob("*.rq"))
QUERIES = sorted((CASE / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def store() -> Store:
    """The public dataset with this data folder in place of the shipped one."""
    return open_knowledge(CASE)


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    """The values of a query's rows, "" where one is unbound."""
    found = store.select(DECLARED + query)
    return [tuple(row[name].value if name in row else "" for name in found.vars) for row in found.bindings]


def expected(query: Path) -> list[list[str]]:
    """The rows that the file beside a query expects, sorted."""
    return sorted(csv.reader(query.with_suffix(".csv").read_text(encoding="utf-8").splitlines()[1:]))


def test_ingest_makes_the_same_files_again_and_then_changes_nothing(tmp_path: Path) -> None:
    kept = CASE / "regulations" / REGULATION
    copy = shutil.copytree(kept, tmp_path / REGULATION)
    for name in GENERATED:
        (copy / name).unlink()
    first = ingest(copy / "source.txt")
    assert sorted(output.path.name for output in first.changed) == sorted(GENERATED)
    assert all((copy / name).read_bytes() == (kept / name).read_bytes() for name in GENERATED)
    assert ingest(copy / "source.txt").changed == ()


def test_the_source_is_read_without_a_doubt() -> None:
    document = read_document(CASE / "regulations" / REGULATION / "source.txt")
    assert document.flags == ()
    assert document.title.text == "示例市科学仪器开放共享管理办法（试行）"
    assert document.number is not None
    assert document.number.text == "示例科发〔2031〕7号"


def test_two_chapters_hold_nine_articles_one_of_them_inserted(store: Store) -> None:
    found = rows(
        store,
        """SELECT ?chapter ?number ?suffix ?label {
          ?article a reg:Article ; reg:articleNumber ?number ; reg:articleSuffix ?suffix ; rdfs:label ?label ;
                   eli:is_part_of/eli:number ?chapter ; reg:start ?start .
        } ORDER BY ?start""",
    )
    assert found == [
        ("第一章", "1", "0", "第一条"),
        ("第一章", "2", "0", "第二条"),
        ("第一章", "3", "0", "第三条"),
        ("第一章", "3", "1", "第三条之一"),
        ("第二章", "4", "0", "第四条"),
        ("第二章", "5", "0", "第五条"),
        ("第二章", "6", "0", "第六条"),
        ("第二章", "7", "0", "第七条"),
        ("第二章", "8", "0", "第八条"),
    ]


def test_every_quote_stands_at_its_anchor(store: Store) -> None:
    [(canonical,)] = rows(store, f"SELECT ?text {{ <{HERE}/text> reg:text ?text }}")
    evidence = rows(
        store,
        """SELECT ?evidence ?quote ?start ?end {
          ?evidence oa:hasSelector ?exact . ?exact oa:exact ?quote .
          OPTIONAL { ?evidence oa:hasSelector ?place . ?place oa:start ?start ; oa:end ?end }
        }""",
    )
    wrong = [
        (name, quote)
        for name, quote, start, end in evidence
        if not start or squeeze(canonical[int(start) : int(end)]) != squeeze(quote)
    ]
    assert evidence
    assert wrong == []


def test_every_norm_is_quoted_and_every_filler_has_a_name(store: Store) -> None:
    unquoted = """SELECT ?norm {
      ?norm a reg:Norm . FILTER NOT EXISTS { ?norm reg:evidence/oa:hasSelector/oa:exact ?quote }
    }"""
    nameless = """SELECT ?norm ?filler {
      ?norm a reg:Norm ; ?role ?raw . ?role a reg:Role .
      OPTIONAL { ?raw reg:option ?option }
      BIND(COALESCE(?option, ?raw) AS ?filler)
      FILTER(ISIRI(?filler) && ?role NOT IN (reg:onBreach, reg:precedes))
      FILTER NOT EXISTS { ?filler skos:prefLabel ?label . FILTER(LANG(?label) = "zh") }
    }"""
    assert rows(store, unquoted) == []
    assert rows(store, nameless) == []


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_that_names_no_provision_returns_the_rows_of_this_regulation(store: Store, query: Path) -> None:
    found = store.select(query.read_text(encoding="utf-8"))
    assert sorted(csv.reader(found.to_csv().splitlines()[1:])) == expected(query)


def test_the_date_of_entry_into_force_is_a_date(store: Store) -> None:
    query = f"""SELECT ?date {{
      <{HERE}> eli:first_date_entry_in_force ?date . FILTER(?date > "2031-08-31"^^xsd:date)
    }}"""
    assert rows(store, query) == [("2031-09-01",)]


def test_the_shipped_regulation_is_not_in_the_dataset(store: Store) -> None:
    shipped = regulation_iri("most-2008-338")
    assert set(store.graphs()) == {ONTOLOGY_GRAPH, VOCAB_GRAPH, HERE}
    assert store.query(f'ASK {{ ?s ?p ?o FILTER(STRSTARTS(STR(?s), "{shipped}")) }}') == Boolean(False)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.stem)
def test_a_hygiene_rule_names_nothing_of_this_regulation(store: Store, rule: Path) -> None:
    found = store.select(rule.read_text(encoding="utf-8"))
    assert [row for row in found.bindings if any(term.value.startswith(HERE) for term in row.values())] == []


def test_build_writes_this_regulation_and_no_other(tmp_path: Path) -> None:
    written = tmp_path / "knowledge.nq"
    assert cli.main(["build", "--knowledge", str(CASE), "--output", str(written)]) == 0
    quads = written.read_text(encoding="utf-8")
    assert f"<{HERE}> .\n" in quads
    assert regulation_iri("most-2008-338") not in quads


def test_the_command_query_returns_the_same_rows(capsys: pytest.CaptureFixture[str]) -> None:
    query = CASE / "queries" / "who-approves.rq"
    assert cli.main(["query", "--knowledge", str(CASE), "--format", "csv", str(query)]) == 0
    header, *found = csv.reader(capsys.readouterr().out.splitlines())
    assert header == ["act", "who", "where"]
    assert sorted(found) == expected(query)
