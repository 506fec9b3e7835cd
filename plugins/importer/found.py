"""What a source says of one post, before anything is decided about it.

Every kind of source ends here, so that what follows knows of none of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from plugins.importer.text.markup import Made


@dataclass(frozen=True)
class Name:
    """A topic, author or series as the source calls it, with the word of its address, if any.

    `sure` is false for a word that a source gives without care, such as a tag: it becomes a topic
    only when the hub has one of that name.
    """

    text: str
    slug: str = ""
    sure: bool = True


@dataclass
class Picture:
    """A picture that stands above a text. `address` is what the source says."""

    address: str
    alt: str = ""
    credit: str = ""


@dataclass
class Notes:
    """What the report says of one post."""

    kept: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    person: list[str] = field(default_factory=list)


@dataclass
class Found:
    """One post of a source. Dates are stated as headers state them.

    `html` is a text that is not converted yet, and `base` the address it stands at; `made` is the
    text when it is. `addresses` are where it was public, whole, the best known first. `file` is
    the path of the file that it was read from, relative to the source.
    """

    origin: str
    file: str = ""
    kind: str = "post"
    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    status: str = "published"
    id: str = ""
    slug: str = ""
    authors: list[Name] = field(default_factory=list)
    categories: list[Name] = field(default_factory=list)
    series: Name | None = None
    part: int | str = 0
    total: int = 0
    addresses: list[str] = field(default_factory=list)
    picture: Picture | None = None
    content_note: str = ""
    learning_point: str = ""
    sponsor: str = ""
    funding: str = ""
    interests: str = ""
    updates: list[dict[str, str]] = field(default_factory=list)
    html: str = ""
    base: str = ""
    made: Made = field(default_factory=Made)
    notes: Notes = field(default_factory=Notes)

    @property
    def day(self) -> str:
        return self.date[:10]


@dataclass(frozen=True)
class Refused:
    """A file of the source that no post was made of, and why."""

    file: str
    why: str


def place_of(address: str) -> str:
    """Return what two addresses of one page have in common: host and path, without their dress."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = unquote(parts.path)
    path = re.sub(r"/index\.(?:html?|php)$", "/", path).rstrip("/")
    query = f"?{parts.query}" if re.fullmatch(r"(?:p|page_id|post)=\d+", parts.query) else ""
    return f"{host}{path}{query}"
