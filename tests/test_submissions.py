"""Submissions that are kept: only on request, each whole, apart from the public graph, in one process."""

import json
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from rdflib import Graph
from rdflib.compare import isomorphic

from policy_kg.errors import StoreLockedError
from policy_kg.http import create_app, reports, schema, submissions
from policy_kg.settings import Settings
from policy_kg.store import Boolean, open_disk, open_memory
from policy_kg.store.documents import triples
from policy_kg.store.submissions import Submissions

ROOT = Path(__file__).resolve().parent.parent
VALIDATE = "/api/v1/validate"
LIST = "/api/v1/submissions"
PAGE = "/submissions"
CLEAR = (ROOT / "ontology" / "examples" / "application-clear-terms.ttl").read_bytes()
UNCLEAR = (ROOT / "ontology" / "examples" / "application-unclear-terms.ttl").read_bytes()
BLANK = b"""@prefix reg: <https://w3id.org/policy-kg/ontology#> .
[] a reg:Project ; reg:hasOrganisingUnit [ a reg:Alliance ] .
"""
TURTLE = "text/turtle"
NOBODY = "00000000-0000-4000-8000-000000000000"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}
SERVE = [sys.executable, "-c", "import sys; from policy_kg.cli import main; sys.exit(main())", "serve", "--port", "0"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept") / "store"


@pytest.fixture(scope="module")
def keeping(place: Path) -> Iterator[FlaskClient]:
    """An application with a store."""
    app = create_app(Settings(store=place))
    yield app.test_client()
    app.extensions["policy_kg"].close()


@pytest.fixture
def client(keeping: FlaskClient) -> FlaskClient:
    """The same one while nothing is kept."""
    for one in listed(keeping).items:
        assert keeping.delete(f"{LIST}/{one.id}").status_code == 204
    return keeping


@pytest.fixture(scope="module")
def without() -> FlaskClient:
    """An application that has no store."""
    return create_app(Settings()).test_client()


def listed(client: FlaskClient, query: str = "") -> submissions.Submissions:
    response = client.get(LIST + query)
    assert response.status_code == 200, response.text
    return submissions.Submissions.model_validate_json(response.text)


def keep(client: FlaskClient, data: bytes = CLEAR, query: str = "") -> submissions.Submission:
    """What the list says of a submission that is kept now."""
    response = client.post(f"{VALIDATE}?keep=true{query}", data=data, content_type=TURTLE)
    report = reports.Report.model_validate_json(response.text)
    [one] = [one for one in listed(client).items if one.iri == report.kept]
    return one


def assert_problem(response: Any, status: int, code: str) -> None:
    assert (response.status_code, response.mimetype) == (status, "application/problem+json"), response.text
    assert schema.Problem.model_validate_json(response.text).code == code


# keeping


def test_the_report_is_the_same_and_says_where_the_submission_is_kept(client: FlaskClient) -> None:
    plain = client.post(VALIDATE, data=UNCLEAR, content_type=TURTLE)
    kept = client.post(f"{VALIDATE}?keep=true", data=UNCLEAR, content_type=TURTLE)
    assert (plain.status_code, kept.status_code) == (200, 200)
    iri = kept.get_json()["kept"]
    assert kept.get_json() == plain.get_json() | {"kept": iri}
    assert iri.startswith("https://w3id.org/policy-kg/id/submissions/")
    assert "kept" not in plain.get_json() and "Location" not in plain.headers
    assert client.get(kept.headers["Location"]).status_code == 200


@pytest.mark.parametrize("query", ["", "?keep=false", "?keep=0"])
def test_nothing_is_kept_unless_it_is_asked_for(client: FlaskClient, query: str) -> None:
    assert client.post(VALIDATE + query, data=CLEAR, content_type=TURTLE).status_code == 200
    assert listed(client).total == 0


@pytest.mark.parametrize(
    ("data", "media_type", "query", "status", "code"),
    [
        (b"", TURTLE, "", 400, "bad_data"),
        (CLEAR[:-3], TURTLE, "", 400, "bad_data"),
        (b"<http://a> <http://b> <http://c> .", TURTLE, "", 422, "profile_unclear"),
        (CLEAR, TURTLE, "&profile=nothing", 422, "profile_unclear"),
        (CLEAR, "text/plain", "", 415, "wrong_media_type"),
    ],
)
def test_what_has_no_report_is_never_kept(
    client: FlaskClient, data: bytes, media_type: str, query: str, status: int, code: str
) -> None:
    assert_problem(client.post(f"{VALIDATE}?keep=true{query}", data=data, content_type=media_type), status, code)
    assert listed(client).total == 0


def test_keep_is_yes_or_no(client: FlaskClient) -> None:
    assert_problem(client.post(f"{VALIDATE}?keep=maybe", data=CLEAR, content_type=TURTLE), 422, "bad_fields")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_can_neither_keep_nor_remove(client: FlaskClient, site: str) -> None:
    one = keep(client)
    foreign = {"Sec-Fetch-Site": site}
    assert_problem(
        client.post(f"{VALIDATE}?keep=true", data=CLEAR, content_type=TURTLE, headers=foreign), 403, "foreign_page"
    )
    assert_problem(client.delete(f"{LIST}/{one.id}", headers=foreign), 403, "foreign_page")
    assert client.post(f"{PAGE}/{one.id}/delete", headers=foreign).status_code == 403
    assert [kept.id for kept in listed(client).items] == [one.id]


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", f"{VALIDATE}?keep=true"), ("GET", LIST), ("GET", f"{LIST}/{NOBODY}"), ("DELETE", f"{LIST}/{NOBODY}")],
)
def test_without_a_store_there_is_one_clear_problem(without: FlaskClient, method: str, path: str) -> None:
    response = without.open(path, method=method, data=CLEAR, content_type=TURTLE)
    assert_problem(response, 409, "no_store")
    assert "--store" in response.get_json(force=True)["detail"]


