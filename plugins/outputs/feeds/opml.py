"""One file that takes every feed into a reader."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.model.taxonomy import FIELDS
from plugins.outputs.feeds.entries import clean

# The headings of a reader's list, in order, by kind of channel.
GROUPS = {"": "", "topic": "Topics", "series": "Series", **FIELDS, "author": "Authors"}


@dataclass(frozen=True, kw_only=True)
class Outline:
    """One feed: its name, what it is, its address and that of its page."""

    group: str
    text: str
    description: str
    feed: str
    page: str


@dataclass(frozen=True, kw_only=True)
class Opml:
    save_as: str
    title: str
    outlines: tuple[Outline, ...]

    def render(self) -> bytes:
        """Return OPML 2.0. It holds no date, for it has none of its own."""
        root = etree.Element("opml", version="2.0")
        etree.SubElement(etree.SubElement(root, "head"), "title").text = clean(self.title)
        body = etree.SubElement(root, "body")
        for group, heading in GROUPS.items():
            named = [each for each in self.outlines if each.group == group]
            parent = body
            if heading and named:
                parent = etree.SubElement(body, "outline", text=heading)
            for each in named:
                etree.SubElement(
                    parent, "outline", type="rss", text=clean(each.text), title=clean(each.text),
                    description=clean(each.description), xmlUrl=each.feed, htmlUrl=each.page,
                )  # fmt: skip
        return bytes(
            etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
        )


def opml(library: Library, name: str) -> Opml:
    """Return the list of every feed that pages lead to. Each is there once, as RSS."""
    root = library.root
    outlines = [
        Outline(
            group=channel.kind if channel.kind in GROUPS else "",
            text=f"{name}: all posts" if channel.kind == "all" else f"{channel.title}: {name}",
            description=channel.description,
            feed=root.absolute(root.url(addresses.feed(channel.base, "rss"))),
            page=root.absolute(root.url(channel.page)),
        )
        for channel in site_map(library).feeds
        if channel.linked
    ]
    return Opml(save_as=addresses.OPML, title=f"Feeds of {name}", outlines=tuple(outlines))
