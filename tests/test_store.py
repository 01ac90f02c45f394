"""One behaviour over three stores: in memory, on disk, and at a real SPARQL server."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from policy_kg.errors import (
    DataError,
    QueryRefusedError,
    QuerySyntaxError,
    StoreError,
    StoreLockedError,
)
from policy_kg.store import (
    Boolean,
    Dataset,
    Select,
    Store,
    Term,
    Triples,
    open_disk,
    open_memory,
    open_remote,
)

KNOWLEDGE = Path(__file__).parent / "cases/store/knowledge"
ONE = b'@prefix e: <http://e/> . e:a e:p "x"@EN, "2"^^e:t, 7, "plain", [] , e:o .'
TWO = b"@prefix e: <http://e/> . e:a e:q e:b ."
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(params=["memory", "disk", "remote"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "remote":
        url = request.getfixturevalue("oxigraph")
        opened = open_remote(f"{url}/query", f"{url}/update")
        opened.update("DROP ALL")
    else:
        opened = open_memory() if request.param == "memory" else open_disk(tmp_path / "store")
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Store:
    """A store of each kind with two graphs."""
    store.load(ONE, "http://e/g1")
    store.load(TWO, "http://e/g2")
    return store


def values(found: Select, name: str) -> list[str]:
    return sorted(row[name].value for row in found.bindings)


def test_terms_come_back_with_kind_datatype_and_language(filled: Store) -> None:
    found = filled.select("SELECT ?o { <http://e/a> <http://e/p> ?o }")
    terms = {row["o"] for row in found.bindings}
    assert {term for term in terms if term.kind != "bnode"} == {
        Term("literal", "x", lang="en"),
        Term("literal", "2", datatype="http://e/t"),
        Term("literal", "7", datatype=XSD + "integer"),
        Term("literal", "plain"),
        Term("uri", "http://e/o"),
    }
    assert len(terms) == 6


def test_a_query_sees_the_union_and_from_narrows_it(filled: Store) -> None:
    assert values(filled.select("SELECT DISTINCT ?p { ?s ?p ?o }"), "p") == ["http://e/p", "http://e/q"]
    narrow = filled.select("SELECT ?p FROM <http://e/g2> { ?s ?p ?o }")
    assert values(narrow, "p") == ["http://e/q"]
    assert filled.select("SELECT ?p FROM NAMED <http://e/g1> { ?s ?p ?o }").bindings == ()
    assert filled.graphs() == ("http://e/g1", "http://e/g2")


def test_the_dataset_of_a_request_wins_over_from(filled: Store) -> None:
    text = "SELECT ?p FROM <http://e/g1> { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    found = filled.select(text, dataset=Dataset(default=("http://e/g2",)))
    assert values(found, "p") == ["http://e/q"]
    with pytest.raises(QueryRefusedError, match="http://e/g9"):
        filled.query(text, dataset=Dataset(named=("http://e/g9",)))


def test_the_other_forms(filled: Store) -> None:
    assert filled.query("ASK { ?s <http://e/q> ?o }") == Boolean(True)
    assert filled.query("ASK { ?s <http://e/nothing> ?o }") == Boolean(False)
    triple = tuple(Term("uri", f"http://e/{name}") for name in "bqa")
    made = filled.query("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o . FILTER(?p = <http://e/q>) }")
    assert made == Triples((triple,))
    described = filled.query("DESCRIBE <http://e/a>")
    assert isinstance(described, Triples) and len(described.triples) == 7
    with pytest.raises(QueryRefusedError, match="only a SELECT"):
        filled.select("ASK {}")


def test_an_unbound_variable_has_no_key(filled: Store) -> None:
    found = filled.select("SELECT ?s ?nothing { ?s <http://e/q> ?o }")
    assert found == Select(("s", "nothing"), ({"s": Term("uri", "http://e/a")},))


@pytest.mark.parametrize(("limit", "truncated"), [(5, True), (7, False), (8, False)])
def test_rows_beyond_the_limit_are_cut_and_it_is_said(filled: Store, limit: int, truncated: bool) -> None:
    rows = filled.select("SELECT * { ?s ?p ?o }", max_rows=limit)
    assert (len(rows.bindings), rows.truncated) == (min(limit, 7), truncated)
    made = filled.query("CONSTRUCT WHERE { ?s ?p ?o }", max_rows=limit)
    assert isinstance(made, Triples) and (len(made.triples), made.truncated) == (min(limit, 7), truncated)


def test_updates_write_and_refused_ones_do_not(filled: Store) -> None:
    filled.update("INSERT DATA { GRAPH <http://e/g3> { <http://e/n> <http://e/n> '新' } }")
    assert values(filled.select("SELECT ?o { <http://e/n> ?p ?o }"), "o") == ["新"]
    with pytest.raises(QueryRefusedError, match="LOAD"):
        filled.update("CLEAR ALL ; LOAD <http://127.0.0.1:9/>")
    with pytest.raises(QueryRefusedError, match="this only reads"):
        filled.query("CLEAR ALL")
    assert filled.graphs() == ("http://e/g1", "http://e/g2", "http://e/g3")


def test_no_write_of_many_threads_is_lost(store: Store) -> None:
    store.update("INSERT DATA { GRAPH <http://e/g> { <http://e/c> <http://e/n> 0 } }")
    step = """DELETE { GRAPH <http://e/g> { ?c ?p ?old } } INSERT { GRAPH <http://e/g> { ?c ?p ?new } }
        WHERE { GRAPH <http://e/g> { ?c ?p ?old } BIND(?old + 1 AS ?new) }"""
    threads = [threading.Thread(target=lambda: [store.update(step) for _ in range(100)]) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert values(store.select("SELECT ?n { ?c <http://e/n> ?n }"), "n") == ["800"]


def test_a_broken_document_tells_file_and_line_and_adds_nothing(store: Store) -> None:
    with pytest.raises(DataError) as caught:
        store.load(b"<http://e/a> <http://e/b> 1 .\n<http://e/a> e:b 2 .", "http://e/g", source="bad.ttl")
    assert str(caught.value) == "bad.ttl:2: The prefix e: has not been declared"
    assert store.graphs() == ()


def test_blank_nodes_of_two_documents_stay_apart(store: Store) -> None:
    for graph in ("http://e/g1", "http://e/g2"):
        store.load(b"_:x <http://e/p> [ <http://e/q> 1 ] .", graph)
    assert len(values(store.select("SELECT DISTINCT ?x { ?x <http://e/p> ?y }"), "x")) == 2


def test_syntax_errors_tell_line_and_column(store: Store) -> None:
    with pytest.raises(QuerySyntaxError, match=r"^line 2: column 2: "):
        store.query("SELECT * {\n FILTER(?x ? ) }")


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("ASK {}")


def test_the_disk_store_keeps_what_was_written(tmp_path: Path) -> None:
    first = open_disk(tmp_path / "kept")
    first.load(TWO, "http://e/g")
    first.close()
    second = open_disk(tmp_path / "kept")
    assert second.query("ASK { GRAPH <http://e/g> { ?s <http://e/q> ?o } }") == Boolean(True)


HOLD = """
import sys
from pathlib import Path
from policy_kg.store import open_disk
store = open_disk(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def test_a_store_that_another_process_holds_is_one_clear_line(tmp_path: Path) -> None:
    place = tmp_path / "kept"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(place)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreLockedError) as caught:
            open_disk(place)
        holder.communicate()
    assert str(caught.value) == f"{place}: the store is in use by another process"
    open_disk(place).close()


def test_a_file_in_the_place_of_a_store_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("no store", "utf-8")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_disk(tmp_path / "kept")
