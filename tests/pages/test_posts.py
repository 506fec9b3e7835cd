"""Post pages: the place in a series, the neighbours, and what to read next."""

from __future__ import annotations

import pytest

from plugins.model.library import Library
from plugins.model.post import NATIONS, Format
from plugins.model.text import Heading
from plugins.pages import posts as room
from plugins.pages.posts import LONG_WORDS, RELATED, PostView, post_views
from plugins.presentation.views import Link, Tongue, card, fingerprint
from tests.support.examples import (
    a_body,
    a_library,
    a_picture,
    a_post,
    a_series,
    a_topic,
    an_update,
    on,
    posts_of,
)

SLUG = "2021-in-review"


def page_of(library: Library, title: str = "Patients as partners") -> PostView:
    (found,) = (view for view in post_views(library) if view.title == title)
    return found


def reasons(page: PostView) -> list[tuple[str, str]]:
    return [(other.title, other.reason) for other in page.related]


def test_a_post_has_its_page() -> None:
    post = a_post(authors=("ann", "bob"), topics=("culture", "insight"), image=a_picture())

    page = page_of(a_library([post]))

    assert page.save_as == "blog/2021/patients-as-partners/index.html"
    assert page.url == "/hub/blog/2021/patients-as-partners/"
    assert page.description == post.summary
    assert page.date.text == "16 December 2021"
    assert [author.text for author in page.authors] == ["Ann", "Bob"]
    assert [topic.url for topic in page.topics] == ["/hub/topics/culture/", "/hub/topics/insight/"]
    assert page.image == a_picture()
    assert page.body.__html__() == "<p>Ask first, then listen.</p>"


def test_other_versions_of_a_post_are_nothing_to_read_next() -> None:
    welsh = a_post(title="Cleifion", lang="cy", translation_of="posts/2021/patients-as-partners.md")
    easy = a_post(title="Made easy")
    formats = (Format(kind="easy-read", document=easy.document),)
    library = a_library([a_post(formats=formats), welsh, easy, a_post(title="Another")])

    titles = {view.title: [each.title for each in view.related] for view in post_views(library)}

    assert titles["Patients as partners"] == ["Another"]
    assert titles["Cleifion"] == ["Another", "Made easy"]
    assert titles["Made easy"] == ["Another", "Cleifion"]


def test_a_page_says_its_languages_and_the_post_that_it_is_a_format_of() -> None:
    original = "posts/2021/patients-as-partners.md"
    welsh = a_post(title="Cleifion", lang="cy", translation_of=original)
    formats = (Format(kind="easy-read", document=welsh.document),)
    library = a_library([a_post(formats=formats), welsh])

    english, other = page_of(library), page_of(library, "Cleifion")

    assert [(each.tongue.lang, each.current) for each in english.languages] == [
        ("en-GB", True), ("cy", False),
    ]  # fmt: skip
    assert [each.current for each in other.languages] == [False, True]
    assert (english.language, english.tongue, english.lang) == ("en-GB", None, "")
    assert (other.language, other.tongue, other.lang) == ("cy", Tongue.of("cy"), "")
    assert other.format_of == Link(url=english.url, text=english.title)
    assert english.format_of is None


def test_crumbs_lead_from_the_blog_over_the_year() -> None:
    page = page_of(a_library([a_post()]))

    assert page.crumbs == (
        Link(url="/hub/blog/", text="Blog"),
        Link(url="/hub/blog/2021/", text="2021"),
    )


def test_a_post_names_the_feeds_of_its_topics_series_and_authors() -> None:
    post = a_post(topics=("culture", "insight"), series=SLUG, part=1)

    page = page_of(a_library([post]))

    assert [feed.url for feed in page.feeds] == [
        "/hub/feeds/topics/culture.rss",
        "/hub/feeds/topics/insight.rss",
        f"/hub/feeds/series/{SLUG}.rss",
        "/hub/feeds/authors/safety-team.rss",
    ]


# -- Series


def test_the_fourth_of_five_parts_says_so_and_leads_to_all_that_are_there() -> None:
    parts = [
        a_post(title=f"T{n}", series=SLUG, part=n, date=on(2021, 12, 12 + n)) for n in (1, 2, 4)
    ]

    page = page_of(a_library(parts, series=[a_series()]), "T4")

    assert page.series is not None
    assert page.series.place == "Part 4 of 5"
    assert [part.title for part in page.series.parts] == ["T1", "T2", "Three", "T4", "Five"]
    assert [bool(part.url) for part in page.series.parts] == [True, True, False, True, False]
    assert [part.current for part in page.series.parts] == [False, False, False, True, False]


