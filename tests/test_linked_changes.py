"""Links in what a change says, from the header to the page, the feed and the list of changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Build, write_post

CHANGE = (
    "updates:\n  - date: 2025-01-02\n    kind: correction\n    wrong: It was five.\n"
    "    right: {right}\n    by: Ann\n"
)
RIGHT = "It is six, see [the count](https://count.example/) and [the other](posts/2024/other.md)"


@pytest.fixture
def mended(site: Path) -> Path:
    write_post(site / "content", "2024/other.md", "Other")
    more = CHANGE.format(right=RIGHT)
    return write_post(site / "content", "2024/mended.md", "Mended", more=more)


def test_readers_can_follow_them_and_programs_have_the_words(mended: Path, build: Build) -> None:
    files = build(siteurl="https://example.org/hub")

    assert build.code == 0, build.said
    shown = (
        'It is six, see <a href="https://count.example/"{}>the count</a> and '
        '<a href="{}/hub/blog/2024/other/">the other</a>'
    )
    for name in ("blog/2024/mended/index.html", "corrections/index.html"):
        assert shown.format(' rel="noopener"', "").encode() in files[name]
        assert b"](" not in files[name]
    items = json.loads(files["feeds/all.json"])["items"]
    texts = [item["content_html"] for item in items if item["title"].endswith("Mended")]
    assert texts
    bare = [text.replace(' rel="noopener"', "") for text in texts]
    assert all(shown.format("", "https://example.org") in text for text in bare)
    assert b"It is six, see the count and the other." in files["index.json"]
    assert b"](" not in files["index.json"]


def test_a_link_that_leads_nowhere_is_told(mended: Path, site: Path, build: Build) -> None:
    text = mended.read_text(encoding="utf-8")
    mended.write_text(text.replace("other.md)", "othr.md)"), encoding="utf-8")
    build()
    assert build.said[-1].split("\n")[0] == (
        "content/posts/2024/mended.md:11: right links to 'posts/2024/othr.md', which is not there; "
        "did you mean 'posts/2024/other.md'? [broken-link]"
    )

    mended.write_text(text.replace("https://count", "www.count"), encoding="utf-8")
    build()
    assert (
        "holds a link that leads nowhere ('www.count.example/'); write a whole https address, or"
        in (build.said[-1])
    )

    mended.write_text(text, encoding="utf-8")
    write_post(site / "content", "2024/other.md", "Other", more="status: draft\n")
    build()
    assert "links to 'posts/2024/other.md', which is not public" in build.said[-1]
