"""Closing: a year is sealed; what is changed in silence afterwards fails the check."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.check import check
from tests.conftest import Build, remove_post, write_post
from tests.support.closing import close

CLOSED = [
    "2021 is closed: 2 posts sealed.",
    "Commit content/years/2021.yaml with the posts.",
]
ONE = "content/posts/2021/one.md"
UPDATE = "updates:\n  - {date: 2026-06-02, kind: major, what: Now it says more.}\n"


def checked(site: Path, now: str = "2026-06-02T12:00") -> tuple[int, list[str]]:
    """Return the exit code of the check, and all that it says of closed years."""
    given: dict[str, object] = {"content": str(site / "content"), "output": None, "siteurl": None, "explain": None,
             "exceptions": False, "format": "text", "now": now, "paths": []}  # fmt: skip
    said: list[str] = []
    code = check(site, Namespace(**given), said.append)
    return code, [line for line in "\n".join(said).split("\n") if "-year]" in line or "-members]" in line]  # fmt: skip


def edit(site: Path, old: str, new: str, name: str = ONE) -> None:
    path = site / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def there(site: Path, build: Build, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a hub that was built once, so that its posts have their ids, with 2021 closed."""
    monkeypatch.chdir(site)
    build()
    assert close(site) == (0, CLOSED)
    return site


def test_a_closed_year_is_a_file_and_passes(there: Path, build: Build) -> None:
    text = (there / "content/years/2021.yaml").read_text("utf-8")

    assert "closed: 2026-06-01\nposts: 2\nmonths: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]\n" in text
    assert checked(there) == (0, [])
    page = build()["year-in-review/2021/index.html"].decode()
    assert "<strong>Closed on 1 June 2026.</strong> The numbers are those of that day." in page


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("Some words.", "Some words, and others.", "the text"),
        ("What First part says.", "What it now says.", "what the header says"),
        ("[culture]", "[medicines]", "the topics"),
        ("[ann-example]", "[ann-example, jo-guest]", "the authors"),
        ("summary:", "sponsor: Example Ltd\nsummary:", "what the header says"),
    ],
    ids=["text", "summary", "topics", "authors", "sponsor"],
)  # fmt: skip
def test_an_edit_fails_until_an_update_is_declared(
    there: Path, old: str, new: str, what: str
) -> None:
    edit(there, old, new)

    line = 3 if new.startswith("sponsor") else 2
    assert checked(there) == (1, [
        f"{ONE}:2: {what} changed since 2021 was closed (2026-06-01); declare it in 'updates' with "
        "the day of the change, or bring back what was there [closed-year]"])  # fmt: skip

    edit(there, "series:", f"{UPDATE}series:")
    assert checked(there) == (0, [
        f"{ONE}:{line + 5}: {what} changed since 2021 was closed, and an update says so; seal it "
        "again when all is well: python3 tasks.py close-year 2021 --again [unsealed-year]"])  # fmt: skip

    assert close(there, again=True, now="2026-06-02T13:00") == (0, [
        CLOSED[0], f"changed since: {ONE}", CLOSED[1]])  # fmt: skip
    assert checked(there) == (0, [])


def test_an_update_of_before_the_closing_excuses_nothing(there: Path) -> None:
    edit(there, "Some words.", "Others.")
    edit(there, "series:", f"{UPDATE.replace('2026-06-02', '2026-05-30')}series:")

    code, said = checked(there)

    assert code == 1
    assert said[0].startswith(f"{ONE}:2: the text changed since 2021 was closed (2026-06-01); ")


