"""The year in review, made from what was published; its lists; and all years compared.

Every number of a year leads to the list behind it. A year that was closed shows the numbers of the
day on which it was closed, and what was declared since.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.language.claims import capitalised
from plugins.language.dates import MONTHS, in_words
from plugins.language.numerals import shown, with_unit
from plugins.language.ordinals import ordinal
from plugins.model import addresses
from plugins.model.charts import Chart
from plugins.model.library import Library
from plugins.model.post import ENDING, Post
from plugins.model.records import Event
from plugins.model.taxonomy import Author, Topic
from plugins.model.year_counts import COUNTED, yearbooks_of
from plugins.model.yearbook import Yearbook
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.recommendations import said
from plugins.presentation.series_box import SeriesBox, series_box
from plugins.presentation.views import Day, Link, PostCard, View, card, counted, located, post_link
from plugins.presentation.year_charts import (
    lists,
    month_chart,
    months_chart,
    topic_by,
    topic_chart,
    years_chart,
)

# What updates of each kind are called where they are counted.
UPDATES_WORDS = {
    "clarification": "Clarifications",
    "correction": "Corrections",
    "major": "Major updates",
    "superseded": "Superseded",
    "withdrawal": "Withdrawals",
}


@dataclass(frozen=True, kw_only=True)
class ReviewMonth:
    name: str
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A number: what it counts, and the list behind it. `page` is where the thing itself is."""

    name: str
    count: str
    url: str = ""
    page: str = ""


@dataclass(frozen=True, kw_only=True)
class SeriesState:
    """How complete a series is, and its parts."""

    state: str
    box: SeriesBox


@dataclass(frozen=True, kw_only=True)
class Role:
    """Those who wrote in one role."""

    name: str
    people: tuple[Counted, ...]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """A figure that was superseded in the year."""

    counts: str
    url: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """Recommendations of one report that one source gave the same answer or status on a day."""

    day: Day
    said: str
    report: str
    items: tuple[Link, ...]
    source: Link


