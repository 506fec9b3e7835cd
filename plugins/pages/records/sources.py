"""A page for each source with the posts that cite it; and lists of all sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Source
from plugins.model.text import Body
from plugins.presentation.citations import KINDS, SourceLine, source_line
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.figures import FigureText, figure_text
from plugins.presentation.views import Day, Link, View, card, counted, located, post_link


@dataclass(frozen=True, kw_only=True)
class Citing:
    """A post that cites a source."""

    post: Link
    date: Day


@dataclass(frozen=True, kw_only=True)
class SourceView(View):
    """One source: what it is, whether it stands, and what rests on it, newest first."""

    template: ClassVar[str] = "source"

    source: SourceLine
    kind: str
    recorded: Day | None
    note: Body
    count: str
    posts: tuple[Citing, ...]
    figures: tuple[FigureText, ...]
    rules: tuple[Link, ...]
    recommendations: tuple[Link, ...]
    replaces: tuple[Link, ...]
    downloads: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class SourceCard:
    """A source in a list. `count` says in how many posts it is cited."""

    url: str
    title: str
    publisher: str
    date: Day
    kind: str
    state: str
    count: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Sources that belong together: of one publisher, one year or one kind."""

    name: str
    id: str
    sources: tuple[SourceCard, ...]


@dataclass(frozen=True, kw_only=True)
class SourcesView(View):
    """All sources in groups, and the ways to the other orders."""

    template: ClassVar[str] = "sources"

    count: str
    orders: tuple[Link, ...]
    groups: tuple[Group, ...]


Order = Callable[[Source], tuple[str, str]]


def _by_publisher(source: Source) -> tuple[str, str]:
    return source.publisher.casefold(), source.publisher


def _by_year(source: Source) -> tuple[str, str]:
    return f"{9999 - int(source.date[:4]):04}", source.date[:4]


def _by_kind(source: Source) -> tuple[str, str]:
    return KINDS[source.kind].casefold(), KINDS[source.kind]


# Each order of the list: its address, its words, and how it groups.
ORDERS: tuple[tuple[str, str, Order], ...] = (
    (addresses.SOURCES, "by publisher", _by_publisher),
    (addresses.SOURCES_BY_YEAR, "by year", _by_year),
    (addresses.SOURCES_BY_KIND, "by kind", _by_kind),
)


def source_views(library: Library) -> Iterator[View]:
    """Yield the lists of all sources, then a page for each, also for one that no post cites."""
    root = library.root
    home = Link(url=root.url(addresses.SOURCES), text="Sources")
    orders = tuple(Link(url=root.url(path), text=words) for path, words, _ in ORDERS)
    for path, words, order in ORDERS:
        first = path == addresses.SOURCES
        yield SourcesView(
            **located(root, path),
            title="Sources" if first else f"Sources {words}",
            description=f"Everything that posts of the hub rest on, {words}.",
            crumbs=() if first else (home,),
            count=counted(len(library.sources), "source"),
            orders=orders,
            groups=tuple(_groups(library, order)),
        )
    given = defaultdict(list)
    for figure in library.figures:
        given[figure.source].append(figure)
    stated = defaultdict(list)
    for rule in library.rules:
        for key in dict.fromkeys(version.source for version in rule.versions):
            stated[key].append(rule)
    made = defaultdict(list)
    for each in library.recommendations:
        made[each.report].append(Link(url=each.url, text=each.name))
    before = defaultdict(list)
    for source in library.sources:
        if source.replaced_by:
            before[source.replaced_by].append(source)
    for source in library.sources:
        posts = library.by_source.get(source.key, ())
        yield SourceView(
            **located(root, source.path),
            title=source.title,
            description=f"{KINDS[source.kind]}, {source.publisher}. What it is, and who cites it.",
            crumbs=(home,),
            source=source_line(source, library),
            kind=KINDS[source.kind],
            recorded=Day.stated(source.recorded) if source.recorded else None,
            note=source.note,
            count=counted(len(posts), "post"),
            posts=tuple(
                Citing(post=post_link(post, library), date=card(post, library).date)
                for post in posts
            ),
            figures=tuple(figure_text(figure, library) for figure in given[source.key]),
            rules=tuple(Link(url=rule.url, text=rule.name) for rule in stated[source.key]),
            recommendations=tuple(made[source.key]),
            replaces=tuple(Link(url=old.url, text=old.title) for old in before[source.key]),
            downloads=tuple(
                Link(url=root.url(addresses.references(source.path, form)), text=text)
                for form, text in addresses.REFERENCES
            ),
        )


def _groups(library: Library, order: Order) -> Iterator[Group]:
    """Yield the groups of an order; within each, the newest source first."""
    groups: dict[tuple[str, str], list[Source]] = defaultdict(list)
    newest = sorted(library.sources, key=lambda each: each.key)
    for source in sorted(newest, key=lambda each: each.date, reverse=True):
        groups[order(source)].append(source)
    for number, (_, name) in enumerate(sorted(groups), 1):
        sources = groups[_, name]
        yield Group(
            name=name,
            id=f"group-{number}",
            sources=tuple(_card(source, library) for source in sources),
        )


def _card(source: Source, library: Library) -> SourceCard:
    line = source_line(source, library)
    return SourceCard(
        url=source.url,
        title=source.title,
        publisher=source.publisher,
        date=line.date,
        kind=KINDS[source.kind],
        state=line.state,
        count=counted(len(library.by_source.get(source.key, ())), "post"),
    )


register = pages(lambda build: source_views(build.library))
