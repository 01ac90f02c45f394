"""Reading over the web: the reader, the lists for programs, the IRIs of the graph, the description of the API."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient
from flask_openapi3.openapi import OpenAPI

from policy_kg.http import create_app, reading, schema
from policy_kg.settings import Settings

BASE = "https://w3id.org/policy-kg/"
FIRST = "id/most-2008-338"
SECOND = "id/example-2031-7"
BROWSER = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def first() -> OpenAPI:
    return create_app(Settings())


@pytest.fixture(scope="module")
def second(root: Path) -> OpenAPI:
    return create_app(Settings(knowledge=root / "tests" / "cases" / "second-regulation"))


@pytest.fixture
def client(first: OpenAPI) -> FlaskClient:
    return first.test_client()


def squeezed(text: str) -> str:
    return "".join(text.split())


def served(app: OpenAPI, path: str) -> str:
    response = app.test_client().get(path)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    return response.text


# the reader


@pytest.mark.parametrize(("fixture", "iri"), [("first", FIRST), ("second", SECOND)])
def test_the_reader_loses_no_character_and_adds_none(request: pytest.FixtureRequest, fixture: str, iri: str) -> None:
    knowledge = request.getfixturevalue(fixture).extensions["policy_kg"].engine.knowledge
    view = reading.view(knowledge, BASE + iri)
    parts = [words for _, _, words in view.head]
    for article in view.articles:
        parts += [words for _, words in article.headings]
        parts += [article.label, *(piece.text for block in article.blocks for piece in block.pieces)]
    shown = squeezed("".join(parts)).translate(str.maketrans("", "", "（）()"))
    text = knowledge.corpus.regulations[BASE + iri].text
    assert shown == squeezed(text).translate(str.maketrans("", "", "（）()"))


@pytest.mark.parametrize(("fixture", "iri"), [("first", FIRST), ("second", SECOND)])
def test_every_provision_and_norm_has_one_anchor(request: pytest.FixtureRequest, fixture: str, iri: str) -> None:
    app = request.getfixturevalue(fixture)
    page = served(app, f"/regulation/{iri.removeprefix('id/')}")
    anchors = re.findall(r'\sid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    corpus = app.extensions["policy_kg"].engine.knowledge.corpus
    wanted = {reading.local(one) for one in [*corpus.provisions, *corpus.norms]}
    assert wanted <= set(anchors)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(anchors)


def test_every_norm_marks_its_evidence_and_has_a_rule_to_highlight_it(client: FlaskClient, first: OpenAPI) -> None:
    page = client.get("/regulation/most-2008-338").text
    styles = client.get("/regulation/most-2008-338/evidence.css")
    assert styles.mimetype == "text/css"
    marked = {name for names in re.findall(r'class="ev ([^"]+)"', page) for name in names.split()}
    for iri in first.extensions["policy_kg"].engine.knowledge.corpus.norms:
        norm = reading.local(iri)
        assert f"on-{norm}" in marked
        assert f"#{norm}:is(" in styles.text
    words = re.findall(r'<span class="ev[^"]* on-s10-2[ "][^>]*>([^<]+)</span>', page)
    assert "5年内不得参与国家科技计划组织实施" in "".join(words)


def test_the_misprint_is_marked_where_it_stands_and_explained(client: FlaskClient) -> None:
    page = client.get("/regulation/most-2008-338").text
    assert re.search(r'<span class="[^"]*misprint">国际科技计划</span><a class="noteref" href="#note-misprint"', page)
    assert re.search(r'<li id="note-misprint">［注1］原文如此', page)
    assert len(re.findall(r'class="[^"]*misprint"', page)) == 1, "a note that only comments is no misprint"


def test_norms_have_badges_sentences_and_what_is_left_open(client: FlaskClient) -> None:
    page = client.get("/regulation/most-2008-338").text
    assert re.search(r'<span class="badge Prohibition">禁止 <span lang="en">prohibition</span></span>', page)
    assert "文中没有写明五年从何时起算。" in page
    assert "文中未写明，依上下文：承担者为" in page
    assert "未核实" in page


def test_chapters_subitems_and_words_after_a_list_are_read_in_order(second: OpenAPI) -> None:
    page = served(second, "/regulation/example-2031-7")
    order = [
        "第一章 总则",
        "第三条之一",
        "第二章 开放使用与监督",
        "1．仪器的名称",
        "2．仪器的原值",
        "备案信息发生变更的",
    ]
    words = re.sub(r"<[^>]+>", "", page)
    places = [words.rindex(one) for one in order]
    assert places == sorted(places)
    assert 'id="art_3-1"' in page
    assert 'class="block subitem" id="art_4__para_1__item_1__sub_1"' in page


def test_the_footer_and_the_list_name_what_is_held(second: OpenAPI) -> None:
    page = served(second, "/regulation")
    assert "示例市科学仪器开放共享管理办法（试行）" in page
    assert "国家科技计划支持" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/regulation/nothing",
        "/regulation/nothing/evidence.css",
        "/id/nothing",
        "/vocab/Nothing",
        "/id/a%20b",
        "/vocab/a%3Eb",
    ],
)
def test_what_is_not_held_is_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


# lists for programs


def test_the_regulations_are_listed(client: FlaskClient) -> None:
    listed = schema.Regulations.model_validate_json(client.get("/api/v1/regulations").text)
    [one] = listed.items
    assert (one.id, one.articles, one.characters, one.efficacy) == ("most-2008-338", 13, 1990, "未核实")
    assert one.model_dump() == client.get("/api/v1/regulations/most-2008-338").get_json()


def test_the_text_is_the_canonical_text_to_the_byte(client: FlaskClient) -> None:
    response = client.get("/api/v1/regulations/most-2008-338/text")
    assert response.content_type == "text/plain; charset=utf-8"
    known = client.get("/api/v1/regulations/most-2008-338").get_json()
    assert hashlib.sha256(response.data).hexdigest() == known["text_sha256"]
    assert len(response.text) == known["characters"]
    again = client.get("/api/v1/regulations/most-2008-338/text", headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def pages(client: FlaskClient, path: str) -> list[dict[str, Any]]:
    """All items of a list, page by page as each names the next."""
    items: list[dict[str, Any]] = []
    following: str | None = path
    while following:
        page = client.get(following).get_json()
        items += page["items"]
        following = page["next"]
    assert page["total"] == len(items)
    return items


def test_paging_returns_everything_once_and_in_order(client: FlaskClient) -> None:
    whole = schema.Provisions.model_validate_json(client.get("/api/v1/provisions?limit=500").text)
    paged = pages(client, "/api/v1/provisions?limit=7")
    assert [one["iri"] for one in paged] == [one.iri for one in whole.items]
    text = client.get("/api/v1/regulations/most-2008-338/text").text
    assert all(text[one["start"] : one["end"]] == one["text"] for one in paged)
    assert [one["start"] for one in paged] == sorted(one["start"] for one in paged)


def test_provisions_of_one_article(client: FlaskClient) -> None:
    labels = [one["label"] for one in pages(client, "/api/v1/provisions?article=10&regulation=most-2008-338")]
    assert labels[0] == "第十条"
    assert labels[-1] == "第十条第（四）项"
    assert client.get("/api/v1/provisions?article=15").get_json()["total"] == 0


def test_norms_by_kind_and_by_provision(client: FlaskClient) -> None:
    norms = schema.Norms.model_validate_json(client.get("/api/v1/norms?limit=500").text).items
    assert len(norms) >= 60
    text = client.get("/api/v1/regulations/most-2008-338/text").text
    assert all(text[one.start : one.end] == one.quote for norm in norms for one in norm.evidence)
    prohibitions = pages(client, "/api/v1/norms?kind=Prohibition&limit=1")
    assert prohibitions
    assert all("Prohibition" in one["kinds"] for one in prohibitions)
    paragraph = f"{BASE}{FIRST}/art_10__para_1"
    inside = pages(client, f"/api/v1/norms?provision={paragraph}")
    assert {one["provision"] for one in inside} > {f"{paragraph}__item_2"}
    assert all(one["provision"].startswith(paragraph) for one in inside)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "bad_fields"),
        ("limit=501", "bad_fields"),
        ("offset=-1", "bad_fields"),
        ("limit=ten", "bad_fields"),
        ("artcle=10", "bad_fields"),
        ("regulation=nothing", "unknown_regulation"),
    ],
)
def test_a_slice_that_makes_no_sense_gets_422(client: FlaskClient, query: str, code: str) -> None:
    response = client.get(f"/api/v1/provisions?{query}")
    assert (response.status_code, response.get_json(force=True)["code"]) == (422, code)


# the IRIs of the graph


@pytest.mark.parametrize("path", ["ontology", "vocab", "vocab/Alliance", FIRST, f"{FIRST}/art_4", f"{FIRST}/n4-a"])
def test_an_iri_of_the_graph_is_turtle_for_programs(client: FlaskClient, path: str) -> None:
    response = client.get(f"/{path}", headers={"Accept": "text/turtle"})
    assert (response.status_code, response.mimetype) == (200, "text/turtle")
    assert "Accept" in response.headers["Vary"]
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    about = BASE + path
    assert any(str(subject).startswith(about) for subject in graph.subjects())


@pytest.mark.parametrize(
    ("path", "address"),
    [
        (FIRST, "/regulation/most-2008-338"),
        (f"{FIRST}/art_10__para_1__item_2", "/regulation/most-2008-338#art_10__para_1__item_2"),
        (f"{FIRST}/s10-2", "/regulation/most-2008-338#s10-2"),
    ],
)
def test_a_browser_is_led_to_the_reader(client: FlaskClient, path: str, address: str) -> None:
    response = client.get(f"/{path}", headers=BROWSER)
    assert (response.status_code, response.headers["Location"]) == (303, address)


@pytest.mark.parametrize("path", ["/ontology", "/vocab", "/vocab/Alliance", f"/{FIRST}/open-4-major"])
def test_a_browser_gets_a_page_about_the_other_things(client: FlaskClient, path: str) -> None:
    response = client.get(path, headers=BROWSER)
    assert (response.status_code, response.mimetype) == (200, "text/html")
    assert "<h1>" in response.text


def test_what_is_neither_page_nor_turtle_is_not_acceptable(client: FlaskClient) -> None:
    response = client.get("/vocab/Alliance", headers={"Accept": "image/png"})
    assert (response.status_code, response.mimetype) == (406, "application/problem+json")


# the description of the API


def test_openapi_names_every_operation_and_resolves_inside(client: FlaskClient, first: OpenAPI) -> None:
    document = client.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    routes = {
        re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
        for rule in first.url_map.iter_rules()
        if rule.rule.startswith("/api/")
    }
    assert routes | {"/healthz"} <= set(document["paths"])
    references = set(re.findall(r'"#/components/schemas/(\w+)"', client.get("/openapi.json").text))
    assert references <= set(document["components"]["schemas"])
    ask = document["paths"]["/api/v1/ask"]["post"]
    assert set(ask["responses"]) == {"200", "400", "413", "415", "422"}
    assert list(ask["responses"]["422"]["content"]) == ["application/problem+json"]
    assert "422" not in document["paths"]["/healthz"]["get"]["responses"]


def test_the_page_of_the_api_shows_every_operation(client: FlaskClient) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").get_json()["paths"]:
        assert f"<code>{path}</code>" in page
    anchors = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'href="#(\w+)"', page)) <= anchors
