"""What validators and readers ask of a feed, beyond the grammar; each fault is a sentence.

By RSS 2.0, RFC 4287 (Atom), RFC 5005 and JSON Feed 1.1, and by the kinds of errors that the W3C's
feed validator has.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree
from selectolax.lexbor import LexborHTMLParser as Html

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
A = "{http://www.w3.org/2005/Atom}"
FH = "{http://purl.org/syndication/history/1.0}"
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MODIFIED = "{http://purl.org/dc/terms/}modified"
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) "
    r"\d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")
WHOLE = re.compile(r"(https?://[^/\s]+|mailto:|tel:)")
FORBIDDEN = "script,style,form,input,button,iframe,object,embed,link,meta"
# Elements of RSS 2.0 itself; what comes from elsewhere has a name of its own (a namespace).
RSS_CHANNEL = {
    "title", "link", "description", "language", "copyright", "managingEditor", "webMaster",
    "pubDate", "lastBuildDate", "category", "generator", "docs", "cloud", "ttl", "image", "rating",
    "textInput", "skipHours", "skipDays", "item",
}  # fmt: skip
RSS_ITEM = {
    "title", "link", "description", "author", "category", "comments", "enclosure", "guid",
    "pubDate", "source",
}  # fmt: skip
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE)
# What XML 1.0 cannot hold, and what stands for a sign that was lost.
BAD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
ITEM_KEYS = {
    "id", "url", "external_url", "title", "content_html", "content_text", "summary", "image",
    "date_published", "date_modified", "authors", "tags", "attachments", "language",
}  # fmt: skip
FEED_KEYS = {
    "version", "title", "home_page_url", "feed_url", "description", "language", "authors",
    "next_url", "hubs", "items",
}  # fmt: skip


@dataclass(frozen=True)
class Item:
    """An item as any of the formats tells it."""

    id: str
    url: str
    title: str
    summary: str
    content: str
    published: dt.datetime
    updated: dt.datetime
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    image: tuple[str, str, str] | None


@dataclass(frozen=True)
class Read:
    """A feed document as any of the formats tells it."""

    title: str
    description: str
    page: str
    self: str
    older: str
    items: tuple[Item, ...]


def read(name: str, content: bytes) -> Read:
    if name.endswith(".rss"):
        return read_rss(content)
    return read_atom(content) if name.endswith(".atom") else read_json(content)


def read_rss(content: bytes) -> Read:
    (channel,) = etree.fromstring(content)
    links = {each.get("rel"): each.get("href") for each in channel.findall(f"{A}link")}
    items = []
    for each in channel.findall("item"):
        published = parsedate_to_datetime(each.findtext("pubDate"))
        modified = each.findtext(MODIFIED)
        enclosure = each.find("enclosure")
        items.append(
            Item(
                id=each.findtext("guid"),
                url=each.findtext("link") or "",
                title=each.findtext("title"),
                summary=_shown(each.findtext("description")),
                content=each.findtext(ENCODED) or "",
                published=published,
                updated=dt.datetime.fromisoformat(modified) if modified else published,
                authors=tuple(creator.text for creator in each.findall(CREATOR)),
                categories=tuple(category.text for category in each.findall("category")),
                image=None if enclosure is None else _image(enclosure, "url"),
            )
        )
    return Read(
        title=channel.findtext("title"),
        description=_shown(channel.findtext("description")),
        page=channel.findtext("link"),
        self=links.get("self", ""),
        older=links.get("prev-archive", ""),
        items=tuple(items),
    )


def _shown(html: str) -> str:
    """Return what a reader shows of a description, which is HTML. Ours has words alone."""
    return unescape(html)


def read_atom(content: bytes) -> Read:
    feed = etree.fromstring(content)
    links = {each.get("rel"): each.get("href") for each in feed.findall(f"{A}link")}
    items = []
    for each in feed.findall(f"{A}entry"):
        by_rel = {link.get("rel"): link for link in each.findall(f"{A}link")}
        enclosure = by_rel.get("enclosure")
        items.append(
            Item(
                id=each.findtext(f"{A}id"),
                url=by_rel["alternate"].get("href") if "alternate" in by_rel else "",
                title=each.findtext(f"{A}title"),
                summary=each.findtext(f"{A}summary"),
                content=each.findtext(f"{A}content") or "",
                published=dt.datetime.fromisoformat(each.findtext(f"{A}published")),
                updated=dt.datetime.fromisoformat(each.findtext(f"{A}updated")),
                authors=tuple(name.text for name in each.findall(f"{A}author/{A}name")),
                categories=tuple(one.get("term") for one in each.findall(f"{A}category")),
                image=None if enclosure is None else _image(enclosure, "href"),
            )
        )
    return Read(
        title=feed.findtext(f"{A}title"),
        description=feed.findtext(f"{A}subtitle"),
        page=links.get("alternate", ""),
        self=links.get("self", ""),
        older=links.get("prev-archive", ""),
        items=tuple(items),
    )


def _image(element: Any, name: str) -> tuple[str, str, str]:
    return element.get(name), element.get("type"), element.get("length")


def read_json(content: bytes) -> Read:
    feed = json.loads(content)
    items = []
    for each in feed["items"]:
        files = each.get("attachments", [])
        items.append(
            Item(
                id=each["id"],
                url=each.get("url", ""),
                title=each["title"],
                summary=each["summary"],
                content=each.get("content_html", ""),
                published=dt.datetime.fromisoformat(each["date_published"]),
                updated=dt.datetime.fromisoformat(each["date_modified"]),
                authors=tuple(author["name"] for author in each.get("authors", [])),
                categories=tuple(each.get("tags", [])),
                image=(
                    (files[0]["url"], files[0]["mime_type"], str(files[0]["size_in_bytes"]))
                    if files
                    else None
                ),
            )
        )
    return Read(
        title=feed["title"],
        description=feed["description"],
        page=feed["home_page_url"],
        self=feed["feed_url"],
        older=feed.get("next_url", ""),
        items=tuple(items),
    )


# -- Faults


def faults(name: str, content: bytes) -> Iterator[str]:
    """Yield what a strict reader would refuse in one feed document."""
    try:
        yield from _faults(name, content)
    except (etree.XMLSyntaxError, ValueError, LookupError, TypeError, AttributeError) as error:
        yield f"cannot be read: {error or type(error).__name__}"


def _faults(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(".rss"):
        yield from _rss(content)
    elif name.endswith(".atom"):
        yield from _atom(content)
    else:
        yield from _json(content)
    if found := BAD.search(content.decode("utf-8")):
        yield f"holds U+{ord(found[0]):04X}"
    yield from _common(read(name, content))


def _common(found: Read) -> Iterator[str]:
    ids = [item.id for item in found.items]
    if len(set(ids)) != len(ids):
        yield "has an id twice"
    dates = [item.published for item in found.items]
    if dates != sorted(dates, reverse=True):
        yield "is not in order, newest first"
    for what, address in (("page", found.page), ("self", found.self)):
        if not WHOLE.match(address or ""):
            yield f"has no whole address of its {what}"
    for item in found.items:
        for fault in _item(item):
            yield f"{item.title!r} {fault}"


def _item(item: Item) -> Iterator[str]:
    if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", item.id):
        yield f"has an id that is no URI: {item.id}"
    if not (item.title and item.title.strip()):
        yield "has no title"
    if not item.summary:
        yield "has no summary"
    if item.published.tzinfo is None or item.updated.tzinfo is None:
        yield "has a date without a zone"
    if item.url and not WHOLE.match(item.url):
        yield f"has half an address: {item.url}"
    if item.image:
        url, kind, length = item.image
        if not (WHOLE.match(url) and "/" in (kind or "") and (length or "").isdigit()):
            yield f"has an enclosure without address, type or length: {item.image}"
    tree = Html(f"<body>{item.content}")
    for node in tree.css(FORBIDDEN):
        yield f"holds <{node.tag}>"
    for node in tree.css("*"):
        for attribute, value in node.attributes.items():
            if attribute in ("id", "class", "style", "role") or attribute.startswith(
                ("on", "aria")
            ):
                yield f"has the attribute {attribute}"
            if attribute in ("href", "src", "poster") and not WHOLE.match(value or ""):
                yield f"has a relative {attribute}: {value}"
            if attribute == "srcset" and not all(
                WHOLE.match(part.strip()) for part in (value or "").split(",")
            ):
                yield f"has a relative srcset: {value}"


def _rss(content: bytes) -> Iterator[str]:
    root = etree.fromstring(content)
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        yield "is not RSS 2.0"
    channel = root[0]
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        if len(channel.findall(name)) != 1 or not channel.findtext(name):
            yield f"needs one <{name}>"
    if not RFC822.fullmatch(channel.findtext("lastBuildDate") or ""):
        yield "has a lastBuildDate that is not of RFC 822"
    selves = [link for link in channel.findall(f"{A}link") if link.get("rel") == "self"]
    if len(selves) != 1 or selves[0].get("type") != "application/rss+xml":
        yield "needs one link to itself"
    elif channel.findtext("link") == selves[0].get("href"):
        yield "gives itself as its page"
    if not LANGUAGE.fullmatch(channel.findtext("language") or ""):
        yield f"has a language that is none: {channel.findtext('language')}"
    for owner, known in ((channel, RSS_CHANNEL), *((i, RSS_ITEM) for i in channel.iter("item"))):
        for each in owner:
            if isinstance(each.tag, str) and each.tag[0] != "{" and each.tag not in known:
                yield f"has <{each.tag}>, which RSS does not know"
    for each in channel.iter("description"):
        if "<" in (each.text or ""):
            yield f"has markup in a description: {(each.text or '')[:60]}"
    for each in channel.iter("category"):
        if not (each.text or "").strip():
            yield "has an empty category"
    for item in channel.findall("item"):
        (guid,) = item.findall("guid")
        if guid.get("isPermaLink") != "false":
            yield f"calls {guid.text} a permalink"
        if not RFC822.fullmatch(item.findtext("pubDate") or ""):
            yield f"has a pubDate that is not of RFC 822: {item.findtext('pubDate')}"
        if item.find("author") is not None:
            yield "has an <author>, which must be an e-mail address"
        for name in ("title", "link", "description", "pubDate", "enclosure", ENCODED):
            if len(item.findall(name)) > 1:
                yield f"has <{name}> twice"


def _atom(content: bytes) -> Iterator[str]:
    feed = etree.fromstring(content)
    if not GRAMMAR.validate(feed):
        yield f"breaks the grammar: {GRAMMAR.error_log.last_error}"
    authored = feed.find(f"{A}author") is not None
    for owner in (feed, *feed.findall(f"{A}entry")):
        kinds = [
            (link.get("type"), link.get("hreflang"))
            for link in owner.findall(f"{A}link")
            if link.get("rel", "alternate") == "alternate"
        ]
        if len(set(kinds)) != len(kinds):
            yield "has two alternates of one kind"
        for name in ("updated", "published"):
            text = owner.findtext(f"{A}{name}")
            if text is not None and not RFC3339.fullmatch(text):
                yield f"has a date that is not of RFC 3339: {text}"
        if owner is feed:
            if [link.get("rel") for link in feed.findall(f"{A}link")].count("self") != 1:
                yield "needs one link to itself"
        elif owner.find(f"{A}content") is None and not kinds:
            yield "has an entry with neither content nor alternate"
        elif not authored and owner.find(f"{A}author") is None:
            yield "has an entry without author"


def _json(content: bytes) -> Iterator[str]:
    feed = json.loads(content)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield "is not of version 1.1"
    if extra := feed.keys() - FEED_KEYS:
        yield f"has unknown fields {sorted(extra)}"
    for item in feed["items"]:
        if extra := item.keys() - ITEM_KEYS:
            yield f"has unknown fields {sorted(extra)}"
        if not isinstance(item["id"], str) or not item["id"]:
            yield "has an item without id"
        if not (item.get("content_html") or item.get("content_text")):
            yield "has an item without content"
        if any(not RFC3339.fullmatch(item[name]) for name in ("date_published", "date_modified")):
            yield "has a date that is not of RFC 3339"
        if any(value in (None, "", []) for value in item.values()):
            yield "has an empty field"
        for author in item.get("authors", []):
            if not author.get("name") or not WHOLE.match(author.get("url", "")):
                yield "has an author without name or address"
