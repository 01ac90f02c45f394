"""Hostile and broken input: one clear line each, in time, with status 2 or 4xx, and nothing is ever fetched."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from flask.testing import FlaskClient

from policy_kg import cli
from policy_kg.errors import DataError
from policy_kg.http import create_app
from policy_kg.ns import OWL, RDFS, REG, SH
from policy_kg.settings import Settings
from policy_kg.store.documents import FORMATS, MEDIA_TYPES, SUFFIXES
from policy_kg.validate import Validator

BASE = Path(__file__).parent / "cases" / "validate" / "project-application" / "base.ttl"
PROFILE = "project-application"
DEEP = 20_000
SECONDS = 2.0
ELSEWHERE = b"http://127.0.0.1:PORT/never"
RDF_XML = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
BOMB = b'<?xml version="1.0"?>\n<!DOCTYPE b [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n' + RDF_XML + b"</rdf:RDF>"
EXTERNAL = b'<!DOCTYPE b [<!ENTITY x SYSTEM "' + ELSEWHERE + b'">]>' + RDF_XML + b"<e:A e:p='&x;'/></rdf:RDF>"
NAMESPACES = b"<rdf:RDF " + b" ".join(b'xmlns:n%d="http://n/"' % number for number in range(50_000)) + b"/>"
MANY = b"<http://a> <http://b> " + b",".join(b"%d" % number for number in range(1_000_000)) + b" ."
HOSTILE: dict[str, tuple[str, bytes, str]] = {
    "entity bomb": ("rdf-xml", BOMB, "document type"),
    "external entity": ("rdf-xml", EXTERNAL, "document type"),
    "external entity, UTF-16": ("rdf-xml", EXTERNAL.decode().encode("utf-16-le"), "UTF-8"),
    "fifty thousand namespaces": ("rdf-xml", NAMESPACES, "namespaces"),
    "deep XML": ("rdf-xml", RDF_XML + b"<e:A><e:p>" * DEEP + b"</e:p></e:A>" * DEEP + b"</rdf:RDF>", "levels deep"),
    "deep XML, cut off": ("rdf-xml", RDF_XML + b"<e:A><e:p>" * DEEP, "levels deep"),
    "deep objects of JSON": ("json-ld", b'{"http://b":' * DEEP + b"1" + b"}" * DEEP, "levels deep"),
    "deep arrays of JSON": ("json-ld", b'{"http://b":' + b"[" * DEEP + b"]" * DEEP + b"}", "levels deep"),
    "deep lists of JSON": ("json-ld", b'{"http://b":' + b'{"@list":[' * DEEP + b"]}" * DEEP + b"}", "levels deep"),
    "deep nodes": ("turtle", b"<http://a> <http://b> " + b"[ <http://b> " * DEEP + b"1" + b"]" * DEEP + b".", "levels"),
    "deep lists": ("trig", b"<http://a> <http://b> " + b"(" * DEEP + b")" * DEEP + b" .", "levels deep"),
    "remote context": ("json-ld", b'{"@context": "' + ELSEWHERE + b'"}', "nothing is fetched"),
    "remote context in a list": ("json-ld", b'{"@context": [{}, "' + ELSEWHERE + b'"], "a": 1}', "nothing is fetched"),
    "remote context of a term": (
        "json-ld",
        b'{"@context": {"a": {"@id": "http://a/", "@context": "' + ELSEWHERE + b'"}}, "a": {"b": 1}}',
        "nothing is fetched",
    ),
    "imported context": (
        "json-ld",
        b'{"@context": {"@version": 1.1, "@import": "' + ELSEWHERE + b'"}, "a": 1}',
        "nothing is fetched",
    ),
    "UTF-16": ("turtle", "<http://a> <http://b> <http://c> .".encode("utf-16"), "UTF-8"),
    "UTF-16 without a mark": ("turtle", "<http://a> <http://b> <http://c> .".encode("utf-16-be"), "UTF-8"),
    "GBK": ("turtle", '<http://a> <http://b> "联盟" .'.encode("gbk"), "UTF-8"),
    "bytes that are no text": ("n-triples", b'<http://a> <http://b> "\xff\xfe" .', "UTF-8"),
    "an archive": ("turtle", b"PK\x03\x04" + bytes(range(256)), "UTF-8"),
    "NUL": ("n-quads", b"\x00\x01\x02", "UTF-8"),
    "empty": ("trig", b"", "empty"),
    "a mark of order alone": ("turtle", b"\xef\xbb\xbf", "empty"),
    "truncated": ("turtle", BASE.read_bytes()[:2_000], ""),
    "a million statements of one node": ("turtle", MANY, "limit of 10000 statements"),
    "a triple term": ("turtle", b"<http://a> <http://b> <http://c> {| <http://d> 1 |} .", "triple term"),
}
HARMLESS = {
    "a cycle of blank nodes": "_:a <http://e/p> _:b . _:b <http://e/p> _:a , _:b .",
    "a list that ends in itself": f"_:a <{'http://www.w3.org/1999/02/22-rdf-syntax-ns#rest'}> _:a .",
    "classes in a circle": f"<http://e/A> <{RDFS}subClassOf> <http://e/A> . <http://e/x> a <http://e/A> .",
    "imports": f"<http://e/o> a <{OWL}Ontology> ; <{OWL}imports> <{ELSEWHERE.decode()}> .",
    "shapes": f"<http://e/s> a <{SH}NodeShape> ; <{SH}targetClass> <{REG}Project> ; <{SH}in> () .",
    "a shapes graph to fetch": f"<http://e/d> <{SH}shapesGraph> <{ELSEWHERE.decode()}> .",
    "a megabyte in one literal": f'<http://e/d> <http://e/p> "{"x" * 1_000_000}" .',
    "brackets in texts": f'<http://e/d> <http://e/p> \'{"[" * 5_000}\' , """{"(" * 5_000}""" . # {"{" * 5_000}',
}


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator(max_bytes=10_000_000, max_triples=10_000)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return create_app(Settings()).test_client()


@pytest.fixture
def port() -> Iterator[int]:
    """A port to which nobody may connect while the test runs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


