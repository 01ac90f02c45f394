"""Chinese and Arabic numerals."""

import pytest

from policy_kg.text.numerals import format_number, parse_number


@pytest.mark.parametrize(
    ("numeral", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十五", 15),
        ("十 五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("一百〇五", 105),
        ("一千二百六十", 1260),
        ("九千九百九十九", 9999),
        ("两", 2),
        ("15", 15),
        ("１５", 15),
        ("⑮", 15),
        ("二〇〇八", 2008),
    ],
)
def test_a_numeral_is_read(numeral: str, number: int) -> None:
    assert parse_number(numeral) == number


@pytest.mark.parametrize("numeral", ["", "零", "0", "条", "百", "10000", "1.5", "-1", "十条"])
def test_what_is_no_number_from_1_to_9999(numeral: str) -> None:
    assert parse_number(numeral) is None


def test_every_number_is_read_as_it_was_written() -> None:
    assert all(parse_number(format_number(number)) == number for number in range(1, 10000))


@pytest.mark.parametrize("number", [0, 10000, -1])
def test_other_numbers_are_not_written(number: int) -> None:
    with pytest.raises(ValueError, match="between 1 and 9999"):
        format_number(number)
