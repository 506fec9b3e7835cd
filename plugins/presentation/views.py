"""The one value a template may see, and the key that says it changed.

A template is rendered with `site` and `view` and nothing else. Two equal views give
two equal pages, so a view's fingerprint is all that incremental rendering needs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import ClassVar, Protocol, TypedDict, TypeVar
from urllib.parse import urlsplit

from plugins.base.hashing import digest
from plugins.base.problems import joined
from plugins.language import tongues
from plugins.language.dates import MONTHS, in_words
from plugins.model import addresses, disclosure
from plugins.model.addresses import Root
from plugins.model.library import PER_PAGE, Library
from plugins.model.post import AUDIENCES, EVERYONE, NATIONS, ONE_OF_KIND, Page, Post
from plugins.model.publication import Notice
from plugins.model.taxonomy import Author, Topic, in_a_sentence
from plugins.model.values import Shared
from plugins.presentation.fixed_words import Words, spoken


class Addressed(Protocol):
    """A value of the library that has an address of its own."""

    @property
    def url(self) -> str: ...


Item = TypeVar("Item", bound=Addressed)
Made = TypeVar("Made")


def once(make: Callable[[Item, Library], Made]) -> Callable[[Item, Library], Made]:
    """Make a value of an item of the library at its first use, and give the same one after that."""

    @wraps(make)
    def remembered(item: Item, library: Library) -> Made:
        key = make.__name__, item.url
        found: Made | None = library.memo.get(key)
        if found is None:
            found = library.memo[key] = make(item, library)
        return found

    return remembered


@dataclass(frozen=True, kw_only=True, repr=False)
class Tongue(Shared):
    """A language: its tag, its own name, and `rtl` where it is written from right to left."""

    lang: str
    name: str
    direction: str = ""

    @classmethod
    def of(cls, tag: str) -> Tongue:
        return cls(lang=tag, name=tongues.own_name(tag), direction=tongues.direction(tag))


@dataclass(frozen=True, kw_only=True, repr=False)
class Version(Shared):
    """A text in one of its languages. The first of several is the original."""

    url: str
    tongue: Tongue
    current: bool


@dataclass(frozen=True, kw_only=True, repr=False)
class Link(Shared):
    """Somewhere to go: an address and the words for it, which may be of another language."""

    url: str
    text: str
    tongue: Tongue | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class AuthorLink(Link):
    """An author by name. `type` is what schema.org calls one, and `same` their ORCID iD."""

    type: str
    same: str


@dataclass(frozen=True, kw_only=True)
class FeedLink:
    """A feed for programs to find: address, words, media type."""

    url: str
    text: str
    type: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Day(Shared):
    """A date for people and for machines."""

    iso: str
    text: str

    @classmethod
    def of(cls, date: dt.datetime) -> Day:
        return cls(iso=date.isoformat(), text=f"{date.day} {MONTHS[date.month]} {date.year}")

    @classmethod
    def stated(cls, stated: str) -> Day:
        """Return a date that may be known in part, such as 2022-03."""
        return cls(iso=stated, text=in_words(stated))


@dataclass(frozen=True, kw_only=True, repr=False)
class SiteView(Shared):
    """What every page shares. A change here renders every page anew.

    `places` are the addresses that the lists of every page lead to.
    """

    name: str
    tagline: str
    description: str
    language: str
    generator: str
    home: str
    absolute_home: str
    origin: str
    stylesheet: str
    accent: str  # the stylesheet of a colour of the hub's own, or nothing
    icon: str
    icon_type: str
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    record: tuple[Link, ...]
    places: tuple[str, ...]
    notice: str
    licence: str
    newsletter_action: str
    feeds: tuple[FeedLink, ...]
    directory: str
    search: str
    card: str
    locale: str
    share_story: str
    discussion: str
    words: tuple[Words, ...] = ()
    preview: str = ""  # what a preview says on every page of itself


@dataclass(frozen=True, kw_only=True)
class View:
    """One page. A subclass names its template and adds what that template shows.

    `url` is the page's own address, from the root of its host; `canonical` the whole of it, or of
    the page that has the same text and counts more.
    `crumbs` lead from the home page to the page above this one.
    `lang` is the language of the page where that is another than the site's and has fixed words;
    `tongue` that of the text where it is another than the page's. `languages` are the same text in
    all its languages, where it has several.
    """

    template: ClassVar[str]

    save_as: str
    url: str
    canonical: str
    title: str
    description: str
    crumbs: tuple[Link, ...] = ()
    feeds: tuple[Link, ...] = ()
    lang: str = ""
    tongue: Tongue | None = None
    languages: tuple[Version, ...] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class PostCard(Shared):
    """A post in a list."""

    url: str
    title: str
    summary: str
    date: Day
    authors: tuple[AuthorLink, ...]
    topics: tuple[Link, ...]
    place: str = ""
    disclosure: str = ""
    applies: str = ""
    audience: str = ""
    mark: str = ""
    signs: tuple[str, ...] = ()  # its kind, its language, and whether it has a content note
    tongue: Tongue | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PageTurn(Shared):
    """Where a list stands: page `number` of `total`, and the ways on."""

    number: int
    total: int
    newer: str = ""
    older: str = ""


@once
def card(post: Post, library: Library) -> PostCard:
    return PostCard(
        url=post.url,
        title=post.title,
        summary=post.summary,
        date=Day.of(post.date),
        authors=author_links(post, library),
        topics=topic_links(post, library),
        place=place_in_words(post, library),
        disclosure=disclosure.in_short(post),
        applies=applies_in_words(post.applies_to),
        audience=joined([in_a_sentence(each.text) for each in audience_links(post, library)]),
        mark=post.standing,
        signs=tuple(_signs(post, library)),
        tongue=tongue_of(post, library),
    )


def _signs(post: Post, library: Library) -> Iterator[str]:
    """Yield what a reader wants to know of a post before opening it."""
    if post.kind in ONE_OF_KIND:
        yield ONE_OF_KIND[post.kind]
    if tongue := tongue_of(post, library):
        yield f"In {tongues.english_name(tongue.lang)}"
    if post.sensitive or post.content_note:
        yield "Has a content note"


def tongue_of(item: Post | Page, library: Library) -> Tongue | None:
    """Return the language of a text, or nothing where it is the site's own."""
    if not item.lang or item.lang.casefold() == library.language.casefold():
        return None
    return Tongue.of(item.lang)


