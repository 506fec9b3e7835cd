"""Reader: files become sources; each is stored by its content."""

from __future__ import annotations

import io
import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image as Pillow

from plugins.base.problems import Problem
from plugins.content.conversion_cache import ConversionCache
from plugins.content.file_kinds import kind_of
from plugins.content.parse import LARGEST, parse_document
from plugins.content.parsed import Content, address_of, valid
from plugins.content.read import forget_failures, read_content, used_keys

POST = """\
---
title: Labels on syringes
date: 2021-12-16
summary: What a label has to say.
authors: [ann]
topics: [medication]
---
## Why

Text with [a link](other.md#why).

![A label](../../images/a.png "By us")
"""
FILES = {
    "posts/2021/labels.md": POST,
    "posts/2021/other.md": POST.replace("Labels on syringes", "Other"),
    "topics/medication.md": "---\nname: Medication\ndescription: Safer medicines.\n---\nIntro.\n",
    "authors/ann.md": "---\nname: Ann\nrole: Editor\n---\n",
    "series/labels.md": "---\ntitle: Labels\nparts: [One]\n---\n",
    "pages/about.md": "---\ntitle: About\nsummary: What this is.\n---\nText.\n",
}


def write(root: Path, more: Mapping[str, str | bytes] | None = None) -> Path:
    files: dict[str, str | bytes] = {**FILES, **(more or {})}
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def read(
    root: Path, store: ConversionCache | None = None, limit: float = 30.0, workers: int = 1
) -> Content:
    return read_content(
        root, store or ConversionCache(None), "markdown", workers=workers, limit=limit
    )


def report(content: Content) -> list[str]:
    found = [*content.problems, *(each for source in content.documents for each in source.problems)]
    return [problem.text("") for problem in sorted(found)]


def picture(kind: str = "PNG", size: tuple[int, int] = (4, 3)) -> bytes:
    made = io.BytesIO()
    Pillow.new("RGB", size).save(made, kind)
    return made.getvalue()


# -- Kinds


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("posts/2021/x.md", "post"),
        ("posts/x.md", "post"),
        ("posts/a/b/c/x.md", "post"),
        ("pages/about.md", "page"),
        ("topics/x.md", "topic"),
        ("series/x.md", "series"),
        ("authors/x.md", "author"),
        ("topics/deeper/x.md", ""),
        ("pages/deeper/x.md", ""),
        ("posts/x.txt", ""),
        ("x.md", ""),
        ("images/x.md", ""),
        ("drafts/x.md", ""),
        ("posts.md", ""),
    ],
)
def test_the_folder_of_a_file_says_what_it_is(path: str, kind: str) -> None:
    assert kind_of(path) == kind


def test_every_kind_of_file_becomes_a_source(tmp_path: Path) -> None:
    content = read(write(tmp_path))

    assert {source.path: source.kind for source in content.documents} == {
        "authors/ann.md": "author",
        "pages/about.md": "page",
        "posts/2021/labels.md": "post",
        "posts/2021/other.md": "post",
        "series/labels.md": "series",
        "topics/medication.md": "topic",
    }
    assert [address_of(source) for source in content.documents] == [
        "authors/ann/", "about/", "blog/2021/labels/", "blog/2021/other/", "series/labels/",
        "topics/medication/",
    ]  # fmt: skip
    assert content.converted == len(FILES)


def test_a_source_holds_what_its_file_says(tmp_path: Path) -> None:
    source = read(write(tmp_path)).of("post")[0]

    assert source.values["title"] == "Labels on syringes"
    assert source.values["date"] == "2021-12-16"
    assert source.values["status"] == "published"
    assert source.slug == "labels"
    assert [list(heading) for heading in source.headings] == [[2, "why", "Why"]]
    assert [(each.kind, each.target, each.line) for each in source.references] == [
        ("source", "posts/2021/other.md", 10),
        ("figure", "images/a.png", 12),
    ]


