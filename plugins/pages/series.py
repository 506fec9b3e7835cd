"""A page for each series, every planned part in order; all its parts as one document; a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from plugins.model import addresses
from plugins.model.disclosure import Declared, declared
from plugins.model.image import Picture
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.taxonomy import Series
from plugins.model.text import Body
from plugins.presentation.citations import ReferenceLine, references
from plugins.presentation.codec import Decoder, encoded
from plugins.presentation.contracts import pages
from plugins.presentation.helplines import Help, help_for
from plugins.presentation.post_notes import (
    AFTER,
    Explained,
    Note,
    Reviewed,
    explained,
    notes_of,
    reviewed,
    updated,
)
from plugins.presentation.recipes import Recipe, bodies_in
from plugins.presentation.record_lines.figures import FigureLine, figure_lines
from plugins.presentation.series_box import PartLine, part_lines, whole_url
from plugins.presentation.text_within import TextWithin
from plugins.presentation.views import (
    AuthorLink,
    Day,
    Link,
    View,
    applies_in_words,
    author_links,
    card,
    first_site,
    located,
)


@dataclass(frozen=True, kw_only=True)
class SeriesView(View):
    """The page of one series: its introduction, then its parts, oldest first."""

    template: ClassVar[str] = "series"

    introduction: Body
    state: str
    parts: tuple[PartLine, ...]
    whole: str
    review: Link | None
    feed: Link | None


@dataclass(frozen=True, kw_only=True)
class PartText:
    """What a part says on the page of all parts; `prefix` begins each id in it."""

    prefix: str
    url: str
    summary: str
    date: Day
    updated: Day | None
    reviewed: Reviewed | None
    authors: tuple[AuthorLink, ...]
    applies: str
    canonical: str
    first_site: str
    image: Picture | None
    sensitive: tuple[str, ...]
    content_note: str
    help: tuple[Help, ...]
    more_help: tuple[Help, ...]
    notes: tuple[Note, ...]
    changes: tuple[Note, ...]
    figures: tuple[FigureLine, ...]
    references: tuple[ReferenceLine, ...]
    disclosure: tuple[Declared, ...]
    terms: tuple[Explained, ...]
    learning_point: str
    text: TextWithin


@dataclass(frozen=True, kw_only=True)
class WholePart:
    """A place of the page of all parts: its id, its line in the contents, and its text.

    A part that was withdrawn has no text.
    """

    id: str
    line: PartLine
    post: PartText | None


@dataclass(frozen=True, kw_only=True)
class WholeSeriesView(View):
    """All public parts of a series as one document. `lines` are its contents."""

    template: ClassVar[str] = "series_whole"

    series: Link
    support: str
    introduction: Body
    lines: tuple[PartLine, ...]
    parts: tuple[WholePart, ...]

    def recipe(self) -> Recipe:
        bodies = tuple(bodies_in(self))
        drawn = any(body.charts for body in bodies)
        return Recipe("" if drawn else encoded(self), tuple(body.key for body in bodies))

    @classmethod
    def from_recipe(
        cls, recipe: Recipe, decoder: Decoder, shared: dict[str, Any]
    ) -> WholeSeriesView:
        return cls(**decoder.fields(cls, recipe.data))

    def reworded(self, old: str, new: str, words: int) -> WholeSeriesView:
        """Return what `series_views` gives for the same parts, one of them with another text."""
        return replace(self, parts=tuple(_reworded(each, old, new, words) for each in self.parts))


def _reworded(part: WholePart, old: str, new: str, words: int) -> WholePart:
    if part.post is None:
        return part
    return replace(part, post=replace(part.post, text=part.post.text.reworded(old, new, words)))


@dataclass(frozen=True, kw_only=True)
class SeriesCard:
    """A series in a list."""

    url: str
    title: str
    state: str


@dataclass(frozen=True, kw_only=True)
class SeriesListView(View):
    """All series, the newest year first."""

    template: ClassVar[str] = "series_list"

    series: tuple[SeriesCard, ...]


def series_views(library: Library) -> Iterator[View]:
    """Yield the list of series, then one page for each, also for one that has no parts yet.

    After the page of a series comes that of all its parts, from the first public one on.
    """
    root = library.root
    yield SeriesListView(
        **located(root, addresses.SERIES),
        title="Series",
        description="Short runs of posts that belong together.",
        series=tuple(
            SeriesCard(url=series.url, title=series.title, state=state_of(series, library))
            for series in library.series
        ),
    )
    for series in library.series:
        feed = Link(url=root.url(addresses.series_feed(series.slug)), text=series.title)
        has_posts = series.slug in library.by_series
        review = None
        if series.year in library.reviewed_years and series.year:
            url = root.url(addresses.review_year(series.year))
            review = Link(url=url, text=f"Everything of {series.year}")
        yield SeriesView(
            **located(root, addresses.series(series.slug)),
            title=series.title,
            description=f"{series.title}: {state_of(series, library)}.",
            crumbs=(Link(url=root.url(addresses.SERIES), text="Series"),),
            feeds=(feed,) if has_posts else (),
            introduction=series.introduction,
            state=state_of(series, library),
            parts=part_lines(series, library, summaries=True),
            whole=whole_url(series, library),
            review=review,
            feed=feed if has_posts else None,
        )
        if has_posts:
            yield _whole(series, library)


def _whole(series: Series, library: Library) -> WholeSeriesView:
    root = library.root
    posts = {post.url: post for post in library.by_series[series.slug]}
    lines, parts = [], []
    for line in part_lines(series, library):
        if line.url or line.withdrawn:
            name = part_id(line.label)
            text = _part_text(posts[line.url], library, line.label) if line.url else None
            line = replace(line, url=f"#{name}" if line.url else "")
            parts.append(WholePart(id=name, line=line, post=text))
        lines.append(line)
    above = Link(url=series.url, text=series.title)
    return WholeSeriesView(
        **located(root, addresses.whole_series(series.slug)),
        title=f"{series.title}: the whole series",
        description=f"All parts of {series.title} in order, to read at a stretch or to print.",
        crumbs=(Link(url=root.url(addresses.SERIES), text="Series"), above),
        series=above,
        support=root.url(addresses.SUPPORT),
        introduction=series.introduction,
        lines=tuple(lines),
        parts=tuple(parts),
    )


def _part_text(post: Post, library: Library, label: str) -> PartText:
    prefix = f"{part_id(label)}-"
    notes = notes_of(post, library)
    help, more_help = help_for((post,), library)
    cited = references(post.references, library)
    return PartText(
        prefix=prefix,
        url=post.url,
        summary=post.summary,
        date=card(post, library).date,
        updated=updated(post),
        reviewed=reviewed(post, library),
        authors=author_links(post, library),
        applies=applies_in_words(post.applies_to),
        canonical=post.canonical,
        first_site=first_site(post),
        image=post.image,
        sensitive=post.sensitive,
        content_note=post.content_note,
        help=help,
        more_help=more_help,
        notes=tuple(note for note in notes if note.kind not in AFTER),
        changes=tuple(note for note in notes if note.kind in AFTER),
        figures=tuple(
            replace(line, backs=_behind(prefix, line.backs)) for line in figure_lines(post, library)
        ),
        references=tuple(replace(line, backs=_behind(prefix, line.backs)) for line in cited),
        disclosure=declared(post),
        terms=explained(post, library, prefix),
        learning_point=post.learning_point,
        text=TextWithin(body=post.body, prefix=prefix, name=label),
    )


def part_id(label: str) -> str:
    """Return where a part stands on the page of all: no heading of a text has such an id."""
    return f"_{label.lower().replace(' ', '-')}"


def _behind(prefix: str, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{prefix}{name}" for name in names)


def state_of(series: Series, library: Library) -> str:
    """Return "five parts" or "3 of 4 parts published"."""
    planned = len(series.parts)
    posts = library.by_series.get(series.slug, ())
    there = sum(isinstance(post.part, int) for post in posts)
    word = "part" if planned == 1 else "parts"
    return f"{planned} {word}" if there == planned else f"{there} of {planned} {word} published"


register = pages(lambda build: series_views(build.library))
