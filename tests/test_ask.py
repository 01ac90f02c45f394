"""Asking, end to end: what is answered, what is refused, and the four rules of the query that is shown."""

import json
import re
import shutil
from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine
from policy_kg.ask.result import Answer
from policy_kg.errors import QuestionError
from policy_kg.store import open_knowledge

LABELS = re.compile(r"^第[一二三四五六七八九十]+条")


@pytest.fixture(scope="module")
def engine(cache: Path) -> Engine:
    return Engine(cache=cache, dense=False)


@pytest.fixture(scope="module")
def asked(root: Path, engine: Engine) -> dict[str, Answer]:
    """Every question that the tests ask, and the answer to it."""
    questions = [case["question"] for case in cases(root)]
    questions += [example for one in engine.knowledge.patterns.patterns.values() for example in one.examples]
    return {question: engine.ask(question) for question in questions}


def cases(root: Path) -> list[dict[str, object]]:
    lines = (root / "tests/cases/ask/questions.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


CASES = cases(Path(__file__).resolve().parent.parent)


@pytest.mark.parametrize("case", CASES, ids=[str(case["question"]) for case in CASES])
def test_a_question_gets_its_answer_or_its_refusal(case: dict[str, object], asked: dict[str, Answer]) -> None:
    answer = asked[str(case["question"])]
    assert answer.status == case["status"]
    assert answer.reason == case.get("reason")
    assert answer.verdict == case.get("verdict")
    for said in case.get("says", []):  # type: ignore[attr-defined]
        assert said in answer.answer
    if "cites" in case:
        assert [one.label for one in answer.citations] == case["cites"]


def test_a_question_that_is_clear_by_itself_leans_on_no_earlier_one(engine: Engine) -> None:
    answer = engine.ask("理事长单位对谁负责", ["向境外转让知识产权要谁批准"])
    assert [one.label for one in answer.citations] == ["第七条"]


def test_a_question_that_is_not_leans_on_the_earlier_one(engine: Engine) -> None:
    answer = engine.ask("那要报谁批准？", ["向境外转让知识产权"])
    assert [one.label for one in answer.citations] == ["第十条第（四）项"]


def test_every_quote_is_in_the_source_to_the_character(root: Path, asked: dict[str, Answer], engine: Engine) -> None:
    source = squeezed((root / "data/regulations/most-2008-338/source.txt").read_text("utf-8"))
    regulation = engine.knowledge.corpus.regulations["https://w3id.org/policy-kg/id/most-2008-338"]
    quotes = [one for answer in asked.values() for one in answer.citations]
    assert quotes
    for one in quotes:
        assert regulation.text[one.start : one.end] == one.quote
        assert squeezed(one.quote) in source
        provision = engine.knowledge.corpus.provisions[one.provision]
        assert provision.start <= one.start < one.end <= provision.end


def test_the_query_shown_returns_the_rows_shown(asked: dict[str, Answer]) -> None:
    store = open_knowledge()
    shown = [answer for answer in asked.values() if answer.query]
    assert shown
    for answer in shown:
        again = store.select(answer.query or "")
        key = lambda row: sorted((name, term.value) for name, term in row.items())  # noqa: E731
        assert sorted(again.bindings, key=key) == sorted(answer.rows.bindings, key=key)


def test_the_query_names_no_norm_and_no_provision(asked: dict[str, Answer]) -> None:
    for answer in asked.values():
        assert "/id/most-2008-338/n" not in (answer.query or "")
        assert "/id/most-2008-338/art" not in (answer.query or "")
        assert "/id/most-2008-338/s1" not in (answer.query or "")


def test_only_the_query_for_where_a_term_occurs_matches_text(asked: dict[str, Answer]) -> None:
    for answer in asked.values():
        if (answer.pattern or "").endswith("/occurrences"):
            continue
        assert not re.search(r"\b(CONTAINS|REGEX|STRSTARTS|STRENDS)\b", answer.query or "", re.IGNORECASE)


def test_what_is_cited_is_in_the_rows(asked: dict[str, Answer]) -> None:
    for answer in asked.values():
        found = {term.value for row in answer.rows.bindings for term in row.values()}
        assert {one.provision for one in answer.citations} <= found


def test_answers_are_short_and_in_their_own_words(root: Path, asked: dict[str, Answer]) -> None:
    source = squeezed((root / "data/regulations/most-2008-338/source.txt").read_text("utf-8"))
    for answer in asked.values():
        assert 0 < len(answer.answer) <= 300
        if answer.status == "answered" and not answer.pattern.endswith(("provision", "definition")):
            runs = (answer.answer[at : at + 50] for at in range(len(answer.answer) - 49))
            assert not any(run in source for run in runs), answer.answer


def test_the_patterns_understand_their_examples_and_not_their_counter_examples(engine: Engine) -> None:
    for iri, pattern in engine.knowledge.patterns.patterns.items():
        for example in pattern.examples:
            assert engine.ask(example).pattern == iri, example
        for counter in pattern.counter_examples:
            assert engine.ask(counter).pattern != iri, counter


@pytest.fixture
def data(root: Path, tmp_path: Path) -> Path:
    """A copy of the data with every tenth question of the bank, whose norms may be changed."""
    copy = tmp_path / "data"
    shutil.copytree(root / "data", copy)
    bank = copy / "regulations/most-2008-338/bank.jsonl"
    bank.write_text("\n".join(bank.read_text("utf-8").splitlines()[::10]), "utf-8")
    return copy


def change(data: Path, pattern: str, replacement: str) -> Engine:
    """An engine over the data after one change of the norms."""
    norms = data / "regulations/most-2008-338/norms.ttl"
    text, number = re.subn(pattern, replacement, norms.read_text("utf-8"), flags=re.DOTALL)
    assert number == 1, pattern
    norms.write_text(text, "utf-8")
    return Engine(data, dense=False)


def test_another_duration_in_the_graph_is_another_answer(data: Path) -> None:
    engine = change(data, r'"P5Y"\^\^xsd:yearMonthDuration', '"P3Y"^^xsd:yearMonthDuration')
    answer = engine.ask("违反知识产权约定几年内不得参与国家科技计划")
    assert answer.answer.startswith("3年")
    assert "5年" not in answer.answer
    assert engine.ask("违反知识产权权益分配约定，是五年内不得参与国家科技计划吗").verdict == "no"


def test_another_approver_in_the_graph_is_another_answer(data: Path) -> None:
    engine = change(data, r"(d:n10-4 a reg:Norm(?:(?!\.\n).)*reg:decidedBy) v:MOST", r"\1 v:LocalAuthority")
    assert engine.ask("谁批准向境外转让知识产权").answer.startswith("地方。")
    assert engine.ask("向境外转让知识产权由科技部批准，对吗").verdict == "no"


def test_a_norm_that_is_taken_away_is_refused(data: Path) -> None:
    answer = change(data, r"d:s10-2 a reg:Norm.*?\.\n", "").ask(
        "违反知识产权权益分配约定几年内不得参与国家科技计划组织实施"
    )
    assert answer.status == "not_stated"
    assert "5年" not in answer.answer


@pytest.mark.parametrize("question", ["", "   ", "\u200b" * 3 + " "])
def test_an_empty_question_is_an_error(engine: Engine, question: str) -> None:
    with pytest.raises(QuestionError):
        engine.ask(question)


def test_an_overlong_question_is_an_error_that_says_the_limit(engine: Engine) -> None:
    with pytest.raises(QuestionError, match="500"):
        engine.ask("联" * 501)


@pytest.mark.parametrize(
    "question",
    [
        "？？？！！",
        "😀😀😀",
        "\u202e联盟\u202c是什么",
        'SELECT * WHERE { ?s ?p ?o } # "',
        "DROP ALL; 联盟",
        "a" * 500,
        "<script>",
        "第零条",
        "第九千九百九十九条",
        "第五、第七项" * 80,
        "第一条至第九千条" * 60,
        "一" * 500,
    ],
)
def test_hostile_questions_get_a_typed_result(engine: Engine, question: str) -> None:
    answer = engine.ask(question)
    assert answer.status in {"answered", "not_stated", "out_of_scope", "ambiguous", "not_understood"}
    assert "DROP" not in (answer.query or "")


@pytest.mark.parametrize("question", ["？！。，" * 100, "😀" * 200, "สวัสดี", "Привет, как дела?", "ا" * 400])
def test_what_has_nothing_to_do_with_any_norm_is_out_of_scope(engine: Engine, question: str) -> None:
    assert engine.ask(question).status == "out_of_scope"


def test_a_provision_that_is_named_again_and_again_is_named_once(engine: Engine) -> None:
    assert engine.ask("第七、八条" * 40).citations == engine.ask("第七、八条").citations


def test_the_json_has_every_field_of_the_contract(asked: dict[str, Answer]) -> None:
    first = ["question", "status", "reason", "verdict", "answer", "correction", "understood_as", "citations"]
    fields = [*first, "query", "rows", "pattern", "confidence", "readings", "suggestions", "versions", "seconds"]
    for answer in asked.values():
        written = json.loads(json.dumps(answer.to_json()))
        assert list(written) == fields
        assert set(written["versions"]) == {"program", "graph", "text_sha256"}
        assert 0 <= written["confidence"] <= 1


def test_each_reading_of_an_ambiguous_question_has_a_query_with_rows(engine: Engine) -> None:
    readings = engine.ask("联盟").readings
    assert len(readings) >= 2
    store = open_knowledge()
    assert all(store.select(one.query).bindings for one in readings)
