"""A page for each series, every planned part in order; and a page of all series."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.taxonomy import Series
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.series_box import PartLine, part_lines
from plugins.presentation.views import Link, View, located


@dataclass(frozen=True, kw_only=True)
class SeriesView(View):
    """The page of one series: its introduction, then its parts, oldest first."""

    template: ClassVar[str] = "series"

    introduction: Body
    state: str
    parts: tuple[PartLine, ...]
    review: Link | None
    feed: Link | None


@dataclass(frozen=True, kw_only=True)
class SeriesCard:
    """A series in a list."""

    url: str
    title: str
    state: str


@dataclass(frozen=True, kw_only=True)
class SeriesListView(View):
    """All series, the newest year first."""

    template: ClassVar[str] = "series_list"

    series: tuple[SeriesCard, ...]


def series_views(library: Library) -> Iterator[View]:
    """Yield the list of series, then one page for each, also for one that has no parts yet."""
    root = library.root
    yield SeriesListView(
        **located(root, addresses.SERIES),
        title="Series",
        description="Short runs of posts that belong together.",
        series=tuple(
            SeriesCard(url=series.url, title=series.title, state=state_of(series, library))
            for series in library.series
        ),
    )
    for series in library.series:
        feed = Link(url=root.url(addresses.series_feed(series.slug)), text=series.title)
        has_posts = series.slug in library.by_series
        review = None
        if series.year in library.reviewed_years and series.year:
            url = root.url(addresses.review_year(series.year))
            review = Link(url=url, text=f"Everything of {series.year}")
        yield SeriesView(
            **located(root, addresses.series(series.slug)),
            title=series.title,
            description=f"{series.title}: {state_of(series, library)}.",
            crumbs=(Link(url=root.url(addresses.SERIES), text="Series"),),
            feeds=(feed,) if has_posts else (),
            introduction=series.introduction,
            state=state_of(series, library),
            parts=part_lines(series, library, summaries=True),
            review=review,
            feed=feed if has_posts else None,
        )


def state_of(series: Series, library: Library) -> str:
    """Return "five parts" or "3 of 4 parts published"."""
    planned = len(series.parts)
    posts = library.by_series.get(series.slug, ())
    there = sum(isinstance(post.part, int) for post in posts)
    word = "part" if planned == 1 else "parts"
    return f"{planned} {word}" if there == planned else f"{there} of {planned} {word} published"


register = pages(lambda build: series_views(build.library))
