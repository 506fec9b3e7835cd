"""Ways to report something, as posts and the page of all of them show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import NATIONS, Post
from plugins.model.records import Route
from plugins.presentation.views import Day, applies_in_words

AUDIENCES = {
    "public": "For patients, families and carers",
    "staff": "For those who work in health and care",
}


@dataclass(frozen=True, kw_only=True)
class RouteLine:
    """One way to report: for whom, where it holds, and what to do."""

    name: str
    what: str
    nations: str
    steps: tuple[str, ...]
    link: str
    checked: Day


@dataclass(frozen=True, kw_only=True)
class RouteGroup:
    """The ways for one audience."""

    name: str
    routes: tuple[RouteLine, ...]


@dataclass(frozen=True, kw_only=True)
class ReportBox:
    """What a post says of reporting: the ways that fit it, and where all of them are."""

    groups: tuple[RouteGroup, ...]
    all: str


def route_line(route: Route) -> RouteLine:
    return RouteLine(
        name=route.name,
        what=route.what,
        nations=applies_in_words(route.nations),
        steps=route.steps,
        link=route.link,
        checked=Day.of(route.checked),
    )


def grouped(routes: Iterable[Route]) -> tuple[RouteGroup, ...]:
    """Return ways by audience: first those that hold in most nations, then nation by nation."""
    found = sorted(routes, key=lambda each: (-len(each.nations), *map(NATIONS.index, each.nations)))
    return tuple(
        RouteGroup(name=said, routes=tuple(map(route_line, those)))
        for audience, said in AUDIENCES.items()
        if (those := [each for each in found if each.audience == audience])
    )


def nation_id(nation: str) -> str:
    """Return the place of a nation on the page of all ways."""
    return f"_{nation.replace(' ', '-').lower()}"


def report_box(post: Post, library: Library) -> ReportBox | None:
    """Return the ways that a post asks for, by its header, its topics or its kind, and that hold
    in a nation that it applies to.
    """
    groups = grouped(_fitting(post, library))
    if not groups:
        return None
    return ReportBox(groups=groups, all=library.root.url(addresses.REPORT))


def _fitting(post: Post, library: Library) -> Iterator[Route]:
    wanted = set(post.applies_to or NATIONS)
    for route in library.routes:
        asked = (
            route.key in post.reporting
            or post.kind in route.kinds
            or not set(route.topics).isdisjoint(post.topics)
        )
        if asked and not wanted.isdisjoint(route.nations):
            yield route
