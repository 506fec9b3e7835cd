"""The elements of an export or a feed, one at a time, and nothing that it could do to us.

Entities are never resolved, nothing is fetched, and a document that declares entities of its own
is refused: no export needs them, and ten of them can fill a disk. Of a document that is not
well-formed only the items that are whole by themselves are read: of one that breaks off, nobody
knows what it would have said of its readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.entities import html5
from io import BytesIO
from typing import Any
from xml.parsers import expat

from lxml import etree

from plugins.content.front_matter import CONTROL

Element = Any  # lxml ships no types

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ENTITY = re.compile(r"&(#?\w{1,32};)?")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_UNREAD = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_ITEM = r"(?:[\w.-]+:)?(?:item|entry)"
_EDGE = re.compile(rf"{_UNREAD.pattern}|<(/?){_ITEM}(?:\s[^<>]*)?(/?)>", re.DOTALL)
_TAG = re.compile(rf"{_UNREAD.pattern}|<(/?)([\w:.-]+)(?:\s[^<>]*?)?(/?)>", re.DOTALL)


class Unsafe(ValueError):
    """A document that is refused: what is wrong with it, in words that follow its name."""


@dataclass(frozen=True)
class Document:
    """A document that is well-formed now. `count` is how many items it has or had.

    `mended` says what was mended without loss; `damage` says what of it cannot be read.
    """

    text: str
    count: int
    mended: str = ""
    damage: str = ""


def document(text: str) -> Document:
    """Return a document as far as it can be read. Raises Unsafe."""
    text = _DECLARATION.sub("", text)
    _refuse_entities(text)
    count = _count(text)
    line = _fault(text)
    if not line:
        return Document(text, count)
    mended = _mended(text)
    if not _fault(mended):
        return Document(mended, count, f"the XML is broken (line {line:,}), and was mended")
    whole, items = _whole(mended)
    rest = f"{items:,} of {count:,} items are whole"
    if not re.search(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>\s*\Z", mended[-200:], re.IGNORECASE):
        return Document(whole, count, "", f"ends early; {rest}")
    return Document(whole, count, "", f"is broken (line {line:,}); {rest}")


def _count(text: str) -> int:
    """Return how many items begin in a text. No parser is asked, so that it is a second count."""
    return len(re.findall(rf"<{_ITEM}(?=[\s>/])", _UNREAD.sub("", text)))


def _fault(text: str) -> int:
    """Return the line at which a text is not well-formed, or 0 if it is."""
    etree.clear_error_log()  # of what this thread parsed before
    try:
        for element in _each(text, None):
            element.clear()
    except etree.XMLSyntaxError as error:
        return max([1, *(int(each.line) for each in error.error_log)])
    return 0


def _whole(text: str) -> tuple[str, int]:
    """Return a well-formed text of the head and all whole items of a broken one; their number."""
    chunks: list[str] = []
    began = first = -1
    for edge in _EDGE.finditer(text):
        if edge[1] is None:
            continue
        if edge[2] or (edge[1] and began < 0):
            continue
        if not edge[1]:
            began = edge.start()
            first = began if first < 0 else first
        else:
            chunks.append(text[began : edge.end()])
            began = -1
    start = text[: first if first >= 0 else len(text)]
    root = root_of(text)
    for head in (start, re.sub(r"<[^<>]*\Z", "", start), root):
        opened = _open_tags(head)
        close = "".join(f"</{name}>" for name in reversed(opened))
        if opened and not _fault(head + close):
            good = [each for each in chunks if not _fault(root + each + f"</{opened[0]}>")]
            return "".join([head, *good, close]), len(good)
    return "", 0


def _open_tags(text: str) -> list[str]:
    names: list[str] = []
    for tag in _TAG.finditer(text):
        if tag[2] and not tag[1] and not tag[3]:
            names.append(tag[2])
        elif tag[2] and tag[1] and tag[2] in names:
            del names[len(names) - 1 - names[::-1].index(tag[2]) :]
    return names


def elements(text: str, names: frozenset[str]) -> Iterator[Element]:
    """Yield every element of these names (`item`, `{*}author`), and forget it afterwards."""
    for element in _each(text, names) if text else ():
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def root_of(text: str) -> str:
    """Return the first tag of a document with its attributes, as it is written."""
    text = _DECLARATION.sub("", text[:20_000])
    text = re.sub(r"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", "", text, flags=re.DOTALL)
    found = re.search(r"<[A-Za-z][^>]*>", text)
    return found[0] if found else ""


def _refuse_entities(text: str) -> None:
    """Raise Unsafe for a document that declares entities; read no further than its first tag."""
    if "<!" not in text[:1_000_000]:
        return
    parser = expat.ParserCreate()

    class Enough(Exception):
        pass

    def declared(name: str, *_: object) -> None:
        raise Unsafe(f"declares the entity '{name[:40]}', which no export needs: it is refused")

    def started(*_: object) -> None:
        raise Enough

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = started
    try:
        parser.Parse(text[:4_000_000].encode("utf-8", "replace"), False)
    except Enough:
        return
    except expat.ExpatError:
        if "<!ENTITY" in text[:4_000_000]:
            raise Unsafe("declares entities, which no export needs: it is refused") from None


def _each(text: str, names: frozenset[str] | None) -> Iterator[Element]:
    # Without huge_tree, libxml2 refuses what is nested deeper than 256 or grows out of bounds.
    parser = etree.iterparse(
        BytesIO(text.encode("utf-8", "replace")),
        events=("end",),
        tag=list(names) if names else None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )
    for _, element in parser:
        yield element


def _mended(text: str) -> str:
    """Return a text in which every entity is one of XML and no ampersand stands alone."""

    def put(found: re.Match[str]) -> str:
        name = (found[1] or "").removesuffix(";")
        if name.startswith("#"):
            said = unescape(found[0])
            return "" if CONTROL.search(said) or len(said) != 1 else f"&#{ord(said)};"
        if name in _XML_NAMES:
            return found[0]
        return html5.get(f"{name};", f"&amp;{found[1] or ''}")

    parts = _CDATA.split(text)
    return "".join(
        part if part.startswith("<![CDATA[") else _ENTITY.sub(put, part) for part in parts
    )