def test_twenty_at_once_are_all_kept(client: FlaskClient) -> None:
    def send() -> None:
        client.application.test_client().post(f"{VALIDATE}?keep=true", data=CLEAR, content_type=TURTLE)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert listed(client).total == 20


# the list


def test_the_list_says_what_a_submission_is(client: FlaskClient) -> None:
    one = keep(client)
    assert one.profile == "https://w3id.org/policy-kg/ontology#ProjectApplicationProfile"
    assert (one.as_of, one.verdict, one.source) == ("2026-06-08", "符合", "-")
    assert one.iri.endswith(f"/{one.id}")
    assert abs(datetime.fromisoformat(one.kept) - datetime.now(UTC)).total_seconds() < 60


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ('"2026-06-08Z"^^xsd:date', "2026-06-08"),
        ('"2026-06-08+08:00"^^xsd:date', "2026-06-08"),
        ('"2026-06-08"^^xsd:date , "2026-06-09"^^xsd:date', None),
        ('"soon"', None),
    ],
)
def test_the_day_is_shown_when_there_is_just_one(client: FlaskClient, stated: str, day: str | None) -> None:
    data = CLEAR.decode().replace('"2026-06-08"^^xsd:date ;\n    reg:completeFor', f"{stated} ;\n    reg:completeFor")
    assert stated in data
    assert keep(client, data.encode(), "&profile=project-application").as_of == day


def test_the_list_is_paged_newest_first(client: FlaskClient) -> None:
    kept = [keep(client, data).id for data in (CLEAR, UNCLEAR, CLEAR)]
    assert [one.id for one in listed(client).items] == kept[::-1]
    first = listed(client, "?limit=2")
    assert (first.total, [one.id for one in first.items]) == (3, kept[:0:-1])
    assert first.next is not None
    last = submissions.Submissions.model_validate_json(client.get(first.next).text)
    assert ([one.id for one in last.items], last.next) == (kept[:1], None)


# one submission


