"""Due: what is to be checked again, for people, for programs and for a calendar."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from pathlib import Path

import icalendar
import pytest

from plugins.commands.due import due
from tests.conftest import write_post

CHECKED = "reviewed: {date: 2025-06-01, by: jo-guest}\n"


def ask(site: Path, **options: object) -> tuple[int, str]:
    given: dict[str, object] = {"days": 90, "calendar": None, "format": "text", "content": None, "output": None,
             "siteurl": None, "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return due(site, Namespace(**{**given, **options}), said.append), "\n".join(said)


@pytest.fixture
def dated(site: Path) -> Path:
    """Return a hub in which posts are due: past, today, in ninety days and a day later."""
    content = site / "content"
    posts = [
        ("past", "2026-05-31", f"owner: jo-guest\n{CHECKED}"),
        ("today", "2026-06-01", CHECKED),
        ("soon", "2026-08-30", ""),
        ("far", "2026-08-31", CHECKED),
    ]
    for name, day, more in posts:
        write_post(content, f"2024/{name}.md", f"Post {name}, again; \u00fc", more=f"review_by: {day}\n{more}")  # fmt: skip
    write_post(content, "2024/draft.md", "Draft", more="review_by: 2026-05-01\nstatus: draft\n")
    return site


def test_what_is_due_is_listed_the_oldest_first_with_who_answers_for_it(dated: Path) -> None:
    assert ask(dated) == (0, "\n".join([
        "2026-05-31 (1 day past due): content/posts/2024/past.md: Jo Guest; last checked 2025-06-01",
        "2026-06-01 (today): content/posts/2024/today.md: Ann Example; last checked 2025-06-01",
        "2026-08-30 (in 90 days): content/posts/2024/soon.md: Ann Example; never checked",
        "2026-09-17: World Day, the eighth (content/events.yaml)",
        "3 posts due within 90 days, 1 of them past due; 8 posts without a day.",
    ]))  # fmt: skip


def test_another_number_of_days_reaches_further_or_less_far(dated: Path) -> None:
    assert "far.md" in ask(dated, days=91)[1]
    assert ask(dated, days=1)[1].splitlines()[-1] == (
        "2 posts due within 1 day, 1 of them past due; 8 posts without a day."
    )


def test_a_program_gets_the_same(dated: Path) -> None:
    code, said = ask(dated, format="json")

    found = json.loads(said)
    assert code == 0
    assert found["within"] == 90
    assert found["due"][0] == {
        "day": "2026-05-31", "post": "posts/2024/past.md", "title": "Post past, again; \u00fc",
        "owner": "Jo Guest", "checked": "2025-06-01",
        "url": "https://patient-safety-hub.example/blog/2024/past/", "days": -1,
    }  # fmt: skip
    assert [each["days"] for each in found["due"]] == [-1, 0, 90]
    assert found["anniversaries"] == [{"day": "2026-09-17", "words": "World Day, the eighth"}]


@pytest.mark.parametrize(
    ("date", "now", "line"),
    [
        ("2016-06-01", "2026-06-01T12:00", "2026-06-01: The report, 10 years on"),
        ("2016-05-31", "2026-06-01T12:00", "2027-05-31: The report, 11 years on"),
        ("2024-02-29", "2026-06-01T12:00", "2027-02-28: The report, 3 years on"),
        ("2024-02-29", "2027-06-01T12:00", "2028-02-29: The report, 4 years on"),
        ("2026-12-01", "2026-06-01T12:00", ""),
    ],
)
def test_the_year_to_come_has_its_anniversaries(site: Path, date: str, now: str, line: str) -> None:
    register = site / "content/events.yaml"
    register.write_text(f"report:\n  name: The report\n  date: {date}\n", encoding="utf-8")

    said = ask(site, now=now)[1].splitlines()

    assert said[:-1] == ([f"{line} (content/events.yaml)"] if line else [])


def test_a_calendar_holds_a_whole_day_for_each(dated: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "due.ics"

    code, said = ask(dated, calendar=str(path))

    assert code == 0
    assert said.startswith(f"{path}: 3 days for a calendar program to take in.\n2026-05-31 ")
    content = path.read_bytes()
    assert all(len(line) <= 75 for line in content.split(b"\r\n")), "RFC 5545, 3.1"
    assert b"\n" not in content.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(content)
    assert (read["VERSION"], bool(read["PRODID"])) == ("2.0", True)
    assert read.errors == []
    first, *others = read.walk("VEVENT")
    assert len(others) == 2
    assert len({str(each["UID"]) for each in read.walk("VEVENT")}) == 3
    assert first.errors == []
    assert first.decoded("DTSTART") == dt.date(2026, 5, 31)
    assert first.decoded("DTSTAMP") == dt.datetime(2026, 6, 1, 11, tzinfo=dt.UTC)
    assert str(first["SUMMARY"]) == "Check: Post past, again; \u00fc"
    assert str(first["DESCRIPTION"]) == (
        "Jo Guest answers for it.\ncontent/posts/2024/past.md\n"
        "https://patient-safety-hub.example/blog/2024/past/"
    )
    assert str(first["URL"]) == "https://patient-safety-hub.example/blog/2024/past/"


def test_an_entry_keeps_its_name_when_its_day_moves(dated: Path, tmp_path: Path) -> None:
    def names() -> set[str]:
        ask(dated, calendar=str(tmp_path / "due.ics"))
        read = icalendar.Calendar.from_ical((tmp_path / "due.ics").read_bytes())
        return {str(each["UID"]) for each in read.walk("VEVENT")}

    before = names()
    path = dated / "content/posts/2024/past.md"
    path.write_text(path.read_text("utf-8").replace("2026-05-31", "2026-07-01"), "utf-8")

    assert names() == before


def test_nothing_due_is_said_and_makes_an_empty_calendar(site: Path, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"

    code, said = ask(site, calendar=str(path))

    assert (code, said) == (0, (
        f"{path}: 0 days for a calendar program to take in.\n2026-09-17: World Day, the eighth (content/events.yaml)\n"
        "0 posts due within 90 days, 0 of them past due; 8 posts without a day."))  # fmt: skip
    assert icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT") == []


def test_a_calendar_that_cannot_be_written_is_said(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site / "pelicanconf.py" / "due.ics"

    code, said = ask(site, calendar=str(path))

    assert (code, said) == (2, "")
    assert capsys.readouterr().err.startswith(f"'{path}' cannot be written (")
