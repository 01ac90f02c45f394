"""The sandbox: queries end in time, processes that end are replaced, results are written by the standards."""

import io
import multiprocessing
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic
from rdflib.query import Result

from policy_kg.errors import (
    DataError,
    PolicyKgError,
    QueryBusyError,
    QueryCrashedError,
    QueryFormError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    QueryTooLargeError,
    StoreError,
)
from policy_kg.store import Dataset
from policy_kg.store.child import Limits, Request
from policy_kg.store.sandbox import Sandbox
from policy_kg.store.writing import Forms

KNOWLEDGE = Path(__file__).parent / "cases/store/knowledge"
ONE = "https://w3id.org/policy-kg/id/test-2001-1"
MINUTES = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
LABELS = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX reg: <https://w3id.org/policy-kg/ontology#>
SELECT ?article ?label ?no
WHERE { ?article a reg:Article ; rdfs:label ?label OPTIONAL { ?article reg:none ?no } }
ORDER BY ?article"""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """Two processes, small limits."""
    made = Sandbox(KNOWLEDGE, Limits(seconds=2, rows=50, result=20_000, memory=200_000_000))
    yield made
    made.close()


def ask(sandbox: Sandbox, text: str, **options: object) -> str:
    return sandbox.run(Request(text, **options)).body.decode()  # type: ignore[arg-type]


def test_a_query_that_would_run_for_minutes_is_stopped_and_the_next_one_is_answered(sandbox: Sandbox) -> None:
    began = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="after 2 seconds"):
        sandbox.run(Request(MINUTES))
    assert time.monotonic() - began < 8
    assert ask(sandbox, "ASK {}") == '{"head":{},"boolean":true}'


def test_a_query_that_needs_too_much_memory_ends_its_process_alone() -> None:
    sandbox = Sandbox(KNOWLEDGE, Limits(seconds=60, memory=100_000_000), processes=1)
    big = "SELECT * { ?a ?p ?b . ?c ?q ?d BIND(CONCAT(STR(?b), STR(?d), STR(?a)) AS ?x) } ORDER BY ?x"
    with pytest.raises(QueryCrashedError, match="too much memory"):
        sandbox.run(Request(big))
    assert "true" in ask(sandbox, "ASK {}")
    sandbox.close()


def test_an_idle_process_that_was_killed_is_replaced() -> None:
    others = set(multiprocessing.active_children())
    sandbox = Sandbox(KNOWLEDGE, processes=1)
    assert "true" in ask(sandbox, "ASK {}")
    for _ in range(3):
        (child,) = set(multiprocessing.active_children()) - others
        child.kill()
        child.join()
        assert "true" in ask(sandbox, "ASK {}")
    sandbox.close()
    assert set(multiprocessing.active_children()) <= others


def test_a_closed_sandbox_says_so() -> None:
    sandbox = Sandbox(KNOWLEDGE)
    sandbox.close()
    with pytest.raises(StoreError, match="closed"):
        sandbox.run(Request("ASK {}"))


def test_short_queries_are_answered_beside_a_long_one(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor() as threads:
        long = threads.submit(sandbox.run, Request(MINUTES))
        short = [threads.submit(ask, sandbox, LABELS) for _ in range(3)]
        answers = {one.result() for one in short}
        assert not long.done()
        assert len(answers) == 1
        assert isinstance(long.exception(), QueryTimeoutError)


def test_queries_wait_for_a_process_up_to_a_number() -> None:
    sandbox = Sandbox(KNOWLEDGE, Limits(seconds=1), processes=1, waiting=3)
    with ThreadPoolExecutor(8) as threads:
        waited = list(threads.map(lambda _: ask(sandbox, "ASK {}"), range(4)))
        assert len(waited) == 4
        ends = [threads.submit(sandbox.run, Request(MINUTES)).exception for _ in range(6)]
        kinds = sorted(type(end()).__name__ for end in ends)
    assert kinds.count("QueryTimeoutError") >= 1
    assert kinds.count("QueryBusyError") >= 2
    assert set(kinds) == {QueryBusyError.__name__, QueryTimeoutError.__name__}
    sandbox.close()


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("SELECT ?x\nWHERE { ?x ?y }", QuerySyntaxError, "line 2: column 9"),
        ("ASK {" + "{" * 3_000 + "}" * 3_001, QueryRefusedError, "nested 3001 levels deep"),
        ("ASK { FILTER(" + "!" * 50_000 + "true) }", QueryRefusedError, "tokens"),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", QueryRefusedError, "SERVICE"),
        ("ASK FROM <http://127.0.0.1:9/> {}", QueryRefusedError, "no such graph"),
        ("CLEAR ALL", QueryRefusedError, "CLEAR"),
        ("", QuerySyntaxError, "line 1: column 1"),
        ("ASK { \ud800 }", PolicyKgError, ""),
    ],
)
def test_what_cannot_run_is_one_clear_error(
    sandbox: Sandbox, text: str, kind: type[PolicyKgError], message: str
) -> None:
    with pytest.raises(kind) as caught:
        sandbox.run(Request(text))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_syntax_error_knows_line_and_column(sandbox: Sandbox) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        sandbox.run(Request("SELECT ?x\nWHERE { ?x ?y }"))
    assert (caught.value.line, caught.value.column) == (2, 9)
    assert caught.value.detail.startswith("column 9")


def test_knowledge_that_does_not_parse_is_named(tmp_path: Path) -> None:
    sandbox = Sandbox(tmp_path)
    with pytest.raises(DataError, match="no folder regulations/"):
        sandbox.run(Request("ASK {}"))


def test_rows_and_triples_are_cut_at_the_limit(sandbox: Sandbox) -> None:
    rows = sandbox.run(Request("SELECT ?s { ?s ?p ?o }", forms=Forms("csv")))
    assert (rows.body.count(b"\r\n"), rows.truncated, rows.graph) == (51, True, False)
    fewer = sandbox.run(Request("SELECT ?s { ?s ?p ?o }", forms=Forms("csv"), max_rows=3))
    assert (fewer.body.count(b"\r\n"), fewer.truncated) == (4, True)
    every = "CONSTRUCT { ?s ?p ?d } { ?s ?p ?o . ?c ?q ?d FILTER(isIRI(?d)) }"
    graph = sandbox.run(Request(every, forms=Forms(graph="ntriples")))
    assert (graph.body.count(b"\n"), graph.truncated, graph.graph) == (50, True, True)
    assert not sandbox.run(Request(LABELS)).truncated


def test_a_result_of_too_many_bytes_is_refused(sandbox: Sandbox) -> None:
    doubled = 'BIND("abcdefghijklmnopqrstuvwxyz" AS ?a) ' + " ".join(
        f"BIND(CONCAT(?{chr(97 + n)}, ?{chr(97 + n)}) AS ?{chr(98 + n)})" for n in range(11)
    )
    with pytest.raises(QueryTooLargeError, match="the limit is 20000"):
        sandbox.run(Request(f"SELECT ?l {{ {doubled} }}"))


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
def test_rows_are_the_same_in_every_format(sandbox: Sandbox, form: str) -> None:
    body = sandbox.run(Request(LABELS, forms=Forms(form))).body  # type: ignore[arg-type]
    read = Result.parse(io.BytesIO(body), format=form)
    assert [str(name) for name in read.vars or ()] == ["article", "label", "no"]
    found = [(str(row["article"]), str(row["label"]), row["label"].language, row["no"]) for row in read]
    assert (f"{ONE}/art_1", "第一条", "zh", None) in found
    assert len(found) == ask(sandbox, LABELS, forms=Forms("csv")).count("\r\n") - 1


def test_a_truth_value_in_every_format(sandbox: Sandbox) -> None:
    forms = (Forms("json"), Forms("xml"), Forms("csv"), Forms("tsv"))
    written = {form.rows: ask(sandbox, "ASK { ?s ?p ?o }", forms=form) for form in forms}
    assert written["json"] == '{"head":{},"boolean":true}'
    assert "<boolean>true</boolean>" in written["xml"]
    assert written["csv"] == written["tsv"] == "true"


def test_a_graph_is_the_same_in_every_format(sandbox: Sandbox) -> None:
    text = f"DESCRIBE <{ONE}/art_1>"
    rdflib_names = {"turtle": "turtle", "ntriples": "nt", "rdfxml": "xml", "jsonld": "json-ld"}
    read = [
        Graph().parse(data=ask(sandbox, text, forms=Forms(graph=form)), format=name)  # type: ignore[arg-type]
        for form, name in rdflib_names.items()
    ]
    assert len(read[0]) == 3
    assert all(isomorphic(read[0], other) for other in read[1:])


def test_a_form_that_cannot_hold_the_result_is_refused_before_the_query_runs(sandbox: Sandbox) -> None:
    with pytest.raises(QueryFormError, match="rows"):
        sandbox.run(Request(MINUTES, forms=Forms(rows=None)))
    with pytest.raises(QueryFormError, match="graph"):
        sandbox.run(Request("CONSTRUCT WHERE { ?s ?p ?o }", forms=Forms(graph=None)))
    with pytest.raises(QueryFormError, match="http://e/1"):
        sandbox.run(Request("CONSTRUCT { <http://e/a> <http://e/1> 2 } {}", forms=Forms(graph="rdfxml")))


def test_the_graphs_that_a_request_names_win_and_unknown_ones_are_empty(sandbox: Sandbox) -> None:
    count = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/policy-kg/ontology> { ?s a ?o }"
    articles = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{ONE}> {{ ?s a ?o }} }}"

    def number(text: str, dataset: Dataset | None) -> int:
        return int(ask(sandbox, text, dataset=dataset, forms=Forms("csv")).split()[1])

    regulation = number(count, Dataset((ONE,)))
    assert 0 < regulation != number(count, None) > 0
    assert number(articles, None) == number(articles, Dataset(named=(ONE,))) == regulation
    assert number(articles, Dataset((ONE,))) == 0
    assert number(count, Dataset(("http://127.0.0.1:9/", "no IRI at all"))) == 0


def test_a_relative_iri_is_below_the_base_of_all_names(sandbox: Sandbox) -> None:
    assert "true" in ask(sandbox, "ASK { <id/test-2001-1/art_1> ?p ?o }")
