"""Every planned part with its state, as series pages, posts and the home page show it."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.taxonomy import Series
from plugins.model.values import Shared
from plugins.presentation.views import Day, Tongue, card


@dataclass(frozen=True, kw_only=True, repr=False)
class PartLine(Shared):
    """One part. Without a `url` it is announced and not there yet, or was withdrawn."""

    label: str
    title: str
    url: str = ""
    date: Day | None = None
    summary: str = ""
    current: bool = False
    mark: str = ""
    tongue: Tongue | None = None
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class SeriesBox(Shared):
    """A series in short: where a post stands in it, and all its parts in order.

    `whole` is where all parts stand as one document, and empty while there is none.
    `part` and `total` say the place in numbers, with 0 as the part where no post is shown.
    """

    title: str
    url: str
    place: str
    whole: str
    part: int | str
    total: int
    parts: tuple[PartLine, ...]


def series_box(series: Series, library: Library, current: Post | None = None) -> SeriesBox:
    """Return a series as a post or the home page shows it."""
    total = len(series.parts)
    place = ""
    if current is not None:
        number = isinstance(current.part, int)
        place = f"Part {current.part} of {total}" if number else str(current.part).capitalize()
    return SeriesBox(
        title=series.title,
        url=series.url,
        place=place,
        whole=whole_url(series, library),
        part=current.part if current is not None else 0,
        total=total,
        parts=part_lines(series, library, current),
    )


def whole_url(series: Series, library: Library) -> str:
    """Return where all parts of a series stand as one document, or nothing while none is public."""
    if series.slug not in library.by_series:
        return ""
    return library.root.url(addresses.whole_series(series.slug))


def part_lines(
    series: Series, library: Library, current: Post | None = None, summaries: bool = False
) -> tuple[PartLine, ...]:
    """Return introduction, every planned part in order, and closing."""
    posts = {post.part: post for post in library.by_series.get(series.slug, ())}

    def line(label: str, post: Post | None, title: str) -> PartLine:
        if post is None:
            return PartLine(label=label, title=title)
        return PartLine(
            label=label,
            title=post.title,
            url=post.url,
            date=card(post, library).date,
            summary=post.summary if summaries else "",
            current=current is not None and post.document == current.document,
            mark=post.standing,
            tongue=card(post, library).tongue,
        )

    lines = []
    if "introduction" in posts:
        lines.append(line("Introduction", posts["introduction"], ""))
    for number, title in enumerate(series.parts, 1):
        if (series.slug, number) in library.withdrawn_parts:
            lines.append(PartLine(label=f"Part {number}", title="", withdrawn=True))
        else:
            lines.append(line(f"Part {number}", posts.get(number), title))
    if "closing" in posts:
        lines.append(line("Closing", posts["closing"], ""))
    return tuple(lines)
