"""Clock: the one `now`, and the one time zone."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.base import clock


def test_the_time_of_a_build_can_be_stated() -> None:
    now = clock.now({"SOURCE_DATE_EPOCH": "1639645200"})

    assert now == dt.datetime(2021, 12, 16, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("environ", [{}, {"SOURCE_DATE_EPOCH": ""}])
def test_the_time_of_a_build_is_the_present_if_nothing_is_stated(environ: dict[str, str]) -> None:
    before = dt.datetime.now(dt.UTC)

    now = clock.now(environ)

    assert before <= now <= dt.datetime.now(dt.UTC)
    assert now.utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    ("stated", "moment"),
    [
        pytest.param("2021-12-16", "2021-12-16T00:00+00:00", id="a-day-is-midnight"),
        pytest.param("2021-06-16", "2021-06-16T00:00+01:00", id="midnight-in-summer"),
        pytest.param("2021-12-16T09:30", "2021-12-16T09:30+00:00", id="winter"),
        pytest.param("2021-12-16 09:30", "2021-12-16T09:30+00:00", id="with-a-space"),
        pytest.param("2021-06-16T09:30", "2021-06-16T09:30+01:00", id="summer"),
        pytest.param("2021-10-31T01:30", "2021-10-31T01:30+01:00", id="the-hour-that-comes-twice"),
        pytest.param("2021-03-28T01:30", "2021-03-28T01:30+00:00", id="the-hour-that-is-skipped"),
        pytest.param("2021-03-28", "2021-03-28T00:00+00:00", id="the-day-of-the-change"),
        pytest.param("1969-07-01", "1969-07-01T00:00+01:00", id="when-London-kept-summer-time"),
        pytest.param("2024-02-29", "2024-02-29T00:00+00:00", id="leap-day"),
    ],
)
def test_a_date_is_read_in_the_zone_of_the_site(stated: str, moment: str) -> None:
    assert clock.instant(stated).isoformat(timespec="minutes") == moment


def test_another_zone_gives_another_moment() -> None:
    london, tokyo = clock.instant("2021-12-16"), clock.instant("2021-12-16", "Asia/Tokyo")

    assert london - tokyo == dt.timedelta(hours=9)


@pytest.mark.parametrize("stated", ["", "16 December", "2021-02-30", "2021-12-16T25:00"])
def test_what_is_no_date_is_refused(stated: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid isoformat|day is out of range|hour must be"):
        clock.instant(stated)


def test_the_zone_of_the_machine_plays_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Pacific/Auckland")
    if hasattr(time, "tzset"):
        time.tzset()

    moment = clock.instant("2021-12-16").timestamp()

    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()
    assert moment == 1639612800
