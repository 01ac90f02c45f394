"""The web door: the contract of the API, its errors, its headers, and the server that carries it."""

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_openapi3.openapi import OpenAPI

from policy_kg import errors
from policy_kg.http import create_app, problems, schema
from policy_kg.settings import Settings

REGULATION = "https://w3id.org/policy-kg/id/most-2008-338"
ASK = "/api/v1/ask"
SERVE_LINES = 4
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def app() -> OpenAPI:
    """The application over the shipped knowledge, with a small limit for bodies."""
    return create_app(Settings(max_body=50_000, max_question=200))


@pytest.fixture
def client(app: OpenAPI) -> FlaskClient:
    return app.test_client()


def every_error(kind: type[errors.PolicyKgError]) -> Iterator[type[errors.PolicyKgError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from every_error(below)


def assert_problem(response: Any, status: int, code: str) -> dict[str, Any]:
    """The problem in the body, which has to be complete, one line each, and tell nothing of the inside."""
    assert response.status_code == status, response.text
    assert response.mimetype == "application/problem+json"
    problem: dict[str, Any] = response.get_json(force=True)
    schema.Problem.model_validate(problem)
    assert (problem["status"], problem["code"]) == (status, code)
    assert "\n" not in problem["detail"]
    assert not re.search(r"Traceback|\.py|site-packages", response.text)
    return problem


def test_a_question_is_answered_by_the_contract(client: FlaskClient) -> None:
    response = client.post(
        ASK, json={"question": "理事长单位要承担什么责任？", "context": [], "regulation": None, "data": []}
    )
    assert (response.status_code, response.mimetype) == (200, "application/json")
    answer = schema.Answer.model_validate_json(response.text)
    assert answer.status == "answered"
    assert {4, 7} <= {citation.article for citation in answer.citations}
    assert answer.query and answer.query.count("SELECT") >= 1
    assert "理事长单位" in response.text, "Han characters are not escaped"


def test_the_quotes_are_the_canonical_text_between_their_offsets(app: OpenAPI, client: FlaskClient) -> None:
    answer = client.post(ASK, json={"question": "违反知识产权约定有什么后果", "regulation": REGULATION}).get_json()
    text = app.extensions["policy_kg"].engine.knowledge.corpus.regulations[REGULATION].text
    assert answer["citations"]
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in answer["citations"])


def test_a_refusal_is_a_result_and_not_an_error(client: FlaskClient) -> None:
    answer = schema.Answer.model_validate_json(client.post(ASK, json={"question": "今天天气怎么样"}).text)
    assert (answer.status, answer.verdict, answer.citations) == ("out_of_scope", None, [])


@pytest.mark.parametrize("body", ["", "{", "{'question': 1}", '{"question": "a"', "[" * 40_000, "\xff"])
def test_a_body_that_is_no_json_gets_400(client: FlaskClient, body: str) -> None:
    sent = body.encode("latin-1")
    assert_problem(client.post(ASK, data=sent, content_type="application/json"), 400, "bad_json")


@pytest.mark.parametrize("media_type", [None, "text/plain", "application/x-www-form-urlencoded", "text/turtle"])
def test_another_media_type_gets_415(client: FlaskClient, media_type: str | None) -> None:
    response = client.post(ASK, data=b'{"question": "x"}', content_type=media_type)
    assert_problem(response, 415, "wrong_media_type")


@pytest.mark.parametrize("path", [ASK, "/", "/nothing/here"])
def test_a_body_over_the_limit_gets_413(client: FlaskClient, path: str) -> None:
    response = client.post(path, data=b" " * 50_001, content_type="application/json")
    assert_problem(response, 413, "too_large")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "#/question"),
        ({"question": None}, "#/question"),
        ({"question": 5}, "#/question"),
        ({"question": ["谁批准"]}, "#/question"),
        ({"question": "\ud800"}, "#/question"),
        ({"question": "谁批准", "context": "谁"}, "#/context"),
        ({"question": "谁批准", "context": [1]}, "#/context/0"),
        ({"question": "谁批准", "context": ["谁"] * 101}, "#/context"),
        ({"question": "谁批准", "context": ["谁批准", "谁" * 201]}, "#/context/1"),
        ({"question": "谁批准", "regulation": 5}, "#/regulation"),
        ({"question": "谁批准", "quetsion": "谁批准"}, "#/quetsion"),
    ],
)
def test_fields_against_the_contract_are_named(client: FlaskClient, body: dict[str, Any], pointer: str) -> None:
    sent = json.dumps(body).encode()
    problem = assert_problem(client.post(ASK, data=sent, content_type="application/json"), 422, "bad_fields")
    assert pointer in [one["pointer"] for one in problem["errors"]]


