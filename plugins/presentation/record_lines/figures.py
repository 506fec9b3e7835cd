"""A number of the register with all that must be known to read it."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.language.dates import in_words, moment
from plugins.language.numerals import shown, with_unit
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.records import Figure
from plugins.model.source_labels import label
from plugins.model.values import Shared
from plugins.presentation.views import Day, Link, once


@dataclass(frozen=True, kw_only=True, repr=False)
class FigureText(Shared):
    """What a figure says. `later` says what superseded it, and is empty while it stands."""

    name: str
    page: str
    value: str
    counts: str
    place: str
    period: str
    as_of: Day
    source: Link | None
    note: str
    later: str


@dataclass(frozen=True, kw_only=True)
class FigureLine:
    """A figure of a post, and the ids of the places that give it."""

    number: int
    figure: FigureText
    backs: tuple[str, ...]


def figure_lines(post: Post, library: Library) -> tuple[FigureLine, ...]:
    """Return the figures that a post gives, in the order of its text."""
    return tuple(
        FigureLine(
            number=number,
            figure=figure_text(library.figure_of[used.name], library),
            backs=used.backs,
        )
        for number, used in enumerate(post.figures, 1)
    )


@once
def figure_text(figure: Figure, library: Library) -> FigureText:
    source = library.source_of.get(figure.source)
    return FigureText(
        name=figure.name,
        page=figure.url,
        value=with_unit(figure.value, figure.unit),
        counts=figure.counts,
        place=figure.place,
        period=figure.period,
        as_of=Day.stated(figure.as_of),
        source=Link(url=source.url, text=f"{label(source)}: {source.title}") if source else None,
        note=figure.note,
        later=later(figure, library),
    )


def later(figure: Figure, library: Library) -> str:
    """Return what superseded a figure, and when each was true, or nothing.

    Such as "In June 2025 the figure was 4,906 calls; later: 10,119, December 2025."
    """
    newest = library.newest_of.get(figure.name)
    if newest is None:
        return ""
    when = moment(figure.as_of)
    return (
        f"{when[0].upper()}{when[1:]} the figure was {with_unit(figure.value, figure.unit)}; "
        f"later: {shown(newest.value, newest.unit)}, {in_words(newest.as_of)}."
    )
