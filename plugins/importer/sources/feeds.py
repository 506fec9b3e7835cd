"""The items of RSS, Atom and JSON Feed files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from plugins.importer.found import Found, Name, Refused
from plugins.importer.sources.furniture import WITHDRAWN, is_notice
from plugins.importer.sources.reading import (
    first_sentences,
    is_cut_short,
    picture_from,
    shortened,
    take_html,
)
from plugins.importer.sources.safe_xml import Element, Unsafe, elements, text_in
from plugins.importer.sources.written_dates import written_date
from plugins.importer.text.cleaning import parsed, words_of
from plugins.importer.text.markup import words_in

ATOM = "{http://www.w3.org/2005/Atom}"
RSS1 = "{http://purl.org/rss/1.0/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML = "{http://www.w3.org/XML/1998/namespace}"

_HEAD = frozenset(("link", "title", f"{ATOM}link", f"{ATOM}title", f"{RSS1}link", f"{RSS1}title"))
_ITEMS = frozenset(("item", f"{RSS1}item", f"{ATOM}entry"))
# A feed of one series or topic says so by the address of its page.
_PAGE = re.compile(r"/(series|topics?|category|categories|tags?)/([^/?#]+)/?$")
_SHORT = 60  # words; a feed with fewer may hold summaries only


class Head:
    """What a feed says of itself: its page and its title."""

    def __init__(self, page: str = "", title: str = "") -> None:
        self.page, self.title = page, title
        found = _PAGE.search(urlsplit(page).path)
        self.kind, self.slug = (found[1], unquote(found[2])) if found else ("", "")

    def add_to(self, found: Found) -> None:
        """Let an item have what all items of its feed have in common."""
        name = self.title.partition(":")[0].strip() or self.slug
        if self.kind == "series":
            found.series = Name(name, self.slug)
        elif self.kind and not found.categories:  # a feed may hold the posts of topics below it
            found.categories.append(Name(name, self.slug, sure=not self.kind.startswith("tag")))


def posts_in_xml(file: str, text: str) -> Iterator[Found | Refused]:
    """Yield the items of an RSS or Atom feed."""
    said: list[str] = []
    try:
        head = _head(text)
        for number, item in enumerate(elements(text, _ITEMS, said.append), 1):
            atom = item.tag == f"{ATOM}entry"
            found = (_entry if atom else _item)(item, f"{file}, item {number}", head)
            found.file = file
            found.notes.guessed += [] if number > 1 else said
            head.add_to(found)
            yield _unless_notice(found)
    except Unsafe as unsafe:
        yield Refused(file, str(unsafe))


def _head(text: str) -> Head:
    """Return the head of a feed: its first links and title, which stand before or beside items."""
    page = title = ""
    cut = re.search(r"<(?:item|entry)[\s>]", text)
    start = text[: cut.start()] if cut else text
    if found := re.search(r"<link>\s*([^<]+?)\s*</link>", start):
        page = unescape(found[1])
    for found in re.finditer(r"<link\b[^>]*>", start):
        relation = re.search(r"""rel\s*=\s*["']([\w-]+)""", found[0])
        address = re.search(r"""href\s*=\s*["']([^"']+)""", found[0])
        if address and (relation is None or relation[1] == "alternate"):
            page = page or unescape(address[1])
    if found := re.search(
        r"<title[^>]*>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</title>", start, re.S
    ):
        title = unescape(found[1])
    return Head(page, title)


def _item(item: Element, origin: str, head: Head) -> Found:
    """Return an item of RSS 2.0 or RSS 1.0."""
    space = RSS1 if item.tag.startswith(RSS1) else ""
    found = Found(origin, title=plain(text_in(item, f"{space}title")))
    link = text_in(item, f"{space}link")
    guid = item.find("guid")
    id = text_in(item, "guid") or str(
        item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about") or ""
    )
    if not link and guid is not None and guid.get("isPermaLink", "true") == "true":
        link = id
    found.id = id or link
    base = str(item.get(f"{XML}base") or head.page or "")
    found.addresses = [urljoin(base, link)] if link else []
    _take_date(found, text_in(item, "pubDate") or text_in(item, f"{DC}date"))
    if updated := written_date(text_in(item, f"{TERMS}modified")):
        found.updated = updated.stated
    names = [each.text or "" for each in item.findall(f"{DC}creator")]
    names = names or [_name(each.text or "") for each in item.findall("author")]
    found.authors = [Name(name.strip()) for name in names if name.strip()]
    found.categories = [
        Name(text.strip()) for each in item.findall("category") if (text := each.text or "").strip()
    ]
    for each in (*item.findall("enclosure"), *item.findall(f"{MEDIA}content")):
        kind = str(each.get("type") or each.get("medium") or "")
        if kind.startswith("image") and found.picture is None:
            found.picture = picture_from(str(each.get("url") or ""))
    summary, body = text_in(item, f"{space}description"), text_in(item, CONTENT)
    _take_text(found, body, summary, base)
    return found


