"""Checking as a whole: the contract of the report, formats, profiles, exit codes, and what cannot be read."""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from time import perf_counter

import pytest
from rdflib import Dataset

from policy_kg import cli
from policy_kg.errors import DataError, ProfileError, ValidationError
from policy_kg.ns import REG
from policy_kg.store.documents import FORMATS, MEDIA_TYPES, SUFFIXES
from policy_kg.validate import Report, Validator, Verdict
from policy_kg.validate.text import text

ROOT = Path(__file__).resolve().parent.parent
BASE = ROOT / "tests" / "cases" / "validate" / "project-application" / "base.ttl"
EXAMPLES = ROOT / "ontology" / "examples"
CLEAR = EXAMPLES / "application-clear-terms.ttl"
UNCLEAR = EXAMPLES / "application-unclear-terms.ttl"
PROFILE = REG + "ProjectApplicationProfile"
KEYS = ["source", "conforms", "verdict", "profile", "engine", "provisions", "findings", "manual", "targets"]
FINDING_KEYS = ("focus", "path", "value", "kind", "severity", "shape")
FINDING_KEYS += ("norm", "provision", "message", "quote", "fix")
WRITERS = {
    "turtle": "turtle",
    "trig": "turtle",
    "n-triples": "nt",
    "n-quads": "nquads",
    "rdf-xml": "xml",
    "json-ld": "json-ld",
}
UNREADABLE = {
    "broken Turtle": ("turtle", b"@prefix a: <http://a/> .\na:b a:c .", 2, "not a valid"),
    "truncated Turtle": ("turtle", b"<http://a> <http://b> [", 1, ""),
    "empty": ("turtle", b" \n ", None, "empty"),
    "not XML": ("rdf-xml", b"<a", None, ""),
    "broken JSON": ("json-ld", b"{", 1, ""),
    "broken N-Quads": ("n-quads", b"<http://a> <http://b> <http://c> .\n<http://a> <http://b> <c", 2, ""),
}


@cache
def validator() -> Validator:
    return Validator()


@cache
def report(path: Path) -> Report:
    return validator().validate(path)


def test_the_json_form_keeps_the_contract() -> None:
    found = json.loads(json.dumps(report(UNCLEAR).to_json()))
    assert list(found) == [*KEYS, "notes", "versions"]
    assert (found["conforms"], found["verdict"], found["profile"]) == (False, "不符合", PROFILE)
    assert [list(one) for one in found["provisions"]] == [["provision", "label", "verdict"]] * 3
    assert {tuple(one) for one in found["findings"]} == {FINDING_KEYS}
    assert {tuple(one["message"]) for one in found["findings"]} == {("zh", "en")}
    assert {tuple(one) for one in found["targets"]} == {("shape", "nodes")}
    assert {"program", "graph", "text_sha256"} <= set(found["versions"])


def test_quotes_are_the_canonical_text_of_the_provision() -> None:
    corpus = validator().corpus
    for finding in report(UNCLEAR).findings:
        place = corpus.provisions[finding.provision or ""]
        assert finding.quote == corpus.regulations[place.regulation].text[place.start : place.end]
        assert corpus.norms[finding.norm or ""].provision == finding.provision


def test_messages_and_fixes_are_filled_in() -> None:
    for finding in report(UNCLEAR).findings:
        for words in (finding.message, finding.fix):
            assert not re.search(r"[{}]", words["zh"] + words["en"])
            assert re.search("[\u4e00-\u9fff]", words["zh"])
    texts = " ".join(one.message["en"] for one in report(UNCLEAR).findings)
    assert "benefit sharing" in texts and "dissolution or exit" in texts


def test_findings_come_in_the_order_of_the_text_and_the_worse_first() -> None:
    corpus = validator().corpus
    ranks = [
        (corpus.provisions[one.provision or ""].start, one.kind != "Compliance") for one in report(UNCLEAR).findings
    ]
    assert ranks == sorted(ranks)


def test_the_verdict_is_that_of_the_worst_provision() -> None:
    assert (report(CLEAR).verdict, report(CLEAR).conforms) == (Verdict.SATISFIED, True)
    assert report(UNCLEAR).verdict == max(one.verdict for one in report(UNCLEAR).provisions)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_brings_the_same_report(form: str) -> None:
    graph = Dataset()
    graph.default_graph.parse(UNCLEAR)
    whole = graph if form in {"n-quads"} else graph.default_graph
    data = whole.serialize(format=WRITERS[form], encoding="utf-8")
    [media_type, *_] = [name for name, one in MEDIA_TYPES.items() if one == form]
    found = validator().validate(data, f"{media_type}; charset=utf-8", source=str(UNCLEAR))
    assert found == report(UNCLEAR)
    assert form in SUFFIXES.values()


