"""The other formats of a post, as its page, feeds and programs are told of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from plugins.model.library import Library
from plugins.model.post import Format, Post
from plugins.model.values import Shared

# What readers call files, by their endings.
_TYPES = {".docx": "Word", ".odt": "OpenDocument", ".ogg": "Ogg", ".webm": "WebM"}


@dataclass(frozen=True, kw_only=True, repr=False)
class FormatLine(Shared):
    """One other format. `about` is type and size of a file, and `host` where it is elsewhere.

    `length` is its size in bytes, and 0 where it is not known; `type` is empty then, too.
    """

    kind: str
    words: str
    url: str
    about: str = ""
    host: str = ""
    type: str = ""
    length: int = 0


def format_lines(post: Post, library: Library) -> tuple[FormatLine, ...]:
    """Return the other formats of a post in its order; a post that is not public is left out."""
    return tuple(_lines(post, library))


def _lines(post: Post, library: Library) -> Iterator[FormatLine]:
    for each in post.formats:
        if each.document:
            if other := library.post_of.get(each.document):
                yield FormatLine(kind=each.kind, words=each.words, url=other.url)
        elif each.link:
            host = urlsplit(each.link).netloc.removeprefix("www.")
            yield FormatLine(
                kind=each.kind, words=each.words, url=each.link, about=_type(each.link, each),
                host=host, type=each.type,
            )  # fmt: skip
        elif each.url:
            yield FormatLine(
                kind=each.kind, words=each.words, url=each.url,
                about=f"{_type(each.url, each)}, {size(each.length)}", type=each.type,
                length=each.length,
            )  # fmt: skip


def _type(address: str, made: Format) -> str:
    ending = PurePosixPath(urlsplit(address).path).suffix.lower()
    return _TYPES.get(ending, ending[1:].upper()) if made.type else ""


def size(length: int) -> str:
    """Return a number of bytes in words: "120 kB" or "3.4 MB", by thousands as browsers count."""
    if length < 1_000_000:
        return f"{max(1, round(length / 1000))} kB"
    return f"{length / 1_000_000:.1f} MB"