@pytest.mark.parametrize("data", [CLEAR, BLANK], ids=["clear", "blank"])
@pytest.mark.parametrize(
    ("accept", "media_type", "form"),
    [
        (None, TURTLE, "turtle"),
        ("text/html,*/*;q=0.8", TURTLE, "turtle"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/n-triples", "application/n-triples", "nt"),
    ],
)
def test_what_was_kept_is_what_was_sent(
    client: FlaskClient, data: bytes, accept: str | None, media_type: str, form: str
) -> None:
    one = keep(client, data, "&profile=project-application")
    response = client.get(f"{LIST}/{one.id}", headers={"Accept": accept} if accept else {})
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept" in response.headers["Vary"]
    assert isomorphic(Graph().parse(data=response.data, format=form), Graph().parse(data=data, format="turtle"))


def test_two_of_the_same_are_two(client: FlaskClient) -> None:
    first, second = keep(client, BLANK, "&profile=project-application"), keep(client, CLEAR)
    assert first.id != second.id
    assert client.delete(f"{LIST}/{first.id}").status_code == 204
    found = Graph().parse(data=client.get(f"{LIST}/{second.id}").data, format="turtle")
    assert isomorphic(found, Graph().parse(data=CLEAR, format="turtle"))


def test_a_format_in_the_address_makes_a_download(client: FlaskClient) -> None:
    one = keep(client)
    response = client.get(f"{LIST}/{one.id}?format=jsonld", headers=BROWSER)
    assert response.mimetype == "application/ld+json"
    assert response.headers["Content-Disposition"] == f"attachment; filename={one.id}.jsonld"


@pytest.mark.parametrize(
    ("path", "accept", "status", "code"),
    [
        (f"{LIST}/{NOBODY}", TURTLE, 404, "not_found"),
        (f"{LIST}/nothing", TURTLE, 404, "not_found"),
        (f"{LIST}/{NOBODY}?format=word", TURTLE, 422, "bad_fields"),
        (f"/id/submissions/{NOBODY}", TURTLE, 404, "not_found"),
    ],
)
def test_what_is_not_kept_is_not_found(client: FlaskClient, path: str, accept: str, status: int, code: str) -> None:
    assert_problem(client.get(path, headers={"Accept": accept}), status, code)


def test_a_picture_of_it_is_not_acceptable(client: FlaskClient) -> None:
    assert_problem(client.get(f"{LIST}/{keep(client).id}", headers={"Accept": "image/png"}), 406, "not_acceptable")


def test_its_iri_leads_to_its_statements_or_to_the_page(client: FlaskClient) -> None:
    one = keep(client)
    path = one.iri.removeprefix("https://w3id.org/policy-kg")
    assert client.get(path, headers={"Accept": TURTLE}).headers["Location"] == f"{LIST}/{one.id}"
    assert client.get(path, headers=BROWSER).headers["Location"] == f"{PAGE}#{one.id}"


def test_what_is_removed_is_gone_whole(client: FlaskClient) -> None:
    stays, goes = keep(client, UNCLEAR), keep(client)
    assert client.delete(f"{LIST}/{goes.id}").status_code == 204
    assert_problem(client.get(f"{LIST}/{goes.id}"), 404, "not_found")
    assert_problem(client.delete(f"{LIST}/{goes.id}"), 404, "not_found")
    assert [one.id for one in listed(client).items] == [stays.id]
    assert b"policy-kg/clear-project" not in client.get(f"{LIST}/{stays.id}").data


def test_what_is_removed_leaves_nothing_in_the_store() -> None:
    store = open_memory()
    kept = Submissions(store)
    one = kept.keep(triples(CLEAR, "turtle"), profile="http://a/p", verdict="符合", source="-")
    assert len(kept.content(one.iri).triples) == len(Graph().parse(data=CLEAR, format="turtle"))
    assert (kept.remove(one.iri), kept.remove(one.iri)) == (True, False)
    assert store.query("ASK { ?s ?p ?o }") == Boolean(False)


def test_nothing_that_is_kept_is_found_at_sparql(client: FlaskClient) -> None:
    one = keep(client)
    everywhere = "{ ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } }"
    for about in (f"<{one.iri}>", "<https://example.org/policy-kg/clear-project>"):
        query = f"ASK {{ {everywhere.replace('?s', about)} }}"
        assert client.get("/sparql", query_string={"query": query}).get_json() == {"head": {}, "boolean": False}
    response = client.get("/sparql", query_string={"query": f"SELECT * FROM <{one.iri}> {{ ?s ?p ?o }}"})
    assert_problem(response, 403, "query_refused")


# the pages


def test_the_page_of_checking_keeps_what_is_ticked(client: FlaskClient) -> None:
    given = {"text": UNCLEAR.decode(), "format": "turtle", "profile": ""}
    assert 'name="keep"' in client.get("/validate").text
    assert "已经保存" not in client.post("/validate", data=given).text
    shown = client.post("/validate", data=given | {"keep": "true"}).text
    [one] = listed(client).items
    assert "已经保存" in shown and one.iri in shown
    assert client.post("/validate", data=given | {"keep": "true", "text": "broken"}).status_code == 400
    assert listed(client).total == 1


def test_the_page_lists_what_is_kept_and_removes_it(client: FlaskClient) -> None:
    assert "还没有保存任何数据" in client.get(PAGE).text
    one = keep(client, UNCLEAR)
    shown = client.get(PAGE).text
    for words in (one.iri, "不符合", "项目申请", "2026-", 'aria-current="page">存档'):
        assert words in shown
    form = re.search(r'<form action="([^"]+)" method="post">', shown)
    assert form
    response = client.post(form[1])
    assert (response.status_code, response.headers["Location"]) == (303, PAGE)
    assert one.iri not in client.get(PAGE).text


def test_the_page_is_cut_into_slices(client: FlaskClient) -> None:
    for _ in range(3):
        keep(client)
    assert "2–3，共 3 份" in client.get(f"{PAGE}?offset=1").text
    assert "没有更多了" in client.get(f"{PAGE}?offset=3").text
    assert client.get(f"{PAGE}?offset=-5").status_code == client.get(f"{PAGE}?offset=x").status_code == 200


def test_the_name_of_a_file_is_shown_as_text(client: FlaskClient) -> None:
    named = {"file": (BytesIO(CLEAR), "<b>clear<b>.ttl")}
    client.post(f"{VALIDATE}?keep=true", data=named)
    shown = client.get(PAGE).text
    assert "&lt;b&gt;clear&lt;b&gt;.ttl" in shown and "<b>clear" not in shown


def test_without_a_store_no_page_offers_to_keep(without: FlaskClient) -> None:
    page = without.get("/validate").text
    assert 'name="keep"' not in page and f'href="{PAGE}"' not in page and "不保存任何数据" in page
    given = {"text": CLEAR.decode(), "format": "turtle", "keep": "true"}
    assert without.post("/validate", data=given).status_code == 409
    response = without.get(PAGE, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (409, "text/html")
    assert "--store" in response.text


# the command line


class Served:
    """`policy-kg serve` as a process of its own."""

    def __init__(self, cwd: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [*SERVE, *options], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0
        )
        assert self.process.stdout is not None
        found = re.search(r"http://\S+", self.process.stdout.readline().decode())
        assert found
        self.url = found[0]

    def ask(self, path: str, data: bytes | None = None) -> Any:
        request = urllib.request.Request(self.url + path, data, {"Content-Type": TURTLE} if data else {})
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.load(response)

    def stop(self) -> str:
        """What it said after its first line."""
        self.process.terminate()
        out, err = self.process.communicate(timeout=30)
        assert (self.process.returncode, err) == (0, b"")
        return out.decode()


def snapshot(place: Path) -> dict[str, bytes]:
    """The files of a store but LOCK: to close it in the process of its owner lets go of the engine's lock."""
    return {path.name: path.read_bytes() for path in sorted(place.iterdir()) if path.name != "LOCK"}


def test_two_servers_cannot_have_one_store_and_what_is_kept_stays(tmp_path: Path) -> None:
    first = Served(tmp_path, "--store", "kept")
    try:
        iri = first.ask(f"{VALIDATE}?keep=true", CLEAR)["kept"]
        before = snapshot(tmp_path / "kept")
        second = subprocess.run(
            [*SERVE, "--store", "kept"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr == "policy-kg: kept: the store is in use by another process\n"
        assert snapshot(tmp_path / "kept") == before
        assert first.ask(LIST)["total"] == 1
    finally:
        said = first.stop()
    assert "submissions kept on request: kept\n" in said
    again = Served(tmp_path, "--store", "kept")
    try:
        assert [one["iri"] for one in again.ask(LIST)["items"]] == [iri]
    finally:
        again.stop()


def test_commands_that_read_work_beside_a_server_with_a_store(tmp_path: Path) -> None:
    server = Served(tmp_path, "--store", "kept")
    try:
        (tmp_path / "some.rq").write_text("SELECT * { ?s ?p ?o } LIMIT 1", "utf-8")
        for arguments in (
            ["query", "some.rq"],
            ["validate", str(ROOT / "ontology/examples/application-clear-terms.ttl")],
        ):
            command = [*SERVE[:3], *arguments]
            assert subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False).returncode == 0
    finally:
        server.stop()


def test_without_the_option_no_server_writes_anything(tmp_path: Path) -> None:
    server = Served(tmp_path)
    try:
        with pytest.raises(urllib.error.HTTPError) as caught:
            server.ask(f"{VALIDATE}?keep=true", CLEAR)
        assert caught.value.code == 409
    finally:
        server.stop()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [("file", "cannot be opened"), ("full", "other things than a store"), ("no/where", "cannot be opened")],
)
def test_a_place_that_cannot_be_a_store_is_one_clear_line(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "file").write_text("no store", "utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", "utf-8")
    before = sorted(tmp_path.rglob("*"))
    ended = subprocess.run(
        [*SERVE, "--store", place], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert place in ended.stderr and words in ended.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_an_application_lets_go_of_its_store(tmp_path: Path) -> None:
    app = create_app(Settings(store=tmp_path / "kept"))
    with pytest.raises(StoreLockedError):
        open_disk(tmp_path / "kept")
    app.extensions["policy_kg"].close()
    open_disk(tmp_path / "kept").close()


def test_a_store_that_was_closed_can_be_opened_again_and_by_its_owner_only_once(tmp_path: Path) -> None:
    first = open_disk(tmp_path / "kept")
    before = snapshot(tmp_path / "kept")
    with pytest.raises(StoreLockedError):
        open_disk(tmp_path / "kept")
    assert snapshot(tmp_path / "kept") == before
    first.close()
    open_disk(tmp_path / "kept").close()
