"""Ledger: what lies in a built tree, and from what each file of it was made."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from plugins.base.file_state import TICK, scan_file
from plugins.base.hashing import digest
from plugins.pipeline.manifest import FORMAT, Manifest, ManifestLine

posix = pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")

FILES = {"index.html": "home", "blog/index.html": "blog", "static/site.css": "body {}"}


def built(tree: Path) -> Manifest:
    """Return the ledger of a small tree, as a build leaves it."""
    entries = {}
    for name, text in FILES.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        entries[name] = ManifestLine(f"key of {name}", scan_file(path))
    newest = max(entry.look.ctime for entry in entries.values())
    return Manifest(tree, entries, newest + 10 * TICK)


def loaded(tmp_path: Path, ledger: Manifest) -> Manifest:
    ledger.save(tmp_path / "ledger.json")
    return Manifest.load(tmp_path / "ledger.json", ledger.tree)


def test_a_ledger_that_was_saved_is_read_again(tmp_path: Path) -> None:
    ledger = built(tmp_path / "tree")

    again = loaded(tmp_path, ledger)

    assert again.entries == ledger.entries
    assert again.scanned_at_ns == ledger.scanned_at_ns
    assert again.is_whole()


def test_a_ledger_of_no_file_is_empty(tmp_path: Path) -> None:
    ledger = Manifest.load(tmp_path / "nowhere.json", tmp_path)

    assert (ledger.entries, ledger.scanned_at_ns) == ({}, 0)


def test_the_same_entries_are_saved_as_the_same_bytes(tmp_path: Path) -> None:
    ledger = built(tmp_path / "tree")
    turned = Manifest(ledger.tree, dict(reversed(ledger.entries.items())), ledger.scanned_at_ns)

    ledger.save(tmp_path / "one.json")
    turned.save(tmp_path / "two.json")

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


# -- Damage


def test_a_ledger_that_was_cut_short_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    built(tmp_path / "tree").save(path)
    whole = path.read_bytes()

    for length in range(len(whole)):
        path.write_bytes(whole[:length])

        assert Manifest.load(path, tmp_path / "tree").entries == {}


def test_a_ledger_with_a_bit_turned_over_is_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    built(tmp_path / "tree").save(path)
    whole = path.read_bytes()

    for place in range(len(whole)):
        wrong = bytearray(whole)
        wrong[place] ^= 1 << place % 8
        path.write_bytes(wrong)

        assert Manifest.load(path, tmp_path / "tree").entries == {}


@pytest.mark.parametrize(
    "found",
    [
        {"format": FORMAT + 1, "taken": 1, "files": []},
        {"format": FORMAT, "files": []},
        {"format": FORMAT, "taken": 1, "files": [["index.html", "key"]]},
        {"format": FORMAT, "taken": 1, "files": [[]]},
        {"format": FORMAT, "taken": 1, "files": 5},
        {"taken": 1, "files": []},
        [],
        None,
        "text",
    ],
)
def test_a_ledger_of_another_shape_is_an_empty_one(tmp_path: Path, found: object) -> None:
    path = tmp_path / "ledger.json"
    text = json.dumps(found)
    path.write_text(f"{digest(text.encode())}\n{text}")

    ledger = Manifest.load(path, tmp_path)

    assert (ledger.entries, ledger.scanned_at_ns) == ({}, 0)


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"{}", b"null", b"\x00" * 100])
def test_what_is_no_ledger_is_an_empty_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ledger.json"
    path.write_bytes(content)

    assert Manifest.load(path, tmp_path).entries == {}


def test_a_folder_in_the_place_of_a_ledger_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "ledger.json").mkdir()

    assert Manifest.load(tmp_path / "ledger.json", tmp_path).entries == {}


# -- Files that stand


def test_a_file_stands_as_it_was_written_and_from_its_key(tmp_path: Path) -> None:
    ledger = built(tmp_path)

    assert ledger.is_current("index.html")
    assert ledger.is_current("index.html", "key of index.html")
    assert not ledger.is_current("index.html", "another key")
    assert not ledger.is_current("other.html")


@pytest.mark.parametrize("text", ["other home", "hand", ""])
def test_a_file_that_somebody_edited_does_not_stand(tmp_path: Path, text: str) -> None:
    ledger = built(tmp_path)

    (tmp_path / "index.html").write_text(text)

    assert not ledger.is_current("index.html")
    assert not ledger.is_whole()


def test_an_edit_that_keeps_size_and_mtime_does_not_stand(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    ledger.scanned_at_ns = 0
    path = tmp_path / "index.html"
    kept = path.stat()

    path.write_text("hand")
    os.utime(path, ns=(kept.st_atime_ns, kept.st_mtime_ns))

    assert path.stat().st_size == kept.st_size
    assert not ledger.is_current("index.html")


def test_a_file_that_was_only_touched_stands_and_is_known_from_then_on(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    path = tmp_path / "index.html"

    os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))

    assert ledger.is_current("index.html", "key of index.html")
    assert ledger.entries["index.html"].look == scan_file(path)


def test_a_file_that_was_deleted_does_not_stand(tmp_path: Path) -> None:
    ledger = built(tmp_path)

    (tmp_path / "index.html").unlink()

    assert not ledger.is_current("index.html")
    assert not ledger.is_whole()


def test_a_folder_in_the_place_of_a_file_does_not_stand(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    (tmp_path / "index.html").unlink()

    (tmp_path / "index.html").mkdir()

    assert not ledger.is_current("index.html")


@posix
@pytest.mark.parametrize("text", ["home", "blog", "x"])
def test_a_link_in_the_place_of_a_file_does_not_stand(tmp_path: Path, text: str) -> None:
    ledger = built(tmp_path / "tree")
    (tmp_path / text).write_text(text)

    (tmp_path / "tree/index.html").unlink()
    (tmp_path / "tree/index.html").symlink_to(tmp_path / text)

    assert not ledger.is_current("index.html")


def test_two_files_that_change_places_do_not_stand(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    one, two = tmp_path / "index.html", tmp_path / "blog/index.html"

    one.rename(tmp_path / "kept")
    two.rename(one)
    (tmp_path / "kept").rename(two)

    assert not ledger.is_current("index.html")
    assert not ledger.is_current("blog/index.html")


# -- Strays


def test_what_no_entry_names_is_a_stray(tmp_path: Path) -> None:
    ledger = built(tmp_path)
    for name in ("blog/old/index.html", "notes.txt", ".hidden", "a/b/c.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("stray")

    assert list(ledger.untracked()) == [".hidden", "a/b/c.html", "blog/old/index.html", "notes.txt"]
    assert not ledger.is_whole()


def test_an_empty_folder_is_a_stray(tmp_path: Path) -> None:
    ledger = built(tmp_path)

    (tmp_path / "empty/deeper").mkdir(parents=True)

    assert list(ledger.untracked()) == ["empty/deeper/"]


@posix
def test_a_link_is_a_stray_and_is_not_followed(tmp_path: Path) -> None:
    ledger = built(tmp_path / "tree")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret").write_text("s")

    (tmp_path / "tree/link").symlink_to(tmp_path / "outside")

    assert list(ledger.untracked()) == ["link"]


def test_a_whole_tree_has_no_strays(tmp_path: Path) -> None:
    ledger = built(tmp_path)

    assert list(ledger.untracked()) == []
    assert ledger.is_whole()


def test_a_ledger_moves_with_its_tree(tmp_path: Path) -> None:
    ledger = built(tmp_path / "hub/tree")
    ledger.save(tmp_path / "hub/ledger.json")

    (tmp_path / "hub").rename(tmp_path / "moved")
    moved = Manifest.load(tmp_path / "moved/ledger.json", tmp_path / "moved/tree")

    assert moved.is_whole()
