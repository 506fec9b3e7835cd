"""Press: puts feed documents together. An item is written once in each format and used in all.

It lives as long as one build and holds what its process has written so far.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from plugins.outputs.feeds import json_feed, xml
from plugins.outputs.feeds.entries import Entry

if TYPE_CHECKING:
    from plugins.outputs.feeds.documents import Head

# Whole items kept at a time, some 10 kB each: those that several feeds hold are near in time.
KEPT = 2_000

FORMS = {
    "rss": xml.render_rss,
    "atom": xml.render_atom,
    "json": json_feed.render_json,
}


class Press:
    def __init__(self) -> None:
        self.whole: dict[tuple[str, str], bytes] = {}
        self.short: dict[tuple[str, str], bytes] = {}
        self.texts: dict[str, str] = {}

    def render(self, form: str, head: Head, entries: Sequence[Entry], whole: bool) -> bytes:
        """Return a document with the whole texts of its entries, or with their summaries only."""
        return FORMS[form](head, [self.item(form, entry, whole) for entry in entries])

    def item(self, form: str, entry: Entry, whole: bool) -> bytes:
        whole = whole or not entry.url  # without an address its text is all there is
        kept = self.whole if whole else self.short
        name = form, entry.key
        if name not in kept:
            text = self._text(entry) if whole else ""
            if form == "json":
                made = {form: json_feed.json_item(entry, text)}
            else:
                made = xml.xml_items(entry, text)
            for each, (full, short) in made.items():
                self.short[each, entry.key] = short
                if whole:
                    self.whole[each, entry.key] = full
                    _forget(self.whole)
        return kept[name]

    def _text(self, entry: Entry) -> str:
        """Return the text of an entry, which the three formats ask for one after another."""
        if entry.key not in self.texts:
            self.texts[entry.key] = entry.content()
            _forget(self.texts)
        return self.texts[entry.key]


def _forget(kept: dict[tuple[str, str], bytes] | dict[str, str]) -> None:
    """Drop the oldest of too many."""
    if len(kept) > KEPT:
        del kept[next(iter(kept))]  # type: ignore[arg-type]
