"""The elements of an export or a feed, one at a time, and nothing that it could do to us.

Entities are never resolved, nothing is fetched, and a document that declares entities of its own
is refused: no export needs them, and ten of them can fill a disk. What is not well-formed is read
as far as it can be, and that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.entities import html5
from io import BytesIO
from itertools import islice
from typing import Any
from xml.parsers import expat

from lxml import etree

Element = Any  # lxml ships no types

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_XML_NAMES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_ENTITY = re.compile(r"&(#?\w{1,32};)?")
_CDATA = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)


class Unsafe(ValueError):
    """A document that is refused: what is wrong with it, in words that follow its name."""


def elements(text: str, names: frozenset[str], tell: Callable[[str], None]) -> Iterator[Element]:
    """Yield every element of these names (`item`, `{namespace}entry`), and forget it afterwards.

    `tell` hears what had to be mended. Raises Unsafe.
    """
    text = _DECLARATION.sub("", text)
    _refuse_entities(text)
    given = 0
    try:
        for element in _each(text, names, recover=False):
            yield element
            given += 1
        return
    except etree.XMLSyntaxError as error:
        where = max((each.line for each in error.error_log), default=0)
    tell(f"the XML is broken (line {where:,}); it is read as far as it can be")
    yield from islice(_each(_mended(text), names, recover=True), given, None)


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


def _each(text: str, names: frozenset[str], recover: bool) -> Iterator[Element]:
    # Without huge_tree, libxml2 refuses what is nested deeper than 256 or grows out of bounds.
    parser = etree.iterparse(
        BytesIO(text.encode("utf-8", "replace")),
        events=("end",),
        tag=list(names),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        recover=recover,
        huge_tree=False,
    )
    try:
        for _, element in parser:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError:
        if not recover:
            raise


def _mended(text: str) -> str:
    """Return a text in which no entity is unknown and no ampersand stands alone."""

    def put(found: re.Match[str]) -> str:
        name = (found[1] or "").removesuffix(";")
        if name.startswith("#") or name in _XML_NAMES:
            return found[0]
        return html5.get(f"{name};", f"&amp;{found[1] or ''}")

    parts = _CDATA.split(text)
    return "".join(
        part if part.startswith("<![CDATA[") else _ENTITY.sub(put, part) for part in parts
    )


def text_in(element: Element, name: str) -> str:
    """Return the text of the first child of that name, or nothing."""
    found = element.find(name)
    return "".join(found.itertext()).strip() if found is not None else ""
