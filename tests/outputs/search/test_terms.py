"""The words that are taken out of a page: which, how much each counts, and where it stands."""

from __future__ import annotations

from plugins.outputs.search.terms import HEADING, OFTEN, STOP, TEXT, TITLE, terms


def test_a_title_counts_most_then_names_and_headings_then_what_is_said_often() -> None:
    found = terms(
        "<p>Apple bread apple. Apple cheese apple.</p><h2>Dates</h2><p>Dates and eggs.</p>",
        "An egg cup: cheese",
        ["The fig"],
        ["Dates"],
    )

    assert {word: kind for word, (kind, _) in found.items()} == {
        "apple": OFTEN,
        "bread": TEXT,
        "cheese": TITLE,
        "dates": HEADING,
        "eggs": TEXT,
        "egg": TITLE,
        "cup": TITLE,
        "fig": HEADING,
    }
    assert not found.keys() & STOP


def test_words_of_one_paragraph_share_a_part_and_another_paragraph_moves_none() -> None:
    before = terms("<p>apples breadcrumbs</p><p>cherries figs</p>")
    after = terms("<p>elsewhere entirely</p><p>apples breadcrumbs</p><p>cherries figs</p>")

    assert before["apples"][1] & before["breadcrumbs"][1]
    assert before["apples"][1] != before["cherries"][1]
    assert {word: after[word] for word in before} == before


def test_tags_end_words_and_say_none_themselves() -> None:
    found = terms('<p class="lead">One<sup><a href="#n">1</a></sup> &amp; <em>two</em></p>')

    assert found.keys() == {"one", "1", "two"}
