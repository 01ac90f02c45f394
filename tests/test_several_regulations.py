"""Two regulations in one data folder: each question is answered from one of them."""

import json
import shutil
from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine
from policy_kg.cli import main
from policy_kg.errors import QuestionError
from policy_kg.ns import regulation_iri

CASES = Path(__file__).resolve().parent / "cases/second-regulation"
FIRST, SECOND = regulation_iri("most-2008-338"), regulation_iri("example-2031-7")


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("both")
    shutil.copytree(root / "data", made, dirs_exist_ok=True)
    shutil.copytree(CASES / "regulations", made / "regulations", dirs_exist_ok=True)
    return made


@pytest.fixture(scope="module")
def engine(folder: Path, cache: Path) -> Engine:
    return Engine(folder, dense=False, cache=cache)


@pytest.mark.parametrize(
    ("question", "regulation", "label"),
    [
        ("向境外转让知识产权谁批准", FIRST, "第十条第（四）项"),
        ("联盟理事会审议什么", FIRST, "第四条"),
        ("仪器报废要谁批准", SECOND, "第六条第一款"),
        ("专家委员会有多少专家", SECOND, "第三条之一"),
    ],
)
def test_a_question_is_answered_from_the_regulation_that_it_fits(
    question: str, regulation: str, label: str, engine: Engine
) -> None:
    answer = engine.ask(question)
    assert {one.regulation for one in answer.citations} == {regulation}
    assert label in {one.label for one in answer.citations}


@pytest.mark.parametrize(("regulation", "who"), [(FIRST, "科技部"), (SECOND, "市科学技术局")])
def test_a_named_regulation_is_the_only_one_asked(regulation: str, who: str, engine: Engine) -> None:
    answer = engine.ask("谁负责解释本规定", regulation=regulation)
    assert who in answer.answer
    assert {one.regulation for one in answer.citations} == {regulation}
    assert answer.rows
    provisions = {row["provision"].value for row in answer.rows.bindings}
    assert all(iri.startswith(f"{regulation}/") for iri in provisions)


@pytest.mark.parametrize(("regulation", "articles"), [(FIRST, "共十三条（13条）"), (SECOND, "共九条（9条）")])
def test_the_articles_of_one_regulation_are_counted(regulation: str, articles: str, engine: Engine) -> None:
    answer = engine.ask("一共有多少条", regulation=regulation)
    assert articles in answer.answer
    assert {one.regulation for one in answer.citations} == {regulation}


@pytest.mark.parametrize(("regulation", "label"), [(FIRST, "第十三条"), (SECOND, "第八条")])
def test_the_last_article_is_that_of_the_regulation(regulation: str, label: str, engine: Engine) -> None:
    assert {one.label for one in engine.ask("最后一条讲什么", regulation=regulation).citations} == {label}


def test_a_provision_that_only_the_other_regulation_has_is_not_there(engine: Engine) -> None:
    assert engine.ask("第十条第二项", regulation=SECOND).reason == "no_such_provision"
    assert engine.ask("第三条之一", regulation=SECOND).status == "answered"


def test_a_regulation_that_is_not_held_is_named(engine: Engine) -> None:
    with pytest.raises(QuestionError, match=r"example\.org/none"):
        engine.ask("谁批准", regulation="https://example.org/none")


def test_a_regulation_without_norms_is_told_so(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    for file in ("norms.ttl", "anchors.ttl", "open-matters.ttl"):
        (tmp_path / "regulations/example-2031-7" / file).unlink()
    answer = Engine(tmp_path, dense=False).ask("谁负责解释本规定", regulation=SECOND)
    assert (answer.status, answer.reason) == ("not_understood", "no_norms")


def test_the_command_restricts_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = ["ask", "--json", "--knowledge", str(folder), "--regulation", SECOND, "谁负责解释本规定"]
    assert main(question) == 0
    assert {one["regulation"] for one in json.loads(capsys.readouterr().out)["citations"]} == {SECOND}
