"""Library: all that is public, and its orders. Frozen values; nothing here knows a file.

What is public is decided once, by `is_public`, when the library is made. Whatever is listed,
counted, linked or fed afterwards comes out of the library, so it cannot hold anything else.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from plugins.core import addresses
from plugins.core.addresses import Root, is_page
from plugins.core.renditions import Alternative

if TYPE_CHECKING:
    from plugins.core.channels import Channel
    from plugins.core.charts import Chart
    from plugins.core.records import (
        Cited,
        Event,
        Evidence,
        Figure,
        Ruling,
        Service,
        Term,
        Used,
    )
    from plugins.core.yearbook import ClosedYear, Yearbook

PER_PAGE = 20
REVIEW_SUFFIX = "in-review"

# Kinds of updates, from a slip of the pen to the end; and those that subscribers are told of.
UPDATE_KINDS = ("minor", "clarification", "correction", "major", "superseded", "withdrawal")
ENDING = "withdrawal"
NOTIFYING = frozenset(("correction", "major", "superseded", "withdrawal"))

# What a post may apply to; the whole is the same as all of them.
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
UK = "UK"

# Separates the fixed text of converted HTML from the places that other files decide.
GAP = "\x1f"


class Shared:
    """A value that stands in many views: what repr() says of it is worked out once."""

    def __repr__(self) -> str:
        said: str | None = self.__dict__.get("_said")
        if said is None:
            said = f"{type(self).__name__}{values_of(self)!r}"
            object.__setattr__(self, "_said", said)
        return said

    def once(self, name: str, write: Callable[[], str]) -> str:
        """Return a text that is made of this value alone, written at its first use.

        A cache by value would compare all the fields of all values.
        """
        kept: str | None = self.__dict__.get(name)
        if kept is None:
            kept = self.__dict__[name] = write()
        return kept


_getters: dict[type, Callable[[object], object]] = {}


def values_of(value: object) -> object:
    """Return the fields of a dataclass that repr() says: getting all at once is twice as quick."""
    owner = type(value)
    if owner not in _getters:
        names = [each.name for each in fields(owner) if each.repr]  # type: ignore[arg-type]
        _getters[owner] = attrgetter(*names)
    return _getters[owner](value)


@dataclass(frozen=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of a body as HTML, or a chart that stands between two of them."""

    html: str = ""
    chart: Chart | None = None

    def __html__(self) -> str:
        return self.html


@dataclass(frozen=True, kw_only=True, repr=False)
class Body:
    """Converted text: the key of its HTML, and what fills the gaps that other files decide.

    A chart fills its gap with a table, for programs that draw nothing; `charts` has, by the number
    of the gap, what a page draws there.

    The HTML itself stays in the store until a page is rendered, so that a build that renders one
    page of ten thousand reads one body. Key and fills together say all there is to know of it,
    and so they are all that repr() says.
    """

    key: str
    fills: tuple[str, ...] = ()
    words: int = 0
    headings: tuple[Heading, ...] = ()
    charts: tuple[tuple[int, Chart], ...] = ()
    load: Callable[[str], str] = field(default=str, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"Body({self.key!r}, {self.fills!r})"

    def __html__(self) -> str:
        pieces = self.load(self.key).split(GAP)
        pieces[1::2] = [self.fills[int(number)] for number in pieces[1::2]]
        return "".join(pieces)

    def __iter__(self) -> Iterator[Piece]:
        """Yield the text in pieces, with the charts between them as what they show."""
        drawn = dict(self.charts)
        pieces = self.load(self.key).split(GAP)
        text: list[str] = []
        for number, piece in enumerate(pieces):
            if number % 2 == 0:
                text.append(piece)
            elif int(piece) in drawn:
                yield Piece(html="".join(text))
                yield Piece(chart=drawn[int(piece)])
                text = []
            else:
                text.append(self.fills[int(piece)])
        yield Piece(html="".join(text))

    def __bool__(self) -> bool:
        return self.words > 0

    def reworded(self, old: str, new: str, words: int) -> Body:
        """Return this body with another HTML that has the same gaps, if it is the one meant."""
        return replace(self, key=new, words=words) if self.key == old else self


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image as a page shows it. Width and height in pixels, 0 where unknown.

    `length` is the size of its plain file in bytes.
    """

    url: str
    alt: str
    credit: str = ""
    width: int = 0
    height: int = 0
    type: str = ""
    length: int = 0
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Update:
    """A change after publication, as the header declares it.

    A correction says what was wrong, what is right and who made it; any other kind says `what`
    changed.
    """

    date: dt.datetime
    kind: str
    what: str = ""
    wrong: str = ""
    right: str = ""
    by: str = ""

    @property
    def text(self) -> str:
        """What changed, in sentences."""
        said = [self.what] if self.what else []
        said += [f"This was wrong: {_sentence(self.wrong)}"] if self.wrong else []
        said += [f"This is right: {_sentence(self.right)}"] if self.right else []
        return " ".join(map(_sentence, said))

    @property
    def notifies(self) -> bool:
        """Return whether subscribers hear of it: the entry's date moves for nothing else."""
        return self.kind in NOTIFYING


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "\u201d", "\u2019", '"')) else f"{words}."


