"""The short names that people see: of an IRI, and of everything that a store holds."""

import pytest

from policy_kg import ns
from policy_kg.http import create_app
from policy_kg.store import open_memory
from policy_kg.store.digest import graph_digest

ONE = b"<http://a/s> <http://a/p> <http://a/o> , 'o' ."
OTHER = b"<http://a/s> <http://a/p> 'o' , <http://a/o> ."
MORE = b"<http://a/s> <http://a/p> <http://a/o> , 'o' , 'oo' ."


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (ns.REG + "Norm", "reg:Norm"),
        (ns.VOCAB + "Alliance", "v:Alliance"),
        (ns.ID + "most-2008-338/art_4", "id:most-2008-338/art_4"),
        ("https://example.org/x", "https://example.org/x"),
        ("", ""),
    ],
)
def test_an_iri_is_shortened_by_the_prefix_that_fits(iri: str, name: str) -> None:
    assert ns.shorten(iri) == name


def digest_of(turtle: bytes) -> str:
    store = open_memory()
    store.load(turtle, "http://a/g")
    return graph_digest(store)


def test_equal_knowledge_has_an_equal_digest_and_other_knowledge_another() -> None:
    assert digest_of(ONE) == digest_of(OTHER)
    assert digest_of(ONE) != digest_of(MORE)


def test_answers_and_reports_rest_on_the_same_graph() -> None:
    client = create_app().test_client()
    answer = client.post("/api/v1/ask", json={"question": "第四条讲什么"}).get_json()["versions"]
    report = client.post("/api/v1/validate?profile=project-application", data=ONE, content_type="text/turtle")
    assert answer["graph"] == report.get_json()["versions"]["graph"]
