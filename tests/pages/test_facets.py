"""Pages of audiences, kinds and nations: those that part the posts, and no others."""

from __future__ import annotations

from plugins.model.library import Library
from plugins.model.publication import Notice
from plugins.model.site_map import site_map
from plugins.pages.facets import FacetView, facet_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, on, posts_of


def pages_of(library: Library) -> dict[str, FacetView]:
    return {view.save_as: view for view in facet_views(library)}


def test_a_post_stands_in_the_list_of_each_audience_that_it_names() -> None:
    both = a_post(title="Both", audience=("staff", "safety-leads"), date=on(2022))
    staff = a_post(title="Staff", audience=("staff",), date=on(2021))
    anyone = a_post(title="Anyone", date=on(2020))

    found = pages_of(a_library([both, staff, anyone]))

    assert {path: [post.title for post in page.posts] for path, page in found.items()} == {
        "audience/everyone/index.html": ["Anyone"],
        "audience/staff/index.html": ["Both", "Staff"],
        "audience/safety-leads/index.html": ["Both"],
    }
    page = found["audience/staff/index.html"]
    assert (page.title, page.count) == ("Posts for health and care staff", "2 posts")
    assert page.feeds == (page.feed,)
    assert page.feed == Link(url="/hub/feeds/audience/staff.rss", text=page.title)
    assert [crumb.text for crumb in page.crumbs] == ["Blog"]
    assert page.group == "Audiences"
    assert [(link.text, link.url) for link in page.others] == [
        ("Everyone", "/hub/audience/everyone/"),
        ("Health and care staff", "/hub/audience/staff/"),
        ("Patient safety leads", "/hub/audience/safety-leads/"),
    ]


def test_where_all_posts_have_the_default_there_is_nothing_to_choose() -> None:
    assert pages_of(a_library(posts_of(3))) == {}


def test_an_audience_without_public_posts_has_no_page() -> None:
    found = pages_of(a_library([a_post(audience=("staff",))]))

    assert list(found) == ["audience/staff/index.html"]
    assert found["audience/staff/index.html"].others == ()


def test_stories_and_the_other_posts_part() -> None:
    story = a_post(title="Story", kind="story")

    found = pages_of(a_library([story, a_post(title="Other")]))

    assert {path: (page.title, page.count) for path, page in found.items()} == {
        "kind/story/index.html": ("Stories of lived experience", "1 post"),
        "kind/post/index.html": ("Posts of no other kind", "1 post"),
    }


def test_nations_in_use_have_pages_and_the_whole_stands_on_all() -> None:
    one = a_post(title="One", applies_to=("Northern Ireland",))

    found = pages_of(a_library([one, a_post(title="None")]))

    assert {path: page.title for path, page in found.items()} == {
        "nation/northern-ireland/index.html": "Posts that apply to Northern Ireland"
    }


def test_a_long_list_is_turned_and_every_page_is_on_the_map() -> None:
    library = a_library(posts_of(21, audience=("staff",)))

    first, second = facet_views(library)

    assert second.title == "Posts for health and care staff, page 2"
    assert [crumb.url for crumb in second.crumbs] == ["/hub/blog/", first.url]
    assert first.turn.older == second.url == "/hub/audience/staff/page/2/"
    assert {"audience/staff/", "audience/staff/page/2/"} <= site_map(library).own_paths


def test_a_withdrawn_post_stays_in_the_feed_and_in_no_list() -> None:
    notice = Notice(
        document="posts/x.md", id="tag:a,2021:b", path="blog/2021/x/", date=on(2021),
        withdrawn=on(2022), facets=(("audience", "staff"), ("kind", "post")),
    )  # fmt: skip
    library = a_library([a_post(audience=("staff",))], notices=(notice,))

    (page,) = facet_views(library)
    (feed,) = (each for each in site_map(library).feeds if each.kind == "audience")

    assert page.count == "1 post"
    assert (len(feed.items), feed.count) == (2, 1)
    assert notice in feed.items
