"""Days as people and programs write them: every reading, and none that the text does not have."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.language.dates import MONTHS
from plugins.language.day_readings import lacks_a_day, missing, part_readings, readings


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        # a British editor
        ("1st May 2024", ["2024-05-01"]), ("the 1st of May, 2024", ["2024-05-01"]),
        ("1ST MAY 2024", ["2024-05-01"]), ("1 may 2024.", ["2024-05-01"]),
        ("Wednesday, 1 May 2024", ["2024-05-01"]), ("1 May 24", ["2024-05-01"]),
        ("1 May 2024 (Wednesday)", ["2024-05-01"]), ("3 Sept. 2024", ["2024-09-03"]),
        ("13/05/2024", ["2024-05-13"]), ("13.5.24", ["2024-05-13", "2013-05-24"]),
        ("\u201c1 May 2024\u201d", ["2024-05-01"]), ("1\u00a0May\u00a02024", ["2024-05-01"]),
        ("1 May 2024 at 9am", ["2024-05-01T09:00"]), ("1 May 2024, 9.30am", ["2024-05-01T09:30"]),
        ("9 a.m. on 1 May 2024", ["2024-05-01T09:00"]), ("1 May 2024 9.30pm", ["2024-05-01T21:30"]),
        ("1 May 2024 noon", ["2024-05-01T12:00"]), ("1 May 2024 12 midday", ["2024-05-01T12:00"]),
        ("1 May 2024 at midnight", ["2024-05-01T00:00"]), ("1 May 2024 09h30", ["2024-05-01T09:30"]),
        # two readings, or three
        ("01/05/2024", ["2024-05-01", "2024-01-05"]), ("1-5-2024", ["2024-05-01", "2024-01-05"]),
        ("01.05.24", ["2024-05-01", "2024-01-05", "2001-05-24"]),
        ("1/5/24 9:00", ["2024-05-01T09:00", "2024-01-05T09:00"]),
        ("05/05/2024", ["2024-05-05"]),
        # others, and programs
        ("May 1, 2024", ["2024-05-01"]), ("05/13/2024", ["2024-05-13"]),
        ("2024\u201305\u201301", ["2024-05-01"]), ("2024-5-1", ["2024-05-01"]),
        ("2024/05/01", ["2024-05-01"]), ("2024.05.01", ["2024-05-01"]),
        ("2024_05_01", ["2024-05-01"]), ("20240501", ["2024-05-01"]),
        ("2024 May 1", ["2024-05-01"]), ("1-May-24", ["2024-05-01"]),
        ("2024-05-01T9:00", ["2024-05-01T09:00"]),
        ("2024-05-01T09:00:00+01:00", ["2024-05-01T09:00"]),
        ("2024-05-01 09:00:00 +0000", ["2024-05-01T10:00"]),
        ("2024-12-01T09:00:00Z", ["2024-12-01T09:00"]),
        ("2024-05-01T23:30:00.123Z", ["2024-05-02T00:30"]),
        ("Wed, 01 May 2024 09:00:00 GMT", ["2024-05-01T10:00"]),
        ("2024-05-01 09:00 BST", ["2024-05-01T09:00"]),
        ("20240501T090000Z", ["2024-05-01T10:00"]), ("1714554000", ["2024-05-01T10:00"]),
        ("1714554000000", ["2024-05-01T10:00"]),
        # none
        ("", []), ("soon", []), ("today", []), ("5", []), ("99", []), ("86400", []),
        ("2024", []), ("May 2024", []), ("1 May", []), ("31 June 2024", []),
        ("29 February 2023", []), ("2024-13-01", []), ("2024-02-30", []), ("1 Foo 2024", []),
        ("1-2 May 2024", []), ("1 to 3 May 2024", []), ("2024-05-01 to 2024-05-03", []),
        ("2024-W18-3", []), ("Q1 2024", []), ("2024-05-01 25:00", []),
        ("2024-05-01 09:00 EST", []), ("1 May 2024 and 3 June 2024", []), ("x" * 61, []),
        ("\u0661 May 2024" * 9, []),
    ],
)  # fmt: skip
def test_a_text_has_the_readings_of_its_words(text: str, stated: list[str]) -> None:
    assert [each.stated for each in readings(text)] == stated


def test_a_moment_with_a_zone_is_reckoned_into_the_zone_of_the_site() -> None:
    (there,) = readings("2024-05-01T09:00:00Z", "America/New_York")

    assert (there.stated, there.zoned, there.day) == ("2024-05-01T05:00", True, "2024-05-01")
    assert not readings("1 May 2024 at 9am")[0].zoned


def test_a_weekday_that_is_another_is_told() -> None:
    assert [each.weekday for each in readings("Monday 1 May 2024")] == ["Wednesday"]
    assert [each.weekday for each in readings("Weds 1 May 2024")] == [""]
    assert [each.weekday for each in readings("Wed 1 May 2024")] == [""]


@pytest.mark.parametrize(
    ("text", "lacking"),
    [("1 May", "the year"), ("3rd March", "the year"), ("01/05", "the year"),
     ("May 2024", "the day"), ("05/2024", "the day"), ("2024-05", "the day"), ("2024", "the day"),
     ("2024-13", ""), ("soon", ""), ("today", ""), ("86400", "")],
)  # fmt: skip
def test_what_a_date_lacks_is_named(text: str, lacking: str) -> None:
    assert missing(text) == lacking


@pytest.mark.parametrize(
    ("text", "stated"),
    [("March 2022", ["2022-03"]), ("Mar 2022", ["2022-03"]), ("2022-3", ["2022-03"]),
     ("03/2022", ["2022-03"]), ("2022/03", ["2022-03"]), ("c. 2022", ["2022"]),
     ("circa 2022", ["2022"]), ("(2022)", ["2022"]), ("2022\u201303", ["2022-03"]),
     ("2022-13", []), ("Spring 2022", []), ("2022 or 2023", []), ("202", []), ("Ma 2022", [])],
)  # fmt: skip
def test_a_month_or_a_year_is_read_where_it_is_enough(text: str, stated: list[str]) -> None:
    assert part_readings(text) == stated


@pytest.mark.parametrize(
    ("text", "said"),
    [("31 June 2024", "June 2024 has 30 days"), ("29th Feb 2023", "February 2023 has 28 days"),
     ("April 31, 2024", "April 2024 has 30 days"), ("30 June 2024", ""), ("31 Foo 2024", "")],
)  # fmt: skip
def test_a_day_that_a_month_lacks_is_named(text: str, said: str) -> None:
    assert lacks_a_day(text) == said


DAYS = st.dates(dt.date(1970, 1, 1), dt.date(2069, 12, 31))


@given(DAYS, st.sampled_from(["{d} {month} {y}", "{d}{th} {month} {y}", "{month} {d}, {y}", "{y}/{m}/{d}",
                              "{d} {short} {y}", "{y}\u2013{m:02}\u2013{d:02}", "{y}{m:02}{d:02}"]))  # fmt: skip
def test_a_day_is_read_from_each_of_its_ways(day: dt.date, way: str) -> None:
    th = "th" if 10 <= day.day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month]
    text = way.format(d=day.day, m=day.month, y=day.year, month=month, short=month[:3], th=th)

    assert [each.stated for each in readings(text)] == [day.isoformat()]


@given(DAYS)
def test_numbers_alone_are_read_the_british_way_first(day: dt.date) -> None:
    found = [each.stated for each in readings(f"{day.day}/{day.month}/{day.year}")]

    assert found[0] == day.isoformat()
    assert len(found) == (2 if day.day <= 12 and day.day != day.month else 1)


@given(st.text(max_size=40))
@example("0" * 30)
@example("1e999")
@example("\u0664/\u0665/2024")
@example("1 May 2024 \ud800")
def test_any_text_has_whole_days_or_none(text: str) -> None:
    for each in readings(text):
        dt.datetime.fromisoformat(each.stated)
    assert isinstance(missing(text) + lacks_a_day(text) + "".join(part_readings(text)), str)