@dataclass(frozen=True, kw_only=True)
class Anniversary:
    day: Day
    text: str
    source: Link | None


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A letter to a post, or the reply of an organisation that it names."""

    day: Day
    text: str
    post: Link


@dataclass(frozen=True, kw_only=True)
class YearView(View):
    """One year: its numbers, the series that look back on it, its other posts by month.

    `state` says since when it is closed; `since` are the posts that declared a change after that.
    """

    template: ClassVar[str] = "year"

    year: int
    count: str
    state: str
    since: tuple[Link, ...]
    numbers: tuple[Counted, ...]
    series: tuple[SeriesState, ...]
    charts: tuple[Chart, ...]
    new_topics: tuple[Counted, ...]
    updates: tuple[Counted, ...]
    sources: tuple[Counted, ...]
    figures: tuple[Changed, ...]
    moved: tuple[Moved, ...]
    voices: tuple[Voice, ...]
    roles: tuple[Role, ...]
    events: tuple[Anniversary, ...]
    months: tuple[ReviewMonth, ...]
    lists: Link | None
    earlier: Link | None
    later: Link | None


@dataclass(frozen=True, kw_only=True)
class ListOf:
    """The posts behind one number."""

    id: str
    name: str
    posts: tuple[PostCard, ...]


@dataclass(frozen=True, kw_only=True)
class Lists:
    """Lists of one sort, such as those of all topics."""

    id: str
    name: str
    lists: tuple[ListOf, ...]


@dataclass(frozen=True, kw_only=True)
class YearListsView(View):
    """The lists behind the numbers of a year."""

    template: ClassVar[str] = "year_lists"

    year: int
    sorts: tuple[Lists, ...]


@dataclass(frozen=True, kw_only=True)
class YearCard:
    """A year in a list, with its series."""

    url: str
    year: int
    count: str
    series: tuple[SeriesBox, ...]


@dataclass(frozen=True, kw_only=True)
class YearsView(View):
    """All years, newest first, and what they look like side by side."""

    template: ClassVar[str] = "years"

    years: tuple[YearCard, ...]
    charts: tuple[Chart, ...]


def year_views(library: Library) -> Iterator[View]:
    """Yield the list of years, then two pages for each: its review, and the lists behind it."""
    root = library.root
    years = library.reviewed_years
    yield YearsView(
        **located(root, addresses.YEARS),
        title="Year in review",
        description="What each year brought, and the series that look back on it.",
        years=tuple(
            YearCard(
                url=root.url(addresses.review_year(year)),
                year=year,
                count=counted(yearbooks_of(library)[year].posts, "post"),
                series=tuple(
                    series_box(each, library) for each in library.series if each.year == year
                ),
            )
            for year in years
        ),
        charts=(years_chart(library), months_chart(library)) if library.posts else (),
    )
    crumb = Link(url=root.url(addresses.YEARS), text="Year in review")
    updated = _updated(library)
    for number, year in enumerate(years):
        here = Link(url=root.url(addresses.review_year(year)), text=str(year))
        sorts = [*_lists(library, year), updated.get(year)]
        behind = YearListsView(
            **located(root, addresses.year_lists(year)),
            title=f"{year} in lists",
            description=f"The lists behind the numbers of {year}.",
            crumbs=(crumb, here),
            year=year,
            sorts=tuple(each for each in sorts if each and each.lists),
        )
        around = _year_link(library, years, number + 1), _year_link(library, years, number - 1)
        yield _Year(library, yearbooks_of(library)[year], behind).view(crumb, *around)
        yield behind


class _Year:
    """Makes the page of one year from its numbers and the lists behind them."""

    def __init__(self, library: Library, book: Yearbook, behind: YearListsView) -> None:
        self.library, self.book, self.year = library, book, book.year
        self.known = {sort.id for sort in behind.sorts}
        self.known |= {each.id for sort in behind.sorts for each in sort.lists}

    def _behind(self, anchor: str) -> str:
        """Return the address of the list behind a number, or nothing where it is empty by now."""
        return lists(self.book, self.library, anchor) if anchor in self.known else ""

    def view(self, crumb: Link, earlier: Link | None, later: Link | None) -> YearView:
        library, book, year = self.library, self.book, self.year
        series = [each for each in library.series if each.year == year]
        names = {each.slug for each in series}
        posts = reversed(library.by_year.get(year, ()))
        closed = library.closed_of.get(year)
        url = library.root.url(addresses.year_lists(year))
        return YearView(
            **located(library.root, addresses.review_year(year)),
            title=f"{year} in review",
            description=f"What was published in {year}, by month and by topic.",
            crumbs=(crumb,),
            year=year,
            count=counted(book.posts, "post"),
            state=f"Closed on {in_words(closed.closed.isoformat())}" if closed else "",
            since=tuple(_since(library, year)),
            numbers=tuple(self.numbers()),
            series=tuple(
                SeriesState(state=self.completeness(each.slug), box=series_box(each, library))
                for each in series
            ),
            charts=(month_chart(book, library), topic_chart(book, library)) if book.posts else (),
            new_topics=tuple(self.new_topics()),
            updates=tuple(
                Counted(
                    name=UPDATES_WORDS[kind], count=f"{n:,}", url=self._behind(f"updates-{kind}")
                )
                for kind, n in book.updates
            ),
            sources=tuple(self.sources()),
            figures=tuple(self.figures()),
            moved=tuple(self.moved()),
            voices=tuple(sorted(_voices(library, year), key=lambda each: each.day.iso)),
            roles=tuple(self.roles()),
            events=tuple(_events(library, year)),
            months=tuple(_months([post for post in posts if post.series not in names], library)),
            lists=Link(url=url, text=f"{year} in lists") if self.known else None,
            earlier=earlier,
            later=later,
        )

    def numbers(self) -> Iterator[Counted]:
        """Yield the year in numbers; what there is none of is left out."""
        book, root = self.book, self.library.root
        posts = root.url(addresses.blog_year(self.year)) if self.known else ""
        for count, one, many, url in (
            (book.posts, "post", "posts", posts),
            (len(book.topics), "topic", "topics", self._behind("topics")),
            (len(book.contributors), "contributor", "contributors", self._behind("contributors")),
            (book.cited, "source cited", "sources cited", self._behind("sources")),
            (book.given, "figure given", "figures given", self._behind("figures")),
        ):
            if count:
                yield Counted(name=one if count == 1 else many, count=f"{count:,}", url=url)

    def completeness(self, slug: str) -> str:
        for each in self.book.series:
            if each.slug == slug:
                if each.published == each.planned:
                    return f"Complete: {counted(each.planned, 'part')}"
                return f"{each.published} of {counted(each.planned, 'part')} published"
        return ""

    def new_topics(self) -> Iterator[Counted]:
        numbers = dict(self.book.topics)
        for slug in self.book.new_topics:
            topic = topic_by(slug, self.library)
            yield Counted(
                name=topic.name if topic else slug,
                count=counted(numbers.get(slug, 0), "post"),
                url=self._behind(f"topic-{topic.slug}") if topic else "",
                page=topic.url if topic else "",
            )

    def sources(self) -> Iterator[Counted]:
        for key, count in self.book.sources:
            source = self.library.source_of.get(key)
            yield Counted(
                name=source.title if source else key,
                count=counted(count, "post"),
                url=self._behind(f"source-{key}"),
                page=source.url if source else "",
            )

    def figures(self) -> Iterator[Changed]:
        figures = self.library.figure_of
        for old, new in self.book.figures:
            before, after = figures.get(old), figures.get(new)
            if before and after:
                yield Changed(
                    counts=capitalised(f"{before.counts}, {before.place}"),
                    url=before.url,
                    before=f"{with_unit(before.value, before.unit)}, {in_words(before.as_of)}",
                    after=f"{shown(after.value, after.unit)}, {in_words(after.as_of)}",
                )

    def moved(self) -> Iterator[Moved]:
        """Yield what was answered to recommendations in the year, and what became of them."""
        library = self.library
        found = []
        for name in self.book.recommendations:
            key, _, id = name.partition("#")
            made = library.recommendation_of.get(key)
            found += [(made, step) for step in made.steps if step.id == id] if made else []
        for _, group in groupby(
            found, key=lambda each: (each[0].report, each[1].id, each[1].kind, each[1].source)
        ):
            same = list(group)
            made, step = same[0]
            source = library.source_of[step.source]
            yield Moved(
                day=Day.stated(step.date),
                said=said(step),
                report=library.source_of[made.report].title,
                items=tuple(Link(url=f"{each.url}#{step.id}", text=each.name) for each, _ in same),
                source=Link(url=source.url, text=source.title),
            )

    def roles(self) -> Iterator[Role]:
        """Yield who wrote, by role; the role with the most people first."""
        roles: dict[str, list[Counted]] = {}
        for each in self.book.contributors:
            author = self.library.author_of.get(each.author)
            person = Counted(
                name=author.name if author else each.author,
                count=counted(each.posts, "post"),
                url=self._behind(f"by-{each.author}"),
                page=author.url if author else "",
            )
            roles.setdefault(each.role, []).append(person)
        for name in sorted(roles, key=lambda role: (-len(roles[role]), role.casefold())):
            yield Role(name=name, people=tuple(roles[name]))


def _voices(library: Library, year: int) -> Iterator[Voice]:
    """Yield the letters and the replies of a year, in no order."""
    for letter in library.responses:
        if letter.date.year == year:
            post = library.post_of[letter.post]
            link = Link(url=f"{post.url}#{letter.id}", text=post.title)
            yield Voice(day=Day.of(letter.date), text=f"a letter of {letter.by}", post=link)
    for post in library.posts:
        for number, reply in enumerate(post.replies, 1):
            if reply.replied.startswith(f"{year}-"):
                link = Link(url=f"{post.url}#_reply-{number}", text=post.title)
                text = f"the reply of {reply.named}"
                yield Voice(day=Day.stated(reply.replied), text=text, post=link)


def _events(library: Library, year: int) -> Iterator[Anniversary]:
    """Yield the events of a year in the order of their days, each with its right number."""
    found = [(event, _day_of(event, year)) for event in library.events if event.date.year <= year]
    for event, day in sorted(found, key=lambda each: (each[1], each[0].name)):
        past = year - event.date.year
        if event.yearly:
            theme = dict(event.themes).get(year, "")
            text = f"The {ordinal(past + 1)} {event.name}" + (f": {theme}" if theme else "")
        elif past:
            text = f"The {ordinal(past)} anniversary of {_within(event.name)}"
        else:
            text = capitalised(event.name)
        source = library.source_of.get(event.source)
        yield Anniversary(
            day=Day.stated(day),
            text=text,
            source=Link(url=source.url, text=source.title) if source else None,
        )


def _within(name: str) -> str:
    """Return a name as it stands within a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def _day_of(event: Event, year: int) -> str:
    """Return the day of an event in a year. What happened on 29 February is kept on the 28th."""
    month, day = event.date.month, event.date.day
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return f"{year}-{month:02}-{28 if (month, day) == (2, 29) and not leap else day:02}"