@dataclass(frozen=True, kw_only=True)
class Review:
    """When somebody who can tell read a post and found it right: the day, and an author's slug."""

    date: dt.datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post. Dates are aware, in the site's zone; `part` is 0 outside a series.

    `id` is its permanent identity, and `updated` the moment of which feeds say that it changed.
    `ends` is when the consent to a story ends; `withdrawn` is when a withdrawn post was.
    """

    source: str
    url: str
    path: str
    slug: str
    title: str
    summary: str
    date: dt.datetime
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    status: str = "published"
    series: str = ""
    part: int | str = 0
    image: Picture | None = None
    kind: str = "post"
    content_note: str = ""
    learning_point: str = ""
    sponsor: str = ""
    funding: str = ""
    interests: str = ""
    reviewed: Review | None = None
    review_by: dt.datetime | None = None  # the day by which it is checked again
    overdue: bool = False  # that day had passed at the time of the build
    owner: str = ""  # the author who answers for that
    references: tuple[Cited, ...] = ()
    figures: tuple[Used, ...] = ()
    rules: tuple[str, ...] = ()
    id: str = ""
    updated: dt.datetime | None = None
    updates: tuple[Update, ...] = ()
    withdrawn: dt.datetime | None = None
    ends: dt.datetime | None = None
    gone: bool = False
    aliases: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # keys of the glossary, in the order of the text
    support: tuple[str, ...] = ()  # subjects on which its readers may want help
    applies_to: tuple[str, ...] = ()  # nations, in their order; none where it does not matter
    discussion: str = ""
    canonical: str = ""  # the whole address of where it was published first, if elsewhere
    mark: str = ""  # why readers do not see it; only a preview's posts have one
    body: Body

    @cached_property
    def moment(self) -> float:
        """The date in seconds since 1970; asked often, and dear to work out in a zone."""
        return self.date.timestamp()


@dataclass(frozen=True, kw_only=True)
class Redirect:
    """A path that was public once, and where its readers go now. Both as in `Library.paths`."""

    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What stays of a post that was public once: who it was, where, and nothing that it said.

    `date` is the day of the post; `withdrawn` is the moment from which the notice stands, which is
    `date` where nobody wrote it down. The `url` is empty where the post is to be gone: nothing
    answers at its `path` then. A post that was never published under an `id` is in no feed.
    The slugs of topics, series and authors say in which feeds it stands, and are shown nowhere.
    """

    source: str = field(repr=False, compare=False)
    id: str
    path: str
    date: dt.datetime
    withdrawn: dt.datetime
    topics: tuple[str, ...] = ()
    series: str = ""
    part: int | str = 0
    authors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    title: str = "A post was withdrawn"
    text: str = "This post was withdrawn. Its words are no longer published here."
    url: str = ""

    @cached_property
    def moment(self) -> float:
        return self.date.timestamp()


