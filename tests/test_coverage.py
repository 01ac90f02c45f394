"""Coverage: what the norms leave out, modal words without a fitting norm, agreement of two readers."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from policy_kg.cli import main
from policy_kg.coverage import CoverageReport, coverage
from policy_kg.coverage.agreement import jaccard, kappa
from policy_kg.coverage.reading import read
from policy_kg.coverage.report import Stretch
from policy_kg.coverage.signals import loose_signals, occurrences
from policy_kg.coverage.spans import lengths
from policy_kg.errors import DataError, InputError
from policy_kg.ns import regulation_iri
from policy_kg.store import Store, open_knowledge

ROOT = Path(__file__).resolve().parent.parent
FIRST = regulation_iri("most-2008-338")
SECOND_READING = ROOT / "data" / "regulations" / "most-2008-338" / "second-reading.jsonl"
CASE = ROOT / "tests" / "cases" / "coverage"
INCOMPLETE = regulation_iri("example-2030-1")
CASE_READING = CASE / "regulations" / "example-2030-1" / "second-reading.jsonl"
SECOND_REGULATION = ROOT / "tests" / "cases" / "second-regulation"


@pytest.fixture(scope="module")
def shipped() -> Store:
    return open_knowledge()


@pytest.fixture(scope="module")
def case() -> Store:
    return open_knowledge(CASE)


@pytest.fixture(scope="module")
def first(shipped: Store) -> CoverageReport:
    return coverage(shipped, FIRST, SECOND_READING)


@pytest.fixture(scope="module")
def incomplete(case: Store) -> CoverageReport:
    return coverage(case, INCOMPLETE, CASE_READING)


def test_every_character_of_the_first_regulation_is_covered(first: CoverageReport) -> None:
    assert first.complete
    assert first.share == 1.0
    assert not first.uncovered
    assert first.characters > 1600


def test_every_modal_word_of_the_first_regulation_has_its_norm(first: CoverageReport) -> None:
    assert first.signals > 25
    assert not first.loose_signals


def test_spans_of_the_first_regulation_are_short_and_cross_nothing(first: CoverageReport) -> None:
    assert first.lengths.above <= 0.2
    assert first.lengths.crossing == 0
    assert first.lengths.shortest <= first.lengths.median <= first.lengths.ninetieth <= first.lengths.longest


def test_norms_are_counted_by_modality_and_function(first: CoverageReport) -> None:
    assert sum(count.norms for count in first.modalities) == first.norms
    assert sum(count.norms for count in first.functions) >= first.norms
    assert first.open_matters > 20


def test_two_readers_of_the_first_regulation_agree(first: CoverageReport) -> None:
    assert first.agreement
    assert first.agreement.pairs >= 0.9 * first.agreement.second
    assert first.agreement.kappa > 0.8
    assert first.agreement.bearer > 0.75
    assert first.agreement.span > 0.75


def test_another_modality_is_never_left_unrecorded(first: CoverageReport) -> None:
    assert first.agreement
    differences = [one for one in first.agreement.differences if one.aspect == "modality"]
    assert [one.norm for one in differences if not one.recorded] == []


def test_uncovered_words_are_listed_with_provision_and_place(incomplete: CoverageReport) -> None:
    assert incomplete.uncovered == (
        Stretch("第一条", 29, 33, "相应机构"),
        Stretch("第二条第（二）项", 69, 74, "经过许可的"),
    )
    assert incomplete.characters - incomplete.covered == len("相应机构经过许可的")
    assert not incomplete.complete


def test_labels_space_and_punctuation_do_not_count(incomplete: CoverageReport) -> None:
    words = "联盟应当建立相应机构机构可以认可成员成员不得退出提出申请的经过许可的本办法自发布之日起施行"
    assert incomplete.characters == len(words)


def test_a_modal_word_in_evidence_of_another_kind_is_loose(incomplete: CoverageReport) -> None:
    loose = [(one.word, one.kinds, one.place.provision) for one in incomplete.loose_signals]
    assert loose == [("不得", ("Prohibition", "Sanction"), "第二条")]


def test_a_longer_word_around_a_modal_word_is_none(case: Store) -> None:
    found = [word for word, _ in occurrences(read(case, INCOMPLETE))]
    assert found == ["应当", "可以", "不得"]


def test_a_modal_word_in_a_normless_span_is_settled(case: Store) -> None:
    reading = read(case, INCOMPLETE)
    (loose,) = loose_signals(reading)
    annotated = range(loose.place.start, loose.place.end)
    assert not list(loose_signals(replace(reading, normless=(annotated,))))


def test_a_span_that_crosses_a_provision_is_counted(case: Store) -> None:
    reading = read(case, INCOMPLETE)
    norm = reading.norms[0].iri
    item = next(one for one in reading.provisions if one.kind == "Item")
    spans = {norm: (range(item.start - 3, item.start + 3), range(item.start, item.end))}
    assert lengths(replace(reading, spans=spans)).crossing == 1


def test_agreement_is_measured_pair_by_pair(incomplete: CoverageReport) -> None:
    agreement = incomplete.agreement
    assert agreement
    assert (agreement.norms, agreement.second, agreement.pairs) == (3, 4, 3)
    assert agreement.modality == pytest.approx(1 / 3)
    assert agreement.bearer == pytest.approx(2 / 3)
    assert agreement.span == pytest.approx((6 / 10 + 6 / 14 + 11 / 11) / 3)


def test_differences_name_both_readings(incomplete: CoverageReport) -> None:
    assert incomplete.agreement
    found = [(one.aspect, one.second, one.ours, one.theirs) for one in incomplete.agreement.differences]
    assert found == [
        ("modality", "r2", "Permission", "Prohibition"),
        ("bearer", "r2", "监督管理机构", "联盟成员"),
        ("span", "r2", "机构可以认可成员，成员不得退出", "成员不得退出"),
        ("modality", "r4", "", "Power"),
        ("unpaired", "r3", "", "经过许可的"),
    ]
    assert [one.second for one in incomplete.agreement.differences if one.recorded] == ["r4"]


def test_kappa_is_cohens() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("yes", "yes")]) == 1.0


def test_jaccard_is_the_shared_part() -> None:
    assert jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert jaccard(frozenset(), frozenset({1})) == 0.0


def test_without_a_second_reading_there_is_no_agreement(case: Store, tmp_path: Path) -> None:
    assert coverage(case, INCOMPLETE).agreement is None
    assert coverage(case, INCOMPLETE, tmp_path / "none.jsonl").agreement is None


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": "r1", "article": 1, "item": null, "modality": null, "bearers": []}',
        '{"id": "r1", "article": 1, "item": null, "modality": null, "bearers": [], "quote": "联盟必须"}',
        '{"id": "r1", "article": 3, "item": null, "modality": null, "bearers": [], "quote": "联盟应当"}',
    ],
)
def test_a_bad_line_of_a_second_reading_is_named(line: str, case: Store, tmp_path: Path) -> None:
    file = tmp_path / "second-reading.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(DataError, match=r"second-reading\.jsonl:2: "):
        coverage(case, INCOMPLETE, file)


def test_an_unknown_regulation_is_named(shipped: Store) -> None:
    with pytest.raises(InputError, match="no regulation"):
        coverage(shipped, regulation_iri("nowhere"))


def test_the_second_regulation_needs_no_code() -> None:
    store = open_knowledge(SECOND_REGULATION)
    (folder,) = (SECOND_REGULATION / "regulations").iterdir()
    assert coverage(store, regulation_iri(folder.name)).complete


def test_the_command_exits_with_0_when_all_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--regulation", "most-2008-338", "--differences"]) == 0
    page = capsys.readouterr().out
    assert "100.0%" in page
    assert "n10-4" in page


def test_the_command_exits_with_1_when_something_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--knowledge", str(CASE)]) == 1
    assert "经过许可的" in capsys.readouterr().out


def test_the_command_prints_one_json_object_for_each_regulation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--knowledge", str(CASE), "--format", "json"]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    report = json.loads(line)
    assert report["regulation"] == INCOMPLETE
    assert (report["covered"], report["characters"], report["complete"]) == (36, 45, False)
    assert "differences" not in report["agreement"]


def test_the_command_knows_its_regulations(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", "--regulation", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
