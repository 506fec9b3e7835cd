"""Signs that nobody sees are found, and those that writing needs are left alone."""

from __future__ import annotations

import pytest

from plugins.language.unseen_signs import first_in_line, places, without


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u061c", "\u200b", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2060", "\u2066", "\ufeff",
     "\U000e0041", "\U000e007f"],
)  # fmt: skip
def test_a_sign_that_nobody_sees_is_found_in_a_word(sign: str) -> None:
    assert list(places(f"wo{sign}rd")) == [2]
    assert first_in_line(f"wo{sign}rd") == 2


@pytest.mark.parametrize("sign", ["\t", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_what_ends_a_line_is_found_in_a_line_alone(sign: str) -> None:
    assert list(places(f"wo{sign}rd")) == []
    assert first_in_line(f"w\u202eo{sign}rd") == 1
    assert first_in_line(f"wo{sign}rd") == 2


@pytest.mark.parametrize(
    "text",
    ["", "plain", "caf\u00e9 \u00a0 \u2013", "\U0001f469\u200d\u2695\ufe0f", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
     "\u0e2a\u0e27\u200b\u0e04", "(\u200e\u05e9\u05dc)", "Wales \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"],
)  # fmt: skip
def test_what_writing_needs_is_left_alone(text: str) -> None:
    assert list(places(text)) == []
    assert first_in_line(text) == -1


def test_tags_are_found_where_no_flag_is() -> None:
    assert list(places("\U0001f3f4 \U000e0067\U000e007f")) == [2, 3]


@pytest.mark.parametrize(
    ("text", "seen"),
    [("wo\u202erd\u200b", "word"), ("a\tb\u2028c", "a b c"), ("\ufeffa \U0001f469\u200d\u2695", "a \U0001f469\u200d\u2695")],
)  # fmt: skip
def test_a_text_is_had_without_them(text: str, seen: str) -> None:
    assert without(text) == seen
    assert first_in_line(without(text)) == -1
