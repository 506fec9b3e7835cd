"""Topic pages: the newest first, a parent with its children's posts, none empty without a word."""

from __future__ import annotations

import pytest

from plugins.model.library import Library
from plugins.pages.topics import TopicsView, TopicView, topic_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, a_topic, on, posts_of

SLUG = "patient-engagement"


def pages_of(library: Library, slug: str = SLUG) -> list[TopicView]:
    name = library.topic_of[slug].name
    return [
        view for view in topic_views(library) if isinstance(view, TopicView) and view.name == name
    ]


def test_a_topic_lists_its_posts_newest_first() -> None:
    old, new = a_post(title="Old", date=on(2020)), a_post(title="New", date=on(2021))
    other = a_post(title="Other", topics=("medication",))

    (page,) = pages_of(a_library([old, other, new]))

    assert page.save_as == "topics/patient-engagement/index.html"
    assert [post.title for post in page.posts] == ["New", "Old"]
    assert page.count == "2 posts"


def test_a_topic_without_posts_still_has_its_page() -> None:
    (page,) = pages_of(a_library(topics=[a_topic()]))

    assert page.posts == ()
    assert page.count == "0 posts"
    assert page.feed is None
    assert page.feeds == ()


def test_a_topic_with_posts_has_a_feed() -> None:
    (page,) = pages_of(a_library([a_post()]))

    assert page.feed == Link(
        url="/hub/feeds/topics/patient-engagement.rss", text="Patient engagement"
    )
    assert page.feeds == (page.feed,)


def test_a_parent_shows_the_posts_of_its_children_and_leads_to_them() -> None:
    child = a_topic(slug="speaking-up", parent="culture")
    library = a_library([a_post(topics=("speaking-up",))], topics=[a_topic(slug="culture"), child])

    (parent,), (below,) = pages_of(library, "culture"), pages_of(library, "speaking-up")

    assert [post.title for post in parent.posts] == ["Patients as partners"]
    assert [(each.name, each.count) for each in parent.children] == [("Speaking up", "1 post")]
    assert parent.parent is None
    assert below.parent == Link(url="/hub/topics/culture/", text="Culture")
    assert below.children == ()


def test_a_post_of_a_parent_and_its_child_stands_there_once() -> None:
    child = a_topic(slug="speaking-up", parent="culture")
    post = a_post(topics=("culture", "speaking-up"))

    (parent,) = pages_of(a_library([post], topics=[a_topic(slug="culture"), child]), "culture")

    assert len(parent.posts) == 1


@pytest.mark.parametrize(("count", "sizes"), [(20, [20]), (21, [20, 1]), (41, [20, 20, 1])])
def test_a_topic_has_twenty_posts_a_page(count: int, sizes: list[int]) -> None:
    pages = pages_of(a_library(posts_of(count)))

    assert [len(page.posts) for page in pages] == sizes
    assert {page.count for page in pages} == {f"{count} posts"}


def test_later_pages_say_so_and_repeat_neither_introduction_nor_children() -> None:
    topics = [a_topic(), a_topic(slug="child", parent=SLUG)]

    first, second = pages_of(a_library(posts_of(21), topics=topics))

    assert (first.title, second.title) == ("Patient engagement", "Patient engagement, page 2")
    assert second.save_as == "topics/patient-engagement/page/2/index.html"
    assert first.introduction is not None
    assert first.children
    assert second.introduction is None
    assert second.children == ()


def test_the_pages_of_a_topic_lead_to_one_another() -> None:
    first, second = pages_of(a_library(posts_of(21)))

    assert first.turn.older == second.url == "/hub/topics/patient-engagement/page/2/"
    assert second.turn.newer == first.url
    assert (first.turn.newer, second.turn.older) == ("", "")


def test_crumbs_lead_from_all_topics_over_the_parent() -> None:
    topics = [a_topic(slug="culture"), a_topic(slug=SLUG, parent="culture")]

    first, second = pages_of(a_library(posts_of(21), topics=topics))

    assert [crumb.text for crumb in first.crumbs] == ["Topics", "Culture"]
    assert [crumb.text for crumb in second.crumbs] == ["Topics", "Culture", "Patient engagement"]


def test_the_list_of_topics_has_parents_with_their_children_and_counts() -> None:
    topics = [
        a_topic(slug="culture"),
        a_topic(slug="speaking-up", parent="culture"),
        a_topic(slug="medication"),
    ]

    listed = next(topic_views(a_library([a_post(topics=("speaking-up",))], topics=topics)))

    assert isinstance(listed, TopicsView)
    assert listed.save_as == "topics/index.html"
    assert [(each.name, each.count) for each in listed.topics] == [
        ("Culture", "1 post"),
        ("Medication", "0 posts"),
    ]
    assert [child.name for child in listed.topics[0].children] == ["Speaking up"]


def test_a_topic_shows_what_it_is() -> None:
    (page,) = pages_of(a_library(topics=[a_topic(description="How patients take part.")]))

    assert page.summary == page.description == "How patients take part."


def test_every_page_has_a_place_of_its_own() -> None:
    topics = [a_topic(), a_topic(slug="child", parent=SLUG)]

    places = [view.save_as for view in topic_views(a_library(posts_of(45), topics=topics))]

    assert len(places) == len(set(places)) == 5
