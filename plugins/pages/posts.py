"""A page for each post, with its place in its series and what to read next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypedDict

from plugins.model import addresses
from plugins.model.disclosure import Declared, declared
from plugins.model.image import Picture
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.text import Body, Heading
from plugins.model.values import Shared
from plugins.presentation.citations import ReferenceLine, references
from plugins.presentation.codec import Decoder, encoded
from plugins.presentation.contracts import BuildContext, pages
from plugins.presentation.fixed_words import Words
from plugins.presentation.format_lines import FormatLine, format_lines
from plugins.presentation.helplines import Help, help_for
from plugins.presentation.post_notes import (
    AFTER,
    Explained,
    Note,
    ReplyLine,
    ResponseLine,
    Reviewed,
    explained,
    modified,
    notes_of,
    reply_lines,
    response_lines,
    reviewed,
    updated,
)
from plugins.presentation.recipes import Recipe
from plugins.presentation.record_lines.figures import FigureLine, figure_lines
from plugins.presentation.report_routes import ReportBox, report_box
from plugins.presentation.series_box import SeriesBox, series_box
from plugins.presentation.social_cards import card_path
from plugins.presentation.views import (
    AuthorLink,
    Day,
    Link,
    Located,
    Tongue,
    View,
    applies_in_words,
    audience_links,
    author_links,
    card,
    first_site,
    located,
    post_link,
    tongued,
    topic_links,
)

# Words a minute of a careful adult reader (Brysbaert, Journal of Memory and Language 2019: 238).
READING_SPEED = 238
# A table of contents helps from this many sections and words on.
LONG_SECTIONS, LONG_WORDS = 3, 600
RELATED = 3
# How far from a post, in each of its topics, related ones are looked for: bounded, so that the
# work grows with the posts and not with their square.
NEARBY = 4


@dataclass(frozen=True, kw_only=True, repr=False)
class RelatedPost(Shared):
    """A post to read next, and why it is shown."""

    url: str
    title: str
    date: Day
    reason: str
    mark: str = ""
    tongue: Tongue | None = None


@dataclass(frozen=True, kw_only=True)
class Correction:
    """A change of meaning after publication, as programs are told of it."""

    date: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PostView(View):
    """One post. `older` and `newer` are its neighbours in time.

    `notes` come before the text, and `changes` after it: a page begins with its post.
    `card` is the picture that stands for it elsewhere; `first_site` where it was published first.
    """

    template: ClassVar[str] = "post"

    language: str
    date: Day
    modified: str
    corrections: tuple[Correction, ...]
    card: str
    first_site: str
    words: int
    authors: tuple[AuthorLink, ...]
    topics: tuple[Link, ...]
    series: SeriesBox | None
    image: Picture | None
    minutes: int
    sensitive: tuple[str, ...]
    content_note: str
    help: tuple[Help, ...]
    more_help: tuple[Help, ...]
    support: str
    report: ReportBox | None
    terms: tuple[Explained, ...]
    applies: str
    audience: tuple[Link, ...]
    discussion: str
    formats: tuple[FormatLine, ...]
    format_of: Link | None
    blog: str
    notes: tuple[Note, ...]
    changes: tuple[Note, ...]
    reviewed: Reviewed | None
    references: tuple[ReferenceLine, ...]
    figures: tuple[FigureLine, ...]
    downloads: tuple[Link, ...]
    disclosure: tuple[Declared, ...]
    updated: Day | None
    contents: tuple[Heading, ...]
    learning_point: str
    evidence: tuple[Link, ...]
    stories: tuple[Link, ...]
    body: Body
    replies: tuple[ReplyLine, ...]
    responses: tuple[ResponseLine, ...]
    older: Link | None
    newer: Link | None
    related: tuple[RelatedPost, ...]
    mark: str = ""

    def recipe(self) -> Recipe:
        return Recipe("" if self.body.charts else encoded(self), (self.body.key,))

    @classmethod
    def from_recipe(cls, recipe: Recipe, decoder: Decoder, shared: dict[str, Any]) -> PostView:
        return cls(**decoder.fields(cls, recipe.data))

    def reworded(self, old: str, new: str, words: int) -> PostView:
        """Return what `post_views` gives for the same post with another text."""
        return replace(self, **_told_by(self.body.reworded(old, new, words)))


class _Told(TypedDict):
    """The fields of a view that follow from the text of its post."""

    words: int
    minutes: int
    contents: tuple[Heading, ...]
    body: Body


def _told_by(body: Body) -> _Told:
    sections = tuple(heading for heading in body.headings if heading.level == 2)
    long = len(sections) >= LONG_SECTIONS and body.words >= LONG_WORDS
    return {
        "words": body.words,
        "minutes": max(1, round(body.words / READING_SPEED)),
        "contents": sections if long else (),
        "body": body,
    }


def post_views(
    library: Library, cards: bool = True, words: tuple[Words, ...] = ()
) -> Iterator[PostView]:
    """Yield one page for each public post. `cards` says whether their cards are drawn, and `words`
    are the fixed words of each language that has some.
    """
    places, root = _places(library), library.root
    blog = Link(url=root.url(addresses.BLOG), text="Blog")
    years = {
        year: (blog, Link(url=root.url(addresses.blog_year(year)), text=str(year)))
        for year in library.by_year
    }
    feeds = _feeds(library)
    for post in library.posts:
        older, newer = library.neighbours[post.document]
        series = library.series_of[post.series] if post.series else None
        named = [("topic", slug) for slug in post.topics]
        named += [("series", post.series)] if post.series else []
        named += [("author", slug) for slug in post.authors]
        notes = notes_of(post, library)
        help, more_help = help_for((post,), library)
        yield PostView(
            **_located(post, library),
            **tongued(post, library, words),
            language=post.lang or library.language,
            title=post.title,
            description=post.summary,
            crumbs=years[post.date.year],
            feeds=tuple(feeds[each] for each in named),
            date=card(post, library).date,
            modified=modified(post).isoformat(),
            corrections=tuple(_corrections(post)),
            card=_card(post, library) if cards else "",
            first_site=first_site(post),
            authors=author_links(post, library),
            topics=topic_links(post, library),
            series=series_box(series, library, post) if series else None,
            image=post.image,
            notes=tuple(note for note in notes if note.kind not in AFTER),
            changes=tuple(note for note in notes if note.kind in AFTER),
            reviewed=reviewed(post, library),
            references=references(post.references, library),
            figures=figure_lines(post, library),
            downloads=downloads(post, library),
            disclosure=declared(post),
            updated=updated(post),
            learning_point=post.learning_point,
            evidence=tuple(
                post_link(library.post_of[name], library)
                for name in dict.fromkeys(post.evidence)
                if name in library.post_of
            ),
            stories=tuple(
                post_link(each, library) for each in library.stories_behind.get(post.document, ())
            ),
            sensitive=post.sensitive,
            content_note=post.content_note,
            help=help,
            more_help=more_help,
            support=library.root.url(addresses.SUPPORT) if help else "",
            report=report_box(post, library),
            terms=explained(post, library),
            applies=applies_in_words(post.applies_to),
            audience=audience_links(post, library),
            discussion=post.discussion,
            formats=format_lines(post, library),
            format_of=post_link(whole, library)
            if (whole := library.format_of.get(post.document))
            else None,
            blog=library.root.url(addresses.BLOG),
            replies=reply_lines(post),
            responses=response_lines(post, library),
            older=post_link(older, library) if older else None,
            newer=post_link(newer, library) if newer else None,
            related=tuple(related(post, library, places)),
            mark=post.mark,
            **_told_by(post.body),
        )


def _located(post: Post, library: Library) -> Located:
    """Return where a post is; its canonical address is where it was published first."""
    own = located(library.root, post.path)
    return {**own, "canonical": post.canonical or own["canonical"]}


def _card(post: Post, library: Library) -> str:
    return library.root.absolute(library.root.url(card_path(post, library)))


def _corrections(post: Post) -> Iterator[Correction]:
    for update in sorted(post.updates, key=lambda each: each.date):
        if update.kind in ("correction", "superseded"):
            yield Correction(date=update.date.isoformat(), text=update.text)


def downloads(post: Post, library: Library) -> tuple[Link, ...]:
    """Return where the sources of a post are for reference managers."""
    if not post.references:
        return ()
    return tuple(
        Link(url=library.root.url(addresses.references(post.path, form)), text=text)
        for form, text in addresses.REFERENCES
    )


def _feeds(library: Library) -> Mapping[tuple[str, str], Link]:
    """Return the feed of each topic, series and author, by kind and slug."""
    url = library.root.url
    found = {
        ("topic", each.slug): Link(url=url(addresses.topic_feed(each.slug)), text=each.name)
        for each in library.topics
    }
    for series in library.series:
        link = Link(url=url(addresses.series_feed(series.slug)), text=series.title)
        found["series", series.slug] = link
    for author in library.authors:
        link = Link(url=url(addresses.author_feed(author.slug)), text=f"Posts by {author.name}")
        found["author", author.slug] = link
    return found


Places = Mapping[str, Mapping[str, int]]


def _places(library: Library) -> Places:
    """Return at which place of each topic's list each post stands, by topic and source."""
    return {
        slug: {post.document: number for number, post in enumerate(posts)}
        for slug, posts in library.by_topic.items()
    }


