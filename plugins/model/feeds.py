"""What readers may subscribe to, what is in each, and how its history is divided.

A channel's newest items are in one document in each format; all older ones are in archives
(RFC 5005), which are numbered from the oldest on, so that one that is full never changes again.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Order, Post, Update, order_of
from plugins.model.publication import Notice
from plugins.model.records import Recommendation, Step
from plugins.model.taxonomy import FACETS

# Items of the document that readers fetch again and again.
NEWEST = 20
# Items of an archive, some 0.7 MB with their texts. A client fetches each of them once.
ARCHIVE = 100

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Change:
    """An update that subscribers are told of. `number` counts a post's, from 1."""

    post: Post
    update: Update
    number: int

    @cached_property
    def moment(self) -> float:
        return self.update.date.timestamp()

    @property
    def document(self) -> str:
        return self.post.document


@dataclass(frozen=True, kw_only=True)
class End:
    """The withdrawal of a post, as news."""

    notice: Notice

    @cached_property
    def moment(self) -> float:
        return self.notice.withdrawn.timestamp()

    @property
    def document(self) -> str:
        return self.notice.document


@dataclass(frozen=True, kw_only=True)
class Development:
    """A response to a recommendation or a change of its status, as news."""

    recommendation: Recommendation
    step: Step
    series: str = ""
    part: int = 0

    @cached_property
    def moment(self) -> float:
        return self.step.moment.timestamp()

    @property
    def document(self) -> str:
        return f"recommendations/{self.recommendation.key}.md#{self.step.id}"


