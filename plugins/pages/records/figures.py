"""The register of every number that posts give, with the posts that give it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.language.claims import capitalised
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Figure
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.figures import FigureText, figure_text
from plugins.presentation.views import Link, View, counted, located, post_link


@dataclass(frozen=True, kw_only=True)
class RegisterLine:
    """A figure of the register, what it may and may not be set beside, and who gives it."""

    figure: FigureText
    newer: Link | None
    comparable: tuple[Link, ...]
    apart: tuple[Link, ...]
    why: str
    posts: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """The figures that count one thing, the newest first."""

    name: str
    lines: tuple[RegisterLine, ...]


@dataclass(frozen=True, kw_only=True)
class FiguresView(View):
    """Every figure, by what it counts."""

    template: ClassVar[str] = "figures"

    count: str
    table: str
    subjects: tuple[Subject, ...]


def figure_views(library: Library) -> Iterator[FiguresView]:
    """Yield the page of the register, also for one that is empty."""
    root = library.root
    yield FiguresView(
        **located(root, addresses.FIGURES),
        title="Figures",
        description="Every number that posts of the hub give: what it counts, where and when.",
        count=counted(len(library.figures), "figure"),
        table=root.url(addresses.FIGURES_TABLE),
        subjects=tuple(_subjects(library)),
    )


def _subjects(library: Library) -> Iterator[Subject]:
    groups: dict[str, list[Figure]] = {}
    for figure in library.figures:
        groups.setdefault(figure.counts, []).append(figure)
    for name in sorted(groups, key=str.casefold):
        newest = sorted(groups[name], key=lambda each: each.as_of, reverse=True)
        yield Subject(
            name=capitalised(name), lines=tuple(_line(figure, library) for figure in newest)
        )


def _line(figure: Figure, library: Library) -> RegisterLine:
    newer = library.figure_of.get(figure.superseded_by)
    return RegisterLine(
        figure=figure_text(figure, library),
        newer=_link(newer) if newer else None,
        comparable=_links(figure.comparable_with, library),
        apart=_links(figure.not_comparable_with, library),
        why=figure.why,
        posts=tuple(post_link(post, library) for post in library.by_figure.get(figure.name, ())),
    )


def _links(names: tuple[str, ...], library: Library) -> tuple[Link, ...]:
    return tuple(_link(library.figure_of[name]) for name in names)


def _link(figure: Figure) -> Link:
    return Link(url=figure.url, text=f"{figure.counts}, {figure.place}, {figure.period}")


register = pages(lambda build: figure_views(build.library))
