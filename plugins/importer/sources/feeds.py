"""The items of RSS, Atom and JSON Feed files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from io import BytesIO
from typing import Any

from plugins.base import clock
from plugins.importer.found import Found, Name, Refused, joined_address, path_of_address
from plugins.importer.sources.page.furniture import WITHDRAWN, is_notice
from plugins.importer.sources.page.written_dates import written_date
from plugins.importer.sources.reading import (
    first_sentences,
    is_cut_short,
    picture_from,
    shortened,
    take_html,
)
from plugins.importer.sources.safe_xml import Document
from plugins.importer.sources.states import why_header, why_word, word
from plugins.importer.text.cleaning import parsed, words_of
from plugins.importer.text.markup import words_in
from plugins.model.post import EVERYONE

# A feed of one series or topic says so by the address of its page.
_PAGE = re.compile(r"/(series|topics?|category|categories|tags?)/([^/?#]+)/?$")
_WHAT = re.compile(r" \((?:topic|series)\)$")  # as feeds of a hub say what they follow
_COMMENTS = re.compile(r"comments (?:on|for)\b", re.IGNORECASE)
# As feeds of a hub tell of a change to a post, and of what came of a recommendation.
_CHANGE = re.compile(r"#(?:update-\d+|(?:response|progress)-\d{4}\S*)$")
_SHORT = 60  # words; a feed with fewer may hold summaries only


class Head:
    """What a feed says of itself: its page and its title."""

    def __init__(self, page: str = "", title: str = "") -> None:
        self.page, self.title = page, title
        found = _PAGE.search(path_of_address(page))
        self.kind, self.slug = (found[1], found[2]) if found else ("", "")

    def add_to(self, found: Found) -> None:
        """Let an item have what all items of its feed have in common."""
        name = _WHAT.sub("", self.title.partition(":")[0].strip()) or self.slug
        if self.kind == "series":
            found.series = Name(name, self.slug)
        elif self.kind and not found.categories:  # a feed may hold the posts of topics below it
            found.categories.append(Name(name, self.slug, sure=not self.kind.startswith("tag")))


def posts_in_feed(file: str, source: Document) -> Iterator[Found | Refused]:
    """Yield the items of an RSS or Atom feed."""
    import feedparser

    options = {"sanitize_html": False, "resolve_relative_uris": False}
    feed = feedparser.parse(BytesIO(source.text.encode()), **options)
    head = Head(str(feed.feed.get("link") or ""), plain(str(feed.feed.get("title") or "")))
    comments = _COMMENTS.match(head.title) or "/comments/" in _self_of(feed.feed)
    for number, entry in enumerate(feed.entries, 1):
        origin = f"{file}, item {number}"
        if comments or any(name.endswith("in-reply-to") for name in entry):
            yield Refused(origin, "is a comment of a reader", "comment")
            continue
        if _CHANGE.search(str(entry.get("id") or "")):
            yield Refused(origin, "tells of a change to a post", "notice of a change")
            continue
        found = _item(entry, origin, head)
        found.file = file
        if source.mended and number == 1:
            found.notes.guessed.append(source.mended)
        head.add_to(found)
        yield _unless_notice(found)


def _self_of(feed: Any) -> str:
    return " ".join(str(each.get("href") or "") for each in feed.get("links", ()))


def _item(entry: Any, origin: str, head: Head) -> Found:
    """Return an item of RSS or an entry of Atom, as feedparser names its parts."""
    found = Found(origin, title=_words(entry.get("title_detail")), closed=_closed(entry))
    base = str(entry.get("title_detail", {}).get("base") or head.page or "")
    for link in entry.get("links", ()):
        relation, kind = str(link.get("rel") or ""), str(link.get("type") or "")
        address = joined_address(base, str(link.get("href") or ""))
        if relation == "alternate" and kind in ("", "text/html", "application/xhtml+xml"):
            found.addresses.append(address)
        elif relation == "enclosure" and kind.startswith("image"):
            found.picture = found.picture or picture_from(address)
    for media in entry.get("media_content", ()):
        if str(media.get("type") or media.get("medium") or "").startswith("image"):
            found.picture = found.picture or picture_from(str(media.get("url") or ""))
    id = str(entry.get("id") or "")
    if not found.addresses and entry.get("guidislink") and id.startswith(("http://", "https://")):
        found.addresses = [id]
    found.id = id or (found.addresses[0] if found.addresses else "")
    # Asking for `updated` by the brackets of feedparser gives `published` where it is not there.
    updated = str(dict.get(entry, "updated") or "")
    _take_date(found, str(entry.get("published") or updated))
    if written := written_date(updated):
        found.updated = written.stated
    whole = _NAMED.fullmatch(str(entry.get("author") or ""))
    for person in entry.get("authors", ()):
        slug = path_of_address(str(person.get("href") or "")).rstrip("/").rpartition("/")[2]
        name = str(person.get("name") or "").strip()
        if whole:  # feedparser cuts an address at a long ending, and takes the rest for a name
            name = (whole["name"] or whole["named"] or "").strip()
        if name:
            found.authors.append(Name(name, slug))
    found.categories = [
        Name(text)
        for each in entry.get("tags", ())
        if (text := str(each.get("label") or each.get("term") or "").strip())
    ]
    body = next((each for each in entry.get("content", ()) if each.get("value")), None)
    if any(each.get("src") for each in entry.get("content", ())):
        found.notes.ask("words", "the text lies elsewhere: the feed only names its address")
    _take_text(found, _html(body), _html(entry.get("summary_detail")), base)
    return found


def _closed(entry: Any) -> str:
    """Return why an item may not be public. What stands in a feed is, unless the item says no."""
    for name, value in entry.items():
        local = name.rpartition("_")[2]
        if local == "draft" and word(value) != "no":
            return "its feed says that it is a draft"
        if local in ("status", "visibility", "privacy") and (why := why_word(str(value))):
            return why
    return ""


def _words(detail: Any) -> str:
    return plain(_html(detail))


def _html(detail: Any) -> str:
    """Return what an element holds as HTML, whatever type it says it is."""
    text = str(detail.get("value") or "") if detail else ""
    return escape(text, quote=False) if detail and detail.get("type") == "text/plain" else text


def posts_in_json_feed(file: str, feed: Any) -> Iterator[Found | Refused]:
    """Yield the items of a JSON Feed."""
    try:
        items = feed["items"]
    except (KeyError, TypeError):
        yield Refused(file, "is not a JSON Feed that can be read")
        return
    if not isinstance(items, list):
        yield Refused(file, "is not a JSON Feed that can be read")
        return
    head = Head(_said(feed, "home_page_url"), _said(feed, "title"))
    for number, item in enumerate(items, 1):
        if not isinstance(item, dict):
            yield Refused(f"{file}, item {number}", "is no item that can be read")
        elif _CHANGE.search(_said(item, "id")):
            yield Refused(
                f"{file}, item {number}", "tells of a change to a post", "notice of a change"
            )
        else:
            found = _json_item(item, f"{file}, item {number}", head)
            found.file = file
            head.add_to(found)
            yield _unless_notice(found)


def is_listing(data: Any) -> bool:
    """Return whether data is the list of posts that a hub of this kind publishes."""
    return (
        isinstance(data, dict)
        and str(data.get("$schema", "")).endswith("/index.schema.json")
        and isinstance(data.get("posts"), list)
        and all(isinstance(each, dict) for each in data["posts"])
    )


def posts_in_listing(file: str, listing: Any) -> Iterator[Found]:
    """Yield what a hub's list says of its posts, and no page shows as a header has it."""
    for number, item in enumerate(listing["posts"], 1):
        found = Found(f"{file}, post {number}", file, title=_said(item, "title"), bare=True)
        found.closed = ""  # the list has what is public
        found.id, found.addresses = _said(item, "id"), [_said(item, "url")]
        _take_date(found, _said(item, "published"))
        # Interviews and the like ask for more than a listing says.
        kind = str(item.get("kind") or "")
        found.form = kind if kind in ("story", "policy") else ""
        found.rules = [_slug(each) for each in _list(item, "rules")]
        found.support = [str(each) for each in _list(item, "support")]
        found.applies_to = [str(each) for each in _list(item, "applies_to")]
        found.audience = [str(each) for each in _list(item, "audience") if each != EVERYONE]
        found.review_by = _said(item, "review_by")
        lang = _said(item, "lang")
        found.lang = "" if lang == _said(listing, "language") else lang
        found.translation_of = _document(_said(item, "translation_of"))
        found.formats = [*_formats(item, _said(listing, "url"))]
        if isinstance(checked := item.get("reviewed"), dict):
            found.reviewed = {"date": _said(checked, "date"), "by": _slug(checked.get("by"))}
        yield found