def aimed(data: bytes, port: int) -> bytes:
    return data.replace(b"PORT", str(port).encode())


@pytest.mark.parametrize(("form", "data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_input_is_refused_in_time(validator: Validator, port: int, form: str, data: bytes, words: str) -> None:
    begun = perf_counter()
    with pytest.raises(DataError) as caught:
        validator.validate(aimed(data, port), form, source="given", profile=PROFILE)
    assert perf_counter() - begun < SECONDS
    assert words in caught.value.detail
    assert str(caught.value).startswith("given:")


@pytest.mark.parametrize("extra", HARMLESS.values(), ids=HARMLESS)
def test_what_is_only_odd_changes_nothing(validator: Validator, port: int, extra: str) -> None:
    plain = validator.validate(BASE.read_bytes(), "turtle")
    begun = perf_counter()
    found = validator.validate(BASE.read_bytes() + aimed(extra.encode(), port), "turtle")
    assert perf_counter() - begun < SECONDS
    assert found == plain


@pytest.mark.parametrize(("form", "data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_the_command_ends_with_2_and_one_line(
    tmp_path: Path, port: int, capsys: pytest.CaptureFixture[str], form: str, data: bytes, words: str
) -> None:
    [suffix, *_] = [suffix for suffix, one in SUFFIXES.items() if one == form]
    (file := tmp_path / f"given{suffix}").write_bytes(aimed(data, port))
    assert cli.main(["validate", str(file), "--profile", PROFILE]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and words in said.err


@pytest.mark.parametrize(("form", "data", "words"), HOSTILE.values(), ids=HOSTILE)
def test_the_interface_answers_with_a_problem(
    client: FlaskClient, port: int, form: str, data: bytes, words: str
) -> None:
    [media_type, *_] = [name for name, one in MEDIA_TYPES.items() if one == form]
    body = aimed(data, port)
    answer = client.post(f"/api/v1/validate?profile={PROFILE}", data=body, content_type=media_type)
    assert 400 <= answer.status_code < 500
    assert words in answer.get_json()["detail"]


def test_two_hundred_megabytes_are_refused_by_their_size(tmp_path: Path) -> None:
    with (file := tmp_path / "large.ttl").open("wb") as written:
        written.truncate(200_000_000)
    begun = perf_counter()
    with pytest.raises(DataError, match="limit of 10000000 bytes"):
        Validator(max_bytes=10_000_000).validate(file)
    assert perf_counter() - begun < SECONDS


def test_the_depth_that_is_allowed_is_read(validator: Validator) -> None:
    nested = b"<http://a> <http://b> " + b"[ <http://b> " * 150 + b"1" + b"]" * 150 + b" ."
    assert not validator.validate(BASE.read_bytes() + nested, "turtle").findings


def test_every_format_has_a_hostile_document() -> None:
    assert {form for form, _, _ in HOSTILE.values()} == set(FORMATS)


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is told by Linux alone")
def test_memory_stays_bounded(tmp_path: Path) -> None:
    """The command with a million statements needs less than 300 MB."""
    (file := tmp_path / "many.ttl").write_bytes(MANY)
    program = (
        "import sys; from policy_kg.cli import main; status = main(['validate', sys.argv[1]]);"
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM'))); sys.exit(status)"
    )
    done = subprocess.run([sys.executable, "-c", program, file], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert int(done.stdout) < 300_000
