"""What can be found by searching: public posts, and pages that stand alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.text import Body
from plugins.presentation.views import Day

# By what a reader can narrow a search. The search page offers the same names.
FILTERS = ("topic", "year", "series", "author", "nation", "kind")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page as the index holds it. `day` is the date in words, `moment` sorts by time."""

    url: str
    title: str
    summary: str
    body: Body
    kind: str
    topic: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    nation: tuple[str, ...] = ()
    day: str = ""
    moment: str = ""

    def html(self, language: str) -> str:
        """Return the page for the index: its words, and beside them what narrows and sorts."""
        said = [("kind", self.kind), ("day", self.day), ("summary", self.summary)]
        beside = [_span("meta", name, text) for name, text in said if text]
        beside += [_span("filter", "kind", self.kind)]
        for name in FILTERS[:-1]:
            beside += [_span("filter", name, value) for value in getattr(self, name)]
        if self.moment:
            beside.append(_span("sort", "date", self.moment))
        return (
            f'<!DOCTYPE html><html lang="{escape(language)}"><body data-pagefind-body>'
            f"<h1>{escape(self.title)}</h1><p>{escape(self.summary)}</p>"
            f"<div data-pagefind-ignore>{''.join(beside)}</div>{self.body.__html__()}</body></html>"
        )


def _span(what: str, name: str, text: str) -> str:
    return f'<span data-pagefind-{what}="{name}">{escape(text)}</span>'


def entries(library: Library) -> Iterator[Entry]:
    """Yield every public post, newest first, then the pages."""
    for post in library.posts:
        yield Entry(
            url=post.url,
            title=post.title,
            summary=post.summary,
            body=post.body,
            kind="Post",
            topic=tuple(_topics(post, library)),
            year=(str(post.date.year),),
            series=(library.series_of[post.series].title,) if post.series else (),
            author=tuple(library.author_of[slug].name for slug in post.authors),
            nation=post.applies_to,
            day=Day.of(post.date).text,
            moment=f"{post.date:%Y-%m-%d %H:%M}",
        )
    for page in library.pages:
        yield Entry(
            url=page.url, title=page.title, summary=page.summary, body=page.body, kind="Page"
        )


def _topics(post: Post, library: Library) -> Iterator[str]:
    """Yield the names of a post's topics and of those above them, as topic pages list it too."""
    slugs = {*post.topics, *(library.topic_of[slug].parent for slug in post.topics)}
    for slug in sorted(slugs - {""}):
        yield library.topic_of[slug].name
