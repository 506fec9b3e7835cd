"""Finder: every text that stands in some bytes, also within another one."""

from __future__ import annotations

from plugins.base.text_search import finder


def test_each_text_is_found_by_its_number() -> None:
    search = finder(["one", "stone", "caf\u00e9", "absent"])

    assert search("a stone in a caf\u00e9".encode()) == {0, 1, 2}
    assert search(b"nothing") == set()


def test_no_texts_are_never_found() -> None:
    assert finder([])(b"anything") == set()
