"""Files: what is published as it is."""

from __future__ import annotations

from pathlib import Path

from plugins.core.files import Folder
from plugins.core.library import File
from plugins.core.views import fingerprint
from plugins.outputs.files import Copy, copies
from tests.examples import a_library


def a_theme(root: Path) -> Folder:
    (root / "static").mkdir(parents=True)
    (root / "static/site.css").write_text("body {}")
    (root / "templates").mkdir()
    (root / "templates/base.html").write_text("<html>")
    return Folder(root)


def test_the_images_of_the_library_are_published_where_they_lie(tmp_path: Path) -> None:
    theme = a_theme(tmp_path / "theme")
    image = tmp_path / "a.png"
    image.write_bytes(b"\x89PNG\x00\xff")
    file = File(path="images/a.png", digest="d1", origin=str(image))

    found = list(copies(a_library(files=(file,)), theme))

    assert found[0] == Copy(save_as="images/a.png", digest="d1", origin=str(image))
    assert found[0].render() == b"\x89PNG\x00\xff"


def test_the_theme_s_static_files_are_published_and_its_templates_are_not(tmp_path: Path) -> None:
    theme = a_theme(tmp_path)

    (copy,) = copies(a_library(), theme)

    short = theme.files["static/site.css"].digest[:10]
    assert copy.save_as == f"static/site.{short}.css"
    assert copy.render() == b"body {}"


def test_where_a_file_lies_on_this_disk_is_not_in_its_key() -> None:
    one, other = (Copy(save_as="a.png", digest="d", origin=f"/{n}/a.png") for n in "ab")

    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one) != fingerprint(Copy(save_as="a.png", digest="e", origin="/a/a.png"))
