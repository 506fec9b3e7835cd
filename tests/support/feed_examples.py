"""The head of a feed and its entries."""

from __future__ import annotations

import datetime as dt
from typing import Any

from plugins.outputs.feeds.entries import Entry, Media, Person
from plugins.outputs.feeds.head import Head
from tests.support.examples import on


def a_head(**changes: Any) -> Head:
    given = {
        "id": "urn:uuid:6575d4df-1f3d-531a-a7e0-199661cd6e2d",
        "url": "https://example.org/hub/feeds/all.rss",
        "page": "https://example.org/hub/",
        "site": "https://example.org/hub/",
        "title": "Hub: all posts",
        "description": "Safer care.",
        "author": "Hub",
        "language": "en-GB",
        "hub": "",
        "updated": on(2021, 12, 16),
    }
    return Head(**{**given, **changes})


def an_entry(number: int = 1, **changes: Any) -> Entry:
    given = {
        "id": f"tag:example.org,2021:{number}",
        "url": f"https://example.org/hub/blog/2021/post-{number}/",
        "title": f"Post {number}",
        "summary": "What it says.",
        "published": on(2021, 12, 16) - dt.timedelta(days=number),
        "updated": on(2021, 12, 16) - dt.timedelta(days=number),
        "authors": (Person(name="Ann", url="https://example.org/hub/authors/ann/"),),
        "categories": ("Culture",),
        "lead": "<p>Words.</p>",
        "key": f"{number}",
    }
    return Entry(**{**given, **changes})


def a_media() -> Media:
    return Media(
        url="https://example.org/hub/images/a.png", alt='A "b"', type="image/png", length=4821,
        width=4, height=3,
    )  # fmt: skip
