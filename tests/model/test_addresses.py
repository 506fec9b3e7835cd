"""Addresses: where every page and file of the site is found."""

from __future__ import annotations

import pytest

from plugins.model import addresses
from plugins.model.addresses import RESERVED, Root


@pytest.mark.parametrize(
    ("siteurl", "url", "absolute"),
    [
        ("https://example.org", "/blog/", "https://example.org/blog/"),
        ("https://example.org/", "/blog/", "https://example.org/blog/"),
        ("https://example.org/hub", "/hub/blog/", "https://example.org/hub/blog/"),
        ("https://example.org/hub/", "/hub/blog/", "https://example.org/hub/blog/"),
        ("http://127.0.0.1:8000", "/blog/", "http://127.0.0.1:8000/blog/"),
        ("https://example.org/a/b", "/a/b/blog/", "https://example.org/a/b/blog/"),
        ("https://example.org/ä b", "/%C3%A4%20b/blog/", "https://example.org/%C3%A4%20b/blog/"),
        ("https://example.org/%20", "/%20/blog/", "https://example.org/%20/blog/"),
    ],
)
def test_a_link_begins_at_the_root_of_the_site(siteurl: str, url: str, absolute: str) -> None:
    root = Root.of(siteurl)

    assert root.url(addresses.BLOG) == url
    assert root.absolute(root.url(addresses.BLOG)) == absolute


def test_an_address_elsewhere_stays_as_it_is() -> None:
    root = Root.of("https://example.org/hub")

    assert root.absolute("https://other.example/x") == "https://other.example/x"


def test_letters_that_an_address_cannot_hold_are_escaped() -> None:
    root = Root.of("https://example.org")

    assert root.url("topics/café & co/") == "/topics/caf%C3%A9%20%26%20co/"
    assert root.url('a"b<c>') == "/a%22b%3Cc%3E"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (addresses.HOME, ""),
        (addresses.post(2021, "x"), "blog/2021/x/"),
        (addresses.blog_year(2021), "blog/2021/"),
        (addresses.topic("x"), "topics/x/"),
        (addresses.series("x"), "series/x/"),
        (addresses.review_year(2021), "year-in-review/2021/"),
        (addresses.author("x"), "authors/x/"),
        (addresses.page("about"), "about/"),
        (addresses.topic_feed("x"), "feeds/topics/x.rss"),
        (addresses.series_feed("x"), "feeds/series/x.rss"),
        (addresses.numbered("blog/", 1), "blog/"),
        (addresses.numbered("blog/", 2), "blog/page/2/"),
        (addresses.NOT_FOUND, "404.html"),
        (addresses.FEED, "feeds/all.rss"),
    ],
)
def test_every_kind_of_page_has_the_address_that_was_promised(path: str, expected: str) -> None:
    assert path == expected


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("", "index.html"),
        ("blog/", "blog/index.html"),
        ("404.html", "404.html"),
        ("feeds/all.rss", "feeds/all.rss"),
    ],
)
def test_a_page_is_the_index_of_its_folder(path: str, file: str) -> None:
    assert addresses.save_as(path) == file


def test_no_page_may_take_the_first_word_of_an_address_of_the_site() -> None:
    paths = [
        addresses.BLOG,
        addresses.TOPICS,
        addresses.SERIES,
        addresses.YEARS,
        addresses.AUTHORS,
        addresses.NOT_FOUND,
        addresses.FEED,
        addresses.topic_feed("x"),
        addresses.series_feed("x"),
        "sitemap.xml",
        "robots.txt",
        "images/x.png",
        "static/site.css",
        "index.html",
    ]

    first = {path.split("/")[0].partition(".")[0] for path in paths}

    assert first <= RESERVED
