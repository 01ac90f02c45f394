"""The review queue: words of questions that the vocabulary lacks, the commonest first."""

import json
from pathlib import Path

import pytest

from policy_kg import lexicon
from policy_kg.cli import main
from policy_kg.errors import DataError
from policy_kg.lexicon import Lexicon
from policy_kg.review import read, review, shipped
from policy_kg.store import open_knowledge

ASKED = ("联盟要交宠物保险吗", "请问宠物保险谁买单", "理事长单位可以报销餐费吗")


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon.read(open_knowledge(None))


def test_words_that_no_concept_has_come_by_frequency_with_an_example(words: Lexicon) -> None:
    queue = {one.word: one for one in review(words, ASKED)}
    assert next(iter(queue.values())).questions == 2
    assert {"宠物", "保险", "餐费"} <= queue.keys()
    assert (queue["宠物"].questions, queue["宠物"].example) == (2, ASKED[0])
    assert (queue["餐费"].questions, queue["餐费"].example) == (1, ASKED[2])


def test_words_of_the_vocabulary_of_grammar_and_of_politeness_are_left_out(words: Lexicon) -> None:
    assert not {"联盟", "理事长单位", "可以", "请问", "要", "吗"} & {one.word for one in review(words, ASKED)}


def test_a_word_counts_once_for_a_question(words: Lexicon) -> None:
    (one,) = (one for one in review(words, ["宠物和宠物"]) if one.word == "宠物")
    assert one.questions == 1


def test_the_shipped_questions_are_grounded_for_the_most_part(words: Lexicon) -> None:
    questions = shipped()
    mentioned = sum(bool(words.mentions(question)) for question in questions)
    assert mentioned / len(questions) > 0.85


def test_questions_are_read_from_lines_and_from_objects(tmp_path: Path) -> None:
    file = tmp_path / "questions.txt"
    file.write_text('宠物保险谁管\n\n{"question": "餐费谁出", "id": 1}\n', "utf-8")
    assert read(file) == ["宠物保险谁管", "餐费谁出"]


@pytest.mark.parametrize("line", ['{"question"', '{"text": "餐费谁出"}'])
def test_a_broken_line_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f"餐费谁出\n{line}\n", "utf-8")
    with pytest.raises(DataError, match=r"questions\.jsonl.*2"):
        read(file)


def test_the_command_prints_a_table_or_objects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "questions.txt"
    file.write_text("\n".join(ASKED), "utf-8")
    assert main(["lexicon", "review", str(file), "--most", "2"]) == 0
    table = capsys.readouterr().out
    assert "宠物" in table
    assert ASKED[0] in table
    assert main(["lexicon", "review", str(file), "--json", "--most", "2"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["questions"] for row in rows] == [2, 2]


def test_a_missing_file_is_a_line_and_an_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lexicon", "review", "nowhere.txt"]) == 2
    assert "nowhere.txt" in capsys.readouterr().err
