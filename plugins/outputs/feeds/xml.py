"""The documents of RSS 2.0 and Atom by feedgen, with what feedgen leaves out.

feedgen writes the head of a document, and the items are put into it as bytes. Its habits that
matter here: it stamps the time of the build unless told otherwise, it drops all of an Atom link but
its address, in RSS it knows no link but `self` and takes the last alternate for the channel's, and
it needs dates with a zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from lxml import etree

from plugins.outputs.feeds.entries import clean
from plugins.outputs.feeds.head import Head
from plugins.outputs.feeds.item_templates import RSS_NAMES

GENERATOR = "patient-safety-hub engine"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
XML = "http://www.w3.org/XML/1998/namespace"


def links(head: Head) -> list[tuple[str, str]]:
    """Return what a document points at besides its page: relation and whole address."""
    found = [
        ("hub", head.hub),
        ("current", head.current),
        ("prev-archive", head.older),
        ("next-archive", head.newer),
    ]
    return [(relation, address) for relation, address in found if address]


def render_rss(head: Head, items: Sequence[bytes]) -> bytes:
    """Return RSS 2.0. The same head and items always give the same bytes."""
    rss = _generator(head, "application/rss+xml")
    rss.description(escape(clean(head.description), quote=False))  # it is HTML there
    rss.lastBuildDate(head.updated)
    rss.register_extension("hub", _RssHead, None, atom=False)
    rss.hub.head = head
    return _filled(rss.rss_str(pretty=True), b"</channel>", items)


def render_atom(head: Head, entries: Sequence[bytes]) -> bytes:
    """Return Atom (RFC 4287). The same head and entries always give the same bytes."""
    atom = _generator(head, "application/atom+xml")
    atom.id(head.id)
    atom.author(name=clean(head.author))
    atom.register_extension("hub", _AtomHead, None, rss=False)
    atom.hub.head = head
    return _filled(atom.atom_str(pretty=True), b"</feed>", entries)


def _generator(head: Head, kind: str) -> Any:
    from feedgen.feed import FeedGenerator

    found = FeedGenerator()
    found.title(clean(head.title))
    found.description(clean(head.description))
    found.link(href=head.url, rel="self", type=kind)
    found.link(href=head.page, rel="alternate", type="text/html")  # last: RSS takes the last one
    found.language(head.language)
    found.generator(GENERATOR)
    found.updated(head.updated)
    return found


def _filled(document: bytes, end: bytes, items: Sequence[bytes]) -> bytes:
    head, _, tail = document.rpartition(end)
    return b"".join([head, *(item + b"\n" for item in items), end, tail])


class _Head:
    """A feedgen extension: what is missing in a head."""

    head: Head

    def extend_ns(self) -> dict[str, str]:
        return {"fh": HISTORY}


class _RssHead(_Head):
    def extend_ns(self) -> dict[str, str]:
        return RSS_NAMES

    def extend_rss(self, rss: Any) -> Any:
        channel = rss[0]
        for relation, address in links(self.head):
            etree.SubElement(channel, f"{{{ATOM}}}link", rel=relation, href=address)
        if self.head.archive:
            etree.SubElement(channel, f"{{{HISTORY}}}archive")
        return rss


class _AtomHead(_Head):
    def extend_atom(self, feed: Any) -> Any:
        feed.set(f"{{{XML}}}base", self.head.site)
        for relation, address in links(self.head):
            etree.SubElement(feed, "link", rel=relation, href=address)
        if self.head.archive:
            etree.SubElement(feed, f"{{{HISTORY}}}archive")
        return feed