@dataclass(frozen=True, kw_only=True)
class Topic:
    slug: str
    url: str
    name: str
    description: str
    parent: str = ""
    synonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Series:
    """A planned run of posts. `parts` are the planned titles, in order."""

    slug: str
    url: str
    title: str
    parts: tuple[str, ...]
    year: int | None = None
    complete: bool = False
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Author:
    slug: str
    url: str
    name: str
    role: str
    organisation: str = ""
    guest: bool = False
    aliases: tuple[str, ...] = ()
    introduction: Body


@dataclass(frozen=True, kw_only=True)
class Page:
    slug: str
    url: str
    path: str
    title: str
    summary: str
    order: int = 100
    body: Body


@dataclass(frozen=True, kw_only=True)
class File:
    """An image of the content that a public page shows, or only leads to.

    Width and height in pixels, upright. `origin` is where it lies on this disk.
    """

    path: str
    digest: str
    type: str = ""
    width: int = 0
    height: int = 0
    shown: bool = True
    origin: str = field(repr=False, compare=False)


def is_public(post: Post, now: dt.datetime) -> bool:
    """Return whether readers may see a post. The only function that decides it."""
    ended = post.ends is not None and post.ends <= now
    return post.status == "published" and post.date <= now and not ended


def state_of(post: Post, now: dt.datetime) -> str:
    """Return in one word what a post is now: public, draft, future, withdrawn or ended."""
    if is_public(post, now):
        return "public"
    if post.status == "published":
        return "future" if post.date > now else "ended"
    return post.status


def notice_of(post: Post, now: dt.datetime) -> Notice | None:
    """Return the notice that a post leaves, or nothing for one whose day had not come."""
    if state_of(post, now) not in ("withdrawn", "ended") or post.date > now:
        return None
    return Notice(
        source=post.source,
        id=post.id,
        path=post.path,
        url="" if post.gone else post.url,
        date=post.date,
        withdrawn=max(ended_at(post) or post.date, post.date),
        topics=post.topics,
        series=post.series,
        part=post.part,
        authors=post.authors,
        aliases=post.aliases,
    )


def ended_at(post: Post) -> dt.datetime | None:
    """Return when a post was taken back: as its header says, or as its consent ended."""
    told = [update.date for update in post.updates if update.kind == ENDING]
    stated = [post.withdrawn] if post.withdrawn else []
    if post.status == "withdrawn":
        return max([*told, *stated], default=post.ends)
    return post.ends


class Readers:
    """For whom a library is made: readers, who see what is public."""

    def see(self, post: Post, now: dt.datetime) -> bool:
        return is_public(post, now)

    def mark(self, post: Post, now: dt.datetime) -> str:
        """Return what every list says of a post beside its title."""
        return ""


def next_day(day: dt.datetime) -> dt.datetime:
    """Return midnight after a day of the site's zone, as its clocks show it."""
    return day + dt.timedelta(days=1)  # with a zone, this counts days and not hours


def nations(stated: Sequence[str]) -> tuple[str, ...]:
    """Return nations in their order; the whole stands for all of them."""
    return tuple(nation for nation in NATIONS if nation in stated or UK in stated)


def next_change(
    posts: tuple[Post, ...],
    now: dt.datetime,
    rules: tuple[Ruling, ...] = (),
    services: tuple[Service, ...] = (),
) -> tuple[float, float]:
    """Return between which moments (seconds since 1970) the site is as now: the same posts are
    public, the same are due for a review, the same rules apply and the same help is shown.
    """
    dated = [post.moment for post in posts if post.status != "draft"]
    dated += [post.ends.timestamp() for post in posts if post.ends is not None]
    dated += [update.date.timestamp() for post in posts for update in post.updates]
    dated += [next_day(post.review_by).timestamp() for post in posts if post.review_by]
    dated += [version.moment.timestamp() for rule in rules for version in rule.versions]
    dated += [rule.ends.timestamp() for rule in rules if rule.ends]
    dated += [service.stale.timestamp() for service in services]
    present = now.timestamp()
    since = max((moment for moment in dated if moment <= present), default=float("-inf"))
    until = min((moment for moment in dated if moment > present), default=float("inf"))
    return since, until


