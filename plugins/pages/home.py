"""What the hub is, what is new, this year's review, the topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.presentation.contracts import pages
from plugins.presentation.series_box import SeriesBox, series_box
from plugins.presentation.views import Link, PostCard, TopicCard, View, card, located, topic_card

NEWEST = 6


@dataclass(frozen=True, kw_only=True)
class HomeView(View):
    """The home page. `review` is the newest series that looks back on a year."""

    template: ClassVar[str] = "home"

    newest: tuple[PostCard, ...]
    blog: Link
    review: SeriesBox | None
    topics: tuple[TopicCard, ...]


def home_views(library: Library) -> Iterator[HomeView]:
    """Yield the home page."""
    reviews = [
        series for series in library.series if series.year and library.by_series.get(series.slug)
    ]
    current = max(reviews, key=lambda series: (series.year or 0, series.slug), default=None)
    parents = library.children_of.get("", ())
    yield HomeView(
        **located(library.root, addresses.HOME),
        title="",
        description="",
        newest=tuple(card(post, library) for post in library.posts[:NEWEST]),
        blog=Link(url=library.root.url(addresses.BLOG), text="All posts"),
        review=series_box(current, library) if current else None,
        topics=tuple(topic_card(topic, library) for topic in parents),
    )


register = pages(lambda build: home_views(build.library))
