"""The page of all feeds."""

from __future__ import annotations

from plugins.model.library import Library
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.pages.feeds import FeedsView, feeds_views
from plugins.presentation.views import Link
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
        group.heading: [(feed.page.text, feed.count) for feed in group.feeds]
        for group in page.groups
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


def test_feeds_of_audiences_kinds_and_nations_say_what_they_are() -> None:
    story = a_post(title="Told", kind="story", audience=("staff",), applies_to=("Wales",))

    page = page_of(a_library([story, a_post()]))

    assert {
        group.heading: [(feed.page.text, feed.page.url, feed.count) for feed in group.feeds]
        for group in page.groups
        if group.heading not in ("Everything", "Topics", "Authors")
    } == {
        "Audiences": [
            ("Posts for everyone", "/hub/audience/everyone/", "1 post"),
            ("Posts for health and care staff", "/hub/audience/staff/", "1 post"),
        ],
        "Kinds of posts": [
            ("Stories of lived experience", "/hub/kind/story/", "1 post"),
            ("Posts of no other kind", "/hub/kind/post/", "1 post"),
        ],
        "Nations": [("Posts that apply to Wales", "/hub/nation/wales/", "1 post")],
    }
    assert page.groups[0].feeds[0].page == Link(url="/hub/blog/", text="All posts")


def test_a_withdrawn_post_is_not_counted_for_no_page_lists_it() -> None:
    notice = Notice(
        document="posts/x.md", id="tag:a,2021:b", path="blog/2021/x/", date=on(2021),
        withdrawn=on(2022), topics=("patient-engagement",), authors=("safety-team",),
    )  # fmt: skip

    page = page_of(a_library([a_post()], notices=(notice,)))

    assert {feed.page.text: feed.count for group in page.groups for feed in group.feeds} == {
        "All posts": "1 post",
        "Corrections and updates": "1 update",
        "Patient engagement": "1 post",
        "Safety Team": "1 post",
    }


def test_a_hub_without_posts_lists_none() -> None:
    assert page_of(a_library()).groups == ()
