"""A page that says in plain words what a feed is, and lists all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.feeds import Feed
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.model.taxonomy import FIELDS
from plugins.presentation.contracts import pages
from plugins.presentation.views import Link, View, counted, located

HEADINGS = {
    "all": "Everything",
    "updates": "Everything",
    "recommendations": "Everything",
    "topic": "Topics",
    "series": "Series",
    **FIELDS,
    "author": "Authors",
}
WORDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, kw_only=True)
class FeedLine:
    """One feed: the page that it follows, what it is, and its address in each format.

    `count` is of what that page lists.
    """

    page: Link
    description: str
    count: str
    formats: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class FeedGroup:
    heading: str
    feeds: tuple[FeedLine, ...]


@dataclass(frozen=True, kw_only=True)
class FeedsView(View):
    """Every feed, by what it follows."""

    template: ClassVar[str] = "feeds"

    groups: tuple[FeedGroup, ...]
    opml: str


def feeds_views(library: Library) -> Iterator[View]:
    """Yield the one page of all feeds."""
    groups: dict[str, list[FeedLine]] = {}
    for channel in site_map(library).feeds:
        if channel.linked:
            groups.setdefault(HEADINGS[channel.kind], []).append(_line(channel, library))
    yield FeedsView(
        **located(library.root, addresses.FEEDS),
        title="Feeds",
        description="How to follow the hub, a topic, a series, an author, or posts of one kind.",
        groups=tuple(
            FeedGroup(heading=heading, feeds=tuple(lines)) for heading, lines in groups.items()
        ),
        opml=library.root.url(addresses.OPML),
    )


def _line(channel: Feed, library: Library) -> FeedLine:
    word = {"updates": "update", "recommendations": "recommendation"}.get(channel.kind, "post")
    # The feed of all posts goes with the home page, which has the newest of them.
    page = addresses.BLOG if channel.kind == "all" else channel.page
    return FeedLine(
        page=Link(url=library.root.url(page), text=channel.name),
        description=channel.description,
        count=counted(channel.count, word),
        formats=tuple(
            Link(url=library.root.url(addresses.feed(channel.base, form)), text=word)
            for form, word in WORDS.items()
        ),
    )


register = pages(lambda build: feeds_views(build.library))