@pytest.mark.parametrize(
    ("name", "field", "slug"),
    [
        ("posts/2021/My Post (1).md", "", "my-post-1"),
        ("posts/2021/x.md", "slug: other-name\n", "other-name"),
        ("posts/2021/Café.md", "", "café"),
    ],
)
def test_a_slug_is_stated_or_made_from_the_name(name: str, field: str, slug: str) -> None:
    text = POST.replace("topics:", f"{field}topics:")

    record, _ = parse_document(name, "post", text.encode(), "markdown")

    assert record["slug"] == slug
    assert record["problems"] == []


def test_the_year_of_an_address_is_that_of_the_date(tmp_path: Path) -> None:
    root = write(tmp_path, {"posts/2019/x.md": POST.replace("2021-12-16", "2020-01-01 09:30")})

    addresses = {address_of(source) for source in read(root).of("post")}

    assert "blog/2020/x/" in addresses


# -- Problems


def problem_of(name: str, text: str | bytes, kind: str = "post") -> list[str]:
    content = text if isinstance(text, bytes) else text.encode()
    record, _ = parse_document(name, kind, content, "markdown")
    assert record["values"] == {} or not record["problems"]
    return [Problem(*each).text("") for each in record["problems"]]


def test_a_file_that_is_too_large_is_said_to_be_so() -> None:
    assert problem_of("posts/x.md", b"x" * (LARGEST + 1)) == [
        "posts/x.md: is too large (1,000,001 bytes, at most 1,000,000); "
        "divide it into several posts [file-size]"
    ]


def test_a_name_that_no_address_can_hold_is_said_to_be_so() -> None:
    assert problem_of("posts/???.md", POST) == [
        "posts/???.md: the file's name '???' cannot be part of an address; "
        "rename the file with letters, digits and hyphens [bad-slug]"
    ]


def test_a_name_does_not_matter_when_a_slug_is_stated() -> None:
    assert problem_of("posts/???.md", POST.replace("topics:", "slug: labels\ntopics:")) == []


def test_all_faults_of_a_file_are_found_at_once() -> None:
    text = (
        POST.replace("2021-12-16", "soon").replace("## Why", "# Why").replace("[medication]", "x")
    )

    found = problem_of("posts/2021/x.md", text)

    assert [line.split(";")[0] for line in found] == [
        "posts/2021/x.md:3: date is not a date ('soon')",
        "posts/2021/x.md:6: topics is not a list ('x')",
        "posts/2021/x.md:8: the heading 'Why' is of level 1",
    ]


def test_a_broken_header_does_not_hide_the_file(tmp_path: Path) -> None:
    root = write(
        tmp_path, {"posts/2021/x.md": "---\ntitle: a: b\n---\n", "posts/2021/y.md": b"\xff"}
    )

    content = read(root)

    assert [line.partition(";")[0] for line in report(content)] == [
        "posts/2021/x.md:2: title holds a colon",
        "posts/2021/y.md:1: is not UTF-8 text (byte 0xFF at offset 0)",
    ]
    assert len(content.of("post")) == 4
    assert len(valid(content.of("post"))) == 2


def test_an_empty_file_is_a_problem() -> None:
    (line,) = problem_of("posts/x.md", b"")

    assert line.startswith("posts/x.md:1: has no header")


@pytest.mark.skipif(sys.platform == "win32", reason="links of Unix")
def test_a_link_or_a_pipe_among_the_content_is_a_problem(tmp_path: Path) -> None:
    root = write(tmp_path / "content")
    (root / "posts/link.md").symlink_to(root / "posts/2021/labels.md")
    os.mkfifo(root / "posts/pipe.md")

    assert report(read(root)) == [
        "posts/link.md: is a link to another place; put a plain file there [odd-file]",
        "posts/pipe.md: is not a plain file; put a plain file there [odd-file]",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="only here may a name be no text")
def test_a_name_that_is_no_text_is_a_problem(tmp_path: Path) -> None:
    root = write(tmp_path)
    (root / os.fsdecode(b"posts/2021/caf\xe9.md")).write_text(POST)

    (line,) = report(read(root))

    assert line.encode("utf-8", "replace")
    assert "posts/2021/caf" in line


