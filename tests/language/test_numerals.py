"""Numerals: a number as its source prints it, and what it is worth."""

from __future__ import annotations

import pytest

from plugins.language.numerals import Number, read_number, shown, with_unit


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4,906", Number(4906)),
        ("71.9", Number(71.9)),
        ("10119", Number(10119)),
        ("1.2 million", Number(1_200_000)),
        ("£5.1 billion", Number(5_100_000_000, currency="£")),
        ("more than 3,000", Number(3000, about="more than")),
        ("1 in 10", Number(0.1)),
        ("2 in 1,000", Number(0.002)),
    ],
)
def test_a_printed_number_is_read(text: str, number: Number) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["218,00", "1,2345", "4.906,5", "71.9%", "many", "", "1 in 0", "12,34,567", "5 millions", "-3", "٣"],
)  # fmt: skip
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert read_number(text) is None


def test_a_sign_stands_at_the_number_and_a_word_does_not() -> None:
    assert (shown("71.9", "%"), shown("4,906", "calls")) == ("71.9%", "4,906")
    assert (with_unit("71.9", "%"), with_unit("4,906", "calls")) == ("71.9%", "4,906 calls")
