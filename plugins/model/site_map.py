"""Every path of the site: where something stands, has moved to, or is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from plugins.model import addresses
from plugins.model.addresses import is_page
from plugins.model.feeds import Feed, archives_of, feeds_of, files_of
from plugins.model.library import PER_PAGE, Library
from plugins.model.post import Page, Post
from plugins.model.publication import Notice
from plugins.model.taxonomy import Author, Series, Topic


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """A path that was public once, and where its readers go now. Both as in `SiteMap.paths`."""

    old: str
    new: str


def site_map(library: Library) -> SiteMap:
    """Return the map of a library, which is made once."""
    found = library.memo.setdefault(("site_map", ""), None) or SiteMap(library)
    library.memo["site_map", ""] = found
    assert isinstance(found, SiteMap)
    return found


class SiteMap:
    """What a library says of addresses: paths below the root, as in `addresses`."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """Every feed that has something in it."""
        return tuple(feeds_of(self.library))

    @cached_property
    def redirects(self) -> tuple[Redirect, ...]:
        """Every old path of a post, page, topic, series, author or feed, with the path it has now.

        The feeds among them are still there as files; their archives are not.
        """
        named: list[tuple[Callable[[str], str], Topic | Series | Author]] = []
        named += [(addresses.topic, topic) for topic in self.library.topics]
        named += [(addresses.series, series) for series in self.library.series]
        named += [(addresses.author, author) for author in self.library.authors]
        found = [
            Redirect(old=path(old), new=path(each.slug))
            for path, each in named
            for old in each.aliases
        ]
        gathered = set(self.gathered)
        below: list[tuple[Callable[[str], str], Topic | Series]] = []
        below += [(addresses.topic_records, topic) for topic in self.library.topics]
        below += [(addresses.whole_series, series) for series in self.library.series]
        found += [
            Redirect(old=path(old), new=path(each.slug))
            for path, each in below
            if path(each.slug) in gathered
            for old in each.aliases
        ]
        for topic in self.library.topics:  # the further pages of its list
            count = len(self.library.by_topic.get(topic.slug, ()))
            lists = _pages_of(addresses.topic(topic.slug), count)[1:]
            found += [
                Redirect(old=before, new=now)
                for old in topic.aliases
                for before, now in zip(
                    _pages_of(addresses.topic(old), count)[1:], lists, strict=True
                )
            ]
        standing: list[Post | Notice | Page] = [*self.library.posts, *self.library.pages]
        standing += [notice for notice in self.library.notices if notice.url]
        found += [Redirect(old=old, new=each.path) for each in standing for old in each.aliases]
        found += [
            Redirect(
                old=addresses.archive(old, number, form),
                new=addresses.archive(channel.base, number, form),
            )
            for channel in self.feeds
            for old in channel.aliases
            for number in range(1, archives_of(len(channel.items)) + 1)
            for form in addresses.FORMATS
        ]
        return tuple(found)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Every path at which nothing answers any more, because its post was to be gone."""
        ended = [notice for notice in self.library.notices if not notice.url]
        found = {path for each in ended for path in (each.path, *each.aliases)}
        taken = {
            *(post.path for post in self.library.posts),
            *(notice.path for notice in self.library.notices if notice.url),
            *(each.old for each in self.redirects),
        }
        return tuple(sorted((found | set(self.library.removed)) - taken))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every page and feed, as paths below the root. `tests/test_site.py` compares."""
        return self.own_paths | {each.old for each in self.redirects if is_page(each.old)}

    @cached_property
    def gathered(self) -> tuple[str, ...]:
        """Pages that repeat what stands elsewhere, for print: no search engine is to list them."""
        library = self.library
        whole = [each.slug for each in library.series if each.slug in library.by_series]
        found = [addresses.whole_series(slug) for slug in whole]
        for topic in library.topics:
            posts = library.by_topic.get(topic.slug, ())
            if any(post.rules or post.figures for post in posts):
                found.append(addresses.topic_records(topic.slug))
        return tuple(found)

    @cached_property
    def own_paths(self) -> frozenset[str]:
        """The paths at which something stands that has not moved away.

        The gate asks for them while names may still be wrong, so nothing is looked up by name.
        """
        found = [addresses.HOME, addresses.TOPICS, addresses.SERIES, addresses.YEARS]
        found += [
            addresses.AUTHORS,
            addresses.SEARCH,
            addresses.NOT_FOUND,
            "sitemap.xml",
            "robots.txt",
            *([addresses.GLOSSARY] if self.library.terms else []),
            *([addresses.SUPPORT] if self.library.services else []),
            *([addresses.REPORT] if self.library.routes else []),
            addresses.LISTING,
            addresses.LISTING_SCHEMA,
        ]
        found += [addresses.FEEDS, addresses.OPML] if self.feeds else [addresses.FEEDS]
        found += [path for channel in self.feeds for path in files_of(channel)]
        found += _pages_of(addresses.BLOG, len(self.library.posts))
        for topic in self.library.topics:
            count = len(self.library.by_topic.get(topic.slug, ()))
            found += _pages_of(addresses.topic(topic.slug), count)
        for facet, posts in self.library.by_facet.items():
            found += _pages_of(addresses.facet(facet.field, facet.slug), len(posts))
        found += [addresses.series(series.slug) for series in self.library.series]
        found += self.gathered
        found += [addresses.author(author.slug) for author in self.library.authors]
        found += [addresses.review_year(year) for year in self.library.reviewed_years]
        found += [addresses.year_lists(year) for year in self.library.reviewed_years]
        found += [
            addresses.year_table(year, name)
            for year in self.library.reviewed_years
            for name in addresses.YEAR_TABLES
            if (
                self.library.closed_of[year].book.posts
                if year in self.library.closed_of
                else year in self.library.by_year
            )
        ]
        found += [addresses.YEARS_TABLE, addresses.MONTHS_TABLE] if self.library.posts else []
        found += [addresses.blog_year(year) for year in self.library.by_year]
        found += [post.path for post in self.library.posts]
        found += [notice.path for notice in self.library.notices if notice.url]
        found += [addresses.GONE] if self.gone else []
        found += [page.path for page in self.library.pages]
        found += [addresses.SOURCES, addresses.SOURCES_BY_YEAR, addresses.SOURCES_BY_KIND]
        found += [source.path for source in self.library.sources]
        citing = [post.path for post in self.library.posts if post.references]
        for path in (*citing, *(each.path for each in self.library.source_of.values())):
            found += [addresses.references(path, form) for form, _ in addresses.REFERENCES]
        found += [
            addresses.chart_table(post.path, number)
            for post in self.library.posts
            for number in range(1, len(post.body.charts) + 1)
        ]
        found += [
            addresses.table(post.path, number)
            for post in self.library.posts
            for number, _ in post.body.tables
        ]
        found += [addresses.FIGURES, addresses.FIGURES_TABLE, addresses.RULES]
        found += [rule.path for rule in self.library.rules]
        if self.library.recommendations:
            found += [
                addresses.RECOMMENDATIONS,
                addresses.RECOMMENDATIONS_BY_ADDRESSEE,
                addresses.RECOMMENDATIONS_BY_STATUS,
            ]
        found += [each.path for each in self.library.recommendations]
        found += [addresses.CORRECTIONS]
        return frozenset(found)


def _pages_of(path: str, count: int) -> list[str]:
    return [addresses.numbered(path, n + 1) for n in range(max(1, -(-count // PER_PAGE)))]
