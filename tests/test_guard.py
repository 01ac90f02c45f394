"""What reaches out of a store is refused before it runs, and what only looks so is not."""

import re
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from policy_kg.errors import QueryRefusedError, QuerySyntaxError
from policy_kg.store import Boolean, Select, Store, open_memory
from policy_kg.store.guard import check_query, check_update, warm

CASES = tomllib.loads((Path(__file__).parent / "cases/store/guard.toml").read_text("utf-8"))["case"]
GRAPHS = ("http://e/g1", "http://e/g2")


class Canary(HTTPServer):
    """A server that counts who asks it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.asked = 0


class Asked(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Canary)
        self.server.asked += 1
        self.send_error(500)

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on the console."""


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with Canary() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def store() -> Store:
    store = open_memory()
    for graph in GRAPHS:
        store.load(b"<a> <b> <c> .", graph)
    return store


def written(case: dict[str, str], canary: Canary) -> str:
    text = case["text"].replace("DEEP1DEEP", "(" * 5000 + "1" + ")" * 5000)
    text = text.replace("<DEEP1>2DEEP", "<" + "(" * 5000 + "1>2" + ")" * 5000).replace("LONG", "1+" * 8000)
    return text.replace("CANARY", f"http://127.0.0.1:{canary.server_port}/")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_store_runs_what_is_allowed_and_asks_nobody(case: dict[str, str], canary: Canary, store: Store) -> None:
    run = store.update if case.get("update") else store.query
    if refused := case.get("refused"):
        with pytest.raises(QueryRefusedError, match=re.escape(refused)):
            run(written(case, canary))
    elif case.get("unreadable"):
        with pytest.raises(QuerySyntaxError):
            run(written(case, canary))
    else:
        run(written(case, canary))
    assert canary.asked == 0


SYNTAX = [
    ("", 1, 1),
    ("PREFIX e: <http://e/>\n", 2, 1),
    ("SELEC * { ?s ?p ?o }", 1, 1),
    ("SELECT *\n{ ?s ?p ?o .\n  FILTER(?o > ) }", 3, 3),
    ("SELECT * { ?s ?p '中文' .\n BIND(3 ?x) }", 2, 2),
    ("SELECT *\nFROM <http://e/g1>\n{ ?s ?p ?o } LIMT 3", 3, 14),
    ("SELECT * { ?s ?p ?o", 1, 20),
    ("SELECT *\r{ ?s ?p ?o ?x }", 2, 12),
]


@pytest.mark.parametrize(("text", "line", "column"), SYNTAX)
def test_a_syntax_error_tells_line_and_column(store: Store, text: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query(text)
    assert (caught.value.line, caught.value.detail.split(":")[0]) == (line, f"column {column}")
    assert "\n" not in str(caught.value)


def test_an_undeclared_prefix_is_a_syntax_error_with_a_place(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT *\n{ ?s e:p ?o }")
    assert caught.value.line == 2
    with pytest.raises(QuerySyntaxError, match="prefix e: is not declared"):
        store.query("SELECT * FROM e:g { ?s ?p ?o }")


def test_a_broken_update_tells_its_line_and_changes_nothing(store: Store) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        store.update("INSERT DATA { <http://e/x> <http://e/y> 1 } ;\nDELETE { ?s ?p }")
    assert caught.value.line == 2
    assert store.query("ASK { <http://e/x> ?p ?o }") == Boolean(False)


def test_first_queries_in_many_threads_are_all_read_alike() -> None:
    text = "SELECT ?x FROM <http://e/g1> { ?x ?y ?z FILTER EXISTS { ?x a ?t } }"
    found = []
    threads = [threading.Thread(target=lambda: found.append(check_query(text, lambda: GRAPHS))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [checked.names_dataset for checked in found] == [True] * 8


def test_warming_leaves_the_parser_ready() -> None:
    warm()
    check_update("CLEAR ALL # load", lambda: ())


def test_rows_of_a_query_with_a_suspicious_word_are_those_of_the_plain_one(store: Store) -> None:
    plain, commented = (store.query("SELECT ?s { ?s ?p ?o }" + end) for end in ("", " # service"))
    assert isinstance(plain, Select) and plain == commented
