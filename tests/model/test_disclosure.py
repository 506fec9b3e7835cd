"""Disclosure: what a post declares, the same in every form."""

from __future__ import annotations

import pytest

from plugins.model.disclosure import Declared, declared, in_short, nothing
from tests.support.examples import a_post


def test_what_is_declared_is_shown_and_so_is_that_there_is_nothing() -> None:
    post = a_post(sponsor="Example Ltd", funding="none", interests="None declared.")

    assert declared(post) == (
        Declared(label="Sponsor", text="Example Ltd"),
        Declared(label="Funding", text="none declared", nothing=True),
        Declared(label="Interests", text="none declared", nothing=True),
    )


def test_what_is_not_stated_is_not_claimed() -> None:
    assert declared(a_post()) == ()
    assert declared(a_post(interests="none")) == (
        Declared(label="Interests", text="none declared", nothing=True),
    )


@pytest.mark.parametrize("text", ["none", "None", "None.", "none declared", "None declared."])
def test_nothing_is_written_in_several_ways(text: str) -> None:
    assert nothing(text)


@pytest.mark.parametrize("text", ["Nonesuch Ltd", "no", "-", "none of our business"])
def test_what_is_not_nothing_is_shown_as_it_is(text: str) -> None:
    assert not nothing(text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, ""),
        ({"sponsor": "none", "funding": "none", "interests": "none"}, ""),
        ({"sponsor": "Example Ltd.", "funding": "none", "interests": "Sits on a board."},
         "Sponsor: Example Ltd. Interests declared."),
        ({"sponsor": "none", "funding": "A grant", "interests": "none"}, "Funding declared."),
    ],
)  # fmt: skip
def test_a_list_says_it_in_short(changes: dict[str, str], words: str) -> None:
    assert in_short(a_post(**changes)) == words
