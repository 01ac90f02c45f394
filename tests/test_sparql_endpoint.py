"""/sparql: the SPARQL 1.1 Protocol over HTTP, its formats, limits and errors, and the page for people."""

import csv
import html
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from policy_kg.cli import main
from policy_kg.http import create_app
from policy_kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
QUERIES = sorted((ROOT / "docs" / "queries").glob("*.rq"))
ONTOLOGY = "https://w3id.org/policy-kg/ontology"
REGULATION = "https://w3id.org/policy-kg/id/most-2008-338"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
MINUTES = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ROWS = "SELECT ?s { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 3"
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app(Settings(query_timeout=2, row_limit=2_000))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real `policy-kg serve`."""
    code = "import sys; from policy_kg.cli import main; sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0"],
        cwd=tmp_path_factory.mktemp("served"),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    try:
        address = re.search(r"http://\S+", running.stdout.readline())
        assert address, "the server did not say where it listens"
        yield address[0]
    finally:
        running.terminate()
        running.wait(timeout=20)


def get(client: FlaskClient, query: str, accept: str | None = None, **parameters: Any) -> Any:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **parameters}, headers=headers)


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    assert (response.status_code, response.mimetype) == (status, "application/problem+json"), response.text
    problem: dict[str, Any] = json.loads(response.text)
    assert (problem["status"], problem["code"]) == (status, code)
    assert problem["detail"] and "\n" not in problem["detail"] and "Traceback" not in response.text
    return problem


def test_the_protocol_suite_of_the_w3c(server: str, shared: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(shared / "tools" / "sparql_protocol_suite.py"), "--query", f"{server}/sparql"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].startswith("14 passed, 0 failed")


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_researchers_query_gives_the_table_of_the_command_line(
    client: FlaskClient, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", str(path), "--format", "csv"]) == 0
    response = get(client, path.read_text("utf-8"), "text/csv")
    assert response.text == capsys.readouterr().out
    assert len(list(csv.reader(response.text.splitlines()))) > 1


@pytest.mark.parametrize("question", ["理事长单位要承担什么责任？", "违反知识产权约定有什么后果", "第十条规定了什么"])
def test_the_query_shown_with_an_answer_returns_its_rows(client: FlaskClient, question: str) -> None:
    answer = client.post("/api/v1/ask", json={"question": question}).get_json()
    found = json.loads(get(client, answer["query"]).text)
    assert found["head"]["vars"] == answer["rows"]["vars"]
    shown, again = answer["rows"]["bindings"], found["results"]["bindings"]
    key = lambda row: json.dumps(row, sort_keys=True)  # noqa: E731
    assert sorted(again, key=key) == sorted(shown, key=key) != []


ACCEPTED = [
    (None, "application/sparql-results+json", "text/turtle"),
    ("*/*", "application/sparql-results+json", "text/turtle"),
    ("application/json", "application/sparql-results+json", "application/ld+json"),
    ("application/xml", "application/sparql-results+xml", "application/rdf+xml"),
    ("text/csv, text/turtle;q=0.5, application/n-triples", "text/csv", "application/n-triples"),
    (
        "text/tab-separated-values;q=0.9, text/csv;q=0.1, application/rdf+xml",
        "text/tab-separated-values",
        "application/rdf+xml",
    ),
    (
        "application/sparql-results+xml, application/ld+json",
        "application/sparql-results+xml",
        "application/ld+json",
    ),
]


@pytest.mark.parametrize(("accept", "rows", "graph"), ACCEPTED)
def test_the_accept_header_decides_on_the_format(
    client: FlaskClient, accept: str | None, rows: str, graph: str
) -> None:
    for query, kind in ((COUNT, rows), ("ASK {}", rows), (GRAPH, graph), (f"DESCRIBE <{REGULATION}>", graph)):
        response = get(client, query, accept)
        assert (response.status_code, response.mimetype) == (200, kind)
        assert "Accept" in response.vary
        assert response.data


@pytest.mark.parametrize(
    ("query", "accept"),
    [(COUNT, "text/turtle"), (GRAPH, "text/csv"), ("ASK {}", "image/png"), (GRAPH, "image/png")],
)
def test_a_format_that_cannot_hold_the_result_gets_406(client: FlaskClient, query: str, accept: str) -> None:
    assert_problem(get(client, query, accept), 406, "not_acceptable")


def test_the_three_ways_to_send_a_query_give_the_same(client: FlaskClient) -> None:
    graphs = {"default-graph-uri": ONTOLOGY}
    sent = [
        get(client, COUNT, **graphs),
        client.post("/sparql", data={"query": COUNT, **graphs}),
        client.post("/sparql", data=COUNT.encode(), headers=DIRECT, query_string=graphs),
        client.post(
            "/sparql/",
            data=COUNT,
            content_type="application/sparql-query; charset=UTF-8",
            query_string=graphs,
        ),
    ]
    assert {response.status_code for response in sent} == {200}
    assert len({response.text for response in sent}) == 1
    assert sent[0].text != get(client, COUNT).text


def test_the_dataset_of_the_protocol(client: FlaskClient) -> None:
    def number(query: str, **graphs: str) -> int:
        return int(get(client, query, "text/csv", **graphs).text.split()[1])

    named = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert number(named) >= 3
    assert number(named, **{"named-graph-uri": ONTOLOGY}) == 1
    assert number(named, **{"default-graph-uri": ONTOLOGY}) == 0
    assert number(COUNT, **{"named-graph-uri": ONTOLOGY}) == 0
    assert 0 < number(COUNT, **{"default-graph-uri": ONTOLOGY}) < number(COUNT)
    assert number(COUNT, **{"default-graph-uri": "http://127.0.0.1:9/unknown"}) == 0


REFUSED = [
    ("SELECT ?x\nWHERE { ?x ?y }", 400, "query_syntax"),
    ("", 400, "query_syntax"),
    ("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403, "query_refused"),
    ("ASK { { SELECT * { SERVICE SILENT <http://127.0.0.1:9/> {} } } }", 403, "query_refused"),
    ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", 403, "query_refused"),
    ("SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }", 403, "query_refused"),
    ("INSERT DATA { <http://e/a> <http://e/b> 1 }", 403, "query_refused"),
    ("DROP ALL", 403, "query_refused"),
    ("LOAD <http://127.0.0.1:9/>", 403, "query_refused"),
    ("ASK " + "{" * 3_000 + "}" * 3_000, 403, "query_refused"),
]


@pytest.mark.parametrize(("query", "status", "code"), REFUSED)
def test_a_query_that_cannot_run_is_a_problem(client: FlaskClient, query: str, status: int, code: str) -> None:
    assert_problem(get(client, query), status, code)
    assert_problem(client.post("/sparql", data=query, headers=DIRECT), status, code)


def test_a_syntax_error_names_line_and_column(client: FlaskClient) -> None:
    problem = assert_problem(get(client, "SELECT ?x\nWHERE { ?x ?y }"), 400, "query_syntax")
    assert (problem["line"], problem["column"]) == (2, 9)


BAD_REQUESTS: list[tuple[dict[str, Any], int, str]] = [
    ({"method": "GET"}, 400, "no_query"),
    ({"method": "GET", "query_string": "query=ASK{}&query=ASK{}"}, 400, "many_queries"),
    ({"method": "POST", "data": {"other": "ASK {}"}}, 400, "no_query"),
    (
        {"method": "POST", "data": "ASK {}", "headers": DIRECT, "query_string": "query=ASK{}"},
        400,
        "many_queries",
    ),
    ({"method": "GET", "query_string": "update=CLEAR+ALL"}, 403, "query_refused"),
    ({"method": "POST", "data": {"update": "CLEAR ALL"}}, 403, "query_refused"),
    ({"method": "GET", "query_string": "query=ASK{}&format=docx"}, 400, "bad_format"),
    ({"method": "POST", "data": "ASK {}"}, 415, "query_media_type"),
    ({"method": "POST", "data": "ASK {}", "content_type": "text/plain"}, 415, "query_media_type"),
    (
        {"method": "POST", "data": "CLEAR ALL", "content_type": "application/sparql-update"},
        415,
        "query_media_type",
    ),
    (
        {"method": "POST", "data": {"query": "ASK {}"}, "content_type": "multipart/form-data"},
        415,
        "query_media_type",
    ),
    (
        {
            "method": "POST",
            "data": "ASK {}".encode("utf-16"),
            "content_type": f"{DIRECT['Content-Type']}; charset=UTF-16",
        },
        415,
        "query_media_type",
    ),
    ({"method": "POST", "data": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}, 400, "query_encoding"),
    ({"method": "POST", "data": b"#" * 10_000_001, "headers": DIRECT}, 413, "too_large"),
    ({"method": "PUT", "query_string": "query=ASK{}"}, 405, "method_not_allowed"),
    ({"method": "DELETE"}, 405, "method_not_allowed"),
]


@pytest.mark.parametrize(("sent", "status", "code"), BAD_REQUESTS)
def test_a_request_against_the_protocol_is_a_problem(
    client: FlaskClient, sent: dict[str, Any], status: int, code: str
) -> None:
    assert_problem(client.open("/sparql", **sent), status, code)


def test_a_cut_result_says_so(client: FlaskClient) -> None:
    cut = get(client, ROWS, "text/csv")
    assert (cut.status_code, cut.headers["X-SPARQL-MaxRows"]) == (200, "2000")
    assert cut.text.count("\r\n") == 2_001
    graph = get(client, "CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
    assert (graph.headers["X-SPARQL-MaxRows"], graph.text.count("\n")) == ("2000", 2_000)
    assert "X-SPARQL-MaxRows" not in get(client, ROWS + " LIMIT 2000").headers


def test_long_queries_are_stopped_and_the_service_answers_meanwhile_and_afterwards(app: Flask) -> None:
    def status(query: str) -> tuple[int, str]:
        response = get(app.test_client(), query)
        return response.status_code, response.get_json(force=True).get("code", "")

    with ThreadPoolExecutor(12) as threads:
        long = threads.submit(status, MINUTES)
        assert threads.submit(status, COUNT).result() == (200, "")
        assert not long.done()
        assert long.result() == (504, "query_timeout")
        crowd = [threads.submit(status, MINUTES) for _ in range(12)]
        assert app.test_client().get("/healthz").status_code == 200
        assert not all(one.done() for one in crowd)
        assert {one.result() for one in crowd} == {(504, "query_timeout"), (503, "query_busy")}
    assert status(COUNT) == (200, "")


def test_who_is_turned_away_is_told_when_to_come_back() -> None:
    busy = create_app(Settings(query_timeout=1, query_processes=1, threads=1))
    with ThreadPoolExecutor(2) as threads:
        ends = [threads.submit(get, busy.test_client(), MINUTES) for _ in range(2)]
        codes = {end.result().status_code: end.result() for end in ends}
    assert set(codes) == {503, 504}
    assert int(codes[503].headers["Retry-After"]) > 0
    assert "Retry-After" not in codes[504].headers


# the page


def textarea(page: str) -> str:
    found = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_the_page_offers_an_example_that_finds_something(client: FlaskClient) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert (page.status_code, page.mimetype) == (200, "text/html")
    assert "<script" not in page.text and "<table" not in page.text
    found = client.get("/sparql", query_string={"query": textarea(page.text)}, headers=BROWSER)
    assert found.status_code == 200
    assert found.text.count("<tr>") > 10
    assert textarea(found.text) == textarea(page.text)
    prefixes = re.search(r"<pre[^>]*><code>(PREFIX .*?)</code>", page.text, re.DOTALL)
    assert prefixes
    assert get(client, html.unescape(prefixes[1]) + "ASK { ?s a skos:Concept }").get_json(force=True)["boolean"]


def test_the_page_shows_every_form_of_result(client: FlaskClient) -> None:
    assert "是" in client.get("/sparql", query_string={"query": "ASK {}"}, headers=BROWSER).text
    graph = client.post("/sparql", data={"query": GRAPH}, headers=BROWSER).text
    assert "@prefix" in graph and 'value="turtle"' in graph
    nothing = client.get("/sparql", query_string={"query": "SELECT * { <http://e/a> ?p ?o }"}, headers=BROWSER)
    assert "没有符合的数据" in nothing.text
    cut = client.get("/sparql", query_string={"query": ROWS}, headers=BROWSER).text
    assert cut.count("<tr>") == 1_001 and "1,000" in cut and "2,000" in cut


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("SELECT ?x\nWHERE { ?x ?y }", 400, ["第 2 行", "column 9", "2 | WHERE { ?x ?y }"]),
        ("ASK { SERVICE <http://127.0.0.1:9/> {} }", 403, ["SERVICE"]),
        (MINUTES, 504, ["after 2 seconds"]),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_the_query(
    client: FlaskClient, query: str, status: int, said: list[str]
) -> None:
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER)
    assert (page.status_code, page.mimetype) == (status, "text/html")
    assert textarea(page.text) == query
    assert all(words in html.unescape(page.text) for words in said)


def test_the_page_takes_no_markup_from_query_or_data(client: FlaskClient) -> None:
    terms = '("<b>x</b>" AS ?x) (<javascript:alert(1)> AS ?y) (<http://e/> AS ?z)'
    query = f"# </textarea><script>alert(1)</script>\nSELECT {terms} {{}}"
    page = client.get("/sparql", query_string={"query": query}, headers=BROWSER).text
    assert textarea(page) == query
    assert "<script" not in page and "<b>x" not in page
    assert 'href="http://e/"' in page and 'href="javascript:' not in page


@pytest.mark.parametrize(
    ("query", "format_", "mimetype", "file"),
    [
        (COUNT, "csv", "text/csv", "policy-kg.csv"),
        (COUNT, "json", "application/sparql-results+json", "policy-kg.json"),
        (GRAPH, "turtle", "text/turtle", "policy-kg.ttl"),
        (GRAPH, "json", "application/ld+json", "policy-kg.jsonld"),
    ],
)
def test_a_result_is_downloaded(client: FlaskClient, query: str, format_: str, mimetype: str, file: str) -> None:
    response = client.get("/sparql", query_string={"query": query, "format": format_}, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (200, mimetype)
    assert response.headers["Content-Disposition"] == f"attachment; filename={file}"
