"""Sitemap: every page for search engines, with the dates of the content; and robots.txt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from plugins.core import addresses
from plugins.core.library import Library, library_of
from plugins.core.output import Document, Output

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


def sitemap_documents(library: Library) -> Iterator[Document]:
    """Yield the sitemap and robots.txt. The 404 page and the feeds are not in the sitemap."""
    days = {post.path: post.date.date().isoformat() for post in library.posts}
    newest = library.posts[0].date.date().isoformat() if library.posts else ""
    days.update(dict.fromkeys((addresses.HOME, addresses.BLOG), newest))
    days.update(
        {
            addresses.topic(slug): posts[0].date.date().isoformat()
            for slug, posts in library.by_topic.items()
        }
    )
    shown = library.own_paths - {notice.path for notice in library.notices}
    paths = sorted(path for path in shown if path == "" or path.endswith("/"))
    root = library.root
    pages = tuple((root.absolute(root.url(path)), days.get(path, "")) for path in paths)
    yield Sitemap(save_as="sitemap.xml", pages=pages)
    yield Robots(save_as="robots.txt", sitemap=root.absolute(root.url("sitemap.xml")))


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_sitemap(generator: ArticlesGenerator, writer: Output) -> None:
    writer.write_documents(sitemap_documents(library_of(generator.context)))


def register() -> None:
    signals.article_writer_finalized.connect(write_sitemap)
