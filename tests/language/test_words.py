"""Words of a text, and whether a text lost one that another file counts on."""

from __future__ import annotations

import pytest

from plugins.language.words import beginnings, lost, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Martha\u2019s Rule", ["martha", "rule"]),
        ("the nurses' station, don't", ["the", "nurses", "station", "dont"]),
        ("Caf\u00e9 \u201cna\u00efve\u201d\u2014\u00c5ngstr\u00f6m", ["cafe", "naive", "angstrom"]),
        ("Long Covid-19: 1,234 (a_b)", ["long", "covid", "19", "1", "234", "a", "b"]),
        ("\u043c\u0438\u0440 \u03a3\u03af\u03b3", ["\u043c\u0438\u0440", "\u03c3\u03b9\u03b3"]),
        ("\u2026 <>&", []),
        ("", []),
    ],
)
def test_words_are_small_letters_without_accents_and_signs(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_a_word_begins_alike_in_most_of_its_forms() -> None:
    assert beginnings("Pressure ulcers of a bed") == ["press", "ulce", "bed"]
    assert beginnings("a of") == []


@pytest.mark.parametrize(
    ("had", "has", "is_lost"),
    [
        (["ulcers"], ["bed"], True),
        (["ulcers"], ["ulcer"], False),
        (["ulcers", "ulcer"], ["ulcer"], False),
        (["bed"], [], False),
        ([], ["ulcers"], False),
    ],
)
def test_a_word_is_lost_when_no_form_of_it_is_left(
    had: list[str], has: list[str], is_lost: bool
) -> None:
    assert lost(["ulce"], had, has) == is_lost
