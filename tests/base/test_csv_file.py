"""No text of a table is taken for a formula, and each is read back by Python's own reader."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.base.csv_file import csv_file


def read(made: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(made.decode(), newline="")))


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+A1", "-A1", "@SUM(A1)", "  =1+1", "\t=1", "\r=1", "\n=1", "|calc", "\uff1d1+1", "\uff201",
     "-1+cmd|' /C calc'!A0", "=HYPERLINK(\"https://x.org\")", "\u00a0=1"],
)  # fmt: skip
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    assert read(csv_file([text], [[text]])) == [[f"'{text}"], [f"'{text}"]]


@pytest.mark.parametrize(
    "text", ["-3", "+3.5", "-1,234", "-4%", "", "a=b", "3-4", "'=1", "#1", "Ward"]
)
def test_numbers_and_other_texts_stay_as_they_are(text: str) -> None:
    assert read(csv_file(["a"], [[text, "b"]]))[1] == [text, "b"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2)))
def test_every_cell_is_read_back(rows: list[list[str]]) -> None:
    found = read(csv_file(["a", "b"], rows))

    assert [[cell.removeprefix("'") for cell in row] for row in found[1:]] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