def _since(library: Library, year: int) -> Iterator[Link]:
    """Yield the posts of a closed year that declared a change since it was closed."""
    closed = library.closed_of.get(year)
    if closed is None:
        return
    before = {each.id: each.updates for each in closed.sealed}
    for post in library.by_year.get(year, ()):
        if len(post.updates) > before.get(post.id, len(post.updates)):
            yield post_link(post, library)


def _months(posts: list[Post], library: Library) -> Iterator[ReviewMonth]:
    for month, found in groupby(posts, key=lambda post: post.date.month):
        cards = tuple(card(post, library) for post in found)
        yield ReviewMonth(name=MONTHS[month], posts=cards)


def _lists(library: Library, year: int) -> Iterator[Lists]:
    """Yield every list behind a number of a year, from the posts as they are now."""
    posts = tuple(reversed(library.by_year.get(year, ())))
    months: dict[int, list[Post]] = {}
    topics: dict[str, list[Post]] = {}
    authors: dict[str, list[Post]] = {}
    sources: dict[str, list[Post]] = {}
    figures: dict[str, list[Post]] = {}
    for post in posts:
        months.setdefault(post.date.month, []).append(post)
        for slug in post.topics:
            topics.setdefault(slug, []).append(post)
        for slug in post.authors:
            authors.setdefault(slug, []).append(post)
        for cited in post.references:
            sources.setdefault(cited.key, []).append(post)
        for used in post.figures:
            figures.setdefault(used.name, []).append(post)
    yield Lists(
        id="months",
        name="By month",
        lists=tuple(
            _list(f"month-{month}", f"{MONTHS[month]} {year}", months[month], library)
            for month in sorted(months)
        ),
    )
    yield Lists(
        id="topics",
        name="By topic",
        lists=tuple(_named(library.topics, topics, "topic-", library)),
    )
    yield Lists(
        id="contributors",
        name="By contributor",
        lists=tuple(_named(library.authors, authors, "by-", library)),
    )
    yield Lists(
        id="sources",
        name="By source",
        lists=tuple(
            _list(f"source-{source.key}", source.title, sources[source.key], library)
            for source in sorted(
                library.source_of.values(), key=lambda each: (each.title.casefold(), each.key)
            )
            if source.key in sources
        ),
    )
    yield Lists(
        id="figures",
        name="By figure",
        lists=tuple(
            _list(
                f"figure-{figure.name}",
                f"{with_unit(figure.value, figure.unit)}: {figure.counts}, {figure.period}",
                figures[figure.name],
                library,
            )
            for figure in library.figures
            if figure.name in figures
        ),
    )


