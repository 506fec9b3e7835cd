"""Files: known by content; the file system's word is a hint."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.base.file_state import TICK, FolderScan, Odd, is_unchanged, read, scan_file
from plugins.base.safe_write import replace

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything"
)

LATER = 10 * TICK


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def again(root: Path, before: FolderScan) -> FolderScan:
    """Look a second time, as a build long after the first one would."""
    return FolderScan(root, before.files, before.scanned_at_ns + LATER)


def test_a_folder_lists_its_plain_files_by_path_in_order(tmp_path: Path) -> None:
    write(tmp_path, posts__b="b", posts__a="a", posts__2021__x="x", about="about")

    folder = FolderScan(tmp_path)

    assert list(folder.files) == ["about", "posts/2021/x", "posts/a", "posts/b"]
    assert folder.read("posts/a") == b"a"
    assert folder.doubted == 4


def test_a_folder_that_is_not_there_is_empty(tmp_path: Path) -> None:
    folder = FolderScan(tmp_path / "nowhere")

    assert (folder.files, folder.odd) == ({}, [])


def test_hidden_and_backup_files_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden", "x.md~", ".x.md.swp", "x.swp", "y.tmp", ".git/config", "x.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert list(FolderScan(tmp_path).files) == ["x.md"]


def test_a_file_that_looks_as_before_is_not_read(tmp_path: Path) -> None:
    write(tmp_path, a="one", b="two")
    before = FolderScan(tmp_path)

    after = again(tmp_path, before)

    assert after.files == before.files
    assert after.doubted == 0


def test_a_file_that_changed_just_before_the_last_look_is_read_again(tmp_path: Path) -> None:
    write(tmp_path, a="one")
    before = FolderScan(tmp_path)

    after = FolderScan(tmp_path, before.files, before.scanned_at_ns)

    assert after.doubted == 1
    assert after.files == before.files


def test_an_edit_that_keeps_size_and_mtime_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    kept = path.stat()
    before = FolderScan(tmp_path)

    path.write_text("two")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    after = FolderScan(tmp_path, before.files, before.scanned_at_ns)

    assert path.stat().st_mtime_ns == kept.st_mtime_ns
    assert after.files["a"].digest != before.files["a"].digest


@posix
def test_an_edit_that_keeps_size_and_mtime_is_seen_long_after_by_its_ctime(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    kept = path.stat()
    before = FolderScan(tmp_path)
    time.sleep(0.02)  # so that the clock of the file system ticks

    path.write_text("two")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    after = again(tmp_path, before)

    assert after.files["a"].digest != before.files["a"].digest


def test_two_files_that_change_places_are_seen(tmp_path: Path) -> None:
    write(tmp_path, a="one", b="two")
    stamp = 1_600_000_000_000_000_000
    for name in "ab":
        os.utime(tmp_path / name, ns=(stamp, stamp))
    before = FolderScan(tmp_path)

    (tmp_path / "a").rename(tmp_path / "c")
    (tmp_path / "b").rename(tmp_path / "a")
    (tmp_path / "c").rename(tmp_path / "b")
    after = again(tmp_path, before)

    assert after.files["a"].digest == before.files["b"].digest
    assert after.files["b"].digest == before.files["a"].digest


def test_an_older_file_in_the_place_of_a_newer_one_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("new")
    before = FolderScan(tmp_path)

    path.write_text("old")
    os.utime(path, ns=(1_000_000_000_000_000_000, 1_000_000_000_000_000_000))
    after = again(tmp_path, before)

    assert after.files["a"].digest != before.files["a"].digest


def test_a_file_dated_in_the_future_is_always_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    future = time.time_ns() + 1000 * TICK
    os.utime(path, ns=(future, future))
    before = FolderScan(tmp_path)

    after = again(tmp_path, before)

    assert after.doubted == 1


@posix
@pytest.mark.parametrize("changed", ["size", "mtime", "ctime", "inode"])
def test_every_word_of_the_file_system_counts(tmp_path: Path, changed: str) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    look, found = scan_file(path), path.lstat()
    long_after = max(look.mtime, look.ctime) + LATER

    other = look._replace(**{changed: getattr(look, changed) + 1})

    assert is_unchanged(found, look, long_after)
    assert not is_unchanged(found, other, long_after)


def test_on_windows_the_file_system_is_never_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("one")
    look, found = scan_file(path), path.lstat()

    monkeypatch.setattr(os, "name", "nt")
    believed = is_unchanged(found, look, look.ctime + LATER)
    monkeypatch.undo()

    assert not believed


@posix
def test_a_link_is_reported_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path, outside="s", content__a="a")
    (tmp_path / "content/link").symlink_to(tmp_path / "outside")
    (tmp_path / "content/folder").symlink_to(tmp_path)
    (tmp_path / "content/nowhere").symlink_to("missing")

    folder = FolderScan(tmp_path / "content")

    assert list(folder.files) == ["a"]
    assert folder.odd == [
        Odd("folder", "is a link to another place"),
        Odd("link", "is a link to another place"),
        Odd("nowhere", "is a link to another place"),
    ]


@posix
def test_a_pipe_is_reported_and_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")

    folder = FolderScan(tmp_path)

    assert folder.files == {}
    assert folder.odd == [Odd("pipe.md", "is not a plain file")]


@posix
@not_root
def test_a_file_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    write(tmp_path, a="one", sub__b="two")
    (tmp_path / "a").chmod(0)
    (tmp_path / "sub").chmod(0)

    folder = FolderScan(tmp_path)

    (tmp_path / "sub").chmod(stat.S_IRWXU)
    assert folder.odd == [
        Odd("a", "cannot be read (Permission denied)"),
        Odd("sub", "cannot be read (Permission denied)"),
    ]


def test_the_key_of_a_folder_follows_names_and_contents_alone(tmp_path: Path) -> None:
    write(tmp_path, one__a="x", one__b="y")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    write(tmp_path, swapped__a="y", swapped__b="x", named__a="x", named__c="y")
    keys = {name: FolderScan(tmp_path / name).key() for name in ("one", "two", "swapped", "named")}

    assert keys["one"] == keys["two"]
    assert len(set(keys.values())) == 3


def test_a_file_is_written_whole_into_new_folders(tmp_path: Path) -> None:
    target = tmp_path / "a/b/c.txt"

    replace(target, b"one")
    replace(target, b"two")

    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["c.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "taken"
    target.mkdir()
    write(target, inside="x")

    with pytest.raises(OSError, match="taken"):
        replace(target, b"one")

    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    assert (target / "inside").read_text() == "x"


def a_fifo(path: Path) -> None:
    os.mkfifo(path)


def a_link(path: Path) -> None:
    path.symlink_to("/etc/hostname")


@posix
@pytest.mark.parametrize("other", [a_link, a_fifo, Path.mkdir])
def test_what_took_the_place_of_a_file_is_not_read(
    tmp_path: Path, other: Callable[[Path], object]
) -> None:
    """Between the listing of a folder and the reading of a file somebody may be quick."""
    write(tmp_path, a="one")
    folder = FolderScan(tmp_path)
    (tmp_path / "a").unlink()
    other(tmp_path / "a")

    with pytest.raises(OSError, match=r"[Ll]inks|plain file"):
        folder.read("a")
    with pytest.raises(OSError, match=r"[Ll]inks|plain file"):
        scan_file(tmp_path / "a")


def test_a_plain_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)

    assert read(tmp_path / "a") == b"x" * 3_000_000


@pytest.mark.parametrize(
    ("part", "after", "doubted"),
    [(0, 1.9, True), (0, 2.1, False), (123_456_789, 0.04, True), (123_456_789, 0.06, False)],
)
def test_a_file_is_in_doubt_for_a_tick_of_its_file_system(
    tmp_path: Path, part: int, after: float, doubted: bool
) -> None:
    """One that never tells a part of a second may round to two of them."""
    path = tmp_path / "a"
    path.write_text("one")
    moment = 1_700_000_000_000_000_000 + part
    look = scan_file(path)._replace(mtime=moment, ctime=moment)
    values = list(path.lstat())
    found = os.stat_result(values, {"st_mtime_ns": moment, "st_ctime_ns": moment})

    assert is_unchanged(found, look, moment + int(after * 1e9)) is not doubted
