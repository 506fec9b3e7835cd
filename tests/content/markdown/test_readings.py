"""Dialects: every place that the engines read differently is named, with its line and its cure."""

from __future__ import annotations

import pytest

from plugins.content.markdown.dialects import two_readings
from tests.support.dialects import ALIKE, DIFFERENT

# For each case of the guide: the line, counted from the first of the case, check id and cure.
CURES = {
    "A list inside a list, indented by two": [
        (1, "list-indent", "indent a list inside a list by four spaces")
    ],
    "A list inside a numbered list, indented by three": [
        (1, "list-indent", "indent a list inside a list by four spaces")
    ],
    "Two signs in one list": [(1, "list-signs", "begin all items of a list with the same sign")],
    "Code in an item of a list": [
        (2, "code-in-list", "begin '```' at the start of the line, below the list")
    ],
    "Indented code in an item of a list": [
        (2, "code-in-list", "put '```' above and below the code, below the list")
    ],
    "A bar in the code of a table": [(2, "code-bar", "leave '|' out of code in a table")],
    "A bare address that ends in a bracket": [
        (0, "bare-address", "put '<' and '>' round the address")
    ],
    "Markdown inside HTML": [
        (0, "html-block", "write the passage in Markdown alone, without HTML tags")
    ],
    "A paragraph inside details": [
        (0, "html-block", "write the passage in Markdown alone, without HTML tags")
    ],
    "Two words behind the fence of code": [
        (0, "fence-words", "write one plain word behind '```', or none")
    ],
}


def named(text: str) -> list[tuple[int, str, str]]:
    return [(each.line, each.rule, each.hint) for each in two_readings("posts/x.md", text)]


@pytest.mark.parametrize("name", DIFFERENT)
def test_every_case_of_the_guide_is_named_on_its_line(name: str) -> None:
    written, instead = DIFFERENT[name]

    found = named(f"A first text.\n\n{written}\n\nA last text.\n")

    assert found == [(line + 2, rule, cure) for line, rule, cure in CURES[name]]
    assert named(f"A first text.\n\n{instead}\n\nA last text.\n") == []


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_read_alike_gets_no_advice(name: str) -> None:
    assert [*two_readings("posts/x.md", ALIKE[name])] == []


def test_only_the_place_that_differs_is_named() -> None:
    """The first nested list is indented by two as well, but within code, and the box is read alike."""
    text = "~~~\n- a\n  - b\n~~~\n\nText\n> quoted\n\n- a\n  - b\n\nThe last line\\\nends here.\n"

    assert named(text) == [(9, "list-indent", "indent a list inside a list by four spaces")]


def test_a_place_without_a_known_cause_is_not_named() -> None:
    assert named("First.\n\nSee [the `part`](`part`) there.\n") == []
