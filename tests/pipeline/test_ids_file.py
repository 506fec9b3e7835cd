"""Ids: `content/ids.yaml` as builds write it, and as they leave it alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.base.file_state import FolderScan
from plugins.base.printing import quiet
from plugins.base.problems import SiteFault
from plugins.model import post_ids
from plugins.pipeline.ids_file import IdsFile
from plugins.pipeline.options import BuildOptions
from plugins.pipeline.pelican_adapter import build_site
from tests.conftest import ROOT, Build, tree, write_post


def ids_of(site: Path) -> Path:
    return site / "content/ids.yaml"


def run_in(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"],
        cwd=folder, capture_output=True, text=True, timeout=120,
        env={"SOURCE_DATE_EPOCH": "1780311600", **os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_first_build_writes_an_id_for_every_post_that_is_public_or_scheduled(
    site: Path, build: Build
) -> None:
    write_post(site / "content", "2020/draft.md", "Draft", more="status: draft\n")
    write_post(site / "content", "2031/later.md", "Later", "2031-01-01")

    build()

    records, problems = post_ids.read(ids_of(site).read_text("utf-8"))
    assert problems == []
    assert sorted(record.title for record in records) == [
        "First part", "Later", "More 1", "More 2", "More 3", "More 4", "More 5", "Safer tablets",
        "Second part",
    ]  # fmt: skip


def test_a_scheduled_post_goes_live_without_a_change_of_the_file_whoever_builds(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780311600")  # the day on which `build` looks
    write_post(site / "content", "2026/later.md", "Zebra crossing", "2026-07-01")
    files = build()
    kept = ids_of(site).read_bytes()
    (name,) = (each.id for each in post_ids.read(kept.decode())[0] if "later" in each.post)
    assert b"Zebra crossing" in kept
    assert not any(b"Zebra crossing" in each or name.encode() in each for each in files.values())
    server = tmp_path / "server"
    shutil.copytree(site, server, ignore=shutil.ignore_patterns("output", ".hub"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1783000000")  # 2 July 2026

    files = build(now=None)

    assert ids_of(site).read_bytes() == kept
    assert name.encode() in files["feeds/all.rss"]
    ids_of(server).unlink()  # one whose editor never built has the same id all the same
    run_in(server)
    assert tree(server / "output") == files
    assert ids_of(server).read_bytes() == kept


def test_a_scheduled_post_may_be_renamed_put_off_and_taken_back(
    site: Path, build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780311600")
    path = write_post(site / "content", "2026/later.md", "Later", "2026-07-01")
    build()

    def record() -> list[tuple[str, str, str]]:
        records, _ = post_ids.read(ids_of(site).read_text("utf-8"))
        return [(each.id, each.post, each.date) for each in records if each.title == "Later"]

    ((name, *_),) = record()
    path = path.rename(path.with_name("much-later.md"))
    build()
    assert (build.code, record()) == (0, [(name, "posts/2026/much-later.md", "2026-07-01")])

    path.write_text(path.read_text("utf-8").replace("2026-07-01", "2026-08-01"), "utf-8")
    build()
    assert (build.code, record()) == (0, [(name, "posts/2026/much-later.md", "2026-08-01")])

    path.write_text(path.read_text("utf-8").replace("summary:", "status: draft\nsummary:"), "utf-8")
    build()
    assert build.code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")  # after what was its day
    build()
    path.unlink()
    build()
    assert (build.code, record()) == (0, [(name, "posts/2026/much-later.md", "2026-08-01")])


def test_a_second_build_leaves_the_file_and_everything_else_alone(site: Path, build: Build) -> None:
    build()
    before = ids_of(site).stat()

    build()

    assert "Nothing has changed; nothing was written." in build.last
    assert ids_of(site).stat() == before
    (site / "content/pages/new.md").write_text("---\ntitle: New\nsummary: New.\n---\n", "utf-8")
    build()
    assert ids_of(site).stat().st_mtime_ns == before.st_mtime_ns


def test_an_edit_of_the_file_is_seen_by_the_next_build(site: Path, build: Build) -> None:
    build()
    path = ids_of(site)
    path.write_text(path.read_text("utf-8").replace("title: ", "titel: ", 1), "utf-8")

    build()

    assert build.code == 1
    assert "content/ids.yaml:" in build.said[0]


def test_the_same_output_comes_from_the_bare_command_with_the_same_file(
    site: Path, build: Build, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(site, other)
    expected = build()

    run_in(other)

    assert tree(other / "output") == expected
    assert ids_of(other).read_bytes() == ids_of(site).read_bytes()


def test_a_look_at_a_day_to_come_writes_nothing(site: Path, build: Build) -> None:
    write_post(site / "content", "2031/later.md", "Later", "2099-01-01")

    files = build(now="2100-01-01")

    assert "blog/2099/later/index.html" in files
    assert not ids_of(site).exists()


def test_a_preview_writes_nothing_into_the_content(site: Path) -> None:
    before = tree(site / "content")

    build_site(
        site / "pelicanconf.py",
        {"OUTPUT_PATH": str(site / "output"), "PATH": str(site / "content")},
        BuildOptions(keep_ids=False, report=quiet),
    )

    assert tree(site / "content") == before
    assert (site / "output/feeds/all.rss").exists()


def test_a_build_that_is_refused_writes_no_ids(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/bad.md", "Bad", topic="cultrue")

    build()

    assert build.code == 1
    assert not ids_of(site).exists()


def lock(site: Path) -> None:
    """Let no file be made for the ids: a folder has the name that a new one would have."""
    (site / f"content/.ids.yaml.{os.getpid()}").mkdir()


def test_content_that_may_not_be_written_is_said_in_one_line(
    site: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    lock(site)

    build()

    assert build.code == 2
    assert capsys.readouterr().err.strip() == (
        f"'{site}/content/ids.yaml' cannot be written (Is a directory), and the ids of 8 new "
        "posts would be lost; build once where it can be written, and commit the file."
    )
    assert not (site / "output").exists()


def test_content_that_may_not_be_written_is_built_when_its_ids_are_kept(
    site: Path, build: Build
) -> None:
    expected = build()
    lock(site)

    assert build.clean() == expected


def test_a_file_that_somebody_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    record = post_ids.Record(id="tag:a,2021:b", post="p.md", title="P", date="2021-01-01", slug="p")
    kept = IdsFile(tmp_path, FolderScan(tmp_path), post_ids.Settled(records=[record]))
    path = tmp_path / "ids.yaml"
    path.write_text("# by another\n", "utf-8")

    with pytest.raises(SiteFault) as caught:
        kept.write()

    assert str(caught.value) == f"'{path}' was changed while the build ran; build again."
    assert path.read_text("utf-8") == "# by another\n"