def test_a_second_edit_after_the_new_seal_fails_again(there: Path) -> None:
    edit(there, "Some words.", "Others.")
    edit(there, "series:", f"{UPDATE}series:")
    close(there, again=True, now="2026-06-02T13:00")

    edit(there, "Others.", "Still others.")

    assert checked(there, "2026-06-03T12:00")[0] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Some words.", "Some words.  "),
        ("summary:", "review_by: 2027-01-01\nreviewed: {date: 2026-06-02, by: ann-example}\nsummary:"),
        ("summary:", "owner: ann-example\nsummary:"),
    ],
    ids=["white space", "a review", "an owner"],
)  # fmt: skip
def test_what_says_nothing_to_readers_may_change(there: Path, old: str, new: str) -> None:
    edit(there, old, new)

    assert checked(there) == (0, [])


def test_posts_that_come_or_go_need_the_year_to_be_closed_again(there: Path, build: Build) -> None:
    write_post(there / "content", "2021/late.md", "Late", "2021-05-06")
    edit(there, "parts: [First part, Second part, Third part]", "parts: [First part, Third part]",
         "content/series/2021-in-review.md")  # fmt: skip
    remove_post(there / "content", "2021/two.md")

    assert checked(there) == (1, [
        "content/posts/2021/late.md:3: is dated 2021-05-06, but 2021 was closed without it; date it "
        "anew, or run python3 tasks.py close-year 2021 --again [year-members]",
        "content/years/2021.yaml: posts/2021/two.md is gone, and was part of 2021 when it was "
        "closed; if that is meant, run python3 tasks.py close-year 2021 --again [year-members]",
    ])  # fmt: skip
    assert close(there, again=True) == (0, [
        CLOSED[0], "new in it: content/posts/2021/late.md",
        "no longer in it: content/posts/2021/two.md", CLOSED[1],
    ])  # fmt: skip
    assert checked(there) == (0, [])
    build()
    assert build.code == 0, build.said


def test_a_post_that_moves_to_another_file_is_the_same_post(there: Path) -> None:
    (there / ONE).rename(there / "content/posts/2021/first.md")
    edit(there, "title:", "slug: one\ntitle:", "content/posts/2021/first.md")
    edit(there, "(one.md)", "(first.md)", "content/posts/2021/two.md")
    edit(there, "posts/2021/one.md", "posts/2021/first.md", "content/pages/about.md")

    code, said = checked(there)

    assert [line for line in said if "first.md" in line or "is gone" in line] == []
    assert (code, said) == (1, [
        "content/posts/2021/two.md:2: the text changed since 2021 was closed (2026-06-01); declare "
        "it in 'updates' with the day of the change, or bring back what was there [closed-year]"])  # fmt: skip


def test_an_update_may_be_of_the_day_before_the_year_was_closed(there: Path) -> None:
    edit(there, "Some words.", "Others.")
    edit(there, "series:", f"{UPDATE.replace('2026-06-02', '2026-05-31')}series:")

    assert checked(there)[0] == 0


def test_a_silent_change_cannot_be_sealed(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (there / "content/years/2021.yaml").read_bytes()
    edit(there, "Some words.", "Others.")

    code, said = close(there, again=True, now="2026-06-02T12:00")

    assert (code, said) == (1, [])
    assert capsys.readouterr().err == (
        f"{ONE}:2: the text changed since 2021 was closed (2026-06-01); declare it in 'updates' "
        "with the day of the change, or bring back what was there [closed-year]\n"
        "Nothing was closed: mend 1 problem first.\n"
    )
    assert (there / "content/years/2021.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("year", "message"),
    [
        (2021, "2021 was closed on 2026-06-01; --again seals it anew.\n"),
        (2026, "2026 is not over; a year can be closed from 1 January 2027 on.\n"),
        (2030, "2030 is not over; a year can be closed from 1 January 2031 on.\n"),
        (2010, "No post of 2010 is public: there is nothing to close.\n"),
    ],
    ids=["closed", "this year", "to come", "empty"],
)
def test_what_cannot_be_closed_is_said(
    there: Path, capsys: pytest.CaptureFixture[str], year: int, message: str
) -> None:
    assert close(there, year) == (2, [])
    assert capsys.readouterr().err == message
    assert sorted(path.name for path in (there / "content/years").iterdir()) == ["2021.yaml"]