def _named(
    named: Iterable[Topic | Author], posts: dict[str, list[Post]], prefix: str, library: Library
) -> Iterator[ListOf]:
    for each in named:
        if each.slug in posts:
            yield _list(f"{prefix}{each.slug}", each.name, posts[each.slug], library)


def _updated(library: Library) -> dict[int, Lists]:
    """Return, by year, the posts of any year that were changed in it, by kind of change.

    Of posts that were withdrawn it is only said how many they are.
    """
    posts: dict[tuple[int, str], list[Post]] = {}
    for post in library.posts:
        for year, kind in dict.fromkeys((each.date.year, each.kind) for each in post.updates):
            posts.setdefault((year, kind), []).append(post)
    gone = Counter(notice.withdrawn.year for notice in library.notices)
    found: dict[int, Lists] = {}
    for year in {*(year for year, _ in posts), *gone}:
        named = []
        for kind in COUNTED:
            count = gone[year] if kind == ENDING else 0
            changed = posts.get((year, kind), [])
            if changed or count:
                more = f": {counted(count, 'post')}" if count else ""
                title = f"{UPDATES_WORDS[kind]}{more}"
                named.append(_list(f"updates-{kind}", title, changed, library))
        found[year] = Lists(id="updates", name="Corrections and updates", lists=tuple(named))
    return found


def _list(name: str, title: str, posts: Iterable[Post], library: Library) -> ListOf:
    return ListOf(id=name, name=title, posts=tuple(card(post, library) for post in posts))


def _year_link(library: Library, years: tuple[int, ...], number: int) -> Link | None:
    if not 0 <= number < len(years):
        return None
    year = years[number]
    return Link(url=library.root.url(addresses.review_year(year)), text=str(year))


register = pages(lambda build: year_views(build.library))
