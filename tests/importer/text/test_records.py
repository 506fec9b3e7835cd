"""Records: what a hub of this kind added to a text becomes again what an author wrote."""

from __future__ import annotations

import pytest

from plugins.importer.text.cleaning import parsed
from plugins.importer.text.markup import markdown_of
from plugins.importer.text.records import Kept, take_note, take_records

PAGE = """
<p>A <sup class="cite">[<a id="_cite-1-1" href="#_source-1">1</a>; <a href="#_source-2">2</a>
<em class="withdrawn">withdrawn</em>, p. 7]</sup> and <a class="figure" href="#_figure-1"><data
value="5">5</data></a> <small class="as-of">(<time>2021</time>)</small>, <a class="figure"
href="#_figure-1"><data value="5">5</data></a>.</p>
<figure class="chart" id="_chart-1"><figcaption>Slips &amp; "falls"</figcaption>
<svg><line class="stroke"/></svg><details><table><tr><th>What</th></tr>
<tr><th>One</th><td><a href="/hub/figures/#slips">5</a></td></tr>
<tr><th>Two</th><td><a href="/hub/figures/#falls">6</a></td></tr></table></details></figure>
<p>After.</p>
<section class="figures"><ol><li id="_figure-1">5 slips <a class="about"
href="/hub/figures/#slips">In the register</a></li></ol></section>
<section class="references"><ol>
<li id="_source-1">A. <strong>Replaced by <a href="/hub/sources/second-2023/">B</a>.</strong>
<a class="about" href="/hub/sources/first-2021/">About</a></li>
<li id="_source-2">B. <a class="about" href="/hub/sources/second-2023/">About</a></li></ol></section>
<section class="disclosure"><dl><div><dt>Sponsor</dt><dd>none declared</dd></div>
<div><dt>Interests</dt><dd>Sits on a board.</dd></div></dl></section>
<aside class="callout tip" aria-label="What to take away"><p>What to take away</p><p>Ask
twice.</p></aside>
<section class="help panel" aria-labelledby="_support"><h2 id="_support">Talk</h2></section>
<section class="changes"><h2>Changes to this post</h2>
<p class="major"><strong>Major update, 2 May 2026:</strong> More.</p>
<p class="clarification"><strong>Clarification, 1 May 2026:</strong> In England.</p></section>
<section class="shorts"><h2>Abbreviations in this post</h2><dl><dt>WHO</dt><dd>W</dd></dl>
</section>
<details class="cite-this"><p>Cite it.</p></details>
"""
ITEM = """
<p>A <sup>[<a href="https://x.org/a/#_source-1">1</a>]</sup> and <a
href="https://x.org/a/#_figure-1"><data>5</data></a> <small>(<time>2021</time>)</small>.</p>
<h2>Sources</h2><ol><li>A. <a href="https://x.org/sources/first-2021/">About this source</a></li></ol>
<h2>Figures</h2><ul><li>5 slips <a href="https://x.org/figures/#slips">In the register</a></li></ul>
"""


def markdown(html: str) -> tuple[str, Kept]:
    root = parsed(html).body
    assert root is not None
    kept = take_records(root)
    return kept.filled(markdown_of(root).text).strip(), kept


def test_a_page_becomes_what_its_author_wrote() -> None:
    text, kept = markdown(PAGE)

    assert text == (
        "A [@first-2021; @second-2023, p. 7] and {fig:slips}, {fig:slips, bare}.\n\n"
        '```chart\ntitle: "Slips & \\"falls\\""\nkind: line\nfigures: [slips, falls]\n'
        'labels: ["One", "Two"]\n```\n\nAfter.'
    )
    assert kept.disclosure == {"sponsor": "none", "interests": "Sits on a board."}
    assert kept.learning_point == "Ask twice."
    assert kept.updates == [
        {"date": "2026-05-02", "kind": "major", "what": "More."},
        {"date": "2026-05-01", "kind": "clarification", "what": "In England."},
    ]


def test_the_item_of_a_feed_becomes_the_same() -> None:
    assert markdown(ITEM)[0] == "A [@first-2021] and {fig:slips}."


def test_what_others_wrote_stays() -> None:
    html = "<p>As said<sup>[1]</sup>.</p><h2>Sources</h2><ol><li>A book.</li></ol>"

    text, kept = markdown(html)

    assert "## Sources" in text
    assert "A book." in text
    assert (kept.updates, kept.disclosure) == ([], {})


@pytest.mark.parametrize(
    ("words", "updates"),
    [
        ("Clarification, 8 April 2025: A word. And more.",
         [{"date": "2025-04-08", "kind": "clarification", "what": "A word. And more."}]),
        ("Correction, 1 May 2024: This was wrong: It was 5. This is right: It is 6. (Ann Example)",
         [{"date": "2024-05-01", "kind": "correction", "wrong": "It was 5.", "right": "It is 6.",
           "by": "Ann Example"}]),
        ("Correction, 1 May 2024: The dose. This was wrong: A. This is right: B. (C)",
         [{"date": "2024-05-01", "kind": "correction", "what": "The dose.", "wrong": "A.",
           "right": "B.", "by": "C"}]),
        ("Later figure, 30 June 2023: In October it was 5; later: 6.", []),
        ("Due for review: This post was to be checked.", []),
        ("A rule in this post has changed: X.", []),
        ("A source was withdrawn: Source 1.", []),
    ],
)  # fmt: skip
def test_a_note_above_the_text_goes_into_the_header_or_away(
    words: str, updates: list[dict[str, str]]
) -> None:
    kept = Kept()

    assert take_note(words, kept)
    assert kept.updates == updates


@pytest.mark.parametrize("words", ["A first paragraph.", "Correction, some day: x", "Note: x"])
def test_other_paragraphs_are_text(words: str) -> None:
    assert not take_note(words, Kept())


def test_a_disclosure_in_one_line_is_taken_apart() -> None:
    kept = Kept()

    assert take_note("Disclosure: sponsor: Example Ltd; funding: none declared.", kept)
    assert kept.disclosure == {"sponsor": "Example Ltd", "funding": "none"}


def test_what_a_hub_says_in_welsh_is_taken_as_in_english() -> None:
    kept = Kept()

    assert take_note(
        "Cywiriad, 2 Mai 2024: This was wrong: Pump. This is right: Chwech. (Ann)", kept
    )
    assert take_note("Datgan buddiannau: noddwr: dim i'w ddatgan; buddiannau: Dim byd.", kept)
    assert take_note("Fformatau eraill: Hawdd ei Ddeall", kept)
    assert kept.updates == [
        {"date": "2024-05-02", "kind": "correction", "wrong": "Pump.", "right": "Chwech.", "by": "Ann"}
    ]  # fmt: skip
    assert kept.disclosure == {"sponsor": "none", "interests": "Dim byd"}
    assert not take_note("Cywiriad, 32 Mai 2024: x", Kept())