@pytest.mark.parametrize("body", ["[]", "null", "5", '"谁批准"', '"{\\"question\\": \\"谁批准\\"}"'])
def test_json_that_is_no_object_gets_422(client: FlaskClient, body: str) -> None:
    response = client.post(ASK, data=body.encode(), content_type="application/json")
    assert_problem(response, 422, "bad_fields")


@pytest.mark.parametrize("question", ["", " \u3000\n", "谁" * 201, "谁" * 10_000])
def test_what_is_no_question_gets_422(client: FlaskClient, question: str) -> None:
    assert_problem(client.post(ASK, json={"question": question}), 422, "bad_question")


def test_an_unknown_regulation_and_unknown_data_are_named(client: FlaskClient) -> None:
    asked = {"question": "谁批准", "regulation": f"{REGULATION}9"}
    assert f"{REGULATION}9" in assert_problem(client.post(ASK, json=asked), 422, "unknown_regulation")["detail"]
    asked = {"question": "谁批准", "data": ["urn:example:upload"]}
    assert "urn:example:upload" in assert_problem(client.post(ASK, json=asked), 422, "unknown_data")["detail"]


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/nothing", "/static/nothing.css", "/static/../templates/base.html"]
)
def test_an_unknown_path_gets_404(client: FlaskClient, path: str) -> None:
    assert_problem(client.get(path), 404, "not_found")


@pytest.mark.parametrize(("method", "path", "allowed"), [("GET", ASK, "POST"), ("DELETE", "/", "GET")])
def test_a_method_that_does_not_fit_gets_405_and_what_fits(
    client: FlaskClient, method: str, path: str, allowed: str
) -> None:
    response = client.open(path, method=method)
    assert_problem(response, 405, "method_not_allowed")
    assert allowed in response.headers["Allow"].split(", ")


def test_a_browser_gets_its_errors_as_a_page(client: FlaskClient) -> None:
    response = client.get("/nothing", headers=BROWSER)
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert_problem(client.get("/api/v1/nothing", headers=BROWSER), 404, "not_found")


@pytest.mark.parametrize("kind", list(every_error(errors.PolicyKgError)))
def test_every_error_of_the_tree_has_a_row_of_its_own(kind: type[errors.PolicyKgError]) -> None:
    assert problems.status_of(kind("x")) == problems.STATUSES[kind.code]


def test_what_nobody_foresaw_is_a_problem_without_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = create_app()

    def fail() -> None:
        raise ZeroDivisionError("secret of the house")

    app.add_url_rule("/fail", view_func=fail)
    response = app.test_client().get("/fail")
    problem = assert_problem(response, 500, "error")
    assert "secret" not in response.text
    assert problem["instance"] == "/fail"
    assert "secret of the house" in caplog.text, "the operator sees it in the log"


@pytest.mark.parametrize("path", ["/", "/?q=谁批准向境外转让知识产权", "/healthz", "/nothing", "/static/page.css"])
def test_every_response_has_the_protecting_headers(client: FlaskClient, path: str) -> None:
    headers = client.get(path, headers=BROWSER).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == ("nosniff", "no-referrer")
    assert "Set-Cookie" not in headers


def test_health_says_which_versions_answer(client: FlaskClient) -> None:
    health = schema.Health.model_validate_json(client.get("/healthz").text)
    answer = client.post(ASK, json={"question": "第五条第六项讲什么"}).get_json()
    assert health.versions.model_dump() == answer["versions"]


# the page


def page(client: FlaskClient, question: str) -> str:
    response = client.get("/", query_string={"q": question})
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    return response.text


