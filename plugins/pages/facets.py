"""A page for each audience, kind and nation that has posts, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.taxonomy import FIELDS, Facet
from plugins.presentation.contracts import pages
from plugins.presentation.views import Link, PageTurn, PostCard, View, card, counted, located, turns


@dataclass(frozen=True, kw_only=True)
class FacetView(View):
    """One page of a facet. `group` is what its field is called; `others` are that field's pages."""

    template: ClassVar[str] = "facet"

    count: str
    posts: tuple[PostCard, ...]
    turn: PageTurn
    group: str
    others: tuple[Link, ...]
    feed: Link


def facet_views(library: Library) -> Iterator[FacetView]:
    """Yield the pages of each facet."""
    root = library.root
    blog = Link(url=root.url(addresses.BLOG), text="Blog")
    for facet, posts in library.by_facet.items():
        path = addresses.facet(facet.field, facet.slug)
        first = Link(url=root.url(path), text=facet.title)
        feed = Link(url=root.url(addresses.facet_feed(facet.field, facet.slug)), text=facet.title)
        others = tuple(
            _link(each, library) for each in library.by_facet if each.field == facet.field
        )
        for turn, shown in turns(root, path, posts):
            page = "" if turn.number == 1 else f", page {turn.number}"
            yield FacetView(
                **located(root, addresses.numbered(path, turn.number)),
                title=f"{facet.title}{page}",
                description=facet.about,
                crumbs=(blog, first) if page else (blog,),
                feeds=(feed,),
                count=counted(len(posts), "post"),
                posts=tuple(card(post, library) for post in shown),
                turn=turn,
                group=FIELDS[facet.field],
                others=others if len(others) > 1 else (),
                feed=feed,
            )


def _link(facet: Facet, library: Library) -> Link:
    url = library.root.url(addresses.facet(facet.field, facet.slug))
    return Link(url=url, text=facet.name)


register = pages(lambda build: facet_views(build.library))
