"""Planning: a series that looks back on a year, proposed from its posts and ready to be written.

The areas are the topics that the year wrote most about. Each becomes a part: a draft that lists
the posts, sources and figures of its area, with gaps where the words are to come.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.build.command import moment, overrides
from plugins.build.survey import survey
from plugins.core.dates import first_day
from plugins.core.files import replace
from plugins.core.library import Library, Post, Topic
from plugins.core.numerals import with_unit
from plugins.core.problems import SiteFault
from plugins.core.progress import Say, say
from plugins.core.prose import GAP
from plugins.core.records import Evidence, Figure
from plugins.core.rules import is_advice
from plugins.core.schema import LONGEST_TITLE, PostHeader, SeriesHeader
from plugins.core.views import Day, counted
from plugins.desk.writing import written

# An area of one post is no area, unless the year has hardly more.
FEWEST_POSTS = 2
# A year in review appears before the holidays: parts end on this day of December, if they can.
LAST_DAY = 17


@dataclass(frozen=True)
class Area:
    """A part to be written: its topic, and what of the year belongs to it, oldest first."""

    topic: Topic
    posts: tuple[Post, ...]
    sources: tuple[Evidence, ...]
    figures: tuple[Figure, ...]


def plan(root: Path, options: Namespace, tell: Say = say) -> int:
    """Write a series and a draft for each of its parts; return the exit code."""
    try:
        override = overrides(root, options)
        content = Path(override["PATH"]).resolve()
        found = survey(root / "pelicanconf.py", override, moment(options.now))
        errors = [each for each in found.findings if not is_advice(each.rule)]
        if errors:
            raise SiteFault(
                f"Nothing was planned: python3 tasks.py check names {len(errors):,} to mend first."
            )
        library = found.shelves.public
        areas = areas_of(library, options.year, options.areas)
        if not areas:
            raise SiteFault(f"No post of {options.year} is public: there is nothing to review.", 2)
        slug = _free_slug(content, options.year, options.series)
        files = dict(_files(library, options.year, slug, areas))
        taken = [name for name in files if os.path.lexists(content / name)]
        if taken:
            raise SiteFault(f"content/{taken[0]} is there already; give --series another name.", 2)
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code
    for name, text in files.items():
        replace(content / name, text.encode())
        tell(f"content/{name}")
    left = [post for post in library.by_year[options.year] if not _is_in(post, areas)]
    tell(f"{options.year} in {counted(len(areas), 'part')}, as drafts. {_coverage(areas, left)}")
    tell(f"Look for {GAP[:-1]} in the drafts: check lists every place that is still to be written.")
    return 0


def areas_of(library: Library, year: int, most: int) -> tuple[Area, ...]:
    """Return the areas of a year: topics that cover its posts best, the largest first.

    A post belongs to one area, that of the first topic chosen which it names. Topics are chosen
    one after the other by how many posts they add, then by how many sources those cite.
    """
    left = [
        post
        for post in library.by_year.get(year, ())
        if not post.series or library.series_of[post.series].year != year
    ]
    chosen: list[Area] = []
    while left and len(chosen) < most:
        weights: Counter[str] = Counter()
        cited: Counter[str] = Counter()
        for post in left:
            for slug in post.topics:
                weights[slug] += 1
                cited[slug] += len(post.references)
        slug = min(weights, key=lambda name: (-weights[name], -cited[name], name))
        if weights[slug] < FEWEST_POSTS and chosen:
            break
        posts = tuple(post for post in reversed(left) if slug in post.topics)
        chosen.append(_area(library.topic_of[slug], posts, library))
        left = [post for post in left if slug not in post.topics]
    return tuple(chosen)


def _area(topic: Topic, posts: tuple[Post, ...], library: Library) -> Area:
    keys = dict.fromkeys(cited.key for post in posts for cited in post.references)
    names = dict.fromkeys(used.name for post in posts for used in post.figures)
    return Area(
        topic,
        posts,
        tuple(library.source_of[key] for key in keys),
        tuple(library.figure_of[name] for name in names),
    )


def _is_in(post: Post, areas: Sequence[Area]) -> bool:
    return any(post in area.posts for area in areas)


def _coverage(areas: Sequence[Area], left: Sequence[Post]) -> str:
    covered = sum(len(area.posts) for area in areas)
    others = f"; {counted(len(left), 'other')} in none" if left else ""
    return f"They cover {counted(covered, 'post')}{others}."


def _free_slug(content: Path, year: int, wanted: str | None) -> str:
    """Return the name of the series: the one that was asked for, or one that nobody has."""
    if wanted:
        return wanted
    names = [
        f"{year}-in-review",
        f"{year}-by-area",
        *(f"{year}-by-area-{n}" for n in range(2, 100)),
    ]
    return next(name for name in names if not os.path.lexists(content / f"series/{name}.md"))


def days_of(year: int, parts: int) -> list[dt.date]:
    """Return a weekday for each part, one after the other, ending in the middle of December."""
    day = dt.date(year, 12, LAST_DAY)
    found: list[dt.date] = []
    while len(found) < parts:
        if day.weekday() < 5:
            found.append(day)
        day -= dt.timedelta(days=1)
    return found[::-1]


def _files(
    library: Library, year: int, slug: str, areas: Sequence[Area]
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the series and of each draft."""
    titles = [_title(year, area) for area in areas]
    header = {"title": f"{year} in review", "parts": titles, "year": year}
    introduction = f"{GAP} say in two sentences what kind of year it was."
    yield f"series/{slug}.md", written(SeriesHeader, header, introduction)
    for number, (area, title, day) in enumerate(
        zip(areas, titles, days_of(year, len(areas)), strict=True), 1
    ):
        path = f"posts/{year}/{slug}-{area.topic.slug}.md"
        yield path, _draft(library, slug, area, title, day, number, len(areas))


