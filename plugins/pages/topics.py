"""A page for each topic, its posts newest first; and a page of all topics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.views import (
    Link,
    PageTurn,
    PostCard,
    TopicCard,
    View,
    card,
    counted,
    located,
    topic_card,
    topic_link,
    turns,
)


@dataclass(frozen=True, kw_only=True)
class TopicView(View):
    """One page of a topic. The introduction and the children stand on the first page only."""

    template: ClassVar[str] = "topic"

    name: str
    summary: str
    introduction: Body | None
    count: str
    posts: tuple[PostCard, ...]
    turn: PageTurn
    parent: Link | None
    children: tuple[TopicCard, ...]
    feed: Link | None


@dataclass(frozen=True, kw_only=True)
class TopicsView(View):
    """All topics, with the number of posts of each."""

    template: ClassVar[str] = "topics"

    topics: tuple[TopicCard, ...]


def topic_views(library: Library) -> Iterator[View]:
    """Yield the list of topics, then the pages of each, also of one without posts."""
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
                count=counted(len(posts), "post"),
                posts=tuple(card(post, library) for post in shown),
                turn=turn,
                parent=topic_link(parent, library) if parent else None,
                children=topic_card(topic, library).children if first else (),
                feed=feed if posts else None,
            )


register = pages(lambda build: topic_views(build.library))
