"""The words of a text as the index has them. `theme/static/search.js` splits questions alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from zlib import crc32

from plugins.language.words import plain, words_of

# Words that say nothing of what a text is about. Not "who" or "it", which abbreviate something.
STOP = frozenset(
    "a about after all also am an and any are as at be because been before being but by can could "
    "did do does doing for from had has have having he her here him his how i if in into is its "
    "just me more my no nor not of off on once only or other our out over own she should so some "
    "such than that the their them then there these they this those through to too under until up "
    "very was we were what when where which while why will with would you your".split()
)
# How much an occurrence counts: in the text, often in the text, in a heading, summary or name of
# what the page belongs to, in the title.
TEXT, OFTEN, HEADING, TITLE = range(4)
OFTEN_FROM = 4
# What is near to one another stands in one of so many parts of a text.
PARTS = 6
_ONCE = 2**PARTS
EVERYWHERE = _ONCE - 1


class _Hashes(dict[str, int]):
    def __missing__(self, word: str) -> int:
        found = self[word] = crc32(word.encode())
        return found


_HASHES = _Hashes()

# A term is a class and a mask of parts.
Terms = Mapping[str, tuple[int, int]]

_BLOCK = re.compile(
    r"</?(?:p|li|h[1-6]|t[dhr]|table|d[tdl]|ul|ol|blockquote|figure|figcaption|caption|pre|div|"
    r"section|aside|details|summary|hr|br)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")


def paragraphs(html: str) -> list[str]:
    """Return the words of HTML, one text for each block of it, with gaps between them."""
    text = _TAG.sub(" ", _BLOCK.sub("\n", html.replace("\n", " ")))
    return plain(unescape(text)).split("\n")


def terms(
    html: str, title: str = "", names: Iterable[str] = (), headings: Iterable[str] = ()
) -> dict[str, tuple[int, int]]:
    """Return the terms of a page: class and parts of each word that says something.

    `names` are the summary and whatever else the page is known by.
    """
    # How often each word stands there, above the mask of its parts.
    counted: dict[str, int] = {}
    for text in paragraphs(html):
        words = text.split()
        if not words:
            continue
        # The part follows from the paragraph alone, so that an edit of one moves no other, and from
        # one word of it, so that an edit of another word seldom moves it.
        bit = 1 << min(map(_HASHES.__getitem__, words)) % PARTS
        for word in words:
            if word in counted:
                counted[word] = counted[word] + _ONCE | bit
            elif word not in STOP:
                counted[word] = _ONCE | bit
    found = {
        word: (OFTEN if many >= OFTEN_FROM * _ONCE else TEXT, many & EVERYWHERE)
        for word, many in counted.items()
    }
    for kind, texts in ((HEADING, (*names, *headings)), (TITLE, (title,))):
        for word in strong_words(texts):
            found[word] = (kind, found[word][1] if word in found else 0)
    return found


def strong_words(texts: Iterable[str]) -> set[str]:
    """Return the words of titles, names and headings that say something."""
    return {word for text in texts for word in words_of(text)} - STOP
