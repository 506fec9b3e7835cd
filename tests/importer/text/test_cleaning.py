"""Words as readers saw them: struck out, raised, hidden, and in the headings of what folds."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.importer.text.cleaning import parsed, plain_words
from plugins.importer.text.markup import markdown_of
from tests.support.exports import wxr
from tests.support.imports import Outcome, given


def made(html: str) -> str:
    soup = parsed(html)
    return markdown_of(soup.body or soup).text.strip()


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ('<p>Give <span style="text-decoration: line-through">50 mg</span> 5 mg.</p>', "Give ~~50 mg~~ 5 mg."),
        ('<p>Give <span style="text-decoration-line:line-through">50 mg</span> 5 mg.</p>', "Give ~~50 mg~~ 5 mg."),
        ('<style>.c5{color:#000;text-decoration:line-through}</style><p>Give <span class="c1 c5">50 mg</span> 5 mg.</p>', "Give ~~50 mg~~ 5 mg."),
        ('<p>10<span style="vertical-align:super">9</span> cells</p>', "10<sup>9</sup> cells"),
        ('<style>.c2{vertical-align:sub}</style><p>H<span class="c2">2</span>O</p>', "H<sub>2</sub>O"),
        ('<p><del><span style="text-decoration:line-through">50 mg</span></del> 5 mg</p>', "~~50 mg~~ 5 mg"),
        ('<p>No <span style="text-decoration:none">change</span>.</p>', "No change."),
        ('<h3><button aria-expanded="false">What happened</button></h3><p>A fall.</p>', "## What happened\n\nA fall."),
    ],
)  # fmt: skip
def test_what_a_style_showed_is_shown(html: str, text: str) -> None:
    assert made(html) == text


@pytest.mark.parametrize(
    ("html", "words"),
    [("Some 10<sup>9</sup> cells", "Some 10⁹ cells"), ("CO<sub>2</sub> rose", "CO₂ rose"),
     ("Give <del>50</del> 5 mg", "Give 5 mg"), ("Give <s>50</s> 5 mg", "Give 5 mg"),
     ("<p hidden>Not</p><p>shown</p>", "shown")],
)  # fmt: skip
def test_a_text_without_markup_says_the_same(html: str, words: str) -> None:
    assert plain_words(html) == words


def test_a_summary_has_the_dose_of_the_text(site: Path, tmp_path: Path) -> None:
    html = "<p>She was given <del>50</del> 5 mg of it, and had 10<sup>9</sup> cells per litre.</p>"

    got = Outcome(site, given(tmp_path, "old.xml", wxr(html)))

    assert got.file(got.posts[0]).values["summary"] == (
        "She was given 5 mg of it, and had 10⁹ cells per litre."
    )