class Tongued(TypedDict):
    """The fields of a view that say in which languages it is."""

    lang: str
    tongue: Tongue | None
    languages: tuple[Version, ...]


def tongued(item: Post | Page, library: Library, words: tuple[Words, ...] = ()) -> Tongued:
    """Return the languages of a page. It is in that of its text where that has fixed words."""
    own = tongue_of(item, library)
    spoken_here = own is not None and spoken(words, own.lang) is not None
    group = library.versions_of.get(item.document, ())
    return {
        "lang": own.lang if own is not None and spoken_here else "",
        "tongue": None if spoken_here else own,
        "languages": tuple(
            Version(
                url=library.root.absolute(each.url),
                tongue=Tongue.of(each.lang or library.language),
                current=each is item,
            )
            for each in group
        ),
    }


@once
def author_links(post: Post, library: Library) -> tuple[AuthorLink, ...]:
    return tuple(author_link(library.author_of[slug], library) for slug in post.authors)


@once
def author_link(author: Author, _: Library) -> AuthorLink:
    return AuthorLink(
        url=author.url,
        text=author.name,
        type="Organization" if author.kind == "team" else "Person",
        same=orcid_url(author),
    )


def orcid_url(author: Author) -> str:
    """Return the whole ORCID iD of an author, which is an address, or nothing."""
    return f"https://orcid.org/{author.orcid}" if author.orcid else ""