HANGING = "---\ntitle: A\n---\n" + "[" * 60_000


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a fresh process takes longer to start")
def test_a_post_that_takes_too_long_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    root = write(tmp_path, {"posts/2021/slow.md": HANGING})
    store = ConversionCache(None)

    content = read(root, store, limit=0.4)
    (line,) = report(content)

    assert line == (
        "posts/2021/slow.md: is too deep or too repetitive to convert (0.4 s limit); "
        "look for long runs of brackets, stars or nested lists [time-limit]"
    )
    assert len(valid(content.documents)) == len(FILES)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a fresh process takes longer to start")
def test_a_post_that_took_too_long_is_tried_again_the_next_time(tmp_path: Path) -> None:
    root = write(tmp_path / "content", {"posts/2021/slow.md": HANGING})
    store = ConversionCache(tmp_path / "store.sqlite")

    content = read(root, store, limit=0.4)
    forget_failures(content, store)
    store.save(used_keys(content))
    store.close()
    again = ConversionCache(tmp_path / "store.sqlite")

    slow = next(source for source in content.documents if source.path.endswith("slow.md"))
    assert slow.key not in again.records
    assert len(again.records) == len(FILES)


# -- Store


def values_of(content: Content) -> list[tuple[object, ...]]:
    return [
        (s.path, s.kind, s.key, s.slug, s.values, s.words, [tuple(h) for h in s.headings],
         s.references, s.problems)
        for s in content.documents
    ]  # fmt: skip


def test_a_store_gives_what_reading_gives(tmp_path: Path) -> None:
    more: dict[str, str | bytes] = {
        "images/a.png": picture(),
        "posts/2021/bad.md": POST.replace("2021-12-16", "soon"),
    }
    root = write(tmp_path / "content", more)
    path = tmp_path / "store.sqlite"
    store = ConversionCache(path)
    first = read(root, store)
    store.save(used_keys(first))
    store.close()

    stored = ConversionCache(path)
    second = read(root, stored)
    without = read(root)

    assert first.converted == without.converted == len(FILES) + 1
    assert second.converted == 0
    assert values_of(second) == values_of(without)
    assert second.images == without.images
    assert report(second) == report(without)
    html = {source.path: stored.html(source.key) for source in valid(second.documents)}
    assert "<h2" in html["posts/2021/labels.md"]
    stored.close()


