"""All posts, newest first, twenty a page; and a page for each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.language.dates import MONTHS
from plugins.model import addresses
from plugins.model.library import Library
from plugins.presentation.contracts import pages
from plugins.presentation.views import Link, PageTurn, PostCard, View, card, counted, located, turns


@dataclass(frozen=True, kw_only=True)
class BlogView(View):
    """One page of the list of all posts."""

    template: ClassVar[str] = "blog"

    count: str
    posts: tuple[PostCard, ...]
    turn: PageTurn
    years: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Month:
    name: str
    id: str
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, kw_only=True)
class BlogYearView(View):
    """The posts of one year, by month, newest first."""

    template: ClassVar[str] = "blog_year"

    count: str
    months: tuple[Month, ...]
    years: tuple[Link, ...]
    review: Link


def blog_views(library: Library) -> Iterator[View]:
    """Yield the pages of all posts, then one page for each year."""
    root = library.root
    blog = Link(url=root.url(addresses.BLOG), text="Blog")
    years = tuple(
        Link(url=root.url(addresses.blog_year(year)), text=str(year)) for year in library.by_year
    )
    for turn, posts in turns(root, addresses.BLOG, library.posts):
        page = f", page {turn.number}" if turn.number > 1 else ""
        yield BlogView(
            **located(root, addresses.numbered(addresses.BLOG, turn.number)),
            title=f"Blog{page}",
            description=f"All posts, newest first{page}.",
            crumbs=(blog,) if turn.number > 1 else (),
            count=counted(len(library.posts), "post"),
            posts=tuple(card(post, library) for post in posts),
            turn=turn,
            years=years,
        )
    for year, in_year in library.by_year.items():
        grouped = groupby(in_year, key=lambda post: post.date.month)
        yield BlogYearView(
            **located(root, addresses.blog_year(year)),
            title=f"Posts of {year}",
            description=f"All posts of {year}, by month.",
            crumbs=(blog,),
            count=counted(len(in_year), "post"),
            months=tuple(
                Month(
                    name=MONTHS[month],
                    id=MONTHS[month].lower(),
                    posts=tuple(card(post, library) for post in posts),
                )
                for month, posts in grouped
            ),
            years=years,
            review=Link(url=root.url(addresses.review_year(year)), text=f"{year} in review"),
        )


register = pages(lambda build: blog_views(build.library))