def _document(address: str) -> str:
    """Return the file that a post of the hub has, by its address, as the import names it."""
    year, _, name = path_of_address(address).strip("/").rpartition("/")
    return f"posts/{year.rpartition('/')[2]}/{name}.md" if name else ""


def _formats(item: dict[str, Any], home: str) -> Iterator[dict[str, str]]:
    """Yield the other formats of a post that are posts or elsewhere; a file has to be brought."""
    for each in _list(item, "formats"):
        address = _said(each, "url")
        found = {"kind": _said(each, "kind")}
        if words := _said(each, "words"):
            found["words"] = words
        if not address.startswith(home):
            yield {**found, "link": address}
        elif address.endswith("/"):
            yield {**found, "post": _document(address)}


def _list(item: dict[str, Any], name: str) -> list[Any]:
    found = item.get(name)
    return found if isinstance(found, list) else []


def _slug(named: Any) -> str:
    """Return the last word of the address of something that has a name."""
    address = _said(named, "url") if isinstance(named, dict) else ""
    return path_of_address(address).rstrip("/").rpartition("/")[2]


def _unless_notice(found: Found) -> Found | Refused:
    return Refused(found.origin, WITHDRAWN) if is_notice(found.title) else found


# An author as RSS has it: an address with a name, or alone.
_NAMED = re.compile(r"\s*\S+@\S+?(?:\s*\((?P<name>[^()]*)\))?\s*|(?P<named>[^<]*)<\S+@\S+>\s*")


