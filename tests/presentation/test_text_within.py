"""A text as one of several of a page: its ids are its own, and its headings a level lower."""

from __future__ import annotations

import pytest

from plugins.model.charts import Chart
from plugins.presentation.text_within import TextWithin, within
from tests.support.examples import a_body


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        ('<h2 id="why">Why</h2>', '<h3 id="_p-why">Why</h3>'),
        ("<h5>A</h5><h6>B</h6>", "<h6>A</h6><h6>B</h6>"),
        ('<a href="#fn-1" role="doc-noteref">1</a>', '<a href="#_p-fn-1" role="doc-noteref">1</a>'),
        ('<li id="fn-1">So.</li>', '<li id="_p-fn-1">So.</li>'),
        (
            '<svg aria-labelledby="a b" width="1"></svg>',
            '<svg aria-labelledby="_p-a _p-b" width="1"></svg>',
        ),
        ('<th id="x" scope="col">X</th>', '<th id="_p-x" scope="col">X</th>'),
        ('<td headers="x y">1</td>', '<td headers="_p-x _p-y">1</td>'),
        ('<img alt="a > b" id="i">', '<img alt="a > b" id="_p-i">'),
        ("<hr/><header>H</header>", "<hr/><header>H</header>"),
    ],
)
def test_ids_have_a_prefix_and_headings_are_a_level_lower(html: str, becomes: str) -> None:
    assert within(html, "_p-", "Part 1") == becomes


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/blog/2021/one/#why">elsewhere</a>',
        '<a href="https://example.org/#why" rel="noopener">elsewhere</a>',
        '<a href="#">the top</a>',
        '<code>id="x" href="#y" &lt;h2 id="z"&gt;</code>',
        '<img alt=" id= href=#x" src="/a.png">',
        '<data data-id="a" value="id">1</data>',
    ],
)
def test_what_leads_elsewhere_and_what_is_no_tag_stays(html: str) -> None:
    assert within(html, "_p-", "Part 1") == html


@pytest.mark.parametrize(
    ("html", "becomes"),
    [
        ('<aside class="callout" aria-label="Tip">', '<aside class="callout" aria-label="Tip, A &amp; B">'),
        ('<div role="region" aria-label="Table 1">', '<div role="region" aria-label="Table 1, A &amp; B">'),
        ('<section aria-label="Notes">', '<section aria-label="Notes, A &amp; B">'),
        ('<a aria-label="Source 1">', '<a aria-label="Source 1">'),
    ],
)  # fmt: skip
def test_a_landmark_says_of_which_text_it_is(html: str, becomes: str) -> None:
    assert within(html, "_p-", "A & B") == becomes


def test_the_gaps_of_a_body_are_filled_first() -> None:
    body = a_body(
        '<h2 id="a">A</h2>\x1f0\x1f', substitutions=('<a id="_cite-1-1" href="#a">1</a>',)
    )

    (piece,) = TextWithin(body=body, prefix="_p-", name="Part 1")

    assert piece.html == '<h3 id="_p-a">A</h3><a id="_p-_cite-1-1" href="#_p-a">1</a>'


def test_a_chart_is_drawn_under_an_id_of_this_page() -> None:
    chart = Chart(
        id="_chart-1", title="Slips", summary="", height=1, columns=(), rows=(), csv="/one.csv"
    )
    body = a_body('<p id="a">A</p>\x1f0\x1f', substitutions=("",), charts=((0, chart),))

    pieces = list(TextWithin(body=body, prefix="_p-", name="Part 1"))

    assert [piece.chart.id for piece in pieces if piece.chart] == ["_p-_chart-1"]
    assert pieces[0].html == '<p id="_p-a">A</p>'


def test_only_the_text_that_is_meant_becomes_another() -> None:
    text = TextWithin(body=a_body("<p>Old.</p>"), prefix="_p-", name="Part 1")

    assert text.reworded("<p>Old.</p>", "<p>New.</p>", 1).body.key == "<p>New.</p>"
    assert text.reworded("<p>Other.</p>", "<p>New.</p>", 1) == text
