"""XML: RSS 2.0 and Atom by feedgen, with what feedgen leaves out.

feedgen writes the head of a document and each item by itself; an item's bytes are put into every
document that holds it. feedgen's habits that matter here: it stamps the time of the build unless
told otherwise, it drops all of an Atom link but its address, in RSS it knows no link but `self`
and takes the last alternate for the channel's, and it needs dates with a zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from lxml import etree

from plugins.outputs.feeds.entries import Entry, Parts, clean

if TYPE_CHECKING:
    from plugins.outputs.feeds.documents import Head

GENERATOR = "Patient Safety Hub engine"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"  # RFC 5005
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"
TERMS = "http://purl.org/dc/terms/"
XML = "http://www.w3.org/XML/1998/namespace"
RSS_NAMES = {"atom": ATOM, "content": CONTENT, "dc": CREATOR, "dcterms": TERMS, "fh": HISTORY}


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


# -- Items

# Stands where the text of an item will: no writing of XML can hold it between these tags.
HERE = "here"
RSS_TEXT = (b"<content:encoded>", b"</content:encoded>")
ATOM_TEXT = (b'<content type="html">', b"</content>")


def xml_items(entry: Entry) -> dict[str, Parts]:
    """Return an RSS item and an Atom entry, each open for its text."""
    made = _entry(entry)
    return {
        "rss": _parts(_RSS, made.rss_entry(), *RSS_TEXT),
        "atom": _parts(_ATOM, made.atom_entry(), *ATOM_TEXT),
    }


def xml_text(text: bytes) -> bytes:
    """Return a text as XML holds it."""
    text = text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
    return text.replace(b"\r", b"&#13;") if b"\r" in text else text


# An item is written within one of these: the names of its spaces stand in a document's own root.
_RSS, _ATOM = etree.Element("rss", nsmap=RSS_NAMES), etree.Element("feed")


def _parts(holder: Any, element: Any, opens: bytes, closes: bytes) -> Parts:
    holder.append(element)
    written = bytes(etree.tostring(holder, encoding="utf-8"))
    holder.remove(element)
    inner = written[written.index(b">") + 1 : written.rindex(b"<")]
    before, _, after = inner.partition(opens + HERE.encode() + closes)
    return Parts(before, b"", opens, closes, after)


def _entry(entry: Entry) -> Any:
    from feedgen.entry import FeedEntry

    made = FeedEntry()
    made.guid(entry.id, permalink=False)
    made.title(clean(entry.title))
    if entry.url:
        made.link(href=entry.url, rel="alternate", type="text/html")
    made.summary(clean(entry.summary))
    made.content(HERE, type="html")
    made.published(entry.published)
    made.updated(entry.updated)
    for name in entry.categories:
        made.category(term=clean(name))
    for person in entry.authors:
        made.author(name=clean(person.name), uri=person.url)
    if entry.image is not None:
        image = entry.image
        made.enclosure(image.url, str(image.length), image.type)
    made.register_extension("hub", _Item)
    made.hub.entry = entry
    return made


class _Item:
    """A feedgen extension: what is missing in an item."""

    entry: Entry

    def extend_rss(self, item: Any) -> Any:
        for person in self.entry.authors:
            etree.SubElement(item, f"{{{CREATOR}}}creator").text = clean(person.name)
        if self.entry.updated != self.entry.published:
            moment = self.entry.updated.isoformat()
            etree.SubElement(item, f"{{{TERMS}}}modified").text = moment
        return item

    def extend_atom(self, entry: Any) -> Any:
        """Give links back what feedgen drops: without it an enclosure is a second alternate."""
        image = self.entry.image
        for link in entry.iter("link"):
            if image is not None and link.get("href") == image.url:
                link.set("rel", "enclosure")
                link.set("type", image.type)
                link.set("length", str(image.length))
            else:
                link.set("rel", "alternate")
                link.set("type", "text/html")
        return entry
