"""The forms of a report: CSV, HTML and Turtle say what the JSON says; input also from standard input."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from policy_kg import cli
from policy_kg.ns import DCTERMS, REG
from policy_kg.store.documents import FORMATS, syntax_of
from policy_kg.validate import Validator
from policy_kg.validate.forms import FORMS

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "ontology" / "examples"
CLEAR = EXAMPLES / "application-clear-terms.ttl"
UNCLEAR = EXAMPLES / "application-unclear-terms.ttl"
EXIT = EXAMPLES / "member-exit.ttl"
EARL = Namespace("http://www.w3.org/ns/earl#")
VERDICT = URIRef(REG + "verdict")
NAMELESS = b"<http://a> <http://b> <http://c> ."
SLIPPED = UNCLEAR.read_bytes() + b"<https://example.org/policy-kg/x> reg:hasReveiw <http://e/y> ."
BEGINNINGS = {
    "@prefix a: <http://a/> .": "trig",
    "[] <http://a> <http://b> .": "trig",
    "[ <http://a> 1 ] <http://b> [ ] .": "trig",
    "<http://a> <http://b> <http://c> .": "trig",
    "\ufeff <?xml version='1.0'?><rdf:RDF/>": "rdf-xml",
    "<rdf:RDF xmlns:rdf='http://r/'/>": "rdf-xml",
    "<!-- a --><rdf:RDF/>": "rdf-xml",
    '\n {"@context": {}}': "json-ld",
    '[ {"@id": "http://a"}]': "json-ld",
}


@pytest.fixture(scope="module")
def validator() -> Validator:
    return Validator()


class Reading(HTMLParser):
    """What a page shows, and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [
            f"{tag} {value}" for name, value in attrs if name == "src" or (tag == "link" and name == "href")
        ]
        self.fetched += [tag] if tag == "script" else []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def told(data: bytes, form: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, *more: str) -> str:
    (file := tmp_path / "given.ttl").write_bytes(data)
    cli.main(["validate", str(file), "--format", form, *more])
    return capsys.readouterr().out


def test_csv_has_a_row_for_each_finding_and_every_provision(validator: Validator) -> None:
    report = validator.validate(SLIPPED, "turtle")
    rows = list(csv.DictReader(io.StringIO("".join(FORMS["csv"]([report])))))
    assert {row["source"] for row in rows} == {"-"}
    assert {row["label"]: row["verdict"] for row in rows if row["label"]} == {
        one.label: one.verdict.zh for one in report.provisions
    }
    found = {(row["kind"], row["focus"], row["message_zh"], row["quote"], row["fix_en"]) for row in rows if row["kind"]}
    expected = {(one.kind, one.focus, one.message["zh"], one.quote or "", one.fix["en"]) for one in report.findings}
    assert found - {one for one in found if one[0] == "Manual"} == expected
    assert len([row for row in rows if row["kind"] == "Manual"]) == sum(len(one.focus) for one in report.manual)


def test_csv_of_several_reports_has_one_head(validator: Validator) -> None:
    lines = list(csv.reader(io.StringIO("".join(FORMS["csv"](map(validator.validate, (CLEAR, UNCLEAR)))))))
    assert [line[0] for line in lines].count("source") == 1
    assert {line[0] for line in lines[1:]} == {str(CLEAR), str(UNCLEAR)}


def test_a_cell_that_a_spreadsheet_would_run_is_text(validator: Validator) -> None:
    bad = UNCLEAR.read_bytes() + b"<https://example.org/policy-kg/x> a reg:Project ; reg:implementationStart '=1+1' ."
    rows = list(csv.DictReader(io.StringIO("".join(FORMS["csv"]([validator.validate(bad, "turtle")])))))
    assert "'=1+1" in {row["value"] for row in rows} and "=1+1" not in {row["value"] for row in rows}


def test_turtle_is_a_validation_report_with_a_verdict_on_each_provision(validator: Validator) -> None:
    report = validator.validate(SLIPPED, "turtle")
    graph = Graph().parse(data="".join(FORMS["turtle"]([report])), format="turtle")
    [whole] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(whole, SH.conforms) == Literal(False)
    assert (whole, URIRef(DCTERMS + "conformsTo"), URIRef(report.profile)) in graph
    shaped = [one for one in report.findings if one.shape]
    results = list(graph.objects(whole, SH.result))
    assert len(results) == len(shaped)
    for required in (SH.focusNode, SH.resultSeverity, SH.sourceShape, SH.sourceConstraintComponent):
        assert all(len(list(graph.objects(one, required))) == 1 for one in results)
    assert {str(graph.value(one, SH.focusNode)) for one in results} == {one.focus for one in shaped}
    verdicts = {str(graph.value(one, EARL.test)): str(said) for one, said in graph.subject_objects(VERDICT)}
    assert verdicts | {"None": ""} == {one.provision: one.verdict.zh for one in report.provisions} | {"None": ""}
    assert len(list(graph.subjects(EARL.subject, URIRef("https://example.org/policy-kg/x")))) == 1