def test_a_post_outside_a_series_has_no_place() -> None:
    assert page_of(a_library([a_post()])).series is None


# -- Neighbours


def test_a_post_leads_to_the_older_and_the_newer_one() -> None:
    library = a_library(posts_of(3))

    first, middle, last = (page_of(library, f"Post {n}") for n in (1, 2, 3))

    assert middle.older == Link(url=first.url, text="Post 1")
    assert middle.newer == Link(url=last.url, text="Post 3")
    assert (first.older, last.newer) == (None, None)


# -- Reading


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (238, 1), (476, 2), (1000, 4)])
def test_reading_time_is_a_minute_at_least(words: int, minutes: int) -> None:
    assert page_of(a_library([a_post(body=a_body(words=words))])).minutes == minutes


@pytest.mark.parametrize(
    ("sections", "words", "shown"),
    [(3, LONG_WORDS, 3), (2, LONG_WORDS, 0), (3, LONG_WORDS - 1, 0), (5, 2000, 5)],
)
def test_a_long_post_has_a_table_of_contents(sections: int, words: int, shown: int) -> None:
    headings = [Heading(level=2, id=f"s{n}", text=f"S{n}") for n in range(sections)]
    headings.insert(1, Heading(level=3, id="below", text="Below"))
    body = a_body(words=words, headings=tuple(headings))

    page = page_of(a_library([a_post(body=body)]))

    assert [heading.text for heading in page.contents] == [f"S{n}" for n in range(shown)]


# -- Related posts


def test_related_posts_say_why_they_are_shown() -> None:
    post = a_post(series=SLUG, part=1, topics=("culture", "insight"), date=on(2021, 6))
    part = a_post(title="Part", series=SLUG, part=2, topics=("other",), date=on(2021, 7))
    both = a_post(title="Both", topics=("insight", "culture"), date=on(2021, 5))
    one = a_post(title="One", topics=("insight",), date=on(2021, 4))

    page = page_of(a_library([post, part, both, one]))

    assert reasons(page) == [
        ("Both", "Also about Culture and Insight"),
        ("Part", "Also in 2021 in review"),
        ("One", "Also about Insight"),
    ]


def test_of_posts_that_share_as_much_the_nearest_in_time_come_first() -> None:
    post = a_post(date=on(2021, 6))
    others = [a_post(title=f"In {month}", date=on(2021, month)) for month in (1, 5, 8, 12)]

    page = page_of(a_library([post, *others]))

    assert [title for title, _ in reasons(page)] == ["In 5", "In 8", "In 1"]


def test_a_post_of_the_parent_topic_is_related_to_one_of_its_child() -> None:
    topics = [a_topic(slug="culture"), a_topic(slug="speaking-up", parent="culture")]
    above = a_post(title="Above", topics=("culture",), date=on(2021, 1))
    below = a_post(title="Below", topics=("speaking-up",), date=on(2021, 2))

    page = page_of(a_library([above, below], topics=topics), "Above")

    assert reasons(page) == [("Below", "Also about Culture")]


def test_a_post_is_not_related_to_itself_or_to_what_shares_nothing() -> None:
    page = page_of(a_library([a_post(), a_post(title="Other", topics=("medication",))]))

    assert page.related == ()


def test_no_post_has_more_related_posts_than_a_page_can_hold() -> None:
    library = a_library(posts_of(40))

    counts = {len(page.related) for page in post_views(library)}

    assert counts == {RELATED}


def test_related_posts_are_the_same_whatever_the_order_of_reading() -> None:
    posts = posts_of(40, topics=("culture", "insight"))

    one = [view.related for view in post_views(a_library(posts))]
    other = [view.related for view in post_views(a_library(reversed(posts)))]

    assert one == other


def test_related_posts_come_from_near_by_so_that_work_does_not_grow_with_the_square() -> None:
    library = a_library(posts_of(200))

    for page in post_views(library):
        number = int(page.title.removeprefix("Post "))
        near = [int(other.title.removeprefix("Post ")) for other in page.related]
        assert all(abs(number - each) <= room.NEARBY for each in near)


