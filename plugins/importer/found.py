"""What a source says of one post, before anything is decided about it.

Every kind of source ends here, so that what follows knows of none of them. Every item of a source
is one `Found` or is counted by one `Refused`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from plugins.importer.text.markup import Made
from plugins.language.web_address import parts_of


@dataclass(frozen=True)
class Name:
    """A topic, author or series as the source calls it, with the word of its address, if any.

    `sure` is false for a word that a source gives without care, such as a tag: it becomes a topic
    only when the hub has one of that name. `private` is true where `slug` may be a login: links
    are known by it, and it is written nowhere.
    """

    text: str
    slug: str = ""
    sure: bool = True
    private: bool = False


@dataclass
class Picture:
    """A picture that stands above a text. `address` is what the source says."""

    address: str
    alt: str = ""
    credit: str = ""


class Task(NamedTuple):
    """Something for a person to do about one post. `job` is a key of `jobs.JOBS`."""

    job: str
    said: str


@dataclass
class Notes:
    """What the report says of one post."""

    kept: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    def ask(self, job: str, said: str) -> None:
        self.tasks.append(Task(job, said))


UNSAID = "its source does not say that it was public"


@dataclass
class Found:
    """One post of a source. Dates are stated as headers state them.

    `html` is a text that is not converted yet, and `base` the address it stands at; `made` is the
    text when it is. `addresses` are where it was public, whole, the best known first. `file` is
    the path of the file that it was read from, relative to the source, and `collection` names what
    it is an item of: two items of one collection are never the same post.

    `bare` says that it has no text, and is only what another source may know of the post.

    `closed` says why readers may not see it, and is empty only where the source is known to have
    shown it to everybody: what reads a source has to say so.
    """

    origin: str
    file: str = ""
    kind: str = "post"
    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    closed: str = UNSAID
    collection: str = ""
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
    facts: dict[str, str] = field(default_factory=dict)  # of fields that readers see as they are
    sponsor: str = ""
    funding: str = ""
    interests: str = ""
    form: str = ""
    reviewed: dict[str, str] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    review_by: str = ""
    applies_to: list[str] = field(default_factory=list)
    audience: list[str] = field(default_factory=list)
    lang: str = ""
    translation_of: str = ""
    formats: list[dict[str, str]] = field(default_factory=list)
    bare: bool = False
    updates: list[dict[str, str]] = field(default_factory=list)
    html: str = ""
    base: str = ""
    made: Made = field(default_factory=Made)
    notes: Notes = field(default_factory=Notes)

    @property
    def day(self) -> str:
        return self.date[:10]

    @property
    def status(self) -> str:
        return "draft" if self.closed else "published"

    def close(self, why: str) -> None:
        """Let readers not see it. The first reason is the one that is told."""
        if not self.closed or self.closed == UNSAID:
            self.closed = why


@dataclass(frozen=True)
class Refused:
    """Items of the source that no post was made of, and why.

    `what` is what they are, in the singular; the balance counts `count` items of each kind.
    """

    file: str
    why: str
    what: str = "file"
    count: int = 1


@dataclass(frozen=True)
class Damage:
    """Why a source cannot be trusted to be whole: it ends early, or is not of a known version."""

    file: str
    why: str


def joined_address(base: str, address: str) -> str:
    """Return an address as it is meant on a page; one that is none stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def path_of_address(address: str) -> str:
    """Return the path of an address, decoded, or nothing for what is none."""
    return unquote(parts_of(address).path)


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
