"""Years: the year in review, made from what was published; and a page of all years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.core import addresses
from plugins.core.dates import MONTHS
from plugins.core.library import Library, Post, library_of
from plugins.core.output import Output
from plugins.core.series import SeriesBox, series_box
from plugins.core.views import Link, PostCard, View, card, counted, located


@dataclass(frozen=True, kw_only=True)
class ReviewMonth:
    name: str
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, kw_only=True)
class TopicCount:
    """How many posts of the year name a topic."""

    topic: Link
    count: str


@dataclass(frozen=True, kw_only=True)
class YearView(View):
    """One year: the series that look back on it, its other posts by month, its topics."""

    template: ClassVar[str] = "year"

    year: int
    count: str
    series: tuple[SeriesBox, ...]
    months: tuple[ReviewMonth, ...]
    topics: tuple[TopicCount, ...]
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, kw_only=True)
class YearCard:
    """A year in a list, with its series."""

    url: str
    year: int
    count: str
    series: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class YearsView(View):
    """All years, newest first."""

    template: ClassVar[str] = "years"

    years: tuple[YearCard, ...]


def year_views(library: Library) -> Iterator[View]:
    """Yield the list of years, then one page for each."""
    root = library.root
    years = library.reviewed_years
    yield YearsView(
        **located(root, addresses.YEARS),
        title="Year in review",
        description="What each year brought, and the series that look back on it.",
        years=tuple(
            YearCard(
                url=root.url(addresses.review_year(year)),
                year=year,
                count=counted(len(library.by_year.get(year, ())), "post"),
                series=tuple(
                    Link(url=each.url, text=each.title)
                    for each in library.series
                    if each.year == year
                ),
            )
            for year in years
        ),
    )
    for number, year in enumerate(years):
        series = [each for each in library.series if each.year == year]
        names = {each.slug for each in series}
        posts = library.by_year.get(year, ())
        others = [post for post in reversed(posts) if post.series not in names]
        yield YearView(
            **located(root, addresses.review_year(year)),
            title=f"{year} in review",
            description=f"What was published in {year}, by month and by topic.",
            crumbs=(Link(url=root.url(addresses.YEARS), text="Year in review"),),
            year=year,
            count=counted(len(posts), "post"),
            series=tuple(series_box(each, library) for each in series),
            months=tuple(_months(others, library)),
            topics=tuple(_topics(posts, library)),
            earlier=_year_link(library, years[number + 1 : number + 2]),
            later=_year_link(library, years[max(0, number - 1) : number]),
        )


def _months(posts: list[Post], library: Library) -> Iterator[ReviewMonth]:
    for month, found in groupby(posts, key=lambda post: post.date.month):
        cards = tuple(card(post, library) for post in found)
        yield ReviewMonth(name=MONTHS[month], posts=cards)


def _topics(posts: tuple[Post, ...], library: Library) -> Iterator[TopicCount]:
    """Yield the topics of some posts, the commonest first."""
    counts = Counter(slug for post in posts for slug in post.topics)
    for slug, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        topic = library.topic_of[slug]
        yield TopicCount(topic=Link(url=topic.url, text=topic.name), count=counted(count, "post"))


def _year_link(library: Library, years: tuple[int, ...]) -> Link | None:
    if not years:
        return None
    return Link(url=library.root.url(addresses.review_year(years[0])), text=str(years[0]))


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_years(generator: ArticlesGenerator, writer: Output) -> None:
    writer.write_views(year_views(library_of(generator.context)))


def register() -> None:
    signals.article_writer_finalized.connect(write_years)
