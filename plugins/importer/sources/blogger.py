"""The posts and pages of a Blogger export, in the form of 2008 and in that of Google Takeout.

Both are Atom. The older one says what an entry is by a category, the newer one by an element.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from plugins.importer.found import Found, Name, Refused, joined_address
from plugins.importer.sources.page.written_dates import written_date
from plugins.importer.sources.reading import take_html
from plugins.importer.sources.safe_xml import Document, Element, elements
from plugins.importer.sources.states import PAGES, POSTS, PRIVATE_BLOG, why_state, word
from plugins.importer.text.cleaning import parsed, words_of

KIND = "http://schemas.google.com/g/2005#kind"
NEW = "http://schemas.google.com/blogger/2018"

# Who may read the blog: everybody, its authors, or those whom it lists.
_READERS = re.compile(
    r"settings\.BLOG_READ_ACCESS_MODE(?:(?!</(?:\w+:)?entry>).)*?<(?:\w+:)?content[^>]*>([^<]*)<",
    re.DOTALL,
)
_NAMES = {"comment": "comment", "settings": "setting", "template": "template"}


def is_blogger(text: str) -> bool:
    """Return whether a document is an export of Blogger."""
    return KIND in text or NEW in text[:20_000]


def posts_in_blogger(
    file: str, source: Document, kinds: Sequence[str] = ()
) -> Iterator[Found | Refused]:
    """Yield posts and pages; count what else the export holds by its kind."""
    start = source.text[: max(source.text.find("<entry"), 0)]
    home = re.search(r"""rel=["']alternate["'][^>]*?href=["'](https?://[^"']+)""", start)
    left: Counter[str] = Counter()
    readers = _READERS.search(source.text)
    private = readers is not None and word(readers[1]) != "public"
    for number, entry in enumerate(elements(source.text, frozenset(("{*}entry",))), 1):
        kind = _kind(entry)
        if kind in POSTS | PAGES or (kind and kind in kinds):
            found = _post(entry, kind, f"{file}, entry {number}", file, home[1] if home else "")
            found.closed = found.closed or (PRIVATE_BLOG if private else "")
            yield found
        else:
            left[kind] += 1
    for kind, count in sorted(left.items()):
        said = f"holds {count:,} of the kind '{kind}'" if kind else f"holds {count:,} of no kind"
        what = _NAMES.get(kind) or (f"item of the kind '{kind}'" if kind else "item of no kind")
        yield Refused(file, f"{said}: neither posts nor pages", what, count)


def _children(entry: Element, name: str) -> list[Element]:
    found = (each for each in entry if isinstance(each.tag, str))
    return [each for each in found if each.tag.rpartition("}")[2] == name]


def _said(entry: Element, name: str) -> str:
    found = _children(entry, name)
    return "".join(found[0].itertext()).strip() if found else ""


def _kind(entry: Element) -> str:
    """Return what an entry is. An answer to another entry is a comment, whatever it says."""
    if _children(entry, "in-reply-to"):
        return "comment"
    for each in _children(entry, "category"):
        if each.get("scheme") == KIND:
            return str(each.get("term") or "").rpartition("#")[2].casefold()
    return word(_said(entry, "type"))


def _closed(entry: Element) -> str:
    for each in entry.iter():
        if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == "draft":
            said = word("".join(each.itertext()))
            if said not in ("no", "false"):
                return "its state is 'draft'"
    if _children(entry, "trashed") and _said(entry, "trashed"):
        return "its state is 'trashed'"
    for state in _children(entry, "status"):
        return why_state("".join(state.itertext()))
    return "" if _link(entry) else "it had no address"


def _link(entry: Element) -> str:
    for each in _children(entry, "link"):
        kind = str(each.get("type") or "text/html")
        if str(each.get("rel") or "alternate") == "alternate" and kind == "text/html":
            return str(each.get("href") or "")
    return ""


def _post(entry: Element, kind: str, origin: str, file: str, home: str) -> Found:
    found = Found(origin, file=file, kind="page" if kind in PAGES else "post")
    found.title = words_of(parsed(_said(entry, "title"))) if _said(entry, "title") else ""
    found.closed = _closed(entry)
    address = _link(entry) or _said(entry, "filename")
    if address:
        found.addresses = [joined_address(home, address)]
    found.id = _said(entry, "id")
    published = _said(entry, "published") or _said(entry, "created")
    if written := written_date(published):
        found.date = written.stated
    elif published:
        found.close("its date cannot be read")
    else:
        found.notes.ask("date", "no date is given")
    for author in _children(entry, "author"):
        if name := _said(author, "name"):
            found.authors.append(Name(name))
    for each in _children(entry, "category"):
        if each.get("scheme") != KIND and (term := str(each.get("term") or "").strip()):
            found.categories.append(Name(term))
    content = next(iter(_children(entry, "content")), None)
    text = _said(entry, "content")
    if content is not None and str(content.get("type") or "html") == "text":
        text = escape(text, quote=False)
    take_html(found, text, found.addresses[0] if found.addresses else home)
    return found
