"""Channels: what can be followed, and how a history is divided."""

from __future__ import annotations

import pytest

from plugins.model.feeds import ARCHIVE, NEWEST, archived, archives_of, files_of, newest
from plugins.model.library import Library
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.model.site_map import Redirect, site_map
from tests.support.examples import a_library, a_post, a_series, a_topic, on, posts_of


@pytest.mark.parametrize("count", [0, 1, 19, 20, 21, 69, 70, 71, 119, 120, 121, 500])
def test_newest_and_archives_hold_each_item_once(count: int) -> None:
    items = list(range(count))[::-1]

    found = list(newest(items))
    for number in range(archives_of(count), 0, -1):
        found += archived(items, number)

    assert found == items
    assert len(newest(items)) == min(NEWEST, count)


def test_a_closed_archive_stays_whatever_follows() -> None:
    closed = archived(list(range(NEWEST + ARCHIVE))[::-1], 1)

    for more in range(1, 130):
        assert archived(list(range(NEWEST + ARCHIVE + more))[::-1], 1) == closed


def names(library: Library) -> list[str]:
    return [channel.base for channel in site_map(library).feeds]


def test_everything_with_posts_can_be_followed() -> None:
    child = a_topic(slug="consent", parent="patient-engagement")
    post = a_post(topics=("consent",), series="2021-in-review", part=1)

    library = a_library(
        [post], topics=[child, a_topic(), a_topic(slug="quiet")], series=[a_series()]
    )

    assert names(library) == [
        "feeds/all",
        "feeds/topics/consent",
        "feeds/topics/patient-engagement",
        "feeds/series/2021-in-review",
        "feeds/authors/safety-team",
    ]


def test_a_library_without_posts_has_no_channels() -> None:
    assert site_map(a_library(topics=[a_topic()])).feeds == ()


def test_a_series_is_fed_newest_first() -> None:
    posts = [
        a_post(title=f"P {n}", slug=f"p{n}", date=on(2021, 1, n), series="2021-in-review", part=n)
        for n in (1, 2, 3)
    ]

    (found,) = (one for one in site_map(a_library(posts)).feeds if one.kind == "series")

    assert [post.title for post in found.items] == ["P 3", "P 2", "P 1"]  # type: ignore[union-attr]


def test_only_told_updates_are_news() -> None:
    kinds = ("minor", "clarification", "correction", "major", "superseded")
    updates = tuple(
        Update(date=on(2022, 1, number), kind=kind, what="It changed.")
        for number, kind in enumerate(kinds, 1)
    )

    (found,) = (
        one for one in site_map(a_library([a_post(updates=updates)])).feeds if one.kind == "updates"
    )

    assert [item.update.kind for item in found.items] == ["superseded", "major", "correction"]  # type: ignore[union-attr]
    assert [item.number for item in found.items] == [3, 2, 1]  # type: ignore[union-attr]


def test_a_notice_stands_where_its_post_stood() -> None:
    notice = Notice(
        document="posts/x.md", id="tag:a,2021:b", path="blog/2021/x/", date=on(2021, 1, 2, 12), withdrawn=on(2022),
        topics=("patient-engagement",), authors=("gone",),
    )  # fmt: skip
    library = a_library(posts_of(3), topics=[a_topic()], notices=(notice,))

    places = {
        one.base: one.items.index(notice) for one in site_map(library).feeds if notice in one.items
    }

    assert places == {"feeds/all": 2, "feeds/topics/patient-engagement": 2}
    assert "feeds/updates" in names(library)


def test_a_feed_of_notices_alone_answers_and_is_not_shown() -> None:
    notice = Notice(
        document="posts/x.md", id="tag:a,2021:b", path="blog/2021/x/", date=on(2021), withdrawn=on(2022),
        topics=("patient-engagement",),
    )  # fmt: skip

    library = a_library(topics=[a_topic()], notices=(notice,))

    assert {one.base: one.linked for one in site_map(library).feeds} == {
        "feeds/all": False,
        "feeds/updates": True,
        "feeds/topics/patient-engagement": False,
    }


def test_old_names_are_kept_as_files_and_as_redirects() -> None:
    topic = a_topic(aliases=("patients", "people"))
    library = a_library(posts_of(NEWEST + 1), topics=[topic])

    (channel,) = (one for one in site_map(library).feeds if one.kind == "topic")

    bases = ("patient-engagement", "patients", "people")
    forms = ("rss", "atom", "json")
    assert set(files_of(channel)) == {
        *(f"feeds/topics/{base}.{form}" for base in bases for form in forms),
        *(f"feeds/topics/patient-engagement/1.{form}" for form in forms),
    }
    assert set(files_of(channel)) <= site_map(library).paths
    assert set(site_map(library).redirects) == {
        Redirect(old="topics/patients/", new="topics/patient-engagement/"),
        Redirect(old="topics/people/", new="topics/patient-engagement/"),
        Redirect(old="topics/patients/page/2/", new="topics/patient-engagement/page/2/"),
        Redirect(old="topics/people/page/2/", new="topics/patient-engagement/page/2/"),
        *(
            Redirect(
                old=f"feeds/topics/{old}/1.{form}", new=f"feeds/topics/patient-engagement/1.{form}"
            )
            for old in ("patients", "people")
            for form in forms
        ),
    }
