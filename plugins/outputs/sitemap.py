"""Every page for search engines, with the dates of the content; and robots.txt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.presentation.contracts import OutputFile, files
from plugins.presentation.post_notes import modified, told

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """Whole addresses, each with the day of its content where it has one, or an empty text."""

    save_as: str
    pages: tuple[tuple[str, str], ...]

    def render(self) -> bytes:
        root = etree.Element("urlset", nsmap={None: NAMESPACE})
        for address, day in self.pages:
            page = etree.SubElement(root, "url")
            etree.SubElement(page, "loc").text = address
            if day:
                etree.SubElement(page, "lastmod").text = day
        return bytes(
            etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
        )


@dataclass(frozen=True, kw_only=True)
class Robots:
    save_as: str
    sitemap: str

    def render(self) -> bytes:
        return f"User-agent: *\nAllow: /\n\nSitemap: {self.sitemap}\n".encode()


def sitemap_documents(library: Library) -> Iterator[OutputFile]:
    """Yield the sitemap and robots.txt. The sitemap has no feeds, and no page that says noindex."""
    days = dict(_days(library))
    known = site_map(library)
    shown = known.own_paths - {notice.path for notice in library.notices} - set(known.gathered)
    paths = sorted(path for path in shown if path == "" or path.endswith("/"))
    root = library.root
    pages = tuple((root.absolute(root.url(path)), days.get(path, "")) for path in paths)
    yield Sitemap(save_as="sitemap.xml", pages=pages)
    yield Robots(save_as="robots.txt", sitemap=root.absolute(root.url("sitemap.xml")))


def _days(library: Library) -> Iterator[tuple[str, str]]:
    """Yield the path and the day of each page that has one: when a reader last found it changed.

    A post's is that of its last update with a meaning; a list's that of its newest post. Never
    the day of the build: search engines stop to trust such days.
    """
    for post in library.posts:
        yield post.path, _day(modified(post))
    lists = [
        *((addresses.topic(slug), posts) for slug, posts in library.by_topic.items()),
        *((addresses.series(slug), posts) for slug, posts in library.by_series.items()),
        *(
            (addresses.facet(each.field, each.slug), posts)
            for each, posts in library.by_facet.items()
        ),
        *((addresses.author(slug), posts) for slug, posts in library.by_author.items()),
        *((addresses.blog_year(year), posts) for year, posts in library.by_year.items()),
        *((path, library.posts) for path in (addresses.HOME, addresses.BLOG)),
    ]
    for path, posts in lists:
        if posts:
            yield path, _day(max(post.date for post in posts))
    updates = [update.date for post in library.posts for update in told(post)]
    if updates:
        yield addresses.CORRECTIONS, _day(max(updates))


def _day(date: dt.datetime) -> str:
    return date.date().isoformat()


register = files(lambda build: sitemap_documents(build.library))
