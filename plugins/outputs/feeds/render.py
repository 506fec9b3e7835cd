"""Puts feed documents together. An item is written once in each format and used in all.

It lives as long as one build and holds what its process has written so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from plugins.outputs.feeds import item_templates, json_feed, xml
from plugins.outputs.feeds.entries import Entry, Parts
from plugins.outputs.feeds.head import Head

# Items kept at a time, some 20 kB each: those that several documents hold are near in time.
KEPT = 1_000

FORMS = {
    "rss": xml.render_rss,
    "atom": xml.render_atom,
    "json": json_feed.render_json,
}


class Press:
    def __init__(self) -> None:
        self.kept: dict[str, Item] = {}

    def render(self, form: str, head: Head, entries: Sequence[Entry], whole: bool) -> bytes:
        """Return a document with the whole texts of its entries, or with their summaries only."""
        return FORMS[form](head, [self.item(entry).written(form, whole) for entry in entries])

    def item(self, entry: Entry) -> Item:
        found = self.kept.get(entry.key)
        if found is None:
            found = self.kept[entry.key] = Item(entry)
            if len(self.kept) > KEPT:
                del self.kept[next(iter(self.kept))]  # the oldest
        return found


class Item:
    """What the formats write of an entry, and its text as XML and as JSON hold it."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    @cached_property
    def parts(self) -> dict[str, Parts]:
        return {**item_templates.xml_items(self.entry), "json": json_feed.json_item(self.entry)}

    @cached_property
    def texts(self) -> dict[str, bytes]:
        text = self.entry.content().encode()
        in_xml = item_templates.xml_text(text)
        return {"rss": in_xml, "atom": in_xml, "json": json_feed.json_text(text)}

    def written(self, form: str, whole: bool) -> bytes:
        parts = self.parts[form]
        if whole or not self.entry.url:  # without an address its text is all there is
            return parts.whole(self.texts[form])
        return parts.short()
