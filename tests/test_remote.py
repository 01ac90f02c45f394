"""What a remote store does when the server fails, redirects, is slow or is not there."""

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from policy_kg.errors import StoreError, StoreUnreachableError
from policy_kg.store import open_remote


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address that is taken and does not listen."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1:80", "http://"])
def test_only_http_addresses_are_remote_stores(url: str) -> None:
    with pytest.raises(StoreError, match="http or https"):
        open_remote(url)


def test_an_unreachable_server_is_told_without_the_password(nobody: str) -> None:
    with pytest.raises(StoreUnreachableError) as caught:
        open_remote(f"http://me:secret@{nobody}/q?key=secret").query("ASK {}")
    assert str(caught.value).startswith("http://127.0.0.1:") and "secret" not in str(caught.value)


def test_a_server_without_updates_is_not_written() -> None:
    with pytest.raises(StoreError, match="no URL for updates"):
        open_remote("http://127.0.0.1:9/").update("CLEAR ALL")


@pytest.fixture
def answering() -> Iterator[Callable[[Callable[[BaseHTTPRequestHandler], None]], str]]:
    """Starts servers that answer a POST, or what follows it, as a test wants; the result is the address."""
    servers: list[tuple[HTTPServer, threading.Thread]] = []

    def start(answer: Callable[[BaseHTTPRequestHandler], None]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                answer(self)

            do_GET = do_POST  # noqa: N815

            def log_message(self, *_: object) -> None:
                """Nothing on the console."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        servers.append((server, thread))
        return f"127.0.0.1:{server.server_port}/sparql"

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def reply(handler: BaseHTTPRequestHandler, status: int, body: bytes = b"", **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


Answering = Callable[[Callable[[BaseHTTPRequestHandler], None]], str]


def test_credentials_reach_the_server_and_not_where_it_redirects_to(answering: Answering) -> None:
    seen: list[str | None] = []
    elsewhere = answering(lambda request: (seen.append(request.headers["Authorization"]), reply(request, 404))[1])
    place = answering(
        lambda request: (
            seen.append(request.headers["Authorization"]),
            reply(request, 302, Location=f"http://{elsewhere}"),
        )[1]
    )
    with pytest.raises(StoreError) as caught:
        open_remote(f"http://me:s%40cret@{place}").query("ASK {}")
    assert seen == ["Basic bWU6c0BjcmV0", None]
    assert "s%40cret" not in str(caught.value) and "s@cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (
            200,
            b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":"a:b"}},',
            "breaks off",
        ),
        (200, b"<html>hello</html>", "no SPARQL result"),
        (401, b"", "nauthorized"),
        (500, b"trace", "."),
        (503, b"", "503"),
    ],
)
def test_a_server_that_fails_is_one_line(answering: Answering, status: int, body: bytes, error: str) -> None:
    store = open_remote("http://" + answering(lambda request: reply(request, status, body)))
    with pytest.raises(StoreError, match=error) as caught:
        store.query("SELECT * { ?s ?p ?o }")
    assert "\n" not in str(caught.value)


def test_a_server_that_is_too_slow_is_given_up(answering: Answering) -> None:
    done = threading.Event()
    store = open_remote("http://" + answering(lambda request: done.wait(20) and None), timeout=1)
    with pytest.raises(StoreUnreachableError, match="no answer"):
        store.query("ASK {}")
    done.set()
