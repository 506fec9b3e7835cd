"""Reviewed: many posts marked as checked, and nothing else of them or of any feed moves."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.check import check
from plugins.commands.reviewed import later, marked, reviewed
from tests.conftest import ROOT, Build, write_post

DAY, NEXT = dt.date(2026, 6, 1), dt.date(2027, 6, 1)


def mark(site: Path, *paths: str, **options: object) -> tuple[int, list[str]]:
    given: dict[str, object] = {"paths": [str(site / path) for path in paths], "by": "ann-example", "on": None,
             "next": None, "months": 12, "content": None, "output": None, "siteurl": None,
             "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return reviewed(site, Namespace(**{**given, **options}), said.append), said


def test_many_posts_are_marked_and_only_their_pages_change(site: Path, build: Build) -> None:
    before = build(siteurl="https://example.org/hub")
    kept = {path: path.read_text("utf-8") for path in (site / "content").rglob("*.*")}

    code, said = mark(site, "content/posts/2023", "content/posts/2021/one.md")
    after = build(siteurl="https://example.org/hub")

    assert (code, said) == (0, [
        "6 posts marked as checked on 2026-06-01 by ann-example; to be checked again by "
        "2027-06-01. No feed changes."])  # fmt: skip
    names = {"2021/one", *(f"2023/more-{n}" for n in range(1, 6))}
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    assert changed == {
        "index.json", "series/2021-in-review/all/index.html",
        *(f"blog/{name}/index.html" for name in names),
    }  # fmt: skip
    assert "This edit re-notifies nobody." in build.said
    assert b"<dt>Reviewed</dt>" in after["blog/2021/one/index.html"]
    lines = ["reviewed: {date: 2026-06-01, by: ann-example}", "review_by: 2027-06-01"]
    for path, text in kept.items():
        became = path.read_text("utf-8")
        name = path.relative_to(site / "content").with_suffix("").as_posix()
        if name.removeprefix("posts/") in names:
            assert [line for line in became.split("\n") if line not in lines] == [
                line for line in text.split("\n") if not line.startswith("reviewed:")
            ]
        else:
            assert became == text, path


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("fields", "becomes"),
    [
        ("title: A\n", "title: A\nreviewed: {R}\nreview_by: 2027-06-01\n"),
        ("review_by: 2020-01-01 # soon\ntitle: A\n", "review_by: 2027-06-01\ntitle: A\nreviewed: {R}\n"),
        ("reviewed:\n  date: 2020-01-01\n  by: jo\n# A word.\ntitle: A\n",
         "reviewed: {R}\n# A word.\ntitle: A\nreview_by: 2027-06-01\n"),
        ("title: A\nreviewed : {date: 2020-01-01, by: jo}\n",
         "title: A\nreviewed: {R}\nreview_by: 2027-06-01\n"),
        ("summary: |\n  reviewed: yes\ntitle: A\n",
         "summary: |\n  reviewed: yes\ntitle: A\nreviewed: {R}\nreview_by: 2027-06-01\n"),
    ],
    ids=["new", "older day", "block", "space before the colon", "words within a text"],
)  # fmt: skip
def test_every_other_byte_stays(fields: str, becomes: str, end: str) -> None:
    body = "---\n\nreviewed: never  \n---\nreview_by: x\n\u00e9\ttail"
    becomes = becomes.replace("{R}", "{date: 2026-06-01, by: ann-example}")

    made = marked(
        f"\ufeff---\n{fields}{body}".replace("\n", end).encode(), DAY, "ann-example", NEXT
    )

    assert made == f"\ufeff---\n{becomes}{body}".replace("\n", end).encode()


def test_marking_twice_is_marking_once(site: Path) -> None:
    mark(site, "content/posts")
    once = (site / "content/posts/2021/one.md").read_bytes()

    mark(site, "content/posts")

    assert (site / "content/posts/2021/one.md").read_bytes() == once


def test_the_days_can_be_given(site: Path) -> None:
    code, said = mark(site, "content/posts/2021/one.md", on="2026-05-02", next="2026-12-24")

    assert (code, said) == (0, [
        "1 post marked as checked on 2026-05-02 by ann-example; to be checked again by 2026-12-24. "
        "No feed changes."])  # fmt: skip


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2023-12-31", 2, "2024-02-29"), ("2026-12-01", 1, "2027-01-01"),
     ("2024-02-29", 12, "2025-02-28"), ("2026-06-01", 24, "2028-06-01")],
)  # fmt: skip
def test_a_month_that_is_shorter_ends_earlier(day: str, months: int, then: str) -> None:
    assert later(dt.date.fromisoformat(day), months) == dt.date.fromisoformat(then)


@pytest.mark.parametrize(
    ("paths", "options", "message"),
    [
        (["content/posts/2021"], {"by": "ann"},
         "There is no author 'ann'; write one of: ann-example, jo-guest\n"),
        (["content/posts/2021"], {"by": "jo-guests"},
         "There is no author 'jo-guests'; did you mean 'jo-guest'?\n"),
        (["content/posts/2021"], {"on": "2026-06-02"}, "--on is a day to come (2026-06-02).\n"),
        (["content/posts/2021"], {"on": "1 June"},
         "--on names no whole day ('1 June'); write a day such as 2026-03-14.\n"),
        (["content/posts/2021"], {"next": "2026-06-01"},
         "--next is 2026-06-01, which is not after the check (2026-06-01).\n"),
        (["content/posts/2021"], {"by": "jo-guest"},
         "'jo-guest' is a guest; name somebody of the house, who answers for it.\n"),
        (["content/topics"], {}, "'topics' holds no post that can be read; run check first.\n"),
    ],
    ids=["author", "author near", "to come", "no day", "next too early", "guest", "no post"],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    paths: list[str],
    options: dict[str, str],
    message: str,
) -> None:
    write_post(site / "content", "2024/bad.md", "Bad", date="never")
    before = {path: path.read_bytes() for path in (site / "content").rglob("*.md")}

    code, said = mark(site, *paths, **options)

    assert (code, said) == (2, [])
    assert capsys.readouterr().err == message
    assert {path: path.read_bytes() for path in (site / "content").rglob("*.md")} == before


ADVICE = "kind: policy\napplies_to: [England]\n"


def test_what_can_be_marked_is_marked_and_the_rest_is_told(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = site / "content"
    left = [
        write_post(content, "2024/bad.md", "Bad", date="never"),
        write_post(content, "2024/gone.md", "Gone", more="status: withdrawn\n"),
        write_post(content, "2024/later.md", "Later", date="2027-01-02"),
        write_post(content, "2024/own.md", "Own", more=ADVICE),
    ]
    write_post(content, "2024/fit.md", "Fit")
    write_post(content, "2024/of-others.md", "Of others", author="jo-guest", more=ADVICE)
    before = [path.read_bytes() for path in left]

    code, said = mark(site, "content/posts/2024")

    assert (code, said) == (0, [
        "content/posts/2024/bad.md is left out: it cannot be read; run check first.",
        "content/posts/2024/gone.md is left out: it is withdrawn.",
        "content/posts/2024/later.md is left out: it is of 2 January 2027, and cannot be checked "
        "before that.",
        "content/posts/2024/own.md is left out: ann-example is an author of it, and it gives "
        "advice; somebody else has to read it.",
        "2 posts marked as checked on 2026-06-01 by ann-example; to be checked again by "
        "2027-06-01. No feed changes."])  # fmt: skip
    assert [path.read_bytes() for path in left] == before

    assert mark(site, "content/posts/2024/of-others.md", months=37) == (2, [
        "content/posts/2024/of-others.md is left out: 2029-07-01 is more than 3 years ahead, and "
        "it gives advice."])  # fmt: skip
    assert capsys.readouterr().err == "No post was marked.\n"


def test_the_command_of_the_guide_works_on_the_sample(site: Path) -> None:
    """And what it wrote is what `check` takes."""
    shutil.rmtree(site / "content")
    shutil.copytree(ROOT / "content", site / "content")
    guide = (ROOT / "docs/record.md").read_text(encoding="utf-8")
    (words,) = re.findall(
        r"^python3 tasks\.py reviewed (\S+) --by (\S+) --months (\d+)$", guide, re.M
    )

    code, said = mark(site, words[0], by=words[1], months=int(words[2]), now=None)

    assert code == 0
    assert re.match(r"\d+ posts marked as checked on ", said[-1])
    asked = Namespace(explain=None, exceptions=False, paths=[], format="text", content=None,
                      output=None, siteurl=None, now=None)  # fmt: skip
    assert check(site, asked, said.append) == 0, said


def test_a_path_that_is_not_there_is_refused(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = mark(site, "content/posts/2021/onne.md")

    assert code == 2
    assert re.fullmatch(
        r"'.*/content/posts/2021/onne\.md' is not there; look at the path\.\n",
        capsys.readouterr().err,
    )
