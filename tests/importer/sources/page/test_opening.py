from __future__ import annotations

from pathlib import Path

import pytest

from plugins.base.problems import SiteFault
from plugins.importer.sources.page import opening
from plugins.importer.sources.page.opening import decoded, opened


@pytest.mark.parametrize(
    ("content", "text", "said"),
    [
        ("Caf\u00e9".encode(), "Caf\u00e9", ""),
        ("Caf\u00e9".encode("utf-8-sig"), "Caf\u00e9", ""),
        ("Caf\u00e9".encode("utf-16"), "Caf\u00e9", ""),
        ("\u201cCaf\u00e9\u201d".encode("cp1252"), "\u201cCaf\u00e9\u201d",
         "read as Windows-1252, because it is not UTF-8"),
        ('<meta charset="iso-8859-2">\u0141'.encode("iso-8859-2"),
         '<meta charset="iso-8859-2">\u0141', "read as iso8859-2, because it is not UTF-8"),
        ("don\u00e2\u20ac\u2122t, Caf\u00c3\u00a9, \u00e2\u20ac\u0153x".encode(), "don\u2019t, Caf\u00e9, \u201cx",
         "letters that were encoded twice are mended"),
        (b"a\r\nb\rc\x00\x07" + b"d" * 5000, "", "is not text"),
        (b"a\r\nb\rc\x07", "a\nb\nc", ""),
    ],
)  # fmt: skip
def test_bytes_become_the_text_that_was_meant(content: bytes, text: str, said: str) -> None:
    if said == "is not text":
        with pytest.raises(ValueError, match=said):
            decoded(content)
    else:
        assert decoded(content) == (text, said)


def test_text_that_only_looks_as_if_it_was_encoded_twice_stays() -> None:
    assert decoded("\u00c2ngstr\u00f6m, \u00c3o, \u00e2me".encode()) == (
        "\u00c2ngstr\u00f6m, \u00c3o, \u00e2me",
        "",
    )


def test_uploads_lie_beside_one_file_below_year_and_month(tmp_path: Path) -> None:
    export = tmp_path / "blog.xml"
    export.write_text("<rss/>", "utf-8")
    here = [
        "a.png", "blog_files/b.png", "uploads/2021/05/c.JPG", "wp-content/uploads/2020/d.webp",
        "2019/03/e.png", "Images/f.gif",
    ]  # fmt: skip
    elsewhere = ["drafts/x.png", "blog_files/deeper/y.png", "uploads/notes.txt", "private/z.jpg"]
    for name in (*here, *elsewhere):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.png").write_bytes(b"x")
    (tmp_path / "uploads/2021/link.png").symlink_to(outside / "secret.png")
    (tmp_path / "uploads/2022").symlink_to(outside)
    (tmp_path / "media").symlink_to(outside)

    assert sorted(opened(export).pictures.values()) == sorted(here)


def test_uploads_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 3)
    export = tmp_path / "blog.xml"
    export.write_text("<rss/>", "utf-8")
    (tmp_path / "uploads").mkdir()
    for number in range(5):
        (tmp_path / f"uploads/{number}.png").write_bytes(b"x")

    with pytest.raises(SiteFault, match="holds more than 3 files"):
        opened(export)
