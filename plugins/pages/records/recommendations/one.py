"""A page for each recommendation: what it says, what was answered, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Recommendation
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.recommendations import (
    RecommendationLine,
    StepLine,
    recommendation_line,
    short_title,
    step_lines,
    title_of,
)
from plugins.presentation.views import Link, View, located, post_link


@dataclass(frozen=True, kw_only=True)
class RecommendationView(View):
    """One recommendation, its steps newest first, and the posts that cite it."""

    template: ClassVar[str] = "recommendation"

    line: RecommendationLine
    text: Body
    steps: tuple[StepLine, ...]
    instead: Link | None
    replaces: tuple[Link, ...]
    posts: tuple[Link, ...]
    downloads: tuple[Link, ...]


def recommendation_views(library: Library) -> Iterator[RecommendationView]:
    """Yield a page for each, also for one that no post cites."""
    before: dict[str, list[Recommendation]] = defaultdict(list)
    for each in library.recommendations:
        before[each.superseded_by].append(each)
    root = library.root
    home = Link(url=root.url(addresses.RECOMMENDATIONS), text="Recommendations")
    for each in library.recommendations:
        instead = library.recommendation_of.get(each.superseded_by)
        yield RecommendationView(
            **located(root, each.path),
            title=title_of(each, library),
            description=each.words or "What was recommended, and what came of it.",
            crumbs=(home,),
            line=recommendation_line(each, library),
            text=each.text,
            steps=tuple(step_lines(each, library)),
            instead=_link(instead, library) if instead else None,
            replaces=tuple(_link(old, library) for old in before[each.key]),
            posts=tuple(post_link(post, library) for post in library.by_source.get(each.key, ())),
            downloads=tuple(
                Link(url=root.url(addresses.references(each.path, form)), text=text)
                for form, text in addresses.REFERENCES
            ),
        )


def _link(made: Recommendation, library: Library) -> Link:
    return Link(url=made.url, text=short_title(made, library))


register = pages(lambda build: recommendation_views(build.library))
