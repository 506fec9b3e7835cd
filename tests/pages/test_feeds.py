"""The page of all feeds."""

from __future__ import annotations

from plugins.model.library import Library
from plugins.model.post import Update
from plugins.pages.feeds import FeedsView, feeds_views
from tests.support.examples import a_library, a_post, a_series, a_topic, on


def page_of(library: Library) -> FeedsView:
    (found,) = feeds_views(library)
    assert isinstance(found, FeedsView)
    return found


def test_every_feed_is_listed_below_what_it_follows() -> None:
    update = Update(date=on(2022), kind="correction", wrong="Five.", right="Six.", by="Ann")
    post = a_post(series="2021-in-review", part=1, updates=(update,))

    page = page_of(a_library([post], series=[a_series()], topics=[a_topic(slug="quiet")]))

    assert (page.save_as, page.opml) == ("feeds/index.html", "/hub/feeds/all.opml")
    assert {
        group.heading: [(feed.name, feed.count) for feed in group.feeds] for group in page.groups
    } == {
        "Everything": [("All posts", "1 post"), ("Corrections and updates", "1 update")],
        "Topics": [("Patient engagement", "1 post")],
        "Series": [("2021 in review", "1 post")],
        "Authors": [("Safety Team", "1 post")],
    }
    assert [(link.text, link.url) for link in page.groups[0].feeds[0].formats] == [
        ("RSS", "/hub/feeds/all.rss"),
        ("Atom", "/hub/feeds/all.atom"),
        ("JSON Feed", "/hub/feeds/all.json"),
    ]


def test_a_hub_without_posts_lists_none() -> None:
    assert page_of(a_library()).groups == ()
