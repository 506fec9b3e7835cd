"""A series that looks back on a year, proposed from its posts and ready to be written.

The areas are the topics that the year wrote most about. Each becomes a part: a draft that lists
the posts, sources and figures of its area, with gaps where the words are to come.
"""

from __future__ import annotations

import datetime as dt
import os
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import PydanticCustomError

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.checks.catalogue import is_advice
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.series_header import SeriesHeader
from plugins.content.schema.values import LONGEST_TITLE, known_slug
from plugins.content.write_file import written
from plugins.language.claims import GAP
from plugins.language.dates import first_day
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.records import Figure, Source
from plugins.model.taxonomy import Topic
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import Day, counted

# An area of one post is no area.
FEWEST_POSTS = 2
# A year in review appears before the holidays: parts end on this day of December, if they can.
LAST_DAY = 17


@dataclass(frozen=True)
class Area:
    """A part to be written: its topic, and what of the year belongs to it, oldest first."""

    topic: Topic
    posts: tuple[Post, ...]
    sources: tuple[Source, ...]
    figures: tuple[Figure, ...]


def plan(root: Path, options: Namespace, tell: Say = say) -> int:
    """Write a series and a draft for each of its parts; return the exit code."""
    try:
        override = overrides(root, options)
        year = options.year or moment(options.now).year
        content = Path(override["PATH"]).resolve()
        found = survey(root / "pelicanconf.py", override, moment(options.now))
        errors = [each for each in found.findings if not is_advice(each.check_id)]
        if errors:
            named = f"names {counted(len(errors), 'problem')} to mend first"
            raise SiteFault(f"Nothing was planned: python3 tasks.py check {named}.")
        library = found.assembled.public
        areas = areas_of(library, year, options.areas)
        if not areas:
            raise SiteFault(_nothing(library, year), 2)
        slug, title = _free_names(content, library, year)
        slug = _named_by(options.series) or slug
        files = dict(_files(library, year, slug, title, areas))
        taken = [name for name in files if os.path.lexists(content / name)]
        if taken:
            raise SiteFault(f"content/{taken[0]} is there already; give --series another name.", 2)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    for name, text in files.items():
        replace(content / name, text.encode())
        tell(f"content/{name}")
    posts = posts_of(library, year)
    left = [post for post in posts if not any(post in area.posts for area in areas)]
    parts = counted(len(areas), "part")
    covered = counted(len(posts) - len(left), "post")
    tell(f"{year} in {parts}, as drafts. They cover {covered}{_others(left)}")
    tell(f"Look for {GAP[:-1]} in the drafts: check lists every place that is still to be written.")
    tell(
        f"Readers see the plan from the next build on; content/series/{slug}.md takes a few words."
    )
    return 0


def posts_of(library: Library, year: int) -> list[Post]:
    """Return what there is to look back on, oldest first: all but the parts of a review of it."""
    return [
        post
        for post in reversed(library.by_year.get(year, ()))
        if not post.series or library.series_of[post.series].year != year
    ]


def areas_of(library: Library, year: int, most: int) -> tuple[Area, ...]:
    """Return the areas of a year: topics that cover its posts best, the largest first.

    Topics are chosen one after the other by how many posts they add, then by how many sources
    those cite; a post belongs to the first that it names. What is left then goes to topics that
    share a post with those before, or that have it by a topic below them.
    """
    posts = posts_of(library, year)
    left = posts
    chosen: dict[str, list[Post]] = {}
    for members in (_named(posts), _named_or_below(posts, library)):
        fresh = not chosen
        while left and len(chosen) < most:
            slug = _next(members, left, fresh)
            if slug is None:
                break
            new = [post for post in members[slug] if post in left or not fresh]
            chosen[slug] = [post for post in posts if post in new or post in chosen.get(slug, ())]
            left = [post for post in left if post not in new]
    if posts and not chosen:  # hardly anything was written, and that is told as one
        slug = min(posts[0].topics)
        chosen[slug] = _named(posts)[slug]
    return tuple(
        _area(library.topic_of[slug], tuple(found), library) for slug, found in chosen.items()
    )


def _named(posts: Sequence[Post]) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        for slug in post.topics:
            found.setdefault(slug, []).append(post)
    return found


