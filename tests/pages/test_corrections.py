"""Corrections: what was put right, newest first, and no word of what was withdrawn."""

from __future__ import annotations

from plugins.model.feeds import feeds_of
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.pages.corrections import correction_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, on

FIVE = Update(date=on(2022, 1, 2), kind="correction", wrong="Five.", right="Six.", by="Ann")
ANEW = Update(date=on(2023, 5), kind="major", what="Written anew.")
COMMA = Update(date=on(2024), kind="minor", what="A comma.")
WORD = Update(date=on(2024), kind="clarification", what="A word.")


def test_corrections_of_all_posts_stand_by_year_newest_first() -> None:
    one = a_post(title="One", updates=(FIVE, COMMA))
    two = a_post(title="Two", updates=(ANEW, WORD))

    (page,) = correction_views(a_library([one, two]))

    assert page.count == "2 changes"
    assert [(year.name, [line.kind for line in year.lines]) for year in page.years] == [
        ("2023", ["Major update"]),
        ("2022", ["Correction"]),
    ]
    line = page.years[1].lines[0]
    assert (line.post, line.wrong, line.right, line.by) == (
        Link(url=one.url, text="One"), "Five.", "Six.", "Ann",
    )  # fmt: skip
    assert page.feed == Link(url="/hub/feeds/updates.rss", text="Corrections and updates")
    assert page.feeds == (page.feed,)


def test_of_a_withdrawn_post_it_is_said_that_there_was_one() -> None:
    notice = Notice(
        document="posts/2021/secret.md",
        path="blog/2021/secret/",
        id="tag:x",
        date=on(2021),
        withdrawn=on(2024, 6),
    )

    (page,) = correction_views(a_library(notices=(notice,)))

    (line,) = page.years[0].lines
    assert (line.kind, line.date.text, line.post) == ("Withdrawal", "1 June 2024", None)
    assert "secret" not in repr(page)


def test_a_hub_that_never_had_to_correct_anything_has_the_page_and_no_feed() -> None:
    (page,) = correction_views(a_library([a_post()]))

    assert (page.years, page.feed, page.feeds) == ((), None, ())


def test_an_end_that_no_subscriber_was_told_of_makes_no_link_to_a_feed() -> None:
    """Without an id there is no item, and without an item no channel."""
    notice = Notice(
        document="posts/2021/a.md", path="blog/2021/a/", id="", date=on(2021), withdrawn=on(2024)
    )
    library = a_library(notices=(notice,))

    (page,) = correction_views(library)

    assert [feed.kind for feed in feeds_of(library)] == []
    assert (page.count, page.feed, page.feeds) == ("1 change", None, ())
