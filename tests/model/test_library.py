"""Library: all that is public, and its orders."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random

import pytest

from plugins.model import addresses
from plugins.model.post import order, place
from plugins.model.publication import is_public, next_change
from plugins.model.site_map import site_map
from plugins.model.text import PLACEHOLDER, Body
from tests.support.examples import (
    NOW,
    a_body,
    a_library,
    a_page,
    a_post,
    a_recommendation,
    a_series,
    a_topic,
    an_author,
    on,
    posts_of,
)

# -- What is public


@pytest.mark.parametrize(
    ("status", "date", "public"),
    [
        ("published", NOW - dt.timedelta(days=1), True),
        ("published", NOW, True),
        ("published", NOW + dt.timedelta(minutes=1), False),
        ("draft", NOW - dt.timedelta(days=1), False),
        ("withdrawn", NOW - dt.timedelta(days=1), False),
        ("draft", NOW + dt.timedelta(days=1), False),
    ],
)
def test_a_post_is_public_when_published_and_not_dated_later(
    status: str, date: dt.datetime, public: bool
) -> None:
    assert is_public(a_post(status=status, date=date), NOW) is public


def test_a_clock_in_another_zone_gives_the_same_answer() -> None:
    post = a_post(date=on(2021, 6, 16))

    assert is_public(post, dt.datetime(2021, 6, 15, 23, 0, tzinfo=dt.UTC))
    assert not is_public(post, dt.datetime(2021, 6, 15, 22, 59, tzinfo=dt.UTC))


def test_the_same_posts_are_public_until_the_next_one_falls_due() -> None:
    past, later, draft = on(2025, 12, 1), on(2026, 2, 1), on(2026, 1, 15)
    posts = (
        a_post(title="Old", date=on(2020)),
        a_post(title="Past", date=past),
        a_post(title="Later", date=later),
        a_post(title="Much later", date=on(2027)),
        a_post(title="Draft", date=draft, status="draft"),
    )

    assert next_change(posts, NOW) == (past.timestamp(), later.timestamp())


def test_without_posts_nothing_ever_changes() -> None:
    assert next_change((), NOW) == (float("-inf"), float("inf"))


def test_where_something_waits_for_a_response_each_day_is_another_one() -> None:
    midnight = on(2026, 1, 1)
    waits = a_recommendation(waiting=412, reckoned=midnight)

    assert next_change((), NOW, recommendations=(waits, a_recommendation(key="b"))) == (
        midnight.timestamp(), on(2026, 1, 2).timestamp()
    )  # fmt: skip


def test_a_post_that_is_due_now_bounds_the_past() -> None:
    posts = (a_post(date=NOW),)

    assert next_change(posts, NOW) == (NOW.timestamp(), float("inf"))


# -- Bodies


def test_the_gaps_of_a_body_are_filled_when_it_is_shown() -> None:
    html = f'<a href="{PLACEHOLDER}1{PLACEHOLDER}">one</a> and {PLACEHOLDER}0{PLACEHOLDER}'
    body = a_body(html, substitutions=("<img>", "/hub/x/"))

    assert body.__html__() == '<a href="/hub/x/">one</a> and <img>'


def test_a_body_without_gaps_is_its_html() -> None:
    assert a_body("<p>Ask.</p>").__html__() == "<p>Ask.</p>"


def test_a_body_is_loaded_by_its_key() -> None:
    body = Body(key="k1", words=1, load={"k1": "<p>Stored.</p>"}.__getitem__)

    assert body.__html__() == "<p>Stored.</p>"


def test_where_a_body_is_loaded_from_does_not_show_in_its_repr() -> None:
    one, two = a_body(load=str), a_body(load=lambda key: key)

    assert repr(one) == repr(two)
    assert one == two


def test_other_fills_are_another_body() -> None:
    assert repr(a_body(substitutions=("/a/",))) != repr(a_body(substitutions=("/b/",)))


def test_a_body_without_words_is_false() -> None:
    assert not a_body("")
    assert a_body("<p>Ask.</p>")


def test_values_are_frozen() -> None:
    post = a_post()

    with pytest.raises(dataclasses.FrozenInstanceError):
        post.title = "Other"  # type: ignore[misc]


# -- Orders


def test_posts_are_listed_newest_first_then_by_their_file() -> None:
    day = on(2021, 12, 16)
    posts = [
        a_post(title="B", date=day),
        a_post(title="A", date=day),
        a_post(title="New", date=day + dt.timedelta(minutes=1)),
    ]
    random.Random(1).shuffle(posts)  # noqa: S311 - a shuffle, no secret

    ordered = sorted(posts, key=order)

    assert [post.title for post in ordered] == ["New", "A", "B"]


def test_a_series_reads_introduction_parts_closing_whatever_their_dates() -> None:
    day = on(2021, 12, 13)
    parts: list[int | str] = ["closing", 2, 10, 1, "introduction"]
    posts = [
        a_post(title=f"Part {part}", series="2021-in-review", part=part, date=day) for part in parts
    ]

    library = a_library(posts)

    found = [post.part for post in library.by_series["2021-in-review"]]
    assert found == ["introduction", 1, 2, 10, "closing"]
    assert sorted(map(place, posts)) == [
        place(post) for post in library.by_series["2021-in-review"]
    ]


def test_a_series_without_public_posts_is_not_among_the_series_with_posts() -> None:
    library = a_library(series=[a_series()])

    assert "2021-in-review" not in library.by_series
    assert library.series_of["2021-in-review"].title == "2021 in review"


def test_a_parent_topic_has_the_posts_of_its_children_once() -> None:
    both = a_post(title="Both", topics=("foundations", "culture"), date=on(2021, 3))
    below = a_post(title="Below", topics=("culture", "insight"), date=on(2021, 2))
    other = a_post(title="Other", topics=("medication",), date=on(2021, 1))
    children = [a_topic(slug=slug, parent="foundations") for slug in ("culture", "insight")]

    library = a_library([both, below, other], topics=[*children, a_topic(slug="foundations")])

    assert library.by_topic["foundations"] == (both, below)
    assert library.by_topic["culture"] == (both, below)
    assert library.by_topic["insight"] == (below,)
    assert library.by_topic["medication"] == (other,)


def test_children_stand_below_their_parent_and_parents_below_nothing() -> None:
    topics = [a_topic(slug="b", parent="p"), a_topic(slug="a", parent="p"), a_topic(slug="p")]

    library = a_library(topics=topics)

    assert [topic.slug for topic in library.children_of["p"]] == ["a", "b"]
    assert [topic.slug for topic in library.children_of[""]] == ["p"]


def test_an_author_has_all_posts_that_name_them() -> None:
    together = a_post(title="Together", authors=("ann", "bob"), date=on(2021, 2))
    alone = a_post(title="Alone", authors=("ann",), date=on(2021, 1))

    library = a_library([alone, together])

    assert library.by_author["ann"] == (together, alone)
    assert library.by_author["bob"] == (together,)


def test_the_year_of_a_post_is_its_year_in_the_site_s_zone() -> None:
    midnight = a_post(title="Midnight", date=on(2021, 1, 1))
    minute_before = a_post(title="Before", date=on(2020, 12, 31, 23, 59))

    library = a_library([midnight, minute_before])

    assert list(library.by_year) == [2021, 2020]
    assert library.by_year[2021] == (midnight,)


def test_a_year_with_a_series_is_reviewed_even_without_posts() -> None:
    library = a_library([a_post(date=on(2021))], series=[a_series(slug="2023-in-review")])

    assert library.reviewed_years == (2023, 2021)


def test_every_post_has_its_neighbours_in_time() -> None:
    new, middle, old = posts_of(3)

    library = a_library([middle, old, new])

    assert library.neighbours[new.document] == (middle, None)
    assert library.neighbours[middle.document] == (old, new)
    assert library.neighbours[old.document] == (None, middle)


# -- Paths


def test_an_empty_library_still_has_its_own_pages() -> None:
    assert site_map(a_library()).paths == {
        "", "blog/", "topics/", "series/", "year-in-review/", "authors/", "search/", "404.html",
        "sitemap.xml", "robots.txt", "feeds/", "sources/", "sources/by-year/", "sources/by-kind/",
        "figures/", "figures/figures.csv", "rules/", "corrections/", "index.json",
        "index.schema.json",
    }  # fmt: skip


def test_every_page_and_feed_is_among_the_paths() -> None:
    post = a_post(series="2021-in-review", part=4)
    library = a_library(
        [post], pages=(a_page(),), topics=[a_topic(slug="quiet")], authors=[an_author(slug="ann")]
    )

    assert site_map(library).paths - site_map(a_library()).paths == {
        "blog/2021/",
        "blog/2021/patients-as-partners/",
        "topics/quiet/",
        "topics/patient-engagement/",
        "series/2021-in-review/",
        "series/2021-in-review/all/",
        "year-in-review/2021/",
        "year-in-review/2021/lists/",
        "year-in-review/2021/months.csv",
        "year-in-review/2021/topics.csv",
        "year-in-review/months.csv",
        "year-in-review/years.csv",
        "authors/ann/",
        "authors/safety-team/",
        "about/",
        *(
            f"feeds/{name}.{form}"
            for name in (
                "all", "topics/patient-engagement", "series/2021-in-review", "authors/safety-team"
            )
            for form in ("rss", "atom", "json")
        ),
        "feeds/all.opml",
    }  # fmt: skip


@pytest.mark.parametrize(("count", "last"), [(0, 1), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_a_list_has_a_page_for_each_twenty_posts(count: int, last: int) -> None:
    library = a_library(posts_of(count), topics=[a_topic()])

    for path in (addresses.BLOG, addresses.topic("patient-engagement")):
        assert addresses.numbered(path, last) in site_map(library).paths
        assert addresses.numbered(path, last + 1) not in site_map(library).paths


# -- From Pelican's context


# -- Parts of one day


def test_parts_of_one_moment_stand_in_the_order_of_the_parts() -> None:
    """Their files may be named in any order; the newest stands first, and that is the last part."""
    names = {1: "zebra", 2: "apple", 3: "mango", "closing": "aaa", "introduction": "zzz"}
    posts = [
        a_post(title=name, slug=name, document=f"posts/2021/{name}.md", date=on(2021, 12, 17),
               series="2021-in-review", part=part)
        for part, name in names.items()
    ]  # fmt: skip
    posts = posts[3:] + posts[:3]
    library = a_library(sorted(posts, key=order), series=[a_series()])

    first_to_last = ["zzz", "zebra", "apple", "mango", "aaa"]
    assert [post.slug for post in library.posts] == first_to_last[::-1]
    assert [post.slug for post in library.by_series["2021-in-review"]] == first_to_last
    older, newer = library.neighbours["posts/2021/apple.md"]
    assert (older and older.slug, newer and newer.slug) == ("zebra", "mango")
    (channel,) = [each for each in site_map(library).feeds if each.base.endswith("/2021-in-review")]
    assert [item.document for item in channel.items] == [
        f"posts/2021/{name}.md" for name in first_to_last[::-1]
    ]


def test_posts_of_one_moment_outside_series_stand_in_the_order_of_their_files() -> None:
    posts = [
        a_post(title=name, slug=name, document=f"posts/2021/{name}.md", date=on(2021, 12, 17))
        for name in ("b", "a", "c")
    ]

    assert [post.slug for post in sorted(posts, key=order)] == ["a", "b", "c"]