def _named_or_below(posts: Sequence[Post], library: Library) -> dict[str, list[Post]]:
    found: dict[str, list[Post]] = {}
    for post in posts:
        above = (library.topic_of[slug].parent for slug in post.topics)
        for slug in dict.fromkeys([*post.topics, *filter(None, above)]):
            found.setdefault(slug, []).append(post)
    return found


def _next(members: dict[str, list[Post]], left: Sequence[Post], fresh: bool) -> str | None:
    """Return the topic that adds most, if it is an area: by its new posts, or by all it has."""
    new = {slug: [post for post in posts if post in left] for slug, posts in members.items()}
    sizes = {slug: len(new[slug] if fresh else posts) for slug, posts in members.items()}
    fit = [slug for slug in members if new[slug] and sizes[slug] >= FEWEST_POSTS]
    cited = {slug: sum(len(post.references) for post in new[slug]) for slug in fit}
    return min(fit, key=lambda slug: (-len(new[slug]), -cited[slug], slug), default=None)


def _area(topic: Topic, posts: tuple[Post, ...], library: Library) -> Area:
    keys = dict.fromkeys(cited.key for post in posts for cited in post.references)
    names = dict.fromkeys(used.name for post in posts for used in post.figures)
    return Area(
        topic,
        posts,
        tuple(library.source_of[key] for key in keys),
        tuple(library.figure_of[name] for name in names),
    )


def _nothing(library: Library, year: int) -> str:
    if year in library.by_year:
        return f"Every post of {year} is a part of a review of it: there is nothing to plan."
    return f"No post of {year} is public: there is nothing to review."


def _others(left: Sequence[Post]) -> str:
    """Return the end of a sentence: which posts no part lists."""
    if not left:
        return "."
    names = "".join(f"\n  content/{post.document}" for post in left)
    return f"; {counted(len(left), 'other')} in none:{names}"


def _free_names(content: Path, library: Library, year: int) -> tuple[str, str]:
    """Return slug and title of the series: the first that no other has."""
    pairs = [
        (f"{year}-in-review", f"{year} in review"),
        (f"{year}-by-area", f"{year} by area"),
        *((f"{year}-by-area-{n}", f"{year} by area ({n})") for n in range(2, 100)),
    ]
    titles = {series.title for series in library.series}
    free = [
        (slug, title)
        for slug, title in pairs
        if title not in titles and not os.path.lexists(content / f"series/{slug}.md")
    ]
    return free[0]


def _named_by(name: str | None) -> str:
    """Return the name that somebody gave, which names files too. Raises SiteFault."""
    try:
        return known_slug(name) if name else ""
    except PydanticCustomError as error:
        said = (error.context or {})["said"]
        raise SiteFault(f"--series {said}; write a name such as 2026-in-review.", 2) from None


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
    library: Library, year: int, slug: str, name: str, areas: Sequence[Area]
) -> Iterator[tuple[str, str]]:
    """Yield path and text of the series and of each draft.

    The page of a series is public at once, so it gets no text with gaps.
    """
    titles = [f"{name}: {area.topic.name}"[:LONGEST_TITLE] for area in areas]
    yield f"series/{slug}.md", written(SeriesHeader, {"title": name, "parts": titles, "year": year})
    for number, (area, title, day) in enumerate(
        zip(areas, titles, days_of(year, len(areas)), strict=True), 1
    ):
        path = f"posts/{year}/{slug}-{area.topic.slug}.md"
        yield path, _draft(library, slug, area, title, day, number, len(areas))


def _draft(
    library: Library, slug: str, area: Area, title: str, day: dt.date, number: int, total: int
) -> str:
    writers = Counter(author for post in area.posts for author in post.authors)
    author = min(writers, key=lambda name: (-writers[name], name))
    values: dict[str, object] = {
        "title": title,
        "date": day.isoformat(),
        "summary": f"{GAP} what the year brought for {area.topic.name}, in one or two sentences.",
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
            f"- {{fig:{each.name}}}: {_plain(each.counts)} ({_plain(each.place)}; "
            f"{_plain(each.period)})"
            for each in figures
        )
    yield "## What is still open"
    yield f"{GAP} what did the year leave undone, and who is waiting?"


def _way(post: Post, day: dt.date) -> str:
    """Return how a draft in the folder of its year links to a post."""
    return os.path.relpath(post.document, f"posts/{day.year}").replace(os.sep, "/")


def _state(source: Source) -> str:
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
