"""A page that says in plain words what a feed is, and lists all there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.feeds import Feed
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.presentation.contracts import pages
from plugins.presentation.views import Link, View, counted, located

HEADINGS = {
    "all": "Everything",
    "updates": "Everything",
    "topic": "Topics",
    "series": "Series",
    "author": "Authors",
}
WORDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, kw_only=True)
class FeedLine:
    """One feed: what it is, and its address in each format."""

    name: str
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
        description="How to follow the hub, a topic, a series or an author.",
        groups=tuple(
            FeedGroup(heading=heading, feeds=tuple(lines)) for heading, lines in groups.items()
        ),
        opml=library.root.url(addresses.OPML),
    )


def _line(channel: Feed, library: Library) -> FeedLine:
    word = "update" if channel.kind == "updates" else "post"
    return FeedLine(
        name=channel.name,
        description=channel.description,
        count=counted(len(channel.items), word),
        formats=tuple(
            Link(url=library.root.url(addresses.feed(channel.base, form)), text=word)
            for form, word in WORDS.items()
        ),
    )


register = pages(lambda build: feeds_views(build.library))
