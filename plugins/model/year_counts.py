"""The numbers of every year, counted from its posts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from plugins.language.dates import first_day
from plugins.model.feeds import developments_of
from plugins.model.library import Library
from plugins.model.post import ENDING, Post
from plugins.model.records import Figure
from plugins.model.taxonomy import Series
from plugins.model.yearbook import Contributor, SeriesCount, Yearbook

# How many of the most cited sources are shown.
MOST_CITED = 10
# The kinds of updates that a year counts: what readers are shown, and withdrawals.
COUNTED = ("clarification", "correction", "major", "superseded", ENDING)


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
    moved: dict[int, list[str]] = defaultdict(list)
    for item in sorted(developments_of(library), key=lambda item: item.moment):
        moved[item.step.moment.year].append(f"{item.recommendation.key}#{item.step.id}")
    series: dict[int, list[Series]] = defaultdict(list)
    for each in library.series:
        if each.year:
            series[each.year].append(each)
    years = {*library.reviewed_years, *updates, *changed, *moved}
    return {
        year: _book(
            year,
            library.by_year.get(year, ()),
            library,
            new=tuple(new[year]),
            updates=updates[year],
            changed=tuple(changed[year]),
            moved=tuple(moved[year]),
            series=series[year],
        )
        for year in sorted(years)
    }


def yearbooks_of(library: Library) -> Mapping[int, Yearbook]:
    """Return the numbers of every year that has a page, as they were when it was closed, or now."""
    if ("yearbooks", "") not in library.memo:
        found = yearbooks(library)
        found.update({each.book.year: each.book for each in library.closed})
        library.memo["yearbooks", ""] = {
            year: found.get(year) or Yearbook(year=year) for year in library.reviewed_years
        }
    known: Mapping[int, Yearbook] = library.memo["yearbooks", ""]
    return known


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
    moved: tuple[str, ...],
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
        recommendations=moved,
        contributors=tuple(
            Contributor(author=slug, role=library.author_of[slug].role, posts=count)
            for slug, count in _ranked(authors)
        ),
    )


def _ranked(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return names and counts, the largest first; equal ones by name."""
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