def test_the_page_shows_answer_quotes_query_and_versions(client: FlaskClient) -> None:
    question = "谁批准向境外转让知识产权"
    shown, answer = page(client, question), client.post(ASK, json={"question": question}).get_json()
    assert answer["answer"] in shown
    for citation in answer["citations"]:
        assert f">{citation['quote']}</p>" in shown
        anchor = citation["provision"].removeprefix(f"{REGULATION}/")
        assert f'<a href="/regulation/most-2008-338#{anchor}">{citation["label"]}</a>' in shown
    assert f'<pre tabindex="0"><code>{answer["query"].splitlines()[0].replace("<", "&lt;").split(">")[0]}' in shown
    assert answer["versions"]["graph"] in shown


@pytest.mark.parametrize("question", ["", "理事长单位要承担什么责任？", "今天天气怎么样", "第十五条规定了什么"])
def test_every_page_says_what_it_is_not(client: FlaskClient, question: str) -> None:
    shown = page(client, question)
    assert "非法律意见" in shown
    assert "Not legal advice" in shown
    assert re.search(r"《国家科技计划支持产业技术创新战略联盟暂行规定》.*效力状态.*未核实", shown)


def test_a_refusal_on_the_page_offers_questions_that_can_be_asked(client: FlaskClient) -> None:
    shown = page(client, "今天天气怎么样")
    assert "不在范围内" in shown
    offered = re.findall(r'<a href="/\?q=[^"]+">([^<]+)</a>', shown)
    assert offered
    assert client.post(ASK, json={"question": offered[0]}).status_code == 200


def test_the_examples_on_the_first_page_are_answered(client: FlaskClient) -> None:
    examples = re.findall(r'<a href="/\?q=[^"]+">([^<]+)</a>', page(client, ""))
    assert len(examples) >= 3
    for example in examples:
        assert client.post(ASK, json={"question": example}).get_json()["status"] == "answered"


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7 * 7 }}", "' OR 1=1"])
def test_what_was_typed_is_shown_as_text(client: FlaskClient, typed: str) -> None:
    shown = page(client, typed)
    assert "<script" not in shown
    assert "<img" not in shown
    assert "49" not in re.sub(r"<footer.*", "", shown, flags=re.DOTALL)


def test_an_overlong_question_is_explained_on_the_page(client: FlaskClient) -> None:
    response = client.get("/", query_string={"q": "谁" * 201})
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert "201" in response.text


def test_no_page_needs_anything_from_elsewhere(client: FlaskClient, root: Path) -> None:
    shown = page(client, "理事长单位要承担什么责任？")
    styles = (root / "web" / "static" / "page.css").read_text("utf-8")
    assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', shown)
    assert not re.findall(r"url\(|@import", styles)
    assert not re.findall(r"<script|\sstyle=|\son\w+=", shown)


# the server


def start(*options: str, cwd: Path) -> "subprocess.Popen[str]":
    # a shell's background job ignores Ctrl-C and so would all that it starts, these tests with it; a terminal does not
    heeding = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    program = f"{heeding}; import sys; from policy_kg.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "serve"]
    return subprocess.Popen([*command, *options], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_serve_says_where_and_what_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    server = start("--port", "0", "--threads", "2", cwd=tmp_path)
    assert server.stdout is not None
    first, *loaded = (server.stdout.readline() for _ in range(SERVE_LINES))
    try:
        found = re.search(r"http://127\.0\.0\.1:(\d+)$", first.strip())
        assert found, first
        with urllib.request.urlopen(f"{found[0]}/healthz", timeout=20) as response:
            assert json.load(response)["status"] == "ok"
    finally:
        server.send_signal(number)
        out, err = server.communicate(timeout=20)
    assert (server.returncode, err) == (0, "")
    assert all(any(name in line for line in loaded) for name in ("regulations 1", "provisions", "norms", "graph"))
    assert out.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        out, err = (server := start("--port", str(port), cwd=tmp_path)).communicate(timeout=60)
    assert (server.returncode, out) == (2, "")
    assert err.count("\n") == 1
    assert str(port) in err


def test_broken_knowledge_is_one_clear_line(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "regulations" / "example-1"
    folder.mkdir(parents=True)
    (folder / "broken.ttl").write_text("@prefix : <urn:x> .\n:a :b .\n")
    out, err = (server := start("--port", "0", "--knowledge", "data", cwd=tmp_path)).communicate(timeout=60)
    assert (server.returncode, out, err.count("\n")) == (2, "", 1)
    assert "broken.ttl:2" in err