# -- Keys


def test_an_edit_of_a_text_changes_one_page() -> None:
    posts = posts_of(5)
    edited = a_post(title="Post 3", date=posts[2].date, body=a_body("<p>Other.</p>"))
    changed = (*posts[:2], edited, *posts[3:])

    before = [fingerprint(view) for view in post_views(a_library(posts))]
    after = [fingerprint(view) for view in post_views(a_library(changed))]

    assert [one == other for one, other in zip(before, after, strict=True)] == [
        True, True, False, True, True
    ]  # fmt: skip


def test_equal_libraries_give_equal_pages() -> None:
    one, other = (list(post_views(a_library(posts_of(5)))) for _ in range(2))

    assert list(map(fingerprint, one)) == list(map(fingerprint, other))


# -- What programs are told


def test_a_post_has_a_card_of_its_own_unless_none_are_drawn() -> None:
    library = a_library([a_post()])

    (with_card,) = post_views(library)
    (without,) = post_views(library, cards=False)

    assert with_card.card.startswith("https://example.org/hub/cards/2021/patients-as-partners.")
    assert without.card == ""


def test_the_date_of_change_is_that_of_the_last_change_of_meaning() -> None:
    updates = (
        an_update(date=on(2022, 1, 5), kind="correction", what="The figure was wrong."),
        an_update(date=on(2022, 3, 5), kind="clarification", what="Said more clearly."),
        an_update(date=on(2022, 9, 9), kind="minor", what="A comma."),
    )

    page = page_of(a_library([a_post(updates=updates)]))

    assert page.modified == "2022-03-05T00:00:00+00:00"
    assert [(each.date, each.text) for each in page.corrections] == [
        ("2022-01-05T00:00:00+00:00", "The figure was wrong.")
    ]
    assert page_of(a_library([a_post()])).modified == "2021-12-16T00:00:00+00:00"


def test_a_post_that_was_published_elsewhere_first_says_so() -> None:
    first = "https://www.example.com/blog/partners/"

    page = page_of(a_library([a_post(canonical=first)]))

    assert page.canonical == first
    assert page.first_site == "example.com"
    assert page.url == "/hub/blog/2021/patients-as-partners/"
    assert page_of(a_library([a_post()])).first_site == ""


# -- Care for the reader


def test_what_a_post_applies_to_is_said_in_words() -> None:
    for nations, words in [
        ((), ""),
        (("Scotland",), "Scotland"),
        (("England", "Wales"), "England and Wales"),
        (("England", "Wales", "Northern Ireland"), "England, Wales and Northern Ireland"),
        (NATIONS, "the whole of the UK"),
    ]:
        post = a_post(applies_to=nations)
        assert page_of(a_library([post])).applies == words
        assert card(post, a_library([post])).applies == words


def test_what_leaves_the_text_right_is_told_after_it_and_all_else_before() -> None:
    kinds = ("correction", "clarification", "superseded", "major", "withdrawal")
    updates = tuple(
        an_update(kind=kind, date=on(2022, 1, day)) for day, kind in enumerate(kinds, 1)
    )

    page = page_of(a_library([a_post(updates=updates)]))

    assert [note.kind for note in page.notes] == ["withdrawal", "superseded", "correction"]
    assert [note.kind for note in page.changes] == ["major", "clarification"]


def test_a_content_note_stands_by_itself_and_not_among_the_others() -> None:
    page = page_of(a_library([a_post(content_note="On loss.", updates=(an_update(),))]))

    assert page.content_note == "On loss."
    assert [note.label for note in page.notes] == ["Correction, 5 January 2022"]


def test_a_story_leads_to_what_is_known_and_evidence_to_its_stories() -> None:
    study = a_post(title="A study", date=on(2020))
    story = a_post(
        title="A story", kind="story",
        evidence=(study.document, "posts/2020/hidden.md", study.document),
    )  # fmt: skip

    library = a_library([study, story])
    told, known = (next(view for view in post_views(library) if view.title == each.title)
                   for each in (story, study))  # fmt: skip

    assert [link.text for link in told.evidence] == ["A study"]
    assert told.stories == ()
    assert [(link.text, link.url) for link in known.stories] == [("A story", story.url)]
    assert known.evidence == ()
