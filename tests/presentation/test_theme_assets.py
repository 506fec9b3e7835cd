"""Theme: the names under which its files are published."""

from __future__ import annotations

from pathlib import Path

from plugins.base.file_state import FolderScan
from plugins.presentation.theme_assets import assets, templates_key


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
