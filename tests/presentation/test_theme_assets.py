"""Theme: the names under which its files are published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from plugins.base.file_state import FolderScan, LayeredScan
from plugins.presentation.theme_assets import (
    THEME,
    assets,
    generated,
    generated_names,
    templates_key,
    theme_scan,
)


def a_theme(root: Path, **changes: str) -> FolderScan:
    files = {"templates/base.html": "<html>", "static/site.css": "body {}", **changes}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return FolderScan(root)


def test_a_static_file_is_published_under_the_digest_of_its_content(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, **{"static/fonts/sans.bold.woff2": "font", "static/README": "x"})

    found = assets(theme)

    css = theme.files["static/site.css"].digest[:10]
    font = theme.files["static/fonts/sans.bold.woff2"].digest[:10]
    readme = theme.files["static/README"].digest[:10]
    assert found == {
        "README": f"static/README.{readme}",
        "fonts/sans.bold.woff2": f"static/fonts/sans.bold.{font}.woff2",
        "site.css": f"static/site.{css}.css",
    }


def test_another_content_is_another_address(tmp_path: Path) -> None:
    before = assets(a_theme(tmp_path / "a"))
    after = assets(a_theme(tmp_path / "b", **{"static/site.css": "body { color: red }"}))

    assert before["site.css"] != after["site.css"]


def test_templates_have_one_key_that_static_files_do_not_change(tmp_path: Path) -> None:
    one = templates_key(a_theme(tmp_path / "a"))
    restyled = templates_key(a_theme(tmp_path / "b", **{"static/site.css": "other"}))
    changed = templates_key(a_theme(tmp_path / "c", **{"templates/base.html": "<main>"}))
    renamed = templates_key(a_theme(tmp_path / "d", **{"templates/_card.html": ""}))

    assert one == restyled
    assert len({one, changed, renamed}) == 3


def test_a_theme_without_static_files_has_no_assets(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()

    assert assets(FolderScan(tmp_path)) == {}


def test_a_theme_of_one_s_own_lies_over_that_of_the_engine(tmp_path: Path) -> None:
    engine = theme_scan(THEME)
    own = a_theme(tmp_path, **{"templates/page.html": "mine"})

    found = theme_scan(own.root)

    assert {*engine.files} | {*own.files} <= found.files.keys()
    assert found.files["templates/page.html"] == own.files["templates/page.html"]
    assert found.read("templates/page.html") == b"mine"
    assert found.place("templates/page.html") == own.root / "templates/page.html"
    assert found.files["templates/post.html"].digest == engine.files["templates/post.html"].digest
    assert found.place("templates/post.html") == THEME / "templates/post.html"
    # What is hidden counts all the same: the template that hides it may lean on it.
    assert found.files["below/templates/page.html"] == engine.files["templates/page.html"]
    assert "static/page.html" not in assets(found)


def test_a_hidden_template_that_changed_is_another_theme(tmp_path: Path) -> None:
    below, own = tmp_path / "below", tmp_path / "own"
    for folder in (below, own):
        (folder / "templates").mkdir(parents=True)
        (folder / "templates/page.html").write_text("first")
    first = LayeredScan(own, below, None, 0)
    (below / "templates/page.html").write_text("second")
    second = LayeredScan(own, below, first.files, first.scanned_at_ns)

    assert templates_key(first) != templates_key(second)
    again = LayeredScan(own, below, second.files, second.scanned_at_ns)
    assert templates_key(again) == templates_key(second)


def test_files_that_an_installer_linked_are_files_of_the_engine(tmp_path: Path) -> None:
    below, own = tmp_path / "below", tmp_path / "own"
    (below / "static").mkdir(parents=True)
    own.mkdir()
    (below / "static/site.css").write_text("body {}")
    (tmp_path / "cache").hardlink_to(below / "static/site.css")

    found = LayeredScan(own, below, None, 0)

    assert ([*found.files], found.odd) == (["static/site.css"], [])


@pytest.mark.parametrize(
    ("accent", "mark", "names"),
    [
        ("", "icon.svg", []),
        ("", "", ["plain-mark.svg"]),
        ("#7a3cff", "icon.svg", ["accent.css"]),
        ("#7a3cff", "", ["accent.css", "plain-mark.svg"]),
    ],
)
def test_a_colour_and_a_missing_mark_make_files(accent: str, mark: str, names: list[str]) -> None:
    found = generated_names(generated(accent, mark))

    assert [*found] == names
    for name, path in found.items():
        stem, _, suffix = name.rpartition(".")
        assert re.fullmatch(rf"static/{stem}\.[0-9a-f]{{10}}\.{suffix}", path)
    assert generated_names(generated("#7a3cfe", mark)) != generated_names(
        generated("#7a3cff", mark)
    )