def related(post: Post, library: Library, places: Places) -> Iterator[RelatedPost]:
    """Yield the posts that share most with one: its series, its topics; then those near in time."""
    candidates: dict[str, Post] = {}
    for slug in post.topics:
        at, posts = places[slug][post.document], library.by_topic[slug]
        for near in posts[max(0, at - NEARBY) : at + NEARBY + 1]:
            candidates[near.document] = near
    if post.series:
        candidates.update({part.document: part for part in library.by_series[post.series]})
    for name in (post.document, *_other_versions(post, library)):
        candidates.pop(name, None)
    topics, moment = frozenset(post.topics), post.moment
    ranked = []
    for other in candidates.values():
        score = len(topics.intersection(other.topics))
        score += 1 if post.series and post.series == other.series else 0
        ranked.append((-score, abs(moment - other.moment), other.document))
    for _, _, source in sorted(ranked)[:RELATED]:
        other = candidates[source]
        shown = card(other, library)
        yield RelatedPost(
            url=shown.url,
            title=shown.title,
            date=shown.date,
            reason=_reason(post, other, library),
            mark=other.standing,
            tongue=shown.tongue,
        )


def _other_versions(post: Post, library: Library) -> Iterator[str]:
    """Yield the documents of the same text in other languages and formats: its head names them."""
    yield from (each.document for each in library.versions_of.get(post.document, ()))
    yield from (each.document for each in post.formats)
    if whole := library.format_of.get(post.document):
        yield whole.document


def _reason(post: Post, other: Post, library: Library) -> str:
    if post.series and post.series == other.series:
        return f"Also in {library.series_of[post.series].title}"
    shared = [slug for slug in post.topics if slug in other.topics]
    if not shared:
        shared = [slug for slug in post.topics if _is_below(slug, other.topics, library)]
    return f"Also about {_listed([library.topic_of[slug].name for slug in shared])}"


def _is_below(parent: str, topics: Sequence[str], library: Library) -> bool:
    return any(library.topic_of[slug].parent == parent for slug in topics)


def _listed(names: Sequence[str]) -> str:
    """Return "a", "a and b" or "a, b and c"."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def _pages(build: BuildContext) -> Iterator[PostView]:
    return post_views(build.library, bool(build.settings["SOCIAL_CARDS"]), build.site.words)


register = pages(_pages)
