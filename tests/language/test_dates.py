"""Dates: days that are known in part, compared and put into words."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.language.dates import (
    first_day,
    impossible_days,
    in_words,
    last_day,
    meant_day,
    moment,
    written_day,
)


@pytest.mark.parametrize(
    ("stated", "first", "last", "words", "when"),
    [
        ("2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31), "2022", "in 2022"),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29), "February 2024", "in February 2024"),
        ("2022-03-30", dt.date(2022, 3, 30), dt.date(2022, 3, 30), "30 March 2022", "on 30 March 2022"),
        ("2023-12", dt.date(2023, 12, 1), dt.date(2023, 12, 31), "December 2023", "in December 2023"),
    ],
)  # fmt: skip
def test_a_date_known_in_part_is_a_span(
    stated: str, first: dt.date, last: dt.date, words: str, when: str
) -> None:
    assert (first_day(stated), last_day(stated)) == (first, last)
    assert (in_words(stated), moment(stated)) == (words, when)


@pytest.mark.parametrize("stated", ["", "22", "2022-13", "2022-00", "2022-02-30", "2022-3", "x"])
def test_what_is_no_date_is_refused(stated: str) -> None:
    for read in (first_day, last_day, in_words):
        with pytest.raises(ValueError, match=r"\w"):
            read(stated)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Note added, 15 September 2025", dt.date(2025, 9, 15)),
        ("Note added, Sept 15th, 2025", dt.date(2025, 9, 15)),
        ("From 1 May 2020 to 2 June 2021", dt.date(2021, 6, 2)),
        ("Note added, 31 February 2025", None),
        ("Note added in September 2025", None),
    ],
)
def test_the_last_whole_day_of_a_text_is_found(words: str, day: dt.date | None) -> None:
    assert written_day(words) == day


def test_a_day_that_no_calendar_has_is_found_in_any_form() -> None:
    text = "On 30 February 2024, 31/04/2023, June 31st, 2022 and 2021-02-29; not on 29/02/2024."

    assert [words for _, words in sorted(impossible_days(text))] == [
        "30 February 2024", "31/04/2023", "June 31st, 2022", "2021-02-29",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("today", "2026-11-25"),
        (" Tomorrow ", "2026-11-26"),
        ("Monday", "2026-11-30"),
        ("next Monday", "2026-11-30"),
        ("on Wednesday", "2026-12-02"),
        ("in two weeks", "2026-12-09"),
        ("in a fortnight", "2026-12-09"),
        ("in 10 days", "2026-12-05"),
        ("in a month", "2026-12-25"),
        ("in three months", "2027-02-25"),
        ("14 March", "2027-03-14"),
        ("14th of March", "2027-03-14"),
        ("March 14", "2027-03-14"),
        ("25 Nov", "2026-11-25"),
        ("24 November", "2027-11-24"),
        ("29 February", "2028-02-29"),
        ("14 March 2029", "2029-03-14"),
        ("March 14, 2029", "2029-03-14"),
    ],
)
def test_a_day_that_somebody_plans_is_understood(said: str, day: str) -> None:
    assert meant_day(said, dt.date(2026, 11, 25)) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "said", ["", "2026-12-01", "2026-12-01T09:30", "soon", "31 April", "next week", "in some days",
             "in 9999 days", "3/4", "3/4/2027", "Monday 14 March", "see 14 March 2027 or later"],
)  # fmt: skip
def test_what_may_mean_two_days_is_not_guessed(said: str) -> None:
    assert meant_day(said, dt.date(2026, 11, 25)) is None