@once
def topic_links(post: Post, library: Library) -> tuple[Link, ...]:
    return tuple(topic_link(library.topic_of[slug], library) for slug in post.topics)


@once
def topic_link(topic: Topic, _: Library) -> Link:
    return Link(url=topic.url, text=topic.name)


def post_link(post: Post, library: Library) -> Link:
    """Return a post by its title, with what a preview says of it."""
    text = f"{post.title} ({post.mark})" if post.mark else post.title
    return Link(url=post.url, text=text, tongue=tongue_of(post, library))


def instead_of(notice: Notice, library: Library) -> Link | None:
    """Return the public post that a notice leads to, or nothing."""
    if not notice.replaced_by:
        return None
    found = next((post for post in library.posts if post.document == notice.replaced_by), None)
    return post_link(found, library) if found is not None else None


def place_in_words(post: Post, library: Library) -> str:
    """Return "Part 4 of 5 of 2021 in review", or nothing outside a series."""
    if not post.series:
        return ""
    series = library.series_of[post.series]
    if isinstance(post.part, int):
        return f"Part {post.part} of {len(series.parts)} of {series.title}"
    return f"{post.part.capitalize()} of {series.title}"


def applies_in_words(nations: Sequence[str]) -> str:
    """Return "England and Wales", or "the whole of the UK", or nothing."""
    if len(nations) == len(NATIONS):
        return "the whole of the UK"
    return joined(nations)


def audience_links(post: Post, library: Library) -> tuple[Link, ...]:
    """Return for whom a post is written, and nothing of one for everyone."""
    return tuple(
        Link(url=library.root.url(addresses.facet("audience", each)), text=AUDIENCES[each])
        for each in post.audience
        if each != EVERYONE
    )


def first_site(post: Post) -> str:
    """Return the host on which a post was published first, or nothing where that was here."""
    return urlsplit(post.canonical).netloc.removeprefix("www.")


def counted(number: int, word: str) -> str:
    """Return "1 post" or "3 posts"."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"


def turns(root: Root, path: str, posts: Sequence[Post]) -> list[tuple[PageTurn, Sequence[Post]]]:
    """Return the pages of a list, each with its posts. A list without posts has one page."""
    total = max(1, -(-len(posts) // PER_PAGE))
    found = []
    for number in range(1, total + 1):
        newer = root.url(addresses.numbered(path, number - 1)) if number > 1 else ""
        older = root.url(addresses.numbered(path, number + 1)) if number < total else ""
        turn = PageTurn(number=number, total=total, newer=newer, older=older)
        found.append((turn, posts[(number - 1) * PER_PAGE : number * PER_PAGE]))
    return found


class Located(TypedDict):
    """The fields of a view that say where it is."""

    save_as: str
    url: str
    canonical: str


def located(root: Root, path: str) -> Located:
    """Return the fields of a view that follow from its path."""
    url = root.url(path)
    return {"save_as": addresses.save_as(path), "url": url, "canonical": root.absolute(url)}


def fingerprint(*parts: object) -> str:
    """Return a short digest, equal whenever the parts are equal.

    Relies on repr(), so views hold only strings, numbers, dates, tuples and other views.
    """
    return digest(repr(parts).encode("utf-8", "surrogatepass"))


@dataclass(frozen=True, kw_only=True, repr=False)
class TopicCard(Shared):
    """A topic in a list, with the number of its posts and the topics below it."""

    url: str
    name: str
    description: str
    count: str
    children: tuple[TopicCard, ...] = ()


def topic_card(topic: Topic, library: Library) -> TopicCard:
    children = library.children_of.get(topic.slug, ())
    return TopicCard(
        url=topic.url,
        name=topic.name,
        description=topic.description,
        count=counted(len(library.by_topic.get(topic.slug, ())), "post"),
        children=tuple(topic_card(child, library) for child in children),
    )