Item = Post | Notice | Change | End | Development


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One feed: its items, newest first, and the page it goes with.

    `base` is its address without the format, and `aliases` are those it had before. An empty
    `name` means the whole site. `count` is how many posts or changes its page lists: the items but
    for notices, which stand in a feed and in no list; or how many recommendations.
    """

    base: str
    page: str
    kind: str
    name: str
    description: str
    items: tuple[Item, ...]
    count: int
    aliases: tuple[str, ...] = ()

    @property
    def linked(self) -> bool:
        """Whether pages lead to it: one of nothing but notices answers, and is not shown."""
        return self.count > 0

    @property
    def title(self) -> str:
        """What it is called in a reader, where no heading says what it follows."""
        if self.kind == "author":
            return f"Posts by {self.name}"
        return f"{self.name} ({self.kind})" if self.kind in ("topic", "series") else self.name


def feeds_of(library: Library) -> Iterator[Feed]:
    """Yield every channel that has something in it, the widest first."""
    ended: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    parents = {topic.slug: topic.parent for topic in library.topics}
    notices = [notice for notice in library.notices if notice.id]
    for notice in notices:
        topics = {*notice.topics, *(parents.get(slug, "") for slug in notice.topics)} - {""}
        keys = [("topic", slug) for slug in topics] + [("author", slug) for slug in notice.authors]
        for key in (*keys, ("series", notice.series), *notice.facets):
            ended[key].append(notice)
    everything = in_order(_told(library.posts), notices)
    if everything:
        yield Feed(
            base=addresses.ALL_FEED,
            page=addresses.HOME,
            kind="all",
            name="All posts",
            description="Every post, newest first.",
            items=everything,
            count=len(library.posts),
        )
    if changes := updates_of(library):
        yield Feed(
            base=addresses.UPDATES_FEED,
            page=addresses.CORRECTIONS,
            kind="updates",
            name="Corrections and updates",
            description="Corrections, major updates and withdrawals of posts.",
            items=changes,
            count=len(list(changes_of(library.posts))) + len(library.notices),
        )
    if steps := in_order(developments_of(library)):
        yield Feed(
            base=addresses.RECOMMENDATIONS_FEED,
            page=addresses.RECOMMENDATIONS,
            kind="recommendations",
            name="Changes to recommendations",
            description="What was answered to recommendations of inquiries, and what became of "
            "them.",
            items=steps,
            count=len(library.recommendations),
        )
    for topic in library.topics:
        posts = library.by_topic.get(topic.slug, ())
        if items := in_order(_told(posts), ended["topic", topic.slug]):
            yield Feed(
                base=_base("topics", topic.slug),
                page=addresses.topic(topic.slug),
                kind="topic",
                name=topic.name,
                description=topic.description,
                items=items,
                aliases=tuple(_base("topics", old) for old in topic.aliases),
                count=len(posts),
            )
    for series in library.series:
        posts = library.by_series.get(series.slug, ())
        if items := in_order(_told(posts), ended["series", series.slug]):
            yield Feed(
                base=_base("series", series.slug),
                page=addresses.series(series.slug),
                kind="series",
                name=series.title,
                description=f"The parts of the series {series.title}, newest first.",
                items=items,
                aliases=tuple(_base("series", old) for old in series.aliases),
                count=len(posts),
            )
    for facet in FACETS:
        posts = library.by_facet.get(facet, ())
        if not posts and facet.default:  # all posts have it, and are in the feed of all
            continue
        if items := in_order(_told(posts), ended[facet.key]):
            yield Feed(
                base=_base(facet.field, facet.slug),
                page=addresses.facet(facet.field, facet.slug),
                kind=facet.field,
                name=facet.title,
                description=facet.about,
                items=items,
                count=len(posts),
            )
    for author in library.authors:
        posts = library.by_author.get(author.slug, ())
        if items := in_order(_told(posts), ended["author", author.slug]):
            yield Feed(
                base=_base("authors", author.slug),
                page=addresses.author(author.slug),
                kind="author",
                name=author.name,
                description=f"Posts by {author.name}, newest first.",
                items=items,
                aliases=tuple(_base("authors", old) for old in author.aliases),
                count=len(posts),
            )


def updates_of(library: Library) -> tuple[Item, ...]:
    """Return the items of the channel of updates; without any there is no such channel.

    What was withdrawn before it ever had an id was never told to subscribers, nor is its end.
    """
    ends = (End(notice=notice) for notice in library.notices if notice.id)
    return in_order(changes_of(_told(library.posts)), ends)


def developments_of(library: Library) -> Iterator[Development]:
    """Yield every response to a recommendation and every change of status, with its source."""
    for each in library.recommendations:
        for step in each.steps:
            yield Development(recommendation=each, step=step)


def _told(posts: Iterable[Post]) -> Iterator[Post]:
    """Yield the posts that readers see; a preview shows others too, which have no id yet."""
    return (post for post in posts if not post.mark)


def _base(kind: str, slug: str) -> str:
    return f"{addresses.FEEDS}{kind}/{slug}"


def in_order(*kinds: Iterable[Item]) -> tuple[Item, ...]:
    """Return items newest first; those of one moment as `order_of` puts them."""
    found = [item for kind in kinds for item in kind]
    return tuple(sorted(found, key=_order))


def _order(item: Item) -> Order:
    of = item.post if isinstance(item, Change) else item.notice if isinstance(item, End) else item
    return order_of(item.moment, of.series, of.part, of.document)


def changes_of(posts: Iterable[Post]) -> Iterator[Change]:
    """Yield what happened to posts after their publication and is worth a notice."""
    for post in posts:
        told = sorted((each for each in post.updates if each.notifies), key=_date)
        for number, update in enumerate(told, 1):
            yield Change(post=post, update=update, number=number)


def _date(update: Update) -> dt.datetime:
    return update.date


def archives_of(count: int) -> int:
    """Return how many archives a channel of so many items has."""
    return max(0, -(-(count - NEWEST) // ARCHIVE))


def newest(items: Sequence[T]) -> Sequence[T]:
    return items[:NEWEST]


def heard_of(items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items that subscribers are told of: not what they had before it came here."""
    return tuple(each for each in items if not (isinstance(each, Post) and each.quiet))


def archived(items: Sequence[T], number: int) -> Sequence[T]:
    """Return the items of archive `number`, newest first; all but the last are full."""
    first = max(NEWEST, len(items) - number * ARCHIVE)
    return items[first : len(items) - (number - 1) * ARCHIVE]


def files_of(channel: Feed) -> Iterator[str]:
    """Yield the paths of a channel's files, those of its old addresses too."""
    for form in addresses.FORMATS:
        for base in (channel.base, *channel.aliases):
            yield addresses.feed(base, form)
        for number in range(1, archives_of(len(channel.items)) + 1):
            yield addresses.archive(channel.base, number, form)
