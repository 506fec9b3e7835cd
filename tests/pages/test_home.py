"""The home page: what is new, the newest review, the topics."""

from __future__ import annotations

from plugins.pages.home import NEWEST, home_views
from tests.support.examples import a_library, a_post, a_series, a_topic, on, posts_of


def test_the_home_page_shows_the_newest_posts() -> None:
    (page,) = home_views(a_library(posts_of(NEWEST + 2)))

    assert page.save_as == "index.html"
    assert (page.url, page.canonical) == ("/hub/", "https://example.org/hub/")
    assert [post.title for post in page.newest] == [f"Post {n}" for n in range(8, 2, -1)]


def test_the_home_page_shows_the_newest_series_that_looks_back() -> None:
    posts = [
        a_post(title=f"{year}", series=f"{year}-in-review", part=1, date=on(year, 12))
        for year in (2021, 2022)
    ]
    labels = a_post(title="Labels", series="labels", part=1, date=on(2025))

    (page,) = home_views(a_library([*posts, labels]))

    assert page.review is not None
    assert page.review.title == "2022 in review"
    assert len(page.review.parts) == 5


def test_a_series_of_which_nothing_is_public_is_not_shown() -> None:
    part = a_post(series="2021-in-review", part=1)

    (page,) = home_views(a_library([part], series=[a_series(slug="2025-in-review")]))

    assert page.review is not None
    assert page.review.title == "2021 in review"


def test_a_hub_without_content_has_a_home_page() -> None:
    (page,) = home_views(a_library())

    assert (page.newest, page.review, page.topics) == ((), None, ())


def test_the_home_page_lists_parent_topics() -> None:
    topics = [a_topic(slug="culture"), a_topic(slug="speaking-up", parent="culture")]

    (page,) = home_views(a_library(topics=topics))

    assert [topic.name for topic in page.topics] == ["Culture"]


def test_the_home_page_leads_to_all_posts() -> None:
    (page,) = home_views(a_library())

    assert page.blog.url == "/hub/blog/"
