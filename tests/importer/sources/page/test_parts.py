from __future__ import annotations

import pytest

from plugins.importer.sources.page.parts import place_in
from plugins.importer.sources.reading import first_sentences


@pytest.mark.parametrize(
    ("text", "part", "total"),
    [
        ("This is the fourth of a short series of five.", 4, 5),
        ("This blog is the fourth in a short series of blogs reflecting on 2021.", 4, 0),
        ("Our fifth and final part of the series looks at standards.", 5, 0),
        ("This is the first of three numbered parts in our look back.", 1, 3),
        ("This is the third and last numbered part in our look back.", 3, 0),
        ("The second of five short posts on 2021.", 2, 5),
        ("This is the 3rd of 5 blogs.", 3, 5),
        ("You are reading part two of four.", 2, 4),
        ("This is the last but one in our series of five mini blogs.", 4, 5),
        ("This is the introduction to our series of three posts.", "introduction", 3),
        ("The series ends here.", "closing", 0),
    ],
)
def test_a_sentence_says_which_part_this_is(text: str, part: int | str, total: int) -> None:
    found = place_in("A title", [text])

    assert (found.part, found.total) == (part, total)


@pytest.mark.parametrize(
    "text",
    [
        "Tomorrow, in the fifth and final post, we ask what good looks like.",
        "In the previous part of our series, the third of five, we looked at tablets.",
        "He was the second in a series of nurses to leave.",
        "We met on the first of the month in a series of rooms.",
        "The first time, I was sent ninety pages.",
        "One in five of them answered.",
    ],
)
def test_a_sentence_about_something_else_says_nothing(text: str) -> None:
    assert place_in("A title", [text]).part == 0


@pytest.mark.parametrize(
    ("title", "part", "total", "series", "year"),
    [
        ("Safer tablets, part 2", 2, 0, "Safer tablets", 0),
        ("Safer tablets (Part II of IV)", 2, 0, "Safer tablets", 0),
        ("Safety culture (2/3)", 2, 3, "", 0),
        ("2021: The importance of being asked", 0, 0, "", 2021),
        ("2021 in review, part 4: partners", 4, 0, "2021 in review", 2021),
        ("Department stores and partings", 0, 0, "", 0),
    ],
)
def test_a_title_says_series_part_and_year(
    title: str, part: int, total: int, series: str, year: int
) -> None:
    found = place_in(title, [])

    assert (found.part, found.total, found.series, found.year) == (part, total, series, year)


def test_a_sentence_far_inside_a_long_text_is_not_about_the_text() -> None:
    inside = ["Words."] * 8 + ["This is the fourth of five."] + ["Words."] * 8

    assert place_in("A title", inside).part == 0


def test_a_summary_says_what_the_post_is_about() -> None:
    series = "This is the fourth of a short series of five blogs that look back on 2021."

    assert first_sentences([series, "Patients noticed first what others missed."]) == (
        "Patients noticed first what others missed."
    )
    assert first_sentences([f"{series} Patients noticed first what others missed."]) == (
        "Patients noticed first what others missed."
    )
    assert first_sentences([series]) == ""
