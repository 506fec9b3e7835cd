"""Version 1.1 of jsonfeed.org, with the same items as RSS and Atom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from plugins.outputs.feeds.entries import Entry, Parts, clean
from plugins.outputs.feeds.head import Head

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


def json_item(entry: Entry) -> Parts:
    """Return an item open for its text; without one it has its summary in that place."""
    found: dict[str, Any] = {"id": entry.id}
    if entry.url:
        found["url"] = entry.url
    if entry.first:
        found["external_url"] = entry.first
    if entry.language:
        found["language"] = entry.language
    summary = clean(entry.summary)
    found |= {
        "title": clean(entry.title),
        "summary": summary,
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
        found["image"] = entry.image.url
    if entry.enclosed:
        found["attachments"] = [
            {"url": each.url, "mime_type": each.type, "size_in_bytes": each.length}
            for each in entry.enclosed
        ]
    instead = b',"content_text":"%s"' % json_text(summary.encode())
    return Parts(_dumped(found).removesuffix(b"}"), instead, b',"content_html":"', b'"', b"}")


# What JSON writes in another way: all that is left of the control characters among it.
_ESCAPES = ((b"\\", rb"\\"), (b'"', rb"\""), (b"\n", rb"\n"), (b"\r", rb"\r"), (b"\t", rb"\t"))


def json_text(text: bytes) -> bytes:
    """Return a text as JSON holds it between quotes, as dumps() does, and sooner."""
    for plain, escaped in _ESCAPES:
        text = text.replace(plain, escaped)
    return text


def _dumped(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