def test_a_named_graph_is_read_too() -> None:
    body = BASE.read_text("utf-8")
    prefixes = [line for line in body.splitlines() if line.startswith("@prefix")]
    rest = [line for line in body.splitlines() if not line.startswith("@prefix")]
    trig = "\n".join([*prefixes, "<https://example.org/graph> {", *rest, "}"])
    assert validator().validate(trig.encode(), "trig").verdict == Verdict.SATISFIED


def test_a_byte_order_mark_is_not_content() -> None:
    assert validator().validate(b"\xef\xbb\xbf" + BASE.read_bytes(), "turtle").conforms


@pytest.mark.parametrize(("form", "data", "line", "words"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_an_error_with_its_line(form: str, data: bytes, line: int | None, words: str) -> None:
    begun = perf_counter()
    with pytest.raises(DataError) as caught:
        validator().validate(data, form, source="given", profile=PROFILE)
    assert caught.value.line == line
    assert words in caught.value.detail
    assert perf_counter() - begun < 2


def test_owl_imports_and_shapes_in_the_data_have_no_effect() -> None:
    extra = """
    <https://example.org/o> a <http://www.w3.org/2002/07/owl#Ontology> ;
        <http://www.w3.org/2002/07/owl#imports> <http://127.0.0.1:9/never> .
    <https://example.org/s> a <http://www.w3.org/ns/shacl#NodeShape> ;
        <http://www.w3.org/ns/shacl#targetClass> <https://w3id.org/policy-kg/ontology#Project> ;
        <http://www.w3.org/ns/shacl#in> () ."""
    assert validator().validate(BASE.read_bytes() + extra.encode(), "turtle").conforms


def test_more_than_the_limit_is_refused() -> None:
    small = Validator(max_bytes=100)
    with pytest.raises(DataError, match="limit of 100 bytes"):
        small.validate(BASE.read_bytes(), "turtle")
    with pytest.raises(DataError, match="limit of 100 bytes"):
        small.validate(BASE)


def test_an_ill_typed_literal_of_others_is_no_matter(capfd: pytest.CaptureFixture[str]) -> None:
    extra = b'<http://a> <http://b> "abc"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    assert validator().validate(BASE.read_bytes() + extra, "turtle").conforms
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", ["project-application", PROFILE, "ProjectApplicationProfile", None])
def test_a_profile_is_named_in_any_of_its_ways(name: str | None) -> None:
    assert validator().validate(BASE, profile=name).profile == PROFILE


def test_without_a_name_the_profile_is_the_one_whose_targets_occur() -> None:
    right = f"<https://example.org/r> a <{REG}IPRight> ."
    assert validator().validate(right.encode(), "turtle").profile == REG + "IPDealingProfile"


def test_without_a_name_things_of_several_profiles_are_an_error_that_names_those() -> None:
    unnamed = re.sub(r"dcterms:conformsTo .*?;", "", BASE.read_text("utf-8"))
    with pytest.raises(ProfileError, match=r"name one of project-application, supervision$"):
        validator().validate(unnamed.encode(), "turtle")


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (BASE.read_bytes(), "no-such-profile"),
        (BASE.read_bytes(), REG + "Project"),
        (b"<http://a> <http://b> <http://c> .", None),
    ],
    ids=["unknown option", "no profile", "nothing occurs"],
)
def test_an_unclear_profile_is_an_error_that_names_the_candidates(data: bytes, name: str | None) -> None:
    with pytest.raises(ProfileError, match="project-application"):
        validator().validate(data, "turtle", profile=name)


def test_a_report_on_nothing_says_so_loudly() -> None:
    found = validator().validate(b"<http://a> <http://b> <http://c> .", "turtle", profile=PROFILE)
    assert found.looked_at_nothing and found.verdict == Verdict.NOT_APPLICABLE
    assert {one.nodes for one in found.targets} == {0}
    assert "没有任何节点受到核对" in text(found) and "Nothing was looked at" in text(found)
    assert "没有任何节点受到核对" not in text(report(CLEAR))


