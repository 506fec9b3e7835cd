"""A page for each topic, its posts newest first; its rules and figures to print; a list of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.model.taxonomy import Topic
from plugins.model.text import Body
from plugins.presentation.citations import SourceLine, source_line
from plugins.presentation.contracts import pages
from plugins.presentation.helplines import Help, help_for
from plugins.presentation.record_lines.figures import FigureText, figure_text
from plugins.presentation.record_lines.rules import VersionLine, state_of, version_lines
from plugins.presentation.views import (
    Link,
    PageTurn,
    PostCard,
    TopicCard,
    View,
    card,
    counted,
    located,
    post_link,
    topic_card,
    topic_link,
    turns,
)

# So many topics are near another one: a reader goes on to one, and does not choose among all.
NEAREST = 5


@dataclass(frozen=True, kw_only=True)
class NearTopic:
    """A topic that shares posts with another, and how many."""

    url: str
    name: str
    shared: str


@dataclass(frozen=True, kw_only=True)
class TopicView(View):
    """One page of a topic. What is not its list of posts stands on the first page only.

    `start` are the posts to begin with, which stand in the list, too; `records` leads to the rules
    and figures of its posts, and `support` to all services where there are some to show.
    """

    template: ClassVar[str] = "topic"

    name: str
    summary: str
    introduction: Body | None
    start: tuple[PostCard, ...]
    count: str
    posts: tuple[PostCard, ...]
    turn: PageTurn
    parent: Link | None
    children: tuple[TopicCard, ...]
    help: tuple[Help, ...]
    more_help: tuple[Help, ...]
    support: str
    records: Link | None
    near: tuple[NearTopic, ...]
    feed: Link | None


@dataclass(frozen=True, kw_only=True)
class TopicRule:
    """A rule that posts of a topic tell of, with all that it says and said."""

    url: str
    name: str
    summary: str
    place: str
    state: str
    versions: tuple[VersionLine, ...]
    posts: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class TopicFigure:
    """A figure that posts of a topic give, with its whole source."""

    figure: FigureText
    source: SourceLine | None
    posts: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class TopicRecordsView(View):
    """The rules and figures of a topic on one page, to take to a meeting."""

    template: ClassVar[str] = "topic_records"

    topic: Link
    rules: tuple[TopicRule, ...]
    figures: tuple[TopicFigure, ...]


@dataclass(frozen=True, kw_only=True)
class TopicsView(View):
    """All topics, with the number of posts of each."""

    template: ClassVar[str] = "topics"

    topics: tuple[TopicCard, ...]


def topic_views(library: Library) -> Iterator[View]:
    """Yield the list of topics, then the pages of each, also of one without posts.

    After them comes the page of its rules and figures, where its posts have any.
    """
    root = library.root
    crumb = Link(url=root.url(addresses.TOPICS), text="Topics")
    yield TopicsView(
        **located(root, addresses.TOPICS),
        title="Topics",
        description="All topics of the hub, with the number of posts of each.",
        topics=tuple(topic_card(topic, library) for topic in library.children_of.get("", ())),
    )
    for topic in library.topics:
        path = addresses.topic(topic.slug)
        posts = library.by_topic.get(topic.slug, ())
        parent = library.topic_of.get(topic.parent)
        feed = Link(url=root.url(addresses.topic_feed(topic.slug)), text=topic.name)
        records = _records(topic, posts, library)
        help, more_help = help_for(posts, library)
        for turn, shown in turns(root, path, posts):
            first = turn.number == 1
            page = "" if first else f", page {turn.number}"
            crumbs = [crumb]
            crumbs += [topic_link(parent, library)] if parent else []
            crumbs += [] if first else [topic_link(topic, library)]
            yield TopicView(
                **located(root, addresses.numbered(path, turn.number)),
                title=f"{topic.name}{page}",
                description=topic.description,
                crumbs=tuple(crumbs),
                feeds=(feed,) if posts else (),
                name=topic.name,
                summary=topic.description,
                introduction=topic.introduction if first else None,
                start=_start(topic, posts, library) if first else (),
                count=counted(len(posts), "post"),
                posts=tuple(card(post, library) for post in shown),
                turn=turn,
                parent=topic_link(parent, library) if parent else None,
                children=topic_card(topic, library).children if first else (),
                help=help if first else (),
                more_help=more_help if first else (),
                support=root.url(addresses.SUPPORT) if first and help else "",
                records=Link(url=records.url, text=_counted(records))
                if first and records
                else None,
                near=tuple(_near(topic, posts, library)) if first else (),
                feed=feed if posts else None,
            )
        if records:
            yield records


def _start(topic: Topic, posts: Sequence[Post], library: Library) -> tuple[PostCard, ...]:
    """Return the posts to begin with, in the order of the header; one that is not public waits."""
    found = {post.document: post for post in posts if post.document in topic.start_here}
    return tuple(card(found[name], library) for name in topic.start_here if name in found)


def _near(topic: Topic, posts: Sequence[Post], library: Library) -> Iterator[NearTopic]:
    """Yield the topics that share most posts with one, but for its parent and its children."""
    own = {
        topic.slug,
        topic.parent,
        *(each.slug for each in library.children_of.get(topic.slug, ())),
    }
    shared = Counter(slug for post in posts for slug in post.topics if slug not in own)
    ranked = sorted(
        (-count, library.topic_of[slug].name.casefold(), slug) for slug, count in shared.items()
    )
    for count, _, slug in ranked[:NEAREST]:
        other = library.topic_of[slug]
        yield NearTopic(
            url=other.url, name=other.name, shared=f"{counted(-count, 'post')} in common"
        )


def _records(topic: Topic, posts: Sequence[Post], library: Library) -> TopicRecordsView | None:
    """Return the page of all rules and figures of a topic, or nothing where its posts have none."""
    telling: dict[str, list[Link]] = {}
    giving: dict[str, list[Link]] = {}
    for post in posts:
        for slug in post.rules:
            telling.setdefault(slug, []).append(post_link(post, library))
        for used in post.figures:
            giving.setdefault(used.name, []).append(post_link(post, library))
    if not telling and not giving:
        return None
    rules = sorted(
        (library.rule_of[slug] for slug in telling),
        key=lambda rule: (rule.name.casefold(), rule.slug),
    )
    newest = sorted(
        (library.figure_of[name] for name in giving), key=lambda each: each.as_of, reverse=True
    )
    root = library.root
    above = topic_link(topic, library)
    what = " and ".join(["rules"] * bool(telling) + ["figures"] * bool(giving))
    return TopicRecordsView(
        **located(root, addresses.topic_records(topic.slug)),
        title=f"{topic.name}: {what}",
        description=f"The {what} of all posts about {topic.name}, with dates and sources.",
        crumbs=(Link(url=root.url(addresses.TOPICS), text="Topics"), above),
        topic=above,
        rules=tuple(
            TopicRule(
                url=rule.url,
                name=rule.name,
                summary=rule.summary,
                place=rule.place,
                state=state_of(rule),
                versions=version_lines(rule, library),
                posts=tuple(telling[rule.slug]),
            )
            for rule in rules
        ),
        figures=tuple(
            TopicFigure(
                figure=figure_text(figure, library),
                source=source_line(library.source_of[figure.source], library)
                if figure.source in library.source_of
                else None,
                posts=tuple(giving[figure.name]),
            )
            for figure in sorted(newest, key=lambda each: each.counts.casefold())
        ),
    )


def _counted(records: TopicRecordsView) -> str:
    """Return "2 rules and 5 figures on one page"."""
    found = [
        counted(len(each), word)
        for each, word in ((records.rules, "rule"), (records.figures, "figure"))
        if each
    ]
    return f"{' and '.join(found)} on one page"


register = pages(lambda build: topic_views(build.library))
