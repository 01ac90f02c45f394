"""The parts of a question, each of which may ask about something else."""

from pathlib import Path

import pytest

from policy_kg.ask.engine import Engine
from policy_kg.ask.parts import MOST, SHORTEST, parts
from policy_kg.patterns import Patterns


@pytest.fixture(scope="module")
def patterns(cache: Path) -> Patterns:
    return Engine(cache=cache, dense=False).knowledge.patterns


def test_clauses_are_parts_and_so_are_neighbours_together(patterns: Patterns) -> None:
    found = parts("谁审核联盟，重大事项谁审议？意见报给谁", (), patterns)
    assert found[:3] == ("谁审核联盟", "重大事项谁审议", "意见报给谁")
    assert found[3:] == ("谁审核联盟，重大事项谁审议", "重大事项谁审议？意见报给谁")


def test_of_two_joined_mentions_each_alone_makes_a_part(patterns: Patterns) -> None:
    assert parts("理事会和理事长单位各管什么", {"理事会", "理事长单位"}, patterns) == (
        "理事长单位各管什么",
        "理事会各管什么",
    )


def test_a_question_of_one_clause_has_no_parts(patterns: Patterns) -> None:
    assert parts("谁批准向境外转让知识产权", {"知识产权"}, patterns) == ()


def test_scraps_are_no_parts_and_many_clauses_are_cut_off(patterns: Patterns) -> None:
    assert all(len(one) >= SHORTEST for one in parts("好，谁审核，嗯", (), patterns))
    assert len(parts("，".join(f"第{number}个问题是什么" for number in range(40)), (), patterns)) == MOST
