"""The cache: gives back what it was given, or nothing, and does not grow for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plugins.base.file_cache import Cache


def test_what_was_put_is_got(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "made")

    cache.put("key", b"\n\x00content\n")

    assert cache.get("key") == b"\n\x00content\n"
    assert cache.get("other") is None


@pytest.mark.parametrize("damage", [b"", b"content", b"0000\ncontent"])
def test_what_is_damaged_is_as_good_as_none(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("key", b"content")

    (tmp_path / "key").write_bytes(damage)

    assert cache.get("key") is None


def test_what_was_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=250)
    for number, key in enumerate("abc"):
        cache.put(key, b"x" * 60)
        os.utime(tmp_path / key, (number, number))
    assert cache.get("a")

    cache.prune()

    assert cache.get("a")
    assert cache.get("b") is None
    assert cache.get("c")


def test_without_a_folder_nothing_is_kept_and_nothing_fails(tmp_path: Path) -> None:
    cache = Cache(None)
    cache.put("key", b"content")
    cache.prune()
    Cache(tmp_path / "missing").prune()

    assert cache.get("key") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file")

    cache.put("key", b"content")

    assert cache.get("key") is None
