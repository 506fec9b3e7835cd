"""Links in a line of plain text, written as in Markdown: `[words](address)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

# Where a link of a page may lead: nothing that a browser would run.
_SAFE = re.compile(r"https?://|/(?!/)")
_LINK = re.compile(r"(?<!!)\[([^\[\]\n]+)\]\(([^()\s]+)\)")


# A telephone number of the United Kingdom, as it is written for people.
_NUMBER = re.compile(r"(?<![\d+])0\d(?: ?\d){8,9}(?! ?\d)")


def dialled(text: str) -> str:
    """Return a text as HTML in which a telephone number can be tapped."""

    def call(found: re.Match[str]) -> str:
        return f'<a class="number" href="tel:{found[0].replace(" ", "")}">{found[0]}</a>'

    return _NUMBER.sub(call, escape(text, quote=False))


def addresses(text: str) -> Iterator[str]:
    """Yield where the links of a text lead."""
    for found in _LINK.finditer(text):
        yield found[2]


def plain(text: str) -> str:
    """Return a text with the words of its links alone."""
    return _LINK.sub(r"\1", text) if "](" in text else text


def replaced(text: str, address: Callable[[str], str]) -> str:
    """Return a text with other addresses; a link without one leaves its words behind."""

    def put(found: re.Match[str]) -> str:
        other = address(found[2])
        return f"[{found[1]}]({other})" if other else found[1]

    return _LINK.sub(put, text) if "](" in text else text


def markup(text: str) -> str:
    """Return a text as HTML, its links as links where their addresses are safe."""
    if "](" not in text:
        return escape(text, quote=False)
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        if not _SAFE.match(found[2]):
            continue
        pieces.append(escape(text[end : found.start()], quote=False))
        words = escape(found[1], quote=False)
        away = "" if found[2].startswith("/") else ' rel="noopener"'
        pieces.append(f'<a href="{escape(found[2])}"{away}>{words}</a>')
        end = found.end()
    return "".join([*pieces, escape(text[end:], quote=False)])
