"""Files: what is published as it is."""

from __future__ import annotations

from pathlib import Path

from plugins.base.file_state import FolderScan
from plugins.outputs.files import Copy, copies
from plugins.presentation.views import fingerprint


def a_theme(root: Path) -> FolderScan:
    (root / "static").mkdir(parents=True)
    (root / "static/site.css").write_text("body {}")
    (root / "templates").mkdir()
    (root / "templates/base.html").write_text("<html>")
    return FolderScan(root)


def test_the_theme_s_static_files_are_published_and_its_templates_are_not(tmp_path: Path) -> None:
    theme = a_theme(tmp_path)

    (copy,) = copies(theme)

    short = theme.files["static/site.css"].digest[:10]
    assert copy.save_as == f"static/site.{short}.css"
    assert copy.render() == b"body {}"


def test_where_a_file_lies_on_this_disk_is_not_in_its_key() -> None:
    one, other = (Copy(save_as="a.png", digest="d", origin=f"/{n}/a.png") for n in "ab")

    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(Copy(save_as="a.png", digest="e", origin="/a/a.png"))
