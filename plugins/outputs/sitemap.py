"""Every page for search engines, with the dates of the content; and robots.txt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Page, Post
from plugins.model.site_map import site_map
from plugins.presentation.contracts import OutputFile, files
from plugins.presentation.post_notes import modified, told
from plugins.presentation.views import Tongue

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
# How a sitemap names the other languages of a page: links of XHTML, each page naming all.
XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A page: its whole address, the day of its content or an empty text, and its languages."""

    address: str
    day: str = ""
    versions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    save_as: str
    pages: tuple[Listed, ...]

    def render(self) -> bytes:
        root = etree.Element("urlset", nsmap={None: NAMESPACE, "xhtml": XHTML})
        for listed in self.pages:
            page = etree.SubElement(root, "url")
            etree.SubElement(page, "loc").text = listed.address
            if listed.day:
                etree.SubElement(page, "lastmod").text = listed.day
            for lang, address in listed.versions:
                link = {"rel": "alternate", "hreflang": lang, "href": address}
                etree.SubElement(page, f"{{{XHTML}}}link", link)
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
    versions = dict(_versions(library))
    pages = tuple(
        Listed(
            address=root.absolute(root.url(path)),
            day=days.get(path, ""),
            versions=versions.get(path, ()),
        )
        for path in paths
    )
    yield Sitemap(save_as="sitemap.xml", pages=pages)
    yield Robots(save_as="robots.txt", sitemap=root.absolute(root.url("sitemap.xml")))


def _versions(library: Library) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield the path of each text that there is in several languages, with all of these."""
    items: tuple[Post | Page, ...] = (*library.posts, *library.pages)
    for item in items:
        if group := library.versions_of.get(item.document):
            yield (
                item.path,
                tuple(
                    (Tongue.of(each.lang or library.language).lang, library.root.absolute(each.url))
                    for each in group
                ),
            )


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
