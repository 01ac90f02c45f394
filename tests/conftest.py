"""The fixtures that all tests share."""

import os
import shutil
import socket
import subprocess
import sysconfig
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

# answers in tests must not depend on what a machine has in its cache; the tests of vectors ask for them
os.environ["POLICY_KG_DENSE"] = "off"


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder for what is learned from a bank, shared by all tests and by the programs that they start."""
    folder = tmp_path_factory.mktemp("cache")
    os.environ["POLICY_KG_CACHE"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The top level of the repository."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared(root: Path) -> Path:
    """The folder `shared` beside the repository: corpora and banks of questions that are not part of it."""
    folder = root.parent / "shared"
    if not folder.is_dir():
        explanation = "the folder ../shared (corpora, banks of questions) is not here"
        if os.environ.get("CI") == "true":
            pytest.fail(explanation)
        pytest.skip(explanation)
    return folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended at its start"
        try:
            urllib.request.urlopen(f"{url}/query?query=ASK%7B%7D", timeout=1).close()
        except (urllib.error.URLError, OSError):
            threading.Event().wait(0.02)
        else:
            return
    pytest.fail("the server was not ready in time")


@pytest.fixture(scope="session")
def oxigraph() -> Iterator[str]:
    """The address of a real `oxigraph serve` in memory."""
    binary = shutil.which("oxigraph", path=sysconfig.get_path("scripts")) or shutil.which("oxigraph")
    assert binary, "the package oxigraph of the extra `dev` is not installed"
    url = f"http://127.0.0.1:{(port := free_port())}"
    server = subprocess.Popen(
        [binary, "serve", "--bind", f"127.0.0.1:{port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_until_ready(url, server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)
