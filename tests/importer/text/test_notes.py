from __future__ import annotations

import pytest

from plugins.importer.text.cleaning import parsed
from plugins.importer.text.markup import markdown_of

WANTED = "A[^1] b[^2] c[^1].\n\n[^1]: One.\n\n[^2]: Two.\n"


def text_of(html: str) -> str:
    return markdown_of(parsed(html)).filled(lambda each: each.address)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(
            '<p>A<sup id="r1"><a href="#n1">1</a></sup> b<sup id="r2"><a href="#n2">2</a></sup> '
            'c<sup id="r3"><a href="#n1">1</a></sup>.</p><section class="footnotes"><ol>'
            '<li id="n1"><p>One. <a href="#r1">\u21a9</a> <a href="#r3">\u21a9</a></p></li>'
            '<li id="n2"><p>Two. <a href="#r2">\u21a9</a></p></li></ol></section>',
            id="a list with ways back",
        ),
        pytest.param(
            '<p>A<a href="#_ftn1" name="_ftnref1">[1]</a> b<a href="#_ftn2" name="_ftnref2">[2]</a>'
            ' c<a href="#_ftn1" name="_ftnref1">[1]</a>.</p><hr><div id="ftn1"><p>'
            '<a href="#_ftnref1" name="_ftn1">[1]</a> One.</p></div><div id="ftn2"><p>'
            '<a href="#_ftnref2" name="_ftn2">[2]</a> Two.</p></div>',
            id="a word processor's",
        ),
        pytest.param(
            '<p>A<sup><a href="https://x.org/#fn-1">1</a></sup> b<sup><a href="https://x.org/#fn-2">'
            '2</a></sup> c<sup><a href="https://x.org/#fn-1">1</a></sup>.</p><hr><section>'
            "<h2>Notes</h2><ol><li><p>One.</p></li><li><p>Two.</p></li></ol></section>",
            id="a feed's, without ways back",
        ),
    ],
)
def test_notes_of_every_make_become_notes(html: str) -> None:
    assert text_of(html) == WANTED


def test_a_note_of_several_blocks_stays_one_note() -> None:
    html = (
        '<p>A<sup id="r"><a href="#n">1</a></sup></p><div id="n"><p>One.</p><ul><li>Two</li></ul>'
        '<a href="#r">back</a></div>'
    )

    assert text_of(html) == "A[^1]\n\n[^1]: One.\n\n    - Two\n"


def test_links_that_do_not_lead_back_are_no_notes() -> None:
    html = '<p><a href="#b">See below</a></p><h2 id="b">Below</h2><ol><li>One</li></ol>'

    assert text_of(html) == "[See below](#below)\n\n## Below\n\n1. One\n"