def _entry(entry: Element, origin: str, head: Head) -> Found:
    """Return an entry of Atom."""
    found = Found(origin, title=_atom_words(entry.find(f"{ATOM}title")))
    base = str(entry.get(f"{XML}base") or head.page or "")
    for link in entry.findall(f"{ATOM}link"):
        relation, address = link.get("rel", "alternate"), urljoin(base, str(link.get("href") or ""))
        if relation == "alternate" and link.get("type", "text/html") == "text/html":
            found.addresses.append(address)
        elif relation == "enclosure" and str(link.get("type") or "").startswith("image/"):
            found.picture = found.picture or picture_from(address)
    found.id = text_in(entry, f"{ATOM}id")
    _take_date(found, text_in(entry, f"{ATOM}published") or text_in(entry, f"{ATOM}updated"))
    if updated := written_date(text_in(entry, f"{ATOM}updated")):
        found.updated = updated.stated
    for author in entry.findall(f"{ATOM}author"):
        slug = urlsplit(text_in(author, f"{ATOM}uri")).path.rstrip("/").rpartition("/")[2]
        if name := text_in(author, f"{ATOM}name"):
            found.authors.append(Name(name, slug))
    found.categories = [
        Name(text)
        for each in entry.findall(f"{ATOM}category")
        if (text := str(each.get("label") or each.get("term") or "").strip())
    ]
    content = entry.find(f"{ATOM}content")
    if content is not None and content.get("src"):
        found.notes.person.append(f"the text lies elsewhere ({content.get('src')})")
    _take_text(found, _atom_html(content), _atom_html(entry.find(f"{ATOM}summary")), base)
    return found


def posts_in_json(file: str, text: str) -> Iterator[Found | Refused]:
    """Yield the items of a JSON Feed."""
    try:
        feed = json.loads(text)
        items = feed["items"]
    except (ValueError, KeyError, TypeError, RecursionError):
        yield Refused(file, "is not a JSON Feed that can be read")
        return
    head = Head(_said(feed, "home_page_url"), _said(feed, "title"))
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if isinstance(item, dict):
            found = _json_item(item, f"{file}, item {number}", head)
            found.file = file
            head.add_to(found)
            yield _unless_notice(found)


def _unless_notice(found: Found) -> Found | Refused:
    return Refused(found.origin, WITHDRAWN) if is_notice(found.title) else found


def _json_item(item: dict[str, Any], origin: str, head: Head) -> Found:
    found = Found(origin, title=plain(_said(item, "title")), id=_said(item, "id"))
    url = _said(item, "url") or _said(item, "external_url")
    found.addresses = [urljoin(head.page, url)] if url else []
    _take_date(found, _said(item, "date_published"))
    if updated := written_date(_said(item, "date_modified")):
        found.updated = updated.stated
    people = item.get("authors") or [item.get("author")]
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict) and _said(person, "name"):
            slug = urlsplit(_said(person, "url")).path.rstrip("/").rpartition("/")[2]
            found.authors.append(Name(_said(person, "name"), slug))
    tags = item.get("tags")
    found.categories = [Name(str(tag)) for tag in tags] if isinstance(tags, list) else []
    found.picture = picture_from(_said(item, "image") or _said(item, "banner_image"))
    body = _said(item, "content_html")
    if not body and (text := _said(item, "content_text")):
        body = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text))
    _take_text(found, body, _said(item, "summary"), head.page)
    return found


def _take_text(found: Found, body: str, summary: str, base: str) -> None:
    short = plain(summary)
    if body:
        if short and not is_cut_short(short):
            found.summary = shortened(short)
            if found.summary != short:
                found.notes.guessed.append("summary: cut, because it was too long")
    else:
        body = summary
        if len(words_in(short)) < _SHORT or is_cut_short(short):
            found.summary = first_sentences([short])
            found.notes.person.append(
                f"the feed holds only {len(words_in(short))} words of the text: add the rest"
            )
    take_html(found, body, found.addresses[0] if found.addresses else base)


def _take_date(found: Found, text: str) -> None:
    if not text:
        found.notes.person.append("no date is given")
    elif written := written_date(text):
        found.date = written.stated
        found.notes.guessed += [written.guessed] if written.guessed else []
    else:
        found.notes.person.append(f"the date cannot be read ('{text[:40]}')")


def _name(text: str) -> str:
    """Return the name in an RSS author, which should be an address with a name behind it."""
    inside = re.fullmatch(r"\s*\S+@\S+\s*\((.+)\)\s*", text)
    return inside[1] if inside else ("" if "@" in text else text)


def plain(text: str) -> str:
    """Return the words of what may be HTML."""
    if "<" in text or "&" in text:
        text = words_of(parsed(text))
    return " ".join(text.split())


def _atom_words(element: Element) -> str:
    return plain(_atom_html(element))


def _atom_html(element: Element) -> str:
    """Return what an element of Atom holds as HTML, whatever type it says it is."""
    if element is None:
        return ""
    from lxml import etree

    kind = str(element.get("type") or "text")
    if kind == "xhtml":
        inside = "".join(etree.tostring(each, encoding="unicode") for each in element)
        return re.sub(r"</?[\w.-]+:(?=\w)", lambda tag: "</" if tag[0][1] == "/" else "<", inside)
    text = "".join(element.itertext())
    return text if "html" in kind else escape(text, quote=False)


def _said(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, (str, int)) else ""
