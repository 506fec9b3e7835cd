"""Tables: captions, heads of rows, and the values of those of numbers."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as Tree

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import TABLE, Converted
from plugins.content.markdown.tables import csv_link

NUMBERS = "| Ward | Falls | Slips |\n|---|--:|--:|\n| East | 1,204 | 3% |\n| West | 7 | 4% |\n"
WORDS = "| Word | Means |\n|---|---|\n| Near miss | Almost |\n| Harm | Pain |\n"

pytestmark = pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])


def made(text: str, engine: str) -> Converted:
    found = convert("posts/2024/x.md", text, 1, engine)
    assert found.problems == []
    return found


def captions(text: str, engine: str) -> list[tuple[str, str]]:
    """Return the caption of each table, and how its region is called."""
    tree = Tree(made(text, engine).html)
    found = [(each.css_first("caption"), each) for each in tree.css("div.table")]
    return [
        (inside.text() if inside else "", str(each.attributes["aria-label"]))
        for inside, each in found
    ]


def heads(text: str, engine: str) -> list[str]:
    return [each.text() for each in Tree(made(text, engine).html).css("th[scope=row]")]


def values(text: str, engine: str) -> list[tuple[str, str]]:
    found = made(text, engine).references
    return [(each.target, each.alt) for each in found if each.kind == TABLE]


def test_a_line_above_or_below_is_the_caption(engine: str) -> None:
    label = "Table 1: Falls & slips, by ward"
    assert captions(f"Table: Falls & *slips*, by ward\n\n{NUMBERS}", engine) == [(label, label)]
    assert captions(f"{NUMBERS}\nTable: Falls & *slips*, by ward\n", engine) == [(label, label)]
    assert captions(f"Words.\n\n{NUMBERS}\nTables: no\n", engine) == [
        ("", "Table of Ward, Falls and Slips")
    ]


def test_each_caption_is_that_of_one_table(engine: str) -> None:
    above = f"Table: One\n\n{NUMBERS}\nTable: Two\n\n{WORDS}"
    below = f"{NUMBERS}\nTable: One\n\n{WORDS}\nTable: Two\n"
    for text in (above, below):
        assert [said for said, _ in captions(text, engine)] == ["Table 1: One", "Table 2: Two"]


def test_tables_without_captions_are_told_apart_and_count_for_nothing(engine: str) -> None:
    text = f"{WORDS}\nMore.\n\n{WORDS}\nThen.\n\nTable: One\n\n{NUMBERS}"
    assert captions(text, engine) == [
        ("", "Table of Word and Means"),
        ("", "Table of Word and Means (2)"),
        ("Table 1: One", "Table 1: One"),
    ]


def test_the_first_column_heads_its_rows_where_it_names_them(engine: str) -> None:
    assert heads(NUMBERS, engine) == ["East", "West"]
    assert heads(WORDS, engine) == []
    assert heads(WORDS.replace("| Word |", "|  |"), engine) == ["Near miss", "Harm"]
    for other in (NUMBERS.replace("West", "East"), NUMBERS.replace("West", ""),
                  NUMBERS.replace("West", "12"), NUMBERS.replace("4%", "some")):  # fmt: skip
        assert heads(other, engine) == []


def test_a_table_of_numbers_has_its_values_in_a_file(engine: str) -> None:
    text = f"{WORDS}\n{NUMBERS}".replace("| 7 |", "| 7[^1] |") + "\n[^1]: In May.\n"
    assert values(text, engine) == [("2", 'Ward,Falls,Slips\r\nEast,"1,204",3%\r\nWest,7,4%\r\n')]
    assert values(NUMBERS.replace("| West | 7 | 4% |\n", ""), engine) == []
    assert values(NUMBERS.replace("| 7 |", "| {fig:slips-2021} |"), engine) == []


def test_no_cell_of_the_file_is_a_formula(engine: str) -> None:
    (_, said), = values(NUMBERS.replace("East", "=1+1"), engine)  # fmt: skip
    assert "\r\n'=1+1," in said


def test_the_way_to_the_values_says_of_which_table(engine: str) -> None:
    assert csv_link("/x/table-2.csv", 2) == (
        '<p class="downloads"><a href="/x/table-2.csv" download>Take the values away (CSV)'
        '<span class="away">: table 2</span></a></p>'
    )