def test_turtle_is_the_same_each_time_and_reports_may_follow_each_other(validator: Validator) -> None:
    def once() -> str:
        return "".join(FORMS["turtle"](map(validator.validate, (UNCLEAR, EXIT))))

    assert once() == once()
    graph = Graph().parse(data=once(), format="turtle")
    assert len(list(graph.subjects(RDF.type, SH.ValidationReport))) == 2


def test_html_stands_alone_and_says_what_the_report_says(validator: Validator) -> None:
    reports = [validator.validate(SLIPPED, "turtle"), validator.validate(EXIT)]
    (page := Reading()).feed(html := "".join(FORMS["html"](reports)))
    words = " ".join(" ".join(page.words).split())
    assert not page.fetched and "url(" not in html and "@import" not in html
    for report in reports:
        for one in (*report.findings, *report.provisions):
            said = one.message["zh"] if hasattr(one, "message") else one.label
            assert said in words
    identifiers = re.findall(r' id="([^"]+)"', html)
    assert len(identifiers) == len(set(identifiers))
    assert "非法律意见" in words


def test_html_shows_what_a_submission_says_as_text(validator: Validator) -> None:
    label = b"<https://example.org/policy-kg/unclear-project> <http://www.w3.org/2000/01/rdf-schema#label> "
    report = validator.validate(UNCLEAR.read_bytes() + label + b"'<script>alert(1)</script>' .", "turtle")
    assert "<script>" not in "".join(FORMS["html"]([report]))


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_loudly_that_nothing_was_looked_at(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (file := tmp_path / "given.nt").write_bytes(NAMELESS)
    assert cli.main(["validate", str(file), "--format", form, "--profile", "change"]) == 0
    said = capsys.readouterr()
    assert "没有任何节点受到核对" in said.out
    assert "没有任何节点受到核对" in said.err and said.err.count("\n") == 1


@pytest.mark.parametrize("form", FORMS)
def test_the_exit_status_does_not_depend_on_the_form(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", str(CLEAR), "--format", form]) == 0
    assert cli.main(["validate", str(CLEAR), str(UNCLEAR), "--format", form]) == 1
    assert cli.main(["validate", str(UNCLEAR), str(ROOT / "absent.ttl"), "--format", form]) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(("beginning", "form"), BEGINNINGS.items())
def test_the_syntax_of_what_has_no_name_is_seen_from_its_beginning(beginning: str, form: str) -> None:
    assert syntax_of(beginning.encode()) == form in FORMATS


class Given:
    """Standard input with these bytes."""

    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(("form", "named"), [("turtle", None), ("json-ld", None), ("xml", None), ("nquads", "n-quads")])
def test_standard_input_is_read_as_a_file_is(
    form: str, named: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if form == "nquads":
        data = re.sub(rb" \.\n", b" <http://g> .\n", Graph().parse(UNCLEAR).serialize(format="nt", encoding="utf-8"))
    else:
        data = Graph().parse(UNCLEAR).serialize(format=form, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Given(data))
    assert cli.main(["validate", "-", "--format", "json", *(["--syntax", named] if named else [])]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["source"], report["verdict"]) == ("-", "不符合")


@pytest.mark.parametrize(("data", "words"), [(b"", "empty"), (b"\xff\xfe\x00", "UTF-8"), (b"a b c", "-:1:")])
def test_standard_input_that_cannot_be_read_is_one_line(
    data: bytes, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", Given(data))
    assert cli.main(["validate", "-"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and words in said.err


def test_standard_input_is_read_up_to_the_limit_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("POLICY_KG_MAX_BODY", "1000")
    given = Given(b" " * 100_000)
    monkeypatch.setattr("sys.stdin", given)
    assert cli.main(["validate", "-"]) == 2
    assert "limit of 1000 bytes" in capsys.readouterr().err
    assert given.buffer.tell() == 1001