def test_without_fork_what_is_stored_is_not_converted_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fresh process knows nothing of the store, and whoever has not built nothing of the files."""
    root = write(tmp_path / "content")
    store = ConversionCache(tmp_path / "store.sqlite")
    first = read(root, store)
    store.save(used_keys(first))
    write(tmp_path / "content", {"posts/2021/new.md": POST})
    monkeypatch.setenv("HUB_FORK", "0")

    second = read(root, store, limit=60)

    assert second.converted == 1
    assert len(second.documents) == len(FILES) + 1
    store.close()


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    root = write(tmp_path)
    store = ConversionCache(None)
    read(root, store)

    (root / "posts/2021/labels.md").write_text(POST.replace("Text", "Other text"))
    again = read(root, store)

    assert again.converted == 1


def test_another_engine_is_another_conversion(tmp_path: Path) -> None:
    root, store = write(tmp_path), ConversionCache(None)
    read(root, store)

    again = read_content(root, store, "cmarkgfm", limit=30.0)

    assert again.converted == len(FILES)


def test_the_same_text_in_two_places_is_converted_for_each(tmp_path: Path) -> None:
    root = write(tmp_path, {"posts/a/x.md": POST, "posts/b/c/x.md": POST})

    found = {source.path: source for source in read(root).of("post")}

    assert found["posts/a/x.md"].key != found["posts/b/c/x.md"].key
    assert found["posts/a/x.md"].references[0].target == "posts/a/other.md"


def test_the_store_keeps_what_this_content_needs(tmp_path: Path) -> None:
    root, store = write(tmp_path, {"images/a.png": picture()}), ConversionCache(None)
    content = read(root, store)

    assert used_keys(content) >= set(store.records)


@pytest.mark.parametrize("workers", [2, 4])
def test_any_number_of_workers_reads_the_same(tmp_path: Path, workers: int) -> None:
    more = {f"posts/2020/p{n}.md": POST.replace("Labels", f"Labels {n}") for n in range(20)}
    root = write(tmp_path, more)

    assert values_of(read(root, workers=workers)) == values_of(read(root))


# -- Images


def image_problem(name: str, content: bytes, tmp_path: Path) -> list[str]:
    return report(read(write(tmp_path, {name: content})))


@pytest.mark.parametrize(
    ("name", "kind", "type_"),
    [
        ("images/a.png", "PNG", "image/png"),
        ("images/a.jpg", "JPEG", "image/jpeg"),
        ("images/a.JPEG", "JPEG", "image/jpeg"),
        ("images/a.webp", "WEBP", "image/webp"),
        ("images/a.gif", "GIF", "image/gif"),
        ("images/deep/er/a.png", "PNG", "image/png"),
    ],
)
def test_an_image_has_a_type_and_a_size(tmp_path: Path, name: str, kind: str, type_: str) -> None:
    content = picture(kind, (40, 30))

    image = read(write(tmp_path, {name: content})).images[name]

    assert (image.type, image.width, image.height, image.size) == (type_, 40, 30, len(content))


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"/>', (40, 30)),
        ("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0,0,40.4,29.6'/>", (40, 30)),
        (
            '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"\n viewBox = "-5 -5 40 30"></svg>',
            (40, 30),
        ),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", (0, 0)),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="none"/>', (0, 0)),
    ],
)
def test_a_drawing_has_the_size_of_its_view_box(
    tmp_path: Path, svg: str, size: tuple[int, int]
) -> None:
    image = read(write(tmp_path, {"images/a.svg": svg})).images["images/a.svg"]

    assert image.type == "image/svg+xml"
    assert (image.width, image.height) == size


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "images/a.bmp",
            b"BM",
            "images/a.bmp: is not an image that browsers show ('.bmp'); "
            "save it as PNG, JPEG, WebP, GIF or SVG [bad-image]",
        ),
        (
            "images/notes.txt",
            b"x",
            "images/notes.txt: is not an image that browsers show ('.txt'); "
            "save it as PNG, JPEG, WebP, GIF or SVG [bad-image]",
        ),
        (
            "images/a.png",
            b"no image",
            "images/a.png: cannot be read as an image; "
            "save the image again, and look at it in a browser [bad-image]",
        ),
        (
            "images/a.png",
            b"",
            "images/a.png: cannot be read as an image; "
            "save the image again, and look at it in a browser [bad-image]",
        ),
        (
            "images/a.png",
            picture("JPEG"),
            "images/a.png: is named .png but holds image/jpeg; "
            "give the file the ending of what it is [bad-image]",
        ),
    ],
)
def test_a_fault_of_an_image_is_said(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    assert image_problem(name, content, tmp_path) == [message]


def test_an_image_that_would_fill_the_memory_is_not_opened_wide(tmp_path: Path) -> None:
    whole = picture()
    wide = whole[:16] + struct.pack(">II", 60_000, 60_000) + whole[24:]

    found = image_problem("images/a.png", wide, tmp_path)

    assert len(found) <= 1
    assert all(line.startswith("images/a.png: cannot be read as an image") for line in found)


@pytest.mark.parametrize("length", [20, 40, 60])
def test_an_image_that_was_cut_short_is_a_problem(tmp_path: Path, length: int) -> None:
    found = image_problem("images/a.png", picture(size=(200, 200))[:length], tmp_path)

    assert [line.partition(";")[0] for line in found] == [
        "images/a.png: cannot be read as an image"
    ]


def test_files_outside_images_are_no_images(tmp_path: Path) -> None:
    content = read(write(tmp_path, {"files/a.bmp": b"BM", "notes.txt": "x"}))

    assert content.images == {}
    assert report(content) == []


def test_a_file_that_no_page_is_made_from_is_not_passed_over(tmp_path: Path) -> None:
    content = read(write(tmp_path, {"posts/2021/a.txt": "A post, I thought."}))

    assert report(content) == [
        "posts/2021/a.txt: is in a folder of pages, but no page is made from it; give it the "
        "ending .md and no folder of its own, or move it elsewhere [unknown-file]"
    ]