def test_the_text_form_quotes_and_ends_with_the_disclaimer() -> None:
    page = text(report(UNCLEAR))
    assert "对于知识产权约定不明确的项目不予立项" in page
    assert page.splitlines()[-1] == "非法律意见。Not legal advice."
    assert page.index("第三条") < page.index("第六条") < page.index("第十条第（二）项")


def changed_shapes(folder: Path, old: str, new: str) -> Validator:
    """A validator whose shapes differ in one place."""
    shapes = (ROOT / "shapes" / "project-application.ttl").read_text("utf-8")
    assert old in shapes
    (folder / "project-application.ttl").write_text(shapes.replace(old, new, 1), "utf-8")
    return Validator(shapes=folder)


def test_a_query_that_fails_is_an_error_and_never_a_finding(tmp_path: Path) -> None:
    broken = changed_shapes(tmp_path, "SELECT $this ?value WHERE {", "SELECT $this ?value WHERE { VALUES ?x { 1 }")
    with pytest.raises(ValidationError):
        broken.validate(BASE)


def test_a_query_that_does_not_parse_is_an_error(tmp_path: Path) -> None:
    broken = changed_shapes(tmp_path, "SELECT $this ?value WHERE {", "SELECT $this ?value WHERE { ?a ")
    with pytest.raises(ValidationError):
        broken.validate(BASE)


def test_shapes_that_enforce_no_norm_of_the_graph_do_not_load(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no-such-norm"):
        changed_shapes(tmp_path, "reg:enforces d:n3-c", "reg:enforces d:no-such-norm")


def test_other_knowledge_offers_the_profiles_whose_norms_it_has() -> None:
    other = Validator(ROOT / "tests" / "cases" / "second-regulation")
    assert other.profiles == ()
    with pytest.raises(ProfileError, match="no profiles"):
        other.validate(BASE)


def test_the_kind_of_a_check_decides_and_not_its_severity(tmp_path: Path) -> None:
    mild = changed_shapes(
        tmp_path,
        "reg:enforces d:n10-2a ; reg:checkKind reg:Compliance ; sh:severity sh:Violation",
        "reg:enforces d:n10-2a ; reg:checkKind reg:Compliance ; sh:severity sh:Info",
    )
    assert mild.validate(UNCLEAR).provisions == report(UNCLEAR).provisions


def test_the_five_years_are_read_from_the_norm(tmp_path: Path) -> None:
    knowledge = tmp_path / "data"
    for source in (ROOT / "data" / "regulations").rglob("*"):
        if source.is_file():
            copy = knowledge / source.relative_to(ROOT / "data")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes().replace(b'"P5Y"', b'"P3Y"'))
    breach = f"""
    <https://example.org/b> a <{REG}Breach> ; <{REG}committedBy> <https://example.org/policy-kg/university> ;
        <{REG}hasFinding> <{REG}BreachEstablished> ; <{REG}breachDate> "2022-02-01"^^xsd:date ."""
    data = BASE.read_bytes() + breach.encode()
    assert validator().validate(data, "turtle").verdict == Verdict.VIOLATED
    assert Validator(knowledge).validate(data, "turtle").verdict == Verdict.SATISFIED


def test_threads_share_a_validator() -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(validator().validate, [CLEAR, UNCLEAR] * 4))
    assert found == [report(CLEAR), report(UNCLEAR)] * 4


@pytest.mark.parametrize(
    ("files", "status"),
    [([CLEAR], 0), ([CLEAR, UNCLEAR], 1), ([UNCLEAR, ROOT / "README.md"], 2), ([ROOT / "absent.ttl"], 2)],
    ids=["all conform", "one does not", "one is no RDF", "one is not there"],
)
def test_the_command_prints_a_line_for_each_input_and_ends_by_the_worst(
    files: list[Path], status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", *map(str, files), "--format", "json"]) == status
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["source"] for line in lines] == [str(file) for file in files]
    errors = [line["error"] for line in lines if "error" in line]
    assert bool(errors) == (status == 2)
    assert all(list(error) == ["code", "detail", "line"] for error in errors)


def test_broken_turtle_on_the_command_line_names_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix a: <http://a/> .\na:b a:c .\n")
    assert cli.main(["validate", str(broken)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and f"{broken}:2:" in said and "Traceback" not in said


def test_a_wrong_profile_on_the_command_line_is_unreadable_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", str(CLEAR), "--profile", "nothing", "--format", "json"]) == 2
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "profile_unclear"


def test_a_cold_check_writes_the_report_and_nothing_else() -> None:
    program = "import sys; from policy_kg.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", program, "validate", CLEAR], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "符合" in done.stdout
