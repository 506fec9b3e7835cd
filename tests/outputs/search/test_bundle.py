"""The files of the index: made when an entry changed, and kept otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.base.problems import SiteFault
from plugins.outputs.search import bundle
from plugins.outputs.search.bundle import pieces
from tests.support.examples import a_body, a_library, a_post


def test_files_are_claimed_below_one_folder(tmp_path: Path) -> None:
    found = list(pieces(a_library([a_post()]), "en", tmp_path / "search"))

    names = [piece.save_as for piece in found]
    assert "pagefind/pagefind-entry.json" in names
    assert all(name.startswith("pagefind/") for name in names)
    for piece in found:
        assert piece.render() == Path(piece.origin).read_bytes()


def test_the_same_entries_are_not_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "search"
    first = list(pieces(a_library([a_post()]), "en", folder))
    monkeypatch.setattr(bundle, "index", lambda *_: pytest.fail("indexed again"))

    assert list(pieces(a_library([a_post()]), "en", folder)) == first


def test_other_words_of_one_post_are_indexed(tmp_path: Path) -> None:
    folder = tmp_path / "search"
    before = list(pieces(a_library([a_post()]), "en", folder))

    after = list(pieces(a_library([a_post(body=a_body("<p>Other words.</p>"))]), "en", folder))

    assert after != before
    assert {Path(piece.origin) for piece in after} == {
        path for path in folder.rglob("*") if path.is_file() and path.name != "manifest.json"
    }, "nothing of the older index is left"


@pytest.mark.parametrize("damage", ["", "{}", "x\n{}"], ids=["empty", "no check", "wrong check"])
def test_a_damaged_list_of_files_is_made_anew(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "search"
    first = list(pieces(a_library([a_post()]), "en", folder))
    (folder / "manifest.json").write_text(damage, encoding="utf-8")

    assert list(pieces(a_library([a_post()]), "en", folder)) == first


def test_a_damaged_file_stops_the_build_with_one_line(tmp_path: Path) -> None:
    piece = next(iter(pieces(a_library([a_post()]), "en", tmp_path / "search")))
    Path(piece.origin).write_bytes(b"damaged")

    with pytest.raises(SiteFault) as fault:
        piece.render()

    assert str(fault.value) == ("The search index in .hub/ is damaged; build again with --clean.")
