"""Writer: workers change nothing but the time, whatever happens to them."""

from __future__ import annotations

import errno
import multiprocessing
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.base import safe_write, worker_pool
from plugins.pipeline import site_writer
from tests.conftest import Build, write_post
from tests.support.edits import Dice, restyle

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.fixture
def early(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let even a small hub begin its posts and feeds early; return the workers that were begun."""
    begun: list[int] = []

    class Spy(worker_pool.Ahead[int, object]):
        def __init__(self, work: Callable[[int], object], jobs: list[int]) -> None:
            super().__init__(work, jobs)
            begun.append(self.process.pid or 0)

    monkeypatch.setattr(site_writer, "MANY", 3)
    monkeypatch.setattr(worker_pool, "Ahead", Spy)
    return begun


@forks
def test_posts_and_feeds_may_be_written_while_the_rooms_go_on(
    build: Build, early: list[int]
) -> None:
    expected = build("alone", jobs=1)

    together = build("together", jobs=2)

    assert len(set(early)) == len(early) >= 2
    assert together == expected
    assert f"{len(expected)} files rendered" in build.last
    assert build("together", jobs=2) == expected
    assert "Nothing has changed" in build.last


@forks
def test_where_something_is_there_already_nothing_is_begun(
    site: Path, build: Build, early: list[int]
) -> None:
    build(jobs=2)
    restyle(site, Dice(1))
    begun = len(early)

    after = build(jobs=2)

    assert len(early) == begun
    assert after == build.clean()


@forks
def test_what_was_begun_ends_with_a_build_that_fails(
    site: Path, build: Build, early: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    template = site / "theme/templates/post.html"
    good = template.read_text(encoding="utf-8")
    template.write_text("{{ view.tittle }}", encoding="utf-8")

    assert build(jobs=2) == {}
    assert build.code == 1
    assert early
    assert multiprocessing.active_children() == []
    template.write_text(good, encoding="utf-8")
    assert build(jobs=2) == build.clean()


@forks
def test_a_full_disk_that_the_early_worker_meets_is_told(
    build: Build,
    early: list[int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(path: str, content: bytes) -> os.stat_result:
        if path.endswith(".rss"):
            raise OSError(errno.EDQUOT, "Disk quota exceeded", "feeds/all.rss")
        return safe_write.write_new(path, content)

    monkeypatch.setattr(site_writer, "write_new", refuse)

    assert build(jobs=2) == {}
    assert build.code == 2
    assert early
    assert capsys.readouterr().err == (
        "Nothing was published: Disk quota exceeded at 'feeds/all.rss'.\n"
    )


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_store_that_turns_out_damaged_on_the_way_costs_only_time(
    site: Path, build: Build, jobs: int
) -> None:
    for number in range(10):
        write_post(site / "content", f"2020/{number}.md", f"Number {number}")
    build(jobs=jobs)
    with sqlite3.connect(site / ".hub/output/store.sqlite") as store:
        store.execute("UPDATE made SET html = replace(html, 'words', 'swords')")
    store.close()
    restyle(site, Dice(1))

    after = build(jobs=jobs)

    assert build.code == 0
    assert after == build.clean()
    assert not any(b"swords" in page for page in after.values())
