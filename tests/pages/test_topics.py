"""Topic pages: the newest first, a parent with its children's posts, none empty without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from plugins.model.library import Library
from plugins.model.records import UsedFigure
from plugins.pages.topics import NEAREST, TopicRecordsView, TopicsView, TopicView, topic_views
from plugins.presentation.views import Link
from tests.conftest import Build, write_post
from tests.support.examples import (
    a_figure,
    a_library,
    a_post,
    a_rule,
    a_service,
    a_source,
    a_topic,
    a_version,
    on,
    posts_of,
)

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


# -- Where to begin, and where to go on


def test_a_topic_begins_with_the_posts_of_its_header_in_their_order() -> None:
    posts = posts_of(25)
    names = (posts[24].document, posts[3].document, "posts/2021/not-public.md")
    library = a_library(posts, topics=[a_topic(slug=SLUG, start_here=names)])

    first, second = pages_of(library)

    assert [each.title for each in first.start] == ["Post 1", "Post 22"]
    assert first.posts[0].title == "Post 25", "all posts stand below, newest first"
    assert "Post 22" in [each.title for each in first.posts]
    assert second.start == ()


def test_a_topic_offers_the_help_that_its_posts_offer() -> None:
    services = (a_service(), a_service(name="Other", subjects=("urgent-care",)))
    posts = posts_of(25, support=("distress",))

    first, second = pages_of(a_library(posts, services=services))

    assert ([each.name for each in first.help], first.support) == (["A line"], "/hub/support/")
    assert (second.help, second.support) == ((), "")
    (quiet,) = pages_of(a_library([a_post()], services=services))
    assert (quiet.help, quiet.support) == ((), "")


def test_the_nearest_topics_share_most_posts_and_stand_by_name_where_they_share_as_many() -> None:
    shared = [("b",), ("a",), ("d", "a"), ("c",), ("e",), ("f",), ("child",), ("parent",)]
    posts = [a_post(title=f"P{n}", topics=(SLUG, *each)) for n, each in enumerate(shared)]
    posts.append(a_post(title="Elsewhere", topics=("a", "b")))
    topics = [
        a_topic(slug=SLUG, parent="parent"),
        a_topic(slug="parent"),
        a_topic(slug="child", parent=SLUG),
    ]

    (page,) = pages_of(a_library(posts, topics=topics))

    assert [(each.name, each.shared) for each in page.near] == [
        ("A", "2 posts in common"),
        ("B", "1 post in common"),
        ("C", "1 post in common"),
        ("D", "1 post in common"),
        ("E", "1 post in common"),
    ]
    assert len(page.near) == NEAREST


# -- Rules and figures on one page


def records_of(library: Library, slug: str = SLUG) -> TopicRecordsView:
    (found,) = (
        view
        for view in topic_views(library)
        if isinstance(view, TopicRecordsView) and view.topic.url == f"/hub/topics/{slug}/"
    )
    return found


def test_rules_and_figures_of_a_topic_stand_on_one_page_with_dates_and_sources() -> None:
    rule = a_rule(a_version(on(2024, 1, 31)), a_version(on(2025, 2, 1)))
    old, new = a_figure(superseded_by="slips-2023"), a_figure(
        name="slips-2023", value="987", as_of="2023-05-31", source="second"
    )  # fmt: skip
    used = tuple(UsedFigure(name=each.name, backs=("_use-1-1",)) for each in (old, new))
    posts = [
        a_post(title="Tells", rules=(rule.slug,), date=on(2021)),
        a_post(title="Gives", figures=used, date=on(2022)),
        a_post(title="Both", rules=(rule.slug,), figures=used[:1], date=on(2023)),
        a_post(title="Other", topics=("culture",), rules=("other",)),
    ]
    library = a_library(
        posts, rules=(rule, a_rule(a_version(on(2020)), slug="other")), figures=(old, new),
        sources=(a_source(), a_source(key="second", title="A second count")),
    )  # fmt: skip

    page = records_of(library)

    assert page.save_as == "topics/patient-engagement/rules/index.html"
    assert page.title == "Patient engagement: rules and figures"
    assert [(each.name, each.state) for each in page.rules] == [
        ("Two checks", "Changed on 1 February 2025")
    ]
    assert [line.text for line in page.rules[0].versions] == [
        "What applies from 2025 on.", "What applies from 2024 on."
    ]  # fmt: skip
    assert [link.text for link in page.rules[0].posts] == ["Both", "Tells"]
    assert [
        (line.figure.value, line.figure.as_of.text, line.source and line.source.title)
        for line in page.figures
    ] == [("987 slips", "31 May 2023", "A second count"),
          ("1,234 slips", "October 2021", "First count 2021")]  # fmt: skip
    assert [link.text for link in page.figures[1].posts] == ["Both", "Gives"]
    (topic,) = pages_of(library)
    assert topic.records == Link(url=page.url, text="1 rule and 2 figures on one page")


def test_a_topic_without_rules_and_figures_has_no_such_page() -> None:
    library = a_library([a_post(), a_post(title="Rule", topics=("culture",), rules=("two-checks",))],
                        rules=(a_rule(a_version(on(2020))),), sources=(a_source(),))  # fmt: skip

    assert records_of(library, "culture").title == "Culture: rules"
    (page,) = pages_of(library)
    assert page.records is None
    assert [v.topic.text for v in topic_views(library) if isinstance(v, TopicRecordsView)] == [
        "Culture"
    ]


RECORDS = "topics/culture/rules/index.html"


def test_the_page_of_records_says_no_word_of_a_draft_and_is_in_no_list(
    site: Path, build: Build
) -> None:
    more = "status: draft\napplies_to: [UK]\nrules: [two-checks]\n"
    write_post(site / "content", "2024/hidden.md", "Xylophone", more=more, body="{fig:slips-2023}")
    topic = site / "content/topics/culture.md"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(
        text.replace("---\nOn", "start_here: [posts/2021/one.md]\n---\nOn"), encoding="utf-8"
    )

    files = build()

    assert build.code == 0, build.said
    page = Html(files[RECORDS])
    assert "1,234 slips" in page.text()
    assert "987 slips" not in [node.text() for node in page.css("h3")]
    assert b"Xylophone" not in files[RECORDS]
    assert b'<meta name="robots" content="noindex">' in files[RECORDS]
    assert b"topics/culture/rules/" not in files["sitemap.xml"]
    assert "topics/medicines/rules/index.html" not in files
    culture = Html(files["topics/culture/index.html"])
    assert [node.text() for node in culture.css("h2")] == [
        "Within this topic", "Start here", "7 posts about Culture", "To take to a meeting",
    ]  # fmt: skip
    (link,) = culture.css(f"a[href='/{RECORDS.removesuffix('index.html')}']")
    assert link.text() == "1 rule and 1 figure on one page"


def test_an_edit_changes_the_pages_that_show_it_and_no_other(site: Path, build: Build) -> None:
    before = build()
    topic = site / "content/topics/culture.md"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(
        text.replace("---\nOn", "start_here: [posts/2021/one.md]\n---\nOn"), encoding="utf-8"
    )

    started = build()

    assert {name for name in started if started[name] != before.get(name)} == {
        "topics/culture/index.html"
    }
    rule = site / "content/rules/two-checks.md"
    rule.write_text(
        rule.read_text(encoding="utf-8").replace("Two people check each", "Both check each"),
        "utf-8",
    )
    after = build()
    assert b"Both check each tablet." in after[RECORDS]
    assert after["topics/culture/index.html"] == started["topics/culture/index.html"]
    assert after == build.clean()
