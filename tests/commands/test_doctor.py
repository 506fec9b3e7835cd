"""Doctor: what is not as it should be is named, with what to do about it."""

from __future__ import annotations

import os
import shutil
import subprocess
from argparse import Namespace
from pathlib import Path
from types import SimpleNamespace

import pytest

from plugins.commands.doctor import doctor
from tests.conftest import Build, write_post

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="no Git: apt install git")


@pytest.fixture
def hub(site: Path, build: Build) -> Path:
    """Return a hub that was built, in Git, with its ids committed."""
    build()
    (site / ".gitignore").write_text(".hub/\noutput\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "All")):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
            cwd=site, check=True,
        )  # fmt: skip
    return site


def ask(site: Path, now: str = "2026-06-01T12:00") -> tuple[int, list[str]]:
    said: list[str] = []
    given = Namespace(content=None, output=None, siteurl=None, now=now)
    return doctor(site, given, said.append), said


def marked(lines: list[str], mark: str) -> list[str]:
    return [line.removeprefix(f"{mark} ") for line in lines if line.startswith(f"{mark} ")]


@needs_git
def test_a_hub_that_is_as_it_should_be_has_nothing_to_mend(hub: Path) -> None:
    code, said = ask(hub)

    assert (code, marked(said, "!")) == (0, [])
    assert "  Permanent ids are committed." in said
    assert any(line.startswith("  Last build: ") for line in said)
    assert said[-1].startswith("0 to mend, ")


@needs_git
def test_ids_that_are_not_committed_are_to_be_mended(hub: Path) -> None:
    subprocess.run(["git", "rm", "-q", "--cached", "content/ids.yaml"], cwd=hub, check=True)

    code, said = ask(hub)

    assert code == 1
    assert marked(said, "!") == [
        "Permanent ids are not committed; git add content/ids.yaml, and commit it, before another "
        "machine gives other ids."
    ]


def test_without_git_that_is_said(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    _, said = ask(site)

    assert (
        "Git is missing, so nothing keeps what editors wrote; install it (apt install git, or brew "
        "install git)."
    ) in marked(said, "?")


@pytest.mark.parametrize(
    ("free", "line"),
    [
        (100_000_000, "! The disk is nearly full: 0.1 GB free; make room, or builds will stop."),
        (1_500_000_000, "? The disk is filling: 1.5 GB free; make room before it is full."),
        (9_000_000_000, "  Disk: 9.0 GB free."),
    ],
)
def test_the_room_on_the_disk(
    site: Path, monkeypatch: pytest.MonkeyPatch, free: int, line: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))

    assert line in ask(site)[1]


def test_a_clock_behind_the_files_is_to_be_mended(site: Path) -> None:
    post = write_post(site / "content", "2024/late.md", "Late", "2024-05-01")
    ahead = 4_102_444_800  # the first day of 2100
    os.utime(post, (ahead, ahead))

    (line,) = marked(ask(site)[1], "!")

    assert "and a post was saved 2100-01-01 00:00" in line
    assert line.endswith("; set the clock (timedatectl set-ntp true), or posts appear late.")


def test_a_post_to_come_without_a_timer_is_said(site: Path) -> None:
    write_post(site / "content", "2026/later.md", "Later", "2026-07-01T09:30")

    assert (
        "1 post scheduled, the next for 2026-07-01 09:30, and no timer was found that publishes "
        "them; let a timer publish every hour, see python3 tasks.py guide publishing."
    ) in marked(ask(site)[1], "?")


@pytest.mark.skipif(os.name == "nt", reason="no cron on Windows")
def test_a_timer_that_knows_the_folder_is_found(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_post(site / "content", "2026/later.md", "Later", "2026-07-01T09:30")
    programs = tmp_path / "programs"
    programs.mkdir()
    crontab = programs / "crontab"
    crontab.write_text(f"#!/bin/sh\necho '7 * * * * cd {site} && python3 tasks.py publish --yes'\n")
    crontab.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    assert (
        "  1 post scheduled, the next for 2026-07-01 09:30; crontab knows this folder."
        in ask(site)[1]
    )


def test_content_that_cannot_be_built_is_to_be_mended(site: Path) -> None:
    write_post(site / "content", "2024/bad.md", "Bad", "2024-05-01", more="topic: [x]\n")

    code, said = ask(site)

    assert code == 1
    assert marked(said, "!") == [
        "Nothing can be built: 1 error in the content; python3 tasks.py check names each."
    ]


def test_settings_that_cannot_be_read_are_to_be_mended(site: Path) -> None:
    (site / "pelicanconf.py").write_text("SITENAME = \n")
    (site / "publishconf.py").write_text("from nowhere import *\n")

    code, said = ask(site)

    assert code == 1
    assert [line.partition(":")[0] for line in marked(said, "!")] == [
        "The settings or the theme have a fault", "publishconf.py",
    ]  # fmt: skip


def test_a_program_that_publishing_needs_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUB_PUBLISH_TO", "store:remote:bucket")
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "rclone" else name)

    _, said = ask(site)

    assert (
        "rclone is missing, and publishing to 'store:' needs it; install it (apt install rclone, "
        "or brew install rclone)."
    ) in marked(said, "!")
    assert (
        "The variable HUB_PUBLISH_TO is set here, and counts more than a setting; unset it where "
        "that is not meant."
    ) in marked(said, "?")


def test_it_changes_nothing(site: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}

    ask(site)

    after = {path: path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}
    assert {path: seen for path, seen in after.items() if ".hub" not in path.parts} == before
