"""Posts in other formats: files, places elsewhere and posts, on pages, in feeds and for programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.conftest import Build, Tree, write_post

SITE = "http://127.0.0.1:8000"
ATOM = "{http://www.w3.org/2005/Atom}"
PDF = b"%PDF-1.4\n" + b"0" * 119_991
MP3 = b"ID3" + b"\0" * 2_499_997
FORMATS = """formats:
  - {kind: easy-read, file: files/labels-easy.pdf}
  - {kind: easy-read, post: posts/2024/labels-easy.md, words: as a page}
  - {kind: audio, file: files/labels.mp3, words: read by a nurse}
  - {kind: bsl, link: "https://www.video.example.org/labels.mp4"}
  - {kind: large-print, link: "https://example.com/large/"}
"""
BAD = "posts/2024/labels.md"


@pytest.fixture
def content(site: Path) -> Path:
    """Return a hub with a post in all kinds of formats, and a file that no post names."""
    folder = site / "content"
    (folder / "files").mkdir()
    (folder / "files/labels-easy.pdf").write_bytes(PDF)
    (folder / "files/labels.mp3").write_bytes(MP3)
    (folder / "files/unnamed.pdf").write_bytes(PDF)
    image = "image: {src: images/ward.svg, alt: A ward}\n"
    write_post(folder, "2024/labels.md", "Labels", more=FORMATS + image)
    write_post(folder, "2024/labels-easy.md", "Labels, made easy")
    return folder


def page(tree: Tree, path: str) -> str:
    return tree[f"{path}index.html"].decode()


def test_the_head_leads_to_each_format_and_says_what_it_is(content: Path, build: Build) -> None:
    tree = build()
    assert build.code == 0, build.said

    html = page(tree, "blog/2024/labels/")
    assert "<span>Other formats:</span>" in html
    assert re.findall(
        r"<li>(<a href=[^>]*>(?:Easy Read|Audio|British|Large).*?</a>)</li>", html
    ) == [
        '<a href="/files/labels-easy.pdf" type="application/pdf">Easy Read (PDF, 120 kB)</a>',
        '<a href="/blog/2024/labels-easy/">Easy Read, as a page</a>',
        '<a href="/files/labels.mp3" type="audio/mpeg">Audio, read by a nurse (MP3, 2.5 MB)</a>',
        '<a href="https://www.video.example.org/labels.mp4" type="video/mp4" rel="noopener">'
        "British Sign Language video (MP4, on video.example.org)</a>",
        '<a href="https://example.com/large/" rel="noopener">Large print (on example.com)</a>',
    ]
    back = 'This is another format of <a href="/blog/2024/labels/">Labels</a>'
    assert back in page(tree, "blog/2024/labels-easy/")
    assert "another format" not in html


def test_named_files_are_published_as_they_are_and_no_other(content: Path, build: Build) -> None:
    tree = build()

    assert tree["files/labels-easy.pdf"] == PDF
    assert tree["files/labels.mp3"] == MP3
    assert {name for name in tree if name.startswith("files/")} == {
        "files/labels-easy.pdf", "files/labels.mp3",
    }  # fmt: skip


def test_feeds_take_files_as_enclosures_and_link_the_rest(content: Path, build: Build) -> None:
    tree = build()

    (item,) = (
        each
        for each in etree.fromstring(tree["feeds/all.rss"]).iter("item")
        if each.findtext("title") == "Labels"
    )
    assert [dict(each.attrib) for each in item.iter("enclosure")] == [
        {"url": f"{SITE}/files/labels-easy.pdf", "length": "120000", "type": "application/pdf"}
    ]
    text = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded") or ""
    for link in (
        f'<p><strong>Other formats:</strong> <a href="{SITE}/files/labels-easy.pdf">Easy Read (PDF, 120 kB)</a>, '
        f'<a href="{SITE}/blog/2024/labels-easy/">Easy Read, as a page</a>, ',
        '<a href="https://example.com/large/">Large print (example.com)</a></p>',
    ):
        assert link in text
    entry = next(
        each
        for each in etree.fromstring(tree["feeds/all.atom"]).iter(f"{ATOM}entry")
        if each.findtext(f"{ATOM}title") == "Labels"
    )
    links = [each for each in entry.iter(f"{ATOM}link") if each.get("rel") == "enclosure"]
    found = [(each.get("href"), each.get("type"), each.get("length")) for each in links]
    drawing = (content / "images/ward.svg").stat().st_size
    assert found[:2] == [
        (f"{SITE}/files/labels-easy.pdf", "application/pdf", "120000"),
        (f"{SITE}/files/labels.mp3", "audio/mpeg", "2500000"),
    ]
    assert found[2][:2] == (f"{SITE}/images/ward.svg", "image/svg+xml")
    assert drawing
    (item,) = (e for e in json.loads(tree["feeds/all.json"])["items"] if e["title"] == "Labels")
    assert [each["mime_type"] for each in item["attachments"]] == [
        "application/pdf", "audio/mpeg", "image/svg+xml",
    ]  # fmt: skip
    assert item["image"] == f"{SITE}/images/ward.svg"


def test_programs_are_told_of_formats(content: Path, build: Build) -> None:
    posts = {each["title"]: each for each in json.loads(build()["index.json"])["posts"]}

    assert posts["Labels"]["formats"][:2] == [
        {"kind": "easy-read", "words": "", "url": f"{SITE}/files/labels-easy.pdf",
         "type": "application/pdf", "length": 120_000},
        {"kind": "easy-read", "words": "as a page", "url": f"{SITE}/blog/2024/labels-easy/",
         "type": "", "length": 0},
    ]  # fmt: skip


@pytest.mark.parametrize("state", ["status: draft\n", "status: withdrawn\nwithdrawn: 2024-05-01\n"])
def test_what_is_not_public_publishes_no_file(content: Path, build: Build, state: str) -> None:
    if "withdrawn" in state:
        build()
    write_post(content, "2024/labels.md", "Labels", more=FORMATS + state)

    tree = build()

    assert build.code == 0, build.said
    assert not [name for name in tree if name.startswith("files/")]
    everything = b"".join(tree.values())
    for words in (b"labels-easy.pdf", b"labels.mp3", b"video.example.org", b"read by a nurse"):
        assert words not in everything
    assert "another format" not in page(tree, "blog/2024/labels-easy/")
    assert tree == build.clean()


def test_a_file_of_a_draft_that_gets_out_stops_the_build(
    content: Path, build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    write_post(content, "2024/labels.md", "Labels", more=FORMATS + "status: draft\n")
    copied = build.root / "theme/static/words.pdf"
    copied.write_bytes(PDF)

    build()

    assert build.code == 1
    said = capsys.readouterr().err
    assert "would show an image of posts/2024/labels.md, which is a draft" in said


def test_another_file_under_the_same_name_changes_page_and_feeds(
    content: Path, build: Build
) -> None:
    build()
    (content / "files/labels-easy.pdf").write_bytes(PDF + b"1" * 5_000)

    after = build()

    assert "Easy Read (PDF, 125 kB)" in page(after, "blog/2024/labels/")
    assert after == build.clean()


def said(build: Build) -> list[str]:
    build()
    assert build.code == 1, build.said
    return [line.removeprefix("content/") for line in build.said[0].split("\n")[:-1]]


@pytest.mark.parametrize(
    ("made", "message"),
    [
        ("kind: easyread, file: files/labels-easy.pdf", "formats.kind is not known ('easyread'); did you mean 'easy-read'? [unknown-kind]"),
        ("kind: easy-read, file: files/labels-esy.pdf", "formats.file names 'files/labels-esy.pdf', which is not there; did you mean 'files/labels-easy.pdf'? [format-file]"),
        ("kind: audio, file: files/labels-easy.pdf", "formats.file names 'files/labels-easy.pdf', which cannot be audio; name a file that ends in .mp3, .m4a, .ogg [format-file]"),
        ("kind: easy-read, file: files/page.html", "formats.file names 'files/page.html', which cannot be easy-read; name a file that ends in .pdf, .docx, .odt [format-file]"),
        ("kind: easy-read, file: images/ward.svg", "formats.file is not in content/files/ ('images/ward.svg'); put the file there, and write files/name.pdf [format-file]"),
        ("kind: easy-read, file: files/../../secret.pdf", "formats.file is not in content/files/ ('files/../../secret.pdf'); put the file there, and write files/name.pdf [format-file]"),
        ("kind: bsl, file: files/no.mp4", "formats.file names 'files/no.mp4', which does not begin as a file of that kind does; save it again in the program that it comes from [format-file]"),
        ("kind: bsl, link: 'http://example.org/a.mp4'", "formats.link is not a whole address of another site ('http://example.org/a.mp4'); write the whole address, such as https://example.org/a-post/ [web-address]"),
        ("kind: bsl, link: 'javascript:alert(1)'", "formats.link is not a whole address of another site ('javascript:alert(1)'); write the whole address, such as https://example.org/a-post/ [web-address]"),
        ("kind: bsl", "formats has no file, link or post for bsl; add one of them, such as file: files/name.pdf [format-place]"),
        ("kind: audio, file: files/labels.mp3, post: posts/2022/three.md", "formats has file and post for audio; keep one of them [format-place]"),
        ("kind: easy-read, post: posts/2022/thre.md", "formats.post names 'posts/2022/thre.md', which is not there; did you mean 'posts/2022/three.md'? [broken-link]"),
        ("kind: easy-read, post: posts/2024/labels.md", "formats.post names the post itself; name the post that is the other format [format-place]"),
        ("kind: easy-read, post: posts/2024/draft.md", "formats.post names 'posts/2024/draft.md', which is a draft; delete it, or publish that post first [hidden-target]"),
    ],
)  # fmt: skip
def test_what_nobody_could_open_is_refused(
    content: Path, build: Build, made: str, message: str
) -> None:
    (content / "files/no.mp4").write_bytes(b"<html>")
    write_post(content, "2024/draft.md", "Not yet there", more="status: draft\n")
    write_post(content, "2024/labels.md", "Labels", more=f"formats:\n  - {{{made}}}\n")

    assert said(build) == [f"{BAD}:8: {message}"]


def test_a_name_that_servers_read_as_something_else_is_refused(content: Path, build: Build) -> None:
    (content / "files/_secret.pdf").write_bytes(PDF)
    more = "formats:\n  - {kind: easy-read, file: files/_secret.pdf}\n"
    write_post(content, "2024/labels.md", "Labels", more=more)

    assert said(build) == [
        f"{BAD}:8: formats.file names 'files/_secret.pdf': it has a part that begins with '_', which "
        "servers, hosts and Git use; rename the file [format-file]"
    ]


def test_a_page_cannot_stand_among_the_files(content: Path, build: Build) -> None:
    (content / "pages/files.md").write_text("---\ntitle: Files\nsummary: All.\n---\nWords.\n")

    (line,) = said(build)
    assert line.startswith("pages/files.md: ")
    assert line.endswith("[reserved-address]")