def _json_item(item: dict[str, Any], origin: str, head: Head) -> Found:
    found = Found(origin, title=plain(_said(item, "title")), id=_said(item, "id"))
    found.closed = next(
        (
            why
            for name in ("status", "visibility")
            if name in item and (why := why_word(item[name]))
        ),
        "",
    )
    small = {str(name).casefold(): value for name, value in item.items()}
    found.closed = found.closed or why_header(small, clock.now())
    url = _said(item, "url") or _said(item, "external_url")
    found.addresses = [joined_address(head.page, url)] if url else []
    _take_date(found, _said(item, "date_published"))
    if updated := written_date(_said(item, "date_modified")):
        found.updated = updated.stated
    people = item.get("authors") or [item.get("author")]
    for person in people if isinstance(people, list) else []:
        if isinstance(person, dict) and _said(person, "name"):
            slug = path_of_address(_said(person, "url")).rstrip("/").rpartition("/")[2]
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
            found.notes.ask(
                "words",
                f"the feed holds only {len(words_in(short))} words of the text: add the rest",
            )
    take_html(found, body, found.addresses[0] if found.addresses else base)


def _take_date(found: Found, text: str) -> None:
    if not text:
        found.notes.ask("date", "no date is given")
    elif written := written_date(text):
        found.date = written.stated
        found.notes.guessed += [written.guessed] if written.guessed else []
    else:
        found.notes.ask("date", f"the date cannot be read ('{text[:40]}')")


def plain(text: str) -> str:
    """Return the words of what may be HTML."""
    if "<" in text or "&" in text:
        text = words_of(parsed(text))
    return " ".join(text.split())


def _said(item: dict[str, Any], name: str) -> str:
    value = item.get(name)
    return str(value).strip() if isinstance(value, (str, int)) else ""
