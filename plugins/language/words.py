"""Words of a plain text, alike whatever their letters' size, accents and signs around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

_OWNED = re.compile(r"'s\b")
_SIGN = re.compile(r"[^\w\s]|_")
_MARKS = re.compile(r"[\u0300-\u036f]+")
# Signs that are common in texts; without them most are ASCII, which is split fast.
_SIGNS = (
    ("\u2019", "'"),
    *((sign, " ") for sign in "\u2018\u201c\u201d\u2013\u2014\u2026\u00a0\u00a3"),
)
_ASCII = {n: chr(n).lower() if chr(n).isalnum() else " " for n in range(128)} | {
    ord("'"): None,
    ord("\n"): "\n",
}


def words_of(text: str) -> list[str]:
    """Return all words of a plain text: small letters without accents, and digits."""
    return plain(text).split()


def plain(text: str) -> str:
    """Return a text with nothing but its words, gaps between them, and its ends of lines."""
    if not text.isascii():
        for sign, other in _SIGNS:
            text = text.replace(sign, other)
    if "'" in text:
        text = _OWNED.sub("", text)
    if text.isascii():
        return text.translate(_ASCII)
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).replace("'", "").lower()
    return _SIGN.sub(" ", text)


def beginnings(phrase: str) -> list[str]:
    """Return how the words of a phrase begin in most of their forms; the shortest are left out."""
    return [word[: max(4, len(word) - 3)] for word in words_of(phrase) if len(word) > 2]


def lost(beginnings: Iterable[str], had: Collection[str], has: Collection[str]) -> bool:
    """Return whether a text has no word any more that begins in one of some ways, and had one."""
    gone, come = set(had).difference(has), tuple(has)
    return any(
        any(word.startswith(each) for word in gone)
        and not any(word.startswith(each) for word in come)
        for each in beginnings
    )
