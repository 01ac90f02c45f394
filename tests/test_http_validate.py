"""Checking over the web: the API with its statuses, and the page."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from policy_kg.http import create_app, reports, schema
from policy_kg.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
API = "/api/v1/validate"
PAGE = "/validate"
CLEAR = (ROOT / "ontology" / "examples" / "application-clear-terms.ttl").read_bytes()
UNCLEAR = (ROOT / "ontology" / "examples" / "application-unclear-terms.ttl").read_bytes()
BROKEN = b"@prefix a: <http://a/> .\na:b a:c ."
NAMELESS = b"<http://a> <http://b> <http://c> ."
TURTLE = "text/turtle"
LIMIT = 50_000


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings(max_body=LIMIT)).test_client()


def report_of(response: Any) -> reports.Report:
    assert (response.status_code, response.mimetype) == (200, "application/json"), response.text
    return reports.Report.model_validate_json(response.text)


@pytest.mark.parametrize(("data", "verdict"), [(CLEAR, "符合"), (UNCLEAR, "不符合")])
def test_any_report_comes_with_200(client: FlaskClient, data: bytes, verdict: str) -> None:
    report = report_of(client.post(API, data=data, content_type=f"{TURTLE}; charset=utf-8"))
    assert (report.verdict, report.source) == (verdict, "-")


def test_a_file_is_known_by_the_end_of_its_name(client: FlaskClient) -> None:
    report = report_of(client.post(API, data={"file": (io.BytesIO(CLEAR), "../a/clear.ttl")}))
    assert (report.conforms, report.source) == (True, "clear.ttl")


def test_the_profile_of_the_address_wins(client: FlaskClient) -> None:
    exit_of_a_member = (ROOT / "ontology" / "examples" / "member-exit.ttl").read_bytes()
    address = API + "?profile=project-application"
    report = report_of(client.post(address, data=exit_of_a_member, content_type=TURTLE))
    assert report.profile.endswith("#ProjectApplicationProfile")


@pytest.mark.parametrize(
    ("body", "media_type", "profile", "status", "code"),
    [
        (b"", TURTLE, "", 400, "bad_data"),
        (BROKEN, TURTLE, "", 400, "bad_data"),
        (b"{", "application/ld+json", "", 400, "bad_data"),
        (b"x" * (LIMIT + 1), TURTLE, "", 413, "too_large"),
        (CLEAR, "application/json", "", 415, "wrong_media_type"),
        (CLEAR, None, "", 415, "wrong_media_type"),
        (CLEAR, TURTLE, "?profile=nothing", 422, "profile_unclear"),
        (NAMELESS, TURTLE, "", 422, "profile_unclear"),
        (CLEAR, TURTLE, "?profil=project-application", 422, "bad_fields"),
    ],
)
def test_what_has_no_report_is_a_problem(
    client: FlaskClient, body: bytes, media_type: str | None, profile: str, status: int, code: str
) -> None:
    response = client.post(API + profile, data=body, content_type=media_type)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    problem = schema.Problem.model_validate_json(response.text)
    assert (problem.status, problem.code) == (status, code)
    assert "Traceback" not in response.text


def test_broken_turtle_is_told_with_its_line(client: FlaskClient) -> None:
    assert client.post(API, data=BROKEN, content_type=TURTLE).get_json(force=True)["line"] == 2


def test_multipart_without_the_file_is_a_problem(client: FlaskClient) -> None:
    response = client.post(API, data={"other": (io.BytesIO(CLEAR), "a.ttl")})
    assert (response.status_code, response.get_json(force=True)["code"]) == (400, "bad_request")


def test_the_page_has_the_form_and_is_in_the_navigation(client: FlaskClient) -> None:
    page = client.get(PAGE).text
    assert 'enctype="multipart/form-data"' in page and 'name="text"' in page and 'name="file"' in page
    assert f'<a href="{PAGE}" aria-current="page">' in page


def test_the_page_reports_on_what_was_pasted(client: FlaskClient) -> None:
    response = client.post(PAGE, data={"text": UNCLEAR.decode(), "format": "turtle", "profile": ""})
    assert response.status_code == 200
    for words in ("不符合", "第十条第（二）项", "对于知识产权约定不明确的项目不予立项", "非法律意见"):
        assert words in response.text
    assert 'href="/regulation/most-2008-338#art_10__para_1__item_2"' in response.text


def test_the_page_reports_on_a_file(client: FlaskClient) -> None:
    response = client.post(PAGE, data={"file": (io.BytesIO(CLEAR), "clear.ttl"), "text": "", "format": "turtle"})
    assert "clear.ttl" in response.text and "report SATISFIED" in response.text


def test_the_page_says_when_nothing_was_looked_at(client: FlaskClient) -> None:
    given = {"text": NAMELESS.decode(), "format": "turtle", "profile": "project-application"}
    assert "没有任何节点受到核对" in client.post(PAGE, data=given).text


@pytest.mark.parametrize(
    ("text", "form", "status"), [(BROKEN.decode(), "turtle", 400), ("", "turtle", 400), ("x", "word", 415)]
)
def test_the_page_keeps_what_was_pasted_when_it_cannot_be_read(
    client: FlaskClient, text: str, form: str, status: int
) -> None:
    response = client.post(PAGE, data={"text": text, "format": form, "profile": ""})
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert "没有报告" in response.text
    assert text.splitlines()[-1:] == response.text.partition("</textarea>")[0].splitlines()[-1:] or not text


def test_what_was_pasted_cannot_write_into_the_page(client: FlaskClient) -> None:
    given = {"text": "</textarea><script>alert(1)</script>", "format": "turtle", "profile": ""}
    assert "<script>" not in client.post(PAGE, data=given).text
