"""Kinds: what a file is, and which posts a closed year holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.base.file_state import FolderScan
from plugins.content.conversion_cache import CachedRow, ConversionCache
from plugins.content.file_kinds import (
    closed_years,
    is_register,
    is_sealed,
    kind_of,
    store_key,
    year_keys,
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("posts/2021/one.md", "post"), ("posts/a/b/c.md", "post"), ("topics/culture.md", "topic"),
        ("topics/deep/culture.md", ""), ("posts/one.txt", ""), ("figures.yaml", ""), ("one.md", ""),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_place(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_registers_are_known_by_name_and_years_by_folder() -> None:
    assert is_register("figures.yaml")
    assert is_register("years/2021.yaml")
    assert not is_register("posts/figures.yaml")


def test_a_key_tells_path_content_and_engine_apart() -> None:
    keys = {
        store_key(*each)
        for each in [("a", "b", "c"), ("ab", "", "c"), ("a", "b", "d"), ("a", "c", "c")]
    }

    assert len(keys) == 4


YEARS = {
    2021: {"sealed": [{"post": "posts/x.md", "id": "tag:1"}, {"post": "posts/y.md", "id": ""}]}
}


@pytest.mark.parametrize(
    ("path", "date", "id", "sealed"),
    [
        ("posts/x.md", "2020-01-01", "", True), ("posts/new.md", "2021-05-05", "", True),
        ("posts/new.md", "2020-05-05", "tag:1", True), ("posts/new.md", "2020-05-05", "", False),
        ("posts/new.md", "2020-05-05", "tag:2", False),
    ],
)  # fmt: skip
def test_a_closed_year_holds_a_post_by_file_date_or_id(
    path: str, date: str, id: str, sealed: bool
) -> None:
    assert is_sealed(YEARS, path, date, id) is sealed


def test_closed_years_come_from_the_store_or_are_not_known(tmp_path: Path) -> None:
    (tmp_path / "years").mkdir()
    (tmp_path / "years/2021.yaml").write_text("posts: 1\n")
    folder = FolderScan(tmp_path)
    ((path, key),) = year_keys(folder)
    assert path == "years/2021.yaml"
    store = ConversionCache(None)
    with pytest.raises(LookupError):
        closed_years(folder, store)
    store.put(CachedRow.of(key, {"records": {}, "problems": []}, ""))
    with pytest.raises(LookupError):
        closed_years(folder, store)

    store.put(CachedRow.of(key, {"records": {"posts": 1}, "problems": []}, ""))

    assert closed_years(folder, store) == {2021: {"posts": 1}}
