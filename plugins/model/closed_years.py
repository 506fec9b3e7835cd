"""What seals the posts of a closed year, and the file that holds it."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plugins.base.hashing import digest
from plugins.model.library import Library
from plugins.model.year_counts import yearbooks
from plugins.model.yearbook import ClosedYear, Contributor, Sealed, SeriesCount, Yearbook

# The fields that the first seals held, empty or not.
FIRST_SEALED = ("title", "date", "summary", "series", "part", "sponsor", "funding", "interests")


# -- A closed year


def seal(values: Mapping[str, Any], body: str, sealed: Sequence[str]) -> tuple[str, str]:
    """Return digests of what a post says in its header and in its text.

    `sealed` are the fields that say something to readers; others, such as a review, may change. A
    field that was declared later and is empty says nothing, so that years stay closed. White space
    at the ends of lines and of the text says nothing.
    """
    stated = (name for name in sealed if name in FIRST_SEALED or values.get(name))
    head = json.dumps({name: values.get(name) for name in stated}, sort_keys=True)
    text = "\n".join(line.rstrip() for line in body.strip().split("\n"))
    return digest(head.encode()), digest(text.encode())


def closing(
    library: Library, year: int, day: dt.date, seals: Mapping[str, tuple[str, str]]
) -> ClosedYear:
    """Return a year as it is closed on a day. `seals` are the digests of posts by their source."""
    sealed = tuple(
        Sealed(
            post=post.document,
            id=post.id,
            updates=len(post.updates),
            head=seals.get(post.document, ("", ""))[0],
            text=seals.get(post.document, ("", ""))[1],
            topics=post.topics,
            authors=post.authors,
        )
        for post in sorted(library.by_year.get(year, ()), key=lambda post: post.document)
    )
    book = yearbooks(library).get(year) or Yearbook(year=year)
    return ClosedYear(book=book, closed=day, sealed=sealed)


HEAD = """\
# What {year} was on the day it was closed. `python3 tasks.py close-year {year}` writes this file.
# Posts of that year may still be changed, and then declare it: see: python3 tasks.py guide record
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
    if book.recommendations:
        words = ", ".join(map(_word, book.recommendations))
        lines.append(f"recommendations: [{words}]\n")
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
        recommendations=tuple(values["recommendations"]),
        contributors=tuple(Contributor(**each) for each in values["contributors"]),
    )
    sealed = tuple(
        Sealed(**{**each, "topics": tuple(each["topics"]), "authors": tuple(each["authors"])})
        for each in values["sealed"]
    )
    return ClosedYear(book=book, closed=dt.date.fromisoformat(values["closed"]), sealed=sealed)
