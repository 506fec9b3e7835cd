"""Topics, series and authors: what posts are listed by."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.model.text import Body


@dataclass(frozen=True, kw_only=True)
class Topic:
    slug: str
    url: str
    name: str
    description: str
    parent: str = ""
    start_here: tuple[str, ...] = ()  # documents of the posts to read first
    synonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Series:
    """A planned run of posts. `parts` are the planned titles, in order."""

    slug: str
    url: str
    title: str
    parts: tuple[str, ...]
    year: int | None = None
    complete: bool = False
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Author:
    slug: str
    url: str
    name: str
    role: str
    organisation: str = ""
    guest: bool = False
    kind: str = "person"  # or "team"
    interests: str = ""
    orcid: str = ""
    aliases: tuple[str, ...] = ()
    introduction: Body
