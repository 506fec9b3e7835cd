from __future__ import annotations

import pytest

from plugins.importer.sources.page.written_dates import Written, date_within, written_date


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("16th December 2021", "2021-12-16"),
        ("\u2022 16th December 2021", "2021-12-16"),
        ("Thursday 16 December 2021", "2021-12-16"),
        ("Thursday, December 16, 2021", "2021-12-16"),
        ("Thu 16 Dec. 2021", "2021-12-16"),
        ("the 3rd of May 2020", "2020-05-03"),
        ("16-Dec-2021", "2021-12-16"),
        ("Dec 16 2021 at 4:05 pm", "2021-12-16T16:05"),
        ("16 December 2021, 10.15am", "2021-12-16T10:15"),
        ("1st March 2020 | 9:00am", "2020-03-01T09:00"),
        ("16 December 2021 12:30 a.m.", "2021-12-16T00:30"),
        ("16/12/2021", "2021-12-16"),
        ("16.12.2021", "2021-12-16"),
        ("20211216", "2021-12-16"),
        ("2021-12-16", "2021-12-16"),
        ("2021-12-16 09:30:00", "2021-12-16T09:30"),
        ("2021-12-16T00:00:00+00:00", "2021-12-16"),
        ("2021-06-01T00:00:00+01:00", "2021-06-01"),
        ("2021-06-30T23:30:00Z", "2021-07-01T00:30"),
        ("2021-12-16T09:30:00.000Z", "2021-12-16T09:30"),
        ("2021-12-16T09:30:00.123456789Z", "2021-12-16T09:30"),
        ("16th of Sept 2021", "2021-09-16"),
        ("2021/12/16", "2021-12-16"),
        ("Sun Jan 03 2021 10:00:00", "2021-01-03T10:00"),
        ("Thu, 16 Dec 2021 00:00:00 +0000", "2021-12-16"),
        ("Wed, 02 Oct 2002 08:00:00 EST", "2002-10-02T14:00"),
    ],
)
def test_a_date_is_known_however_it_is_written(text: str, stated: str) -> None:
    assert written_date(text) == Written(stated)


@pytest.mark.parametrize(
    "text",
    ["", "Monday", "December 2021", "31 February 2021", "16 December", "2021-13-01", "2021",
     "On 16 December 2021 we met.", "99/99/2021", "12345678", "16 Smarch 2021",
     "1.2.3", "10 20 30", "10-12-14", "10 mg 2021", "1600-1700", "ward 3, 2021", "0800 1111"],
)  # fmt: skip
def test_what_is_no_whole_date_is_none(text: str) -> None:
    assert written_date(text) is None


def test_the_order_of_day_and_month_is_a_guess_where_both_are_possible() -> None:
    said = "the date '03/04/2021', read as day, month, year; it could be 2021-03-04"

    assert written_date("03/04/2021") == Written("2021-04-03", said)
    assert written_date("03/03/2021") == Written("2021-03-03")


def test_a_date_is_found_within_a_line() -> None:
    assert date_within("By Ann Example | 16th December 2021 | 5 min") == Written("2021-12-16")
    assert date_within("Nothing of the kind") is None


def test_an_american_order_that_is_the_only_one_is_told() -> None:
    said = "the date '12/16/2021', read as month, day, year"

    assert written_date("12/16/2021") == Written("2021-12-16", said)
