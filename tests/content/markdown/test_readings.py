"""Dialects: every place that the engines read differently is named, with its line and its cure."""

from __future__ import annotations

import pytest

from plugins.content.markdown.dialects import UNKNOWN_CAUSE, two_readings
from tests.content.markdown.test_dialects import ALIKE, DIFFERENT

# For each case of the guide: the line, counted from the first of the case, and the cure.
CURES = {
    "A list without an empty line before it": [(1, "leave an empty line before the list")],
    "A numbered list without an empty line before it": [(1, "leave an empty line before the list")],
    "A table without an empty line before it": [(1, "leave an empty line before the table")],
    "A list inside a list, indented by two": [(1, "indent a list inside a list by four")],
    "A list inside a numbered list, indented by three": [
        (1, "indent a list inside a list by four")
    ],
    "Numbers with a bracket": [
        (0, "write '1.' instead of '1)'"),
        (1, "write '1.' instead of '1)'"),
    ],
    "Two signs in one list": [(1, "begin all items of a list with the same sign")],
    "Two quotations or boxes in a row": [
        (2, "write words between two quotations or boxes in a row")
    ],
    "A heading without a space": [(0, "put a space after '#'")],
    "Code in an item of a list": [(2, "begin '```' at the start of the line, below the list")],
    "Indented code in an item of a list": [
        (2, "put '```' above and below the code, below the list")
    ],
    "A bar in the code of a table": [(2, "leave '|' out of code in a table")],
    "Three stars": [(0, "emphasise with one star or two, not three")],
    "A bare address that ends in a bracket": [(0, "put '<' and '>' round the address")],
    "Markdown inside HTML": [(0, "write the passage in Markdown alone, without HTML tags")],
    "A paragraph inside details": [(0, "write the passage in Markdown alone, without HTML tags")],
    "Two words behind the fence of code": [(0, "write one plain word behind '```', or none")],
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_every_case_of_the_guide_is_named_on_its_line(name: str) -> None:
    written, instead = DIFFERENT[name]

    found = [*two_readings("posts/x.md", f"A first text.\n\n{written}\n\nA last text.\n")]

    assert found == [(line + 2, cure) for line, cure in CURES[name]]
    assert [*two_readings("posts/x.md", f"A first text.\n\n{instead}\n\nA last text.\n")] == []


@pytest.mark.parametrize("name", ALIKE)
def test_what_is_read_alike_gets_no_advice(name: str) -> None:
    assert [*two_readings("posts/x.md", ALIKE[name])] == []


def test_only_the_place_that_differs_is_named() -> None:
    """The first nested list is indented by two as well, but within code, and the box is read alike."""
    text = "~~~\n- a\n  - b\n~~~\n\nText\n> quoted\n\n- a\n  - b\n\nThe last line\\\nends here.\n"

    assert [*two_readings("posts/x.md", text)] == [(9, "indent a list inside a list by four")]


def test_a_place_without_a_known_cause_is_named_by_its_words() -> None:
    text = "First.\n\nSee [the `part`](`part`) there.\n"

    assert [*two_readings("posts/x.md", text)] == [(2, UNKNOWN_CAUSE)]