def _title(year: int, area: Area) -> str:
    return f"{year} in review: {area.topic.name}"[:LONGEST_TITLE]


def _draft(
    library: Library, slug: str, area: Area, title: str, day: dt.date, number: int, total: int
) -> str:
    writers = Counter(author for post in area.posts for author in post.authors)
    author = min(writers, key=lambda name: (-writers[name], name))
    values: dict[str, object] = {
        "title": title,
        "date": day.isoformat(),
        "summary": f"{GAP} what the year brought, in one or two sentences.",
        "authors": [author],
        "topics": [area.topic.slug],
        "series": slug,
        "part": number,
        "status": "draft",
        "sponsor": "none",
        "funding": "none",
        "interests": "none",
    }
    return written(PostHeader, values, "\n\n".join(_body(library, area, day, number, total)))


def _body(library: Library, area: Area, day: dt.date, number: int, total: int) -> Iterator[str]:
    place = f"This is part {number} of {total}." if total > 1 else ""
    yield f"{GAP} begin with what a reader should take away. {place}".strip()
    yield f"{GAP} see whether sponsor, funding and interests in the header are right."
    yield "## What we wrote"
    yield "\n".join(
        f"- [{_plain(post.title)}]({_way(post, day)}), {Day.of(post.date).text}: "
        f"{_plain(post.summary)}"
        for post in area.posts
    )
    yield f"{GAP} make a text of this list."
    sources = [each for each in area.sources if first_day(each.date) <= day]
    if sources:
        yield "## What it rests on"
        yield "\n".join(
            f"- {_plain(each.title)}, {each.publisher} [@{each.key}]{_state(each)}"
            for each in sources
        )
    figures = list(_standing(area.figures, library, day))
    if figures:
        yield "## The figures"
        yield "\n".join(
            f"- {{fig:{each.name}}}: {with_unit(each.value, each.unit)}; {_plain(each.counts)}, "
            f"{_plain(each.place)}, {_plain(each.period)}"
            for each in figures
        )
    yield "## What is still open"
    yield f"{GAP} what did the year leave undone, and who is waiting?"


def _way(post: Post, day: dt.date) -> str:
    """Return how a draft in the folder of its year links to a post."""
    return os.path.relpath(post.source, f"posts/{day.year}").replace(os.sep, "/")


def _state(source: Evidence) -> str:
    return "" if source.status == "current" else f" ({GAP} this source was {source.status})"


def _standing(figures: Sequence[Figure], library: Library, day: dt.date) -> Iterator[Figure]:
    """Yield what stood at the end of the year in place of each figure, once."""
    seen = set()
    for figure in figures:
        here = figure
        while (newer := library.figure_of.get(here.superseded_by)) is not None:
            if first_day(library.source_of[newer.source].date) > day:
                break
            here = newer
        if here.name not in seen and first_day(library.source_of[here.source].date) <= day:
            seen.add(here.name)
            yield here


def _plain(text: str) -> str:
    """Return words of a header so that no sign of Markdown is in them."""
    for sign in ("\\", "[", "]", "*", "_", "`", "<", "{", "|"):
        text = text.replace(sign, f"\\{sign}")
    return text
