"""Saved pages whose text stands in several parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.exports import wxr
from tests.support.imports import Outcome, given

FIRST = "Words on wards, and what the nurses told us in spring when we had asked them all about it."
SECOND = "More words on wards, and on what the doctors told us in autumn when we asked them, too."
HEAD = '<h1>A round</h1><time datetime="2019-04-01">1 April 2019</time>'
FRAME = "<!DOCTYPE html><html><head><title>A round</title>{}</head><body>{}</body></html>"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("", f'<main><article>{HEAD}<div class="entry-content"><p>{FIRST}</p></div><div class="entry-content"><p>{SECOND}</p></div></article></main>'),
        ("", f'<main><article>{HEAD}<div class="entry-content"><div class="elementor-widget elementor-widget-text-editor"><p>{FIRST}</p></div>'
             f'<div class="elementor-element elementor-widget"><p>{SECOND}</p></div></div></article></main>'),
        ("", f'<main><article>{HEAD}<div class="entry-content"><div class="so-panel widget widget_sow-editor"><p>{FIRST}</p></div>'
             f'<div class="so-panel widget"><p>{SECOND}</p></div></div></article></main>'),
        ('<meta name="Generator" content="Microsoft Word 15 (filtered)">',
         f'<div class="WordSection1">{HEAD}<p>{FIRST}</p></div><div class="WordSection2"><p>{SECOND}</p></div>'),
    ],
    ids=["two parts", "Elementor", "SiteOrigin", "Word"],
)  # fmt: skip
def test_all_parts_of_a_text_are_taken(site: Path, tmp_path: Path, head: str, body: str) -> None:
    got = Outcome(site, given(tmp_path, "a.html", FRAME.format(head, body)))

    text = (site / "content" / got.posts[0]).read_text("utf-8")
    assert text.index(FIRST) < text.index(SECOND)


def test_a_widget_beside_a_text_is_none_of_it(site: Path, tmp_path: Path) -> None:
    body = f'<main><article>{HEAD}<div class="entry-content"><p>{FIRST}</p><div class="widget"><p>{SECOND}</p></div></div></article></main>'

    got = Outcome(site, given(tmp_path, "a.html", FRAME.format("", body)))

    assert SECOND not in (site / "content" / got.posts[0]).read_text("utf-8")


def test_a_post_whose_text_lies_elsewhere_is_a_draft(site: Path, tmp_path: Path) -> None:
    got = Outcome(site, given(tmp_path, "old.xml", wxr("<!-- wp:bricks/x {} /--><div></div>")))

    assert got.file(got.posts[0]).values["status"] == "draft"
    assert "it has no text here: what made the page keeps it elsewhere" in got.report


def test_notes_that_cannot_be_read_are_told(site: Path, tmp_path: Path) -> None:
    meta = "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value>[{broken</wp:meta_value></wp:postmeta>"
    text = wxr(f"<p>{FIRST}</p>").replace("</item>", f"{meta}</item>")

    got = Outcome(site, given(tmp_path, "old.xml", text))

    assert "the notes below the text, which cannot be read" in got.report


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('??? danger "Never 50 mg"\n    Give 5 mg.\n', "> [!CAUTION]\n> **Never 50 mg**\n>\n> Give 5 mg."),
        (":::warning\nGive 5 mg.\n:::\n", "> [!WARNING]\n> Give 5 mg."),
        (":::tip[Ask first]\nThen listen.\n:::\n", "> [!TIP]\n> **Ask first**\n>\n> Then listen."),
        ("::: {.note}\nAsk.\n:::\n", "> [!NOTE]\n> Ask."),
        ("!!! URGENT: recall !!!\n", "\\!!! URGENT: recall \\!!!"),
    ],
)  # fmt: skip
def test_a_box_keeps_its_title(site: Path, tmp_path: Path, text: str, shown: str) -> None:
    header = "---\ntitle: A round\ndate: 2019-04-01\n---\nWords on wards, in spring.\n\n"

    got = Outcome(site, given(tmp_path, "a.md", header + text))

    assert shown in (site / "content" / got.posts[0]).read_text("utf-8")


def test_a_slug_that_is_an_address_is_the_old_one(site: Path, tmp_path: Path) -> None:
    post = "---\ntitle: A round\ndate: 2019-04-01\nslug: /care/round\n---\nWords on wards, in spring.\n"

    got = Outcome(site, given(tmp_path, "a.md", post))

    assert got.posts == ["posts/2019/round.md"]
    assert got.file(got.posts[0]).values["aliases"] == ["/care/round/"]
