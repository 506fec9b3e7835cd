"""The numbers of one year, and what seals a closed one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class SeriesCount:
    """A series that looks back on the year: how many numbered parts it plans, and how many are
    there.
    """

    slug: str
    planned: int
    published: int


@dataclass(frozen=True, kw_only=True)
class Contributor:
    """Somebody who wrote in the year, in the role of that time, and the number of their posts."""

    author: str
    role: str
    posts: int


@dataclass(frozen=True, kw_only=True)
class Yearbook:
    """All numbers of a year. Pairs are names and counts, the largest first.

    `cited` and `given` say how many different sources and figures the posts have; `figures` are
    the figures that were superseded in the year, each with its successor; `recommendations` are
    what was answered to them and what changed, each as `key#step`, the oldest first.
    """

    year: int
    posts: int = 0
    months: tuple[int, ...] = (0,) * 12
    topics: tuple[tuple[str, int], ...] = ()
    new_topics: tuple[str, ...] = ()
    series: tuple[SeriesCount, ...] = ()
    updates: tuple[tuple[str, int], ...] = ()
    cited: int = 0
    sources: tuple[tuple[str, int], ...] = ()
    given: int = 0
    figures: tuple[tuple[str, str], ...] = ()
    recommendations: tuple[str, ...] = ()
    contributors: tuple[Contributor, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What a post was when its year was closed: its digests, and how many updates it declared."""

    post: str
    id: str
    updates: int
    head: str
    text: str
    topics: tuple[str, ...]
    authors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClosedYear:
    """A year that was closed on a day, its numbers then, and its posts then."""

    book: Yearbook
    closed: dt.date
    sealed: tuple[Sealed, ...] = field(default=(), repr=False)
