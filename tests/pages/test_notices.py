"""Notices at the addresses of withdrawn posts."""

from __future__ import annotations

from plugins.model.publication import Notice
from plugins.model.site_map import site_map
from plugins.pages.notices import notice_views
from plugins.presentation.views import Link
from tests.support.examples import ROOT, a_library, a_post, on


def a_notice(**changes: object) -> Notice:
    given = {
        "document": "posts/2021/secret-title.md",
        "id": "tag:example.org,2021:ab",
        "path": "blog/2021/x/",
        "url": ROOT.url("blog/2021/x/"),
        "date": on(2021),
        "withdrawn": on(2022, 3, 4),
    }
    return Notice(**{**given, **changes})  # type: ignore[arg-type]


def test_a_notice_stands_where_the_post_stood_and_says_when_it_went() -> None:
    (view,) = notice_views(a_library(notices=(a_notice(),)))

    assert (view.save_as, view.canonical) == (
        "blog/2021/x/index.html",
        "https://example.org/hub/blog/2021/x/",
    )
    assert view.title == "This post was withdrawn"
    assert view.day is not None
    assert view.day.text == "4 March 2022"
    assert [way.url for way in view.ways] == [
        *("/hub/corrections/", "/hub/", "/hub/blog/", "/hub/topics/")
    ]


def test_a_notice_says_why_and_what_to_read_instead() -> None:
    newer = a_post(document="posts/2022/newer.md", title="What is right")
    notice = a_notice(reason="It was wrong.", replaced_by="posts/2022/newer.md")

    (view,) = notice_views(a_library([newer], notices=(notice,)))

    assert view.reason == "It was wrong."
    assert view.instead == Link(url=newer.url, text="What is right")


def test_a_notice_leads_to_no_post_that_is_not_public() -> None:
    (view,) = notice_views(a_library(notices=(a_notice(replaced_by="posts/2022/draft.md"),)))

    assert (view.reason, view.instead) == ("", None)


def test_a_day_that_nobody_wrote_down_is_not_made_up() -> None:
    (view,) = notice_views(a_library(notices=(a_notice(withdrawn=on(2021)),)))

    assert view.day is None


def test_a_post_that_is_to_be_gone_has_no_notice() -> None:
    library = a_library(notices=(a_notice(url="", aliases=("old/x/",)),))

    (view,) = notice_views(library)
    assert (view.save_as, view.title) == ("410.html", "This page is gone")
    assert site_map(library).gone == ("blog/2021/x/", "old/x/")
    assert "blog/2021/x/" not in site_map(library).paths


def test_what_was_removed_for_good_is_gone_unless_something_stands_there_again() -> None:
    library = a_library(
        [a_post(aliases=("blog/2020/b/",))], removed=("blog/2020/a/", "blog/2020/b/")
    )

    assert site_map(library).gone == ("blog/2020/a/",)


def test_a_site_that_lost_nothing_needs_no_such_page() -> None:
    assert list(notice_views(a_library())) == []
    assert "410.html" not in site_map(a_library()).paths


def test_an_old_address_of_a_withdrawn_post_leads_to_its_notice() -> None:
    library = a_library(notices=(a_notice(aliases=("old/x/",)),))

    assert [(each.old, each.new) for each in site_map(library).redirects] == [
        ("old/x/", "blog/2021/x/")
    ]
    assert {"old/x/", "blog/2021/x/"} <= site_map(library).paths


def test_a_notice_holds_no_word_of_the_post() -> None:
    (view,) = notice_views(a_library(notices=(a_notice(),)))

    assert "secret" not in repr(view).lower()
