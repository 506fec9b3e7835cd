"""Feeds: RSS for all posts, for each topic and for each series. feedgen behind one function."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plugins.core import addresses
from plugins.core.library import Body, Library, Picture, Post, library_of
from plugins.core.output import Output
from plugins.core.views import fingerprint

# Items of a feed, newest first; a reader that looks in once a month misses nothing.
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One post in a feed, with its whole text."""

    id: str
    url: str
    title: str
    summary: str
    date: dt.datetime
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    image: Picture | None
    body: Body


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One feed. `url` is its own whole address, `page` that of the page it goes with."""

    save_as: str
    url: str
    page: str
    origin: str
    title: str
    description: str
    language: str
    entries: tuple[Entry, ...]

    def render(self) -> bytes:
        return render_rss(self)


def feeds(library: Library, name: str, description: str, language: str) -> Iterator[Feed]:
    """Yield every feed that has something in it."""
    made: dict[str, Entry] = {}

    def feed(save_as: str, page: str, title: str, words: str, posts: Sequence[Post]) -> Feed:
        return Feed(
            save_as=save_as,
            url=library.root.absolute(library.root.url(save_as)),
            page=library.root.absolute(library.root.url(page)),
            origin=library.root.origin,
            title=title,
            description=words,
            language=language,
            entries=tuple(_entry(post, library, made) for post in posts[:MOST]),
        )

    if library.posts:
        title = f"{name}: all posts"
        yield feed(addresses.FEED, addresses.HOME, title, description, library.posts)
    for topic in library.topics:
        if posts := library.by_topic.get(topic.slug, ()):
            save_as, page = addresses.topic_feed(topic.slug), addresses.topic(topic.slug)
            yield feed(save_as, page, f"{topic.name}: {name}", topic.description, posts)
    for series in library.series:
        if posts := library.by_series.get(series.slug, ()):
            save_as, page = addresses.series_feed(series.slug), addresses.series(series.slug)
            words = f"The parts of the series {series.title}, newest first."
            newest = sorted(posts, key=lambda post: (post.date, post.source), reverse=True)
            yield feed(save_as, page, f"{series.title}: {name}", words, newest)


def _entry(post: Post, library: Library, made: dict[str, Entry]) -> Entry:
    if post.source not in made:
        made[post.source] = Entry(
            id=_id(post, library),
            url=library.root.absolute(post.url),
            title=post.title,
            summary=post.summary,
            date=post.date,
            authors=tuple(library.author_of[slug].name for slug in post.authors),
            topics=tuple(library.topic_of[slug].name for slug in post.topics),
            image=post.image,
            body=post.body,
        )
    return made[post.source]


def _id(post: Post, library: Library) -> str:
    """Return an id in the tag scheme of RFC 4151, made from the file's place in the content."""
    host = library.root.origin.partition("://")[2].partition(":")[0]
    # The year is that of the scheme: a post's own would change with its date.
    return f"tag:{host},2026:{fingerprint(post.source)[:16]}"


def content(entry: Entry, origin: str) -> str:
    """Return the text of an entry: whole addresses, no ids that clash, the image first."""

    def mended(tag: re.Match[str]) -> str:
        text = re.sub(r'(\s(?:href|src|poster)=")(/(?!/))', rf"\1{origin}\2", tag[0])
        text = re.sub(r'(\shref=")(#)', rf"\1{entry.url}\2", text)
        return re.sub(r'\s(?:id|tabindex|role|aria-\w+|loading|decoding)="[^"]*"', "", text)

    html = re.sub(r"<[a-z][^>]*>", mended, entry.body.__html__())
    return _picture(entry.image, origin) + html


def _picture(image: Picture | None, origin: str) -> str:
    from html import escape

    if image is None:
        return ""
    size = f' width="{image.width}" height="{image.height}"' if image.width else ""
    return f'<p><img src="{escape(origin + image.url)}" alt="{escape(image.alt)}"{size}></p>\n'


def render_rss(feed: Feed) -> bytes:
    """Return RSS 2.0. The same feed always gives the same bytes."""
    from feedgen.feed import FeedGenerator

    rss = FeedGenerator()
    rss.load_extension("dc")
    rss.title(feed.title)
    rss.description(feed.description)
    rss.link(href=feed.url, rel="self", type="application/rss+xml")
    rss.link(href=feed.page, rel="alternate")  # last: feedgen's <link> is the last one given
    rss.language(feed.language)
    rss.generator("Patient Safety Hub engine")
    newest = max(entry.date for entry in feed.entries)
    rss.updated(newest)  # feedgen would otherwise stamp the time of the build
    rss.lastBuildDate(newest)
    for entry in feed.entries:
        item = rss.add_entry(order="append")  # feedgen would otherwise reverse the order
        item.guid(entry.id, permalink=False)
        item.title(entry.title)
        item.link(href=entry.url)
        item.description(entry.summary)
        item.content(content(entry, feed.origin), type="html")
        item.published(entry.date)
        for name in entry.authors:
            item.dc.dc_creator(name, replace=False)
        for topic in entry.topics:
            item.category(term=topic)
        if entry.image is not None:
            image = entry.image
            item.enclosure(feed.origin + image.url, str(image.length), image.type)
    return bytes(rss.rss_str(pretty=True))


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_feeds(generator: ArticlesGenerator, writer: Output) -> None:
    settings: Mapping[str, Any] = generator.settings
    named = settings["SITENAME"], settings["SITE_DESCRIPTION"], settings["DEFAULT_LANG"]
    writer.write_documents(feeds(library_of(generator.context), *named))


def register() -> None:
    signals.article_writer_finalized.connect(write_feeds)
