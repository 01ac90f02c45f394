"""Durations and amounts in Chinese words."""

import pytest

from policy_kg.text.quantities import (
    duration_days,
    duration_words,
    find_amounts,
    find_durations,
    find_elapsed,
    find_spans,
)


@pytest.mark.parametrize(
    ("text", "durations"),
    [
        ("闲置八个月行吗", {"P8M"}),
        ("过两三天再交", {"P3D"}),
        ("5年内不得参与，30日内备案", {"P5Y", "P30D"}),
        ("2008年发布的第3年度计划", set()),
    ],
)
def test_the_durations_of_a_text(text: str, durations: set[str]) -> None:
    assert find_durations(text) == durations


@pytest.mark.parametrize(
    ("text", "spans", "elapsed"),
    [
        ("闲置八个月行吗", {"P8M"}, set()),
        ("三十日内备案对吗", set(), set()),
        ("六年以后能参加吗", set(), {"P6Y"}),
        ("满五年了能再报吗", set(), {"P5Y"}),
    ],
)
def test_what_lasted_and_what_is_over(text: str, spans: set[str], elapsed: set[str]) -> None:
    assert (find_spans(text), find_elapsed(text)) == (spans, elapsed)


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("四十来万一台", [(400_000, ""), (1, "台")]),
        ("花了120万元买的", [(1_200_000, "元")]),
        ("由十一人组成", [(11, "名")]),
        ("至少7名专家，占30%", [(7, "名"), (30, "%")]),
        ("提百分之十行吗", [(10, "%")]),
        ("组里拿三成，两个点归学院", [(30, "%"), (2, "%")]),
        ("两点钟成立的", []),
        ("第3条说的", []),
        ("第十条的4项", []),
    ],
)
def test_the_amounts_of_a_text(text: str, amounts: list[tuple[int, str]]) -> None:
    assert list(find_amounts(text)) == amounts


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("不足五十万的", -1),
        ("五十万元以下的", -1),
        ("低于50万", -1),
        ("超过五十万", 1),
        ("不低于五十万", 0),
        ("不超过五十万", 0),
        ("五十万以上", 0),
    ],
)
def test_on_which_side_of_an_amount_what_is_said_lies(text: str, side: int) -> None:
    ((amount, _),) = find_amounts(text)
    assert (amount > 500_000) - (amount < 500_000) == side


@pytest.mark.parametrize(
    ("lexical", "words", "days"), [("P5Y", "5年", 1825), ("P30D", "30日", 30), ("P6M", "6个月", 180)]
)
def test_a_duration_in_words_and_in_days(lexical: str, words: str, days: int) -> None:
    assert (duration_words(lexical), duration_days(lexical)) == (words, days)


def test_what_is_no_duration_has_no_days() -> None:
    assert duration_days("500000") is None
    assert duration_days("P") is None