@dataclass(frozen=True, kw_only=True)
class Library:
    """The public content of the site: posts newest first, vocabularies by slug."""

    root: Root
    posts: tuple[Post, ...] = ()
    topics: tuple[Topic, ...] = ()
    series: tuple[Series, ...] = ()
    authors: tuple[Author, ...] = ()
    pages: tuple[Page, ...] = ()
    sources: tuple[Evidence, ...] = ()
    figures: tuple[Figure, ...] = ()
    rules: tuple[Ruling, ...] = ()
    events: tuple[Event, ...] = ()
    closed: tuple[ClosedYear, ...] = ()
    terms: tuple[Term, ...] = ()
    services: tuple[Service, ...] = ()
    files: tuple[File, ...] = ()
    notices: tuple[Notice, ...] = ()
    removed: tuple[str, ...] = ()  # where posts stood that were removed for good
    # What was made of this library once and is shown in many places, such as a post's card.
    memo: dict[tuple[str, str], Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def term_of(self) -> Mapping[str, Term]:
        return {term.key: term for term in self.terms}

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
    def source_of(self) -> Mapping[str, Evidence]:
        return {source.key: source for source in self.sources}

    @cached_property
    def figure_of(self) -> Mapping[str, Figure]:
        return {figure.name: figure for figure in self.figures}

    @cached_property
    def rule_of(self) -> Mapping[str, Ruling]:
        return {rule.slug: rule for rule in self.rules}

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
    def yearbooks(self) -> Mapping[int, Yearbook]:
        """The numbers of every year that has a page, as they were when it was closed, or now."""
        from plugins.core.yearbook import Yearbook, yearbooks

        found = yearbooks(self)
        found.update({each.book.year: each.book for each in self.closed})
        return {year: found.get(year) or Yearbook(year=year) for year in self.reviewed_years}

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
            post.source: (around[number + 2], around[number])
            for number, post in enumerate(self.posts)
        }

    @cached_property
    def withdrawn_parts(self) -> frozenset[tuple[str, int | str]]:
        """Series and part of every notice that stands where a part stood."""
        return frozenset((notice.series, notice.part) for notice in self.notices if notice.series)

    @cached_property
    def topic_weight(self) -> Counter[str]:
        return Counter(slug for post in self.posts for slug in post.topics)

    @cached_property
    def channels(self) -> tuple[Channel, ...]:
        """Every feed that has something in it."""
        from plugins.core.channels import channels_of

        return tuple(channels_of(self))

    @cached_property
    def redirects(self) -> tuple[Redirect, ...]:
        """Every old path of a post, topic, series, author or feed, with the path it has now.

        The feeds among them are still there as files; their archives are not.
        """
        from plugins.core.channels import archives_of

        named: list[tuple[Callable[[str], str], Topic | Series | Author]] = []
        named += [(addresses.topic, topic) for topic in self.topics]
        named += [(addresses.series, series) for series in self.series]
        named += [(addresses.author, author) for author in self.authors]
        found = [
            Redirect(old=path(old), new=path(each.slug))
            for path, each in named
            for old in each.aliases
        ]
        standing: list[Post | Notice] = [*self.posts]
        standing += [notice for notice in self.notices if notice.url]
        found += [Redirect(old=old, new=each.path) for each in standing for old in each.aliases]
        found += [
            Redirect(
                old=addresses.archive(old, number, form),
                new=addresses.archive(channel.base, number, form),
            )
            for channel in self.channels
            for old in channel.aliases
            for number in range(1, archives_of(len(channel.items)) + 1)
            for form in addresses.FORMATS
        ]
        return tuple(found)

    @cached_property
    def gone(self) -> tuple[str, ...]:
        """Every path at which nothing answers any more, because its post was to be gone."""
        ended = [notice for notice in self.notices if not notice.url]
        found = {path for each in ended for path in (each.path, *each.aliases)}
        taken = {
            *(post.path for post in self.posts),
            *(notice.path for notice in self.notices if notice.url),
            *(each.old for each in self.redirects),
        }
        return tuple(sorted((found | set(self.removed)) - taken))

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every page and feed, as paths below the root. `tests/test_site.py` compares."""
        return self.own_paths | {each.old for each in self.redirects if is_page(each.old)}

    @cached_property
    def own_paths(self) -> frozenset[str]:
        """The paths at which something stands that has not moved away.

        The gate asks for them while names may still be wrong, so nothing is looked up by name.
        """
        from plugins.core.channels import files_of

        found = [addresses.HOME, addresses.TOPICS, addresses.SERIES, addresses.YEARS]
        found += [
            addresses.AUTHORS,
            addresses.SEARCH,
            addresses.NOT_FOUND,
            "sitemap.xml",
            "robots.txt",
            *([addresses.GLOSSARY] if self.terms else []),
            *([addresses.SUPPORT] if self.services else []),
            addresses.LISTING,
            addresses.LISTING_SCHEMA,
        ]
        found += [addresses.FEEDS, addresses.OPML] if self.channels else [addresses.FEEDS]
        found += [path for channel in self.channels for path in files_of(channel)]
        found += _pages_of(addresses.BLOG, len(self.posts))
        for topic in self.topics:
            count = len(self.by_topic.get(topic.slug, ()))
            found += _pages_of(addresses.topic(topic.slug), count)
        found += [addresses.series(series.slug) for series in self.series]
        found += [addresses.author(author.slug) for author in self.authors]
        found += [addresses.review_year(year) for year in self.reviewed_years]
        found += [addresses.year_lists(year) for year in self.reviewed_years]
        found += [
            addresses.year_table(year, name)
            for year in self.reviewed_years
            for name in addresses.YEAR_TABLES
            if (self.closed_of[year].book.posts if year in self.closed_of else year in self.by_year)
        ]
        found += [addresses.YEARS_TABLE, addresses.MONTHS_TABLE] if self.posts else []
        found += [addresses.blog_year(year) for year in self.by_year]
        found += [post.path for post in self.posts]
        found += [notice.path for notice in self.notices if notice.url]
        found += [addresses.GONE] if self.gone else []
        found += [page.path for page in self.pages]
        found += [addresses.SOURCES, addresses.SOURCES_BY_YEAR, addresses.SOURCES_BY_KIND]
        found += [source.path for source in self.sources]
        citing = [post.path for post in self.posts if post.references]
        for path in (*citing, *(source.path for source in self.sources)):
            found += [addresses.references(path, form) for form, _ in addresses.REFERENCES]
        found += [
            addresses.chart_table(post.path, number)
            for post in self.posts
            for number in range(1, len(post.body.charts) + 1)
        ]
        found += [addresses.FIGURES, addresses.FIGURES_TABLE, addresses.RULES]
        found += [rule.path for rule in self.rules]
        found += [addresses.CORRECTIONS]
        return frozenset(found)


def _pages_of(path: str, count: int) -> list[str]:
    return [addresses.numbered(path, n + 1) for n in range(max(1, -(-count // PER_PAGE)))]


def place(post: Post) -> tuple[int, dt.datetime]:
    """Return where a post stands in its series, for sorting."""
    first = {"introduction": -1, "closing": 1000}
    number = post.part if isinstance(post.part, int) else first[post.part]
    return number, post.date


def order(post: Post) -> tuple[float, str]:
    """Return where a post stands in every list: newest first, then by slug."""
    return -post.moment, post.source


def library_of(context: Mapping[str, Any]) -> Library:
    """Return the library of the build that is running, from Pelican's context."""
    try:
        found = context["library"]
    except KeyError:
        message = "No library yet: pelicanconf.py must set PELICAN_CLASS = Hub."
        raise RuntimeError(message) from None
    assert isinstance(found, Library)
    return found
