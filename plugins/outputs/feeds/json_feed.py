"""JSON feed: version 1.1 of jsonfeed.org, with the same items as RSS and Atom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from plugins.outputs.feeds.entries import Entry, clean

if TYPE_CHECKING:
    from plugins.outputs.feeds.documents import Head

VERSION = "https://jsonfeed.org/version/1.1"


def render_json(head: Head, items: Sequence[bytes]) -> bytes:
    """Return a JSON Feed. The same head and items always give the same bytes."""
    found: dict[str, Any] = {
        "version": VERSION,
        "title": clean(head.title),
        "home_page_url": head.page,
        "feed_url": head.url,
        "description": clean(head.description),
        "language": head.language,
        "authors": [{"name": clean(head.author), "url": head.site}],
    }
    if head.older:
        found["next_url"] = head.older
    if head.hub:
        found["hubs"] = [{"type": "WebSub", "url": head.hub}]
    opening = _dumped(found).removesuffix(b"}")
    return b"".join([opening, b',"items":[\n', b",\n".join(items), b"\n]}\n"])


def json_item(entry: Entry, text: str) -> tuple[bytes, bytes]:
    """Return an item with its text and one with the summary in its place."""
    found: dict[str, Any] = {"id": entry.id}
    if entry.url:
        found["url"] = entry.url
    found |= {
        "title": clean(entry.title),
        "summary": clean(entry.summary),
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
    }
    if entry.authors:
        found["authors"] = [
            {"name": clean(person.name), "url": person.url} for person in entry.authors
        ]
    if entry.categories:
        found["tags"] = [clean(name) for name in entry.categories]
    if entry.image is not None:
        image = entry.image
        found["image"] = image.url
        found["attachments"] = [
            {"url": image.url, "mime_type": image.type, "size_in_bytes": image.length}
        ]
    opening = _dumped(found).removesuffix(b"}")
    short = b'%s,"content_text":%s}' % (opening, _quoted(clean(entry.summary)))
    return (b'%s,"content_html":%s}' % (opening, _quoted(text)) if text else short), short


def _quoted(text: str) -> bytes:
    return json.encoder.encode_basestring(text).encode()  # as dumps() does, and sooner


def _dumped(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
