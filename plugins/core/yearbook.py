"""Yearbook: the numbers of one year, counted from its posts, and what seals a closed year.

A closed year is a file of its own, `content/years/2021.yaml`. It keeps the numbers as they were on
the day of closing, and for each post a digest of what it said, so that nothing can change in
silence afterwards.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from plugins.core.code import digest
from plugins.core.dates import first_day
from plugins.core.library import ENDING, Library, Post, Series

if TYPE_CHECKING:
    from plugins.core.records import Figure

# How many of the most cited sources are shown.
MOST_CITED = 10
# The kinds of updates that a year counts: what readers are shown, and withdrawals.
COUNTED = ("clarification", "correction", "major", "superseded", ENDING)
# The fields of a header that say something to readers. Others, such as a review, may change.
SEALED = ("title", "date", "summary", "series", "part", "sponsor", "funding", "interests")


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
    the figures that were superseded in the year, each with its successor.
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


def yearbooks(library: Library) -> dict[int, Yearbook]:
    """Return the numbers of every year that has any, in one pass over the posts."""
    first_of: dict[str, int] = {}
    for post in reversed(library.posts):
        for slug in post.topics:
            first_of.setdefault(slug, post.date.year)
    new: dict[int, list[str]] = defaultdict(list)
    for slug in sorted(first_of):
        new[first_of[slug]].append(slug)
    updates: dict[int, Counter[str]] = defaultdict(Counter)
    for post in library.posts:
        for update in post.updates:
            if update.kind in COUNTED:
                updates[update.date.year][update.kind] += 1
    for notice in library.notices:
        updates[notice.withdrawn.year][ENDING] += 1
    changed: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for figure in library.figures:
        newer = library.figure_of.get(figure.superseded_by)
        if newer is not None:
            changed[year_of(newer, library)].append((figure.name, newer.name))
    series: dict[int, list[Series]] = defaultdict(list)
    for each in library.series:
        if each.year:
            series[each.year].append(each)
    years = {*library.reviewed_years, *updates, *changed}
    return {
        year: _book(
            year,
            library.by_year.get(year, ()),
            library,
            new=tuple(new[year]),
            updates=updates[year],
            changed=tuple(changed[year]),
            series=series[year],
        )
        for year in sorted(years)
    }


def year_of(figure: Figure, library: Library) -> int:
    """Return the year in which a figure was published: that of its source."""
    return first_day(library.source_of[figure.source].date).year


def _book(
    year: int,
    posts: tuple[Post, ...],
    library: Library,
    new: tuple[str, ...],
    updates: Counter[str],
    changed: tuple[tuple[str, str], ...],
    series: list[Series],
) -> Yearbook:
    months = Counter(post.date.month for post in posts)
    sources = Counter(cited.key for post in posts for cited in post.references)
    authors = Counter(slug for post in posts for slug in post.authors)
    return Yearbook(
        year=year,
        posts=len(posts),
        months=tuple(months[month] for month in range(1, 13)),
        topics=_ranked(Counter(slug for post in posts for slug in post.topics)),
        new_topics=new,
        series=tuple(
            SeriesCount(
                slug=each.slug,
                planned=len(each.parts),
                published=sum(
                    isinstance(post.part, int) for post in library.by_series.get(each.slug, ())
                ),
            )
            for each in series
        ),
        updates=tuple((kind, updates[kind]) for kind in COUNTED if updates[kind]),
        cited=len(sources),
        sources=_ranked(sources)[:MOST_CITED],
        given=len({used.name for post in posts for used in post.figures}),
        figures=changed,
        contributors=tuple(
            Contributor(author=slug, role=library.author_of[slug].role, posts=count)
            for slug, count in _ranked(authors)
        ),
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return names and counts, the largest first; equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


# -- A closed year


def seal(values: Mapping[str, Any], body: str) -> tuple[str, str]:
    """Return digests of what a post says in its header and in its text.

    White space at the ends of lines and of the text says nothing.
    """
    head = json.dumps({name: values.get(name) for name in SEALED}, sort_keys=True)
    text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    return digest(head.encode()), digest(text.encode())


def closing(
    library: Library, year: int, day: dt.date, seals: Mapping[str, tuple[str, str]]
) -> ClosedYear:
    """Return a year as it is closed on a day. `seals` are the digests of posts by their source."""
    sealed = tuple(
        Sealed(
            post=post.source,
            id=post.id,
            updates=len(post.updates),
            head=seals.get(post.source, ("", ""))[0],
            text=seals.get(post.source, ("", ""))[1],
            topics=post.topics,
            authors=post.authors,
        )
        for post in sorted(library.by_year.get(year, ()), key=lambda post: post.source)
    )
    book = yearbooks(library).get(year) or Yearbook(year=year)
    return ClosedYear(book=book, closed=day, sealed=sealed)


HEAD = """\
# What {year} was on the day it was closed. `python3 tasks.py close-year {year}` writes this file.
# Posts of that year may still be changed, and then declare it: see docs/record.md.
"""


def written(closed: ClosedYear) -> str:
    """Return the text of the file of a closed year."""
    book = closed.book
    lines = [HEAD.format(year=book.year), f"closed: {closed.closed.isoformat()}\n"]
    lines.append(f"posts: {book.posts}\nmonths: [{', '.join(map(str, book.months))}]\n")
    lines += _pairs("topics", book.topics)
    lines.append(f"new_topics: [{', '.join(map(_word, book.new_topics))}]\n")
    lines += _records("series", [vars(each) for each in book.series])
    lines += _pairs("updates", book.updates)
    lines.append(f"cited: {book.cited}\n")
    lines += _pairs("sources", book.sources)
    lines.append(f"given: {book.given}\n")
    lines += _pairs("figures", book.figures)
    lines += _records("contributors", [vars(each) for each in book.contributors])
    lines += _records("sealed", [vars(each) for each in closed.sealed])
    return "".join(lines)


def _pairs(name: str, pairs: Iterable[tuple[str, object]]) -> list[str]:
    found = [
        f"  {_word(key)}: {_word(value) if isinstance(value, str) else value}\n"
        for key, value in pairs
    ]
    return [f"{name}:\n", *found] if found else [f"{name}: {{}}\n"]


def _word(text: str) -> str:
    """Return a name without quotes, unless YAML would take it for something else."""
    plain = re.fullmatch(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+|[a-z0-9]+-[a-z0-9-]+", text)
    return text if plain else json.dumps(text, ensure_ascii=False)


def _records(name: str, records: list[dict[str, object]]) -> list[str]:
    lines = [f"{name}:\n"] if records else [f"{name}: []\n"]
    for record in records:
        mark = "  - "
        for key, value in record.items():
            lines.append(f"{mark}{key}: {_shown(value)}\n")
            mark = "    "
    return lines


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_shown, value))}]"
    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def closed_from(year: int, values: Mapping[str, Any]) -> ClosedYear:
    """Return a closed year from the values of its file."""
    book = Yearbook(
        year=year,
        posts=values["posts"],
        months=tuple(values["months"]),
        topics=tuple(values["topics"].items()),
        new_topics=tuple(values["new_topics"]),
        series=tuple(SeriesCount(**each) for each in values["series"]),
        updates=tuple(values["updates"].items()),
        cited=values["cited"],
        sources=tuple(values["sources"].items()),
        given=values["given"],
        figures=tuple(values["figures"].items()),
        contributors=tuple(Contributor(**each) for each in values["contributors"]),
    )
    sealed = tuple(
        Sealed(**{**each, "topics": tuple(each["topics"]), "authors": tuple(each["authors"])})
        for each in values["sealed"]
    )
    return ClosedYear(book=book, closed=dt.date.fromisoformat(values["closed"]), sealed=sealed)
