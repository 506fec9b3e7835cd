"""What the index holds of a post and of a page."""

from __future__ import annotations

from plugins.outputs.search.entries import entries
from tests.support.examples import a_body, a_library, a_page, a_post, a_topic, on


def test_a_post_says_what_narrows_and_sorts_it() -> None:
    post = a_post(
        title="Labels & lids",
        date=on(2024, 3, 5, 9, 30),
        topics=("medicines",),
        series="2024-in-review",
        part=1,
        body=a_body("<p>Ask <em>first</em>.</p>"),
    )
    library = a_library(
        [post], topics=[a_topic(slug="medicines", parent="safety"), a_topic(slug="safety")]
    )

    (entry,) = entries(library)

    assert entry.html("en") == (
        '<!DOCTYPE html><html lang="en"><body data-pagefind-body><h1>Labels &amp; lids</h1>'
        "<p>What changes when patients are asked first.</p><div data-pagefind-ignore>"
        '<span data-pagefind-meta="kind">Post</span>'
        '<span data-pagefind-meta="day">5 March 2024</span>'
        '<span data-pagefind-meta="summary">What changes when patients are asked first.</span>'
        '<span data-pagefind-filter="kind">Post</span>'
        '<span data-pagefind-filter="topic">Medicines</span>'
        '<span data-pagefind-filter="topic">Safety</span>'
        '<span data-pagefind-filter="year">2024</span>'
        '<span data-pagefind-filter="series">2024 in review</span>'
        '<span data-pagefind-filter="author">Safety Team</span>'
        '<span data-pagefind-sort="date">2024-03-05 09:30</span></div>'
        "<p>Ask <em>first</em>.</p></body></html>"
    )


def test_a_page_has_neither_topic_nor_date() -> None:
    (entry,) = entries(a_library(pages=(a_page(),)))

    assert (entry.kind, entry.topic, entry.moment) == ("Page", (), "")
    assert "data-pagefind-sort" not in entry.html("en")


def test_entries_are_all_posts_and_pages_and_nothing_else() -> None:
    library = a_library([a_post(title="One"), a_post(title="Two")], pages=(a_page(),))

    assert [entry.title for entry in entries(library)] == ["One", "Two", "About"]
