"""All that is public, and its orders. Frozen values; nothing here knows a file.

What is public is decided once, by `publication.is_public`, when the library is made. Whatever is
listed, counted, linked or fed afterwards comes out of the library, so it cannot hold anything else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from plugins.model.addresses import Root
from plugins.model.image import File
from plugins.model.post import Page, Post, Response, place
from plugins.model.publication import Notice
from plugins.model.records import (
    Event,
    Figure,
    LayWord,
    Recommendation,
    Route,
    Rule,
    Service,
    Source,
    Term,
)
from plugins.model.taxonomy import FACETS, Author, Facet, Series, Topic
from plugins.model.yearbook import ClosedYear

PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class Library:
    """The public content of the site: posts newest first, vocabularies by slug."""

    root: Root
    posts: tuple[Post, ...] = ()
    responses: tuple[Response, ...] = ()  # letters to these posts, the oldest first
    topics: tuple[Topic, ...] = ()
    series: tuple[Series, ...] = ()
    authors: tuple[Author, ...] = ()
    pages: tuple[Page, ...] = ()
    sources: tuple[Source, ...] = ()
    figures: tuple[Figure, ...] = ()
    rules: tuple[Rule, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    parts: tuple[Source, ...] = ()  # recommendations, as texts cite them
    events: tuple[Event, ...] = ()
    closed: tuple[ClosedYear, ...] = ()
    terms: tuple[Term, ...] = ()
    services: tuple[Service, ...] = ()
    routes: tuple[Route, ...] = ()
    words: tuple[LayWord, ...] = ()
    files: tuple[File, ...] = ()
    attachments: tuple[File, ...] = ()  # files that posts have in other formats
    notices: tuple[Notice, ...] = ()
    language: str = "en-GB"  # the site's own
    removed: tuple[str, ...] = ()  # where posts stood that were removed for good
    # What was made of this library once and is shown in many places, such as a post's card.
    memo: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def url_of(self) -> Mapping[str, str]:
        """The addresses of public posts and pages by their documents."""
        found = {post.document: post.url for post in self.posts}
        return found | {page.document: page.url for page in self.pages}

    @cached_property
    def term_of(self) -> Mapping[str, Term]:
        return {term.key: term for term in self.terms}

    @cached_property
    def versions_of(self) -> Mapping[str, tuple[Post | Page, ...]]:
        """Every text that is there in several languages, by document: the original, then its
        translations by their tags."""
        found: dict[str, list[Post | Page]] = defaultdict(list)
        items: tuple[Post | Page, ...] = (*self.posts, *self.pages)
        there = {item.document: item for item in items}
        for item in items:
            if item.translation_of in there:
                found[item.translation_of].append(item)
        groups = [
            (there[original], *sorted(others, key=lambda each: each.lang))
            for original, others in found.items()
        ]
        return {item.document: group for group in groups for item in group}

    @cached_property
    def format_of(self) -> Mapping[str, Post]:
        """The post of which each post is another format, by the document of that one."""
        there = {post.document for post in self.posts}
        return {
            each.document: post
            for post in reversed(self.posts)
            for each in post.formats
            if each.document in there
        }

    @cached_property
    def post_of(self) -> Mapping[str, Post]:
        return {post.document: post for post in self.posts}

    @cached_property
    def responses_to(self) -> Mapping[str, tuple[Response, ...]]:
        """The letters to each post that has some, by its document."""
        found: dict[str, list[Response]] = defaultdict(list)
        for response in self.responses:
            found[response.post].append(response)
        return {name: tuple(responses) for name, responses in found.items()}

    @cached_property
    def stories_behind(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts that name each post as evidence, newest first, by the document of that one."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for name in dict.fromkeys(post.evidence):
                found[name].append(post)
        return {name: tuple(posts) for name, posts in found.items()}

    @cached_property
    def topic_of(self) -> Mapping[str, Topic]:
        return {topic.slug: topic for topic in self.topics}

    @cached_property
    def series_of(self) -> Mapping[str, Series]:
        return {series.slug: series for series in self.series}

    @cached_property
    def author_of(self) -> Mapping[str, Author]:
        return {author.slug: author for author in self.authors}

    @cached_property
    def source_of(self) -> Mapping[str, Source]:
        """What texts cite by its key: sources, and recommendations as parts of theirs."""
        return {source.key: source for source in (*self.sources, *self.parts)}

    @cached_property
    def figure_of(self) -> Mapping[str, Figure]:
        return {figure.name: figure for figure in self.figures}

    @cached_property
    def rule_of(self) -> Mapping[str, Rule]:
        return {rule.slug: rule for rule in self.rules}

    @cached_property
    def recommendation_of(self) -> Mapping[str, Recommendation]:
        return {each.key: each for each in self.recommendations}

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Post, ...]]:
        """Posts that cite each source, newest first; also those that give a figure of it."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for cited in post.references:
                found[cited.key].append(post)
        return {key: tuple(posts) for key, posts in found.items()}

    @cached_property
    def by_figure(self) -> Mapping[str, tuple[Post, ...]]:
        """Posts that give each figure, newest first."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for used in post.figures:
                found[used.name].append(post)
        return {name: tuple(posts) for name, posts in found.items()}

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Post, ...]]:
        """Posts that tell of each rule, newest first."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for slug in post.rules:
                found[slug].append(post)
        return {slug: tuple(posts) for slug, posts in found.items()}

    @cached_property
    def newest_of(self) -> Mapping[str, Figure]:
        """For each figure that was superseded, by name, the one that stands in the end."""
        ends: dict[str, Figure] = {}
        for figure in self.figures:
            way, here = [], figure
            while here.name not in ends:
                way.append(here)
                ends[here.name] = here  # also ends a loop, which the gate refuses
                here = self.figure_of.get(here.superseded_by, here)
            ends.update({each.name: ends[here.name] for each in way})
        return {name: end for name, end in ends.items() if end.name != name}

    @cached_property
    def children_of(self) -> Mapping[str, tuple[Topic, ...]]:
        found: dict[str, list[Topic]] = defaultdict(list)
        for topic in self.topics:
            found[topic.parent].append(topic)
        return {slug: tuple(topics) for slug, topics in found.items()}

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Post, ...]]:
        """Posts of each topic, newest first; a parent has its children's posts too."""
        found: dict[str, list[Post]] = defaultdict(list)
        parents = {topic.slug: topic.parent for topic in self.topics}
        for post in self.posts:
            named = {*post.topics, *(parents.get(slug, "") for slug in post.topics)}
            for slug in sorted(named - {""}):
                found[slug].append(post)
        return {slug: tuple(posts) for slug, posts in found.items()}

    @cached_property
    def by_series(self) -> Mapping[str, tuple[Post, ...]]:
        """Public posts of each series in reading order: introduction, parts, closing."""
        found: dict[str, list[Post]] = defaultdict(list)
        for post in reversed(self.posts):
            if post.series:
                found[post.series].append(post)
        return {slug: tuple(sorted(posts, key=place)) for slug, posts in found.items()}

    @cached_property
    def by_author(self) -> Mapping[str, tuple[Post, ...]]:
        found: dict[str, list[Post]] = defaultdict(list)
        for post in self.posts:
            for slug in post.authors:
                found[slug].append(post)
        return {slug: tuple(posts) for slug, posts in found.items()}

    @cached_property
    def by_facet(self) -> Mapping[Facet, tuple[Post, ...]]:
        """Posts of each facet, newest first. Where all posts have the default of a field, its
        facets are left out: they would say the same as the list of all posts.
        """
        found: dict[tuple[str, str], list[Post]] = defaultdict(list)
        for post in self.posts:
            for key in post.facets:
                found[key].append(post)
        divided = {each.field for each in FACETS if each.key in found and not each.default}
        return {
            each: tuple(found[each.key])
            for each in FACETS
            if each.key in found and each.field in divided
        }

    @cached_property
    def by_year(self) -> Mapping[int, tuple[Post, ...]]:
        """Posts of each calendar year, newest first; the newest year first."""
        found: dict[int, list[Post]] = defaultdict(list)
        for post in self.posts:
            found[post.date.year].append(post)
        return {year: tuple(posts) for year, posts in found.items()}

    @cached_property
    def closed_of(self) -> Mapping[int, ClosedYear]:
        return {each.book.year: each for each in self.closed}

    @cached_property
    def reviewed_years(self) -> tuple[int, ...]:
        """Years that have posts or a review of their own, or were closed; newest first."""
        looked_back = [series.year for series in self.series if series.year]
        closed = [each.book.year for each in self.closed]
        return tuple(sorted({*self.by_year, *looked_back, *closed}, reverse=True))

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Post | None, Post | None]]:
        """The older and the newer post of each, by source."""
        around: tuple[Post | None, ...] = (None, *self.posts, None)
        return {
            post.document: (around[number + 2], around[number])
            for number, post in enumerate(self.posts)
        }

    @cached_property
    def withdrawn_parts(self) -> frozenset[tuple[str, int | str]]:
        """Series and part of every notice that stands where a part stood."""
        return frozenset((notice.series, notice.part) for notice in self.notices if notice.series)
