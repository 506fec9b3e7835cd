"""The command: what it refuses in one line, and what it says when it is done."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest

from plugins.pipeline import site_writer
from tests.conftest import Build, write_post


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"content": "nowhere"},
            "There is no content folder 'nowhere'; give --content another.",
        ),
        (
            {"now": "tomorrow"},
            "--now is 'tomorrow'; write a moment such as 2026-01-01T09:00.",
        ),
        (
            {"siteurl": "example.org"},
            "--siteurl is 'example.org'; begin it with https:// or http://.",
        ),
        (
            {"siteurl": "https://example"},
            "--siteurl: SITEURL has a host that cannot be one ('example'); write the whole address "
            'without a slash at its end, such as SITEURL = "https://hub.example"',
        ),
        (
            {"siteurl": "https://https://hub.example"},
            "--siteurl: SITEURL begins twice ('https://https://hub.example'); "
            "write https://hub.example",
        ),
    ],
    ids=["content", "now", "siteurl", "host", "twice"],
)
def test_what_cannot_be_done_is_said_in_one_line(
    build: Build, capsys: pytest.CaptureFixture[str], options: dict[str, str], message: str
) -> None:
    build(**options)

    assert build.code == 2
    assert capsys.readouterr().err == f"{message}\n"


def test_an_unknown_engine_is_refused_by_name(
    build: Build, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", "pandoc")

    build()

    assert build.code == 2
    assert capsys.readouterr().err == (
        "HUB_MARKDOWN_ENGINE is 'pandoc'; write cmarkgfm or markdown.\n"
    )


def test_an_output_that_is_not_ours_is_left_alone(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "mine").mkdir()
    (site / "mine/letter.txt").write_text("Dear all", encoding="utf-8")

    build("mine")

    assert build.code == 2
    assert "holds files that no build made" in capsys.readouterr().err
    assert [path.name for path in (site / "mine").iterdir()] == ["letter.txt"]


def test_one_summary_ends_a_build(build: Build) -> None:
    build()

    assert re.fullmatch(
        r"8 posts, \d+ pages, \d+ feeds\. \d+ files rendered, 0 current\. \d+\.\d\d s\.",
        build.last,
    )
    assert len(build.said) == 1 + sum(
        line.startswith(("Converting", "Rendering")) for line in build.said
    )


def test_the_paths_of_problems_begin_where_the_editor_stands(site: Path, build: Build) -> None:
    (site / "content/posts/2020").mkdir()
    (site / "content/posts/2020/bad.md").write_text("No header", encoding="utf-8")

    build(content=str(site / "content"))

    assert build.said[-1].startswith(f"{site}/content/posts/2020/bad.md:1: has no header; ")


def test_a_hub_without_posts_has_a_home_page(site: Path, build: Build) -> None:
    empty = site / "empty"
    empty.mkdir()

    tree = build(content=str(empty))

    assert build.code == 0
    assert "index.html" in tree
    assert build.last.startswith("0 posts, 15 pages, 0 feeds.")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_full_disk_is_told_by_whoever_meets_it(
    site: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    jobs: int,
) -> None:
    before = build()
    full = OSError(errno.EDQUOT, "Disk quota exceeded", "a/index.html")

    def refuse(*_: object) -> None:
        raise full

    monkeypatch.setattr(site_writer, "write_new", refuse)
    write_post(site / "content", "2024/new.md", "New")

    after = build(jobs=jobs)

    assert (build.code, after) == (2, before)
    assert capsys.readouterr().err == (
        "Nothing was published: Disk quota exceeded at 'a/index.html'.\n"
    )


def test_one_variable_leaves_out_what_pages_can_do_without(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = site / "pelicanconf.py"
    text = path.read_text(encoding="utf-8")
    for name in ("SEARCH", "SOCIAL_CARDS"):
        text = text.replace(f"\n{name} = False", f"\n{name} = EXTRAS")
    path.write_text(text, encoding="utf-8")

    whole = build()
    monkeypatch.setenv("HUB_EXTRAS", "0")
    lean = build()

    gone = {name.partition("/")[0] for name in whole.keys() - lean.keys()}
    assert gone == {"cards", "search"}
