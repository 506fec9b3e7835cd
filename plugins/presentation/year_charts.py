"""The charts of the years, as pages draw them and files hold them.

Every number leads to the list behind it: the page of the lists of its year.
"""

from __future__ import annotations

from plugins.language.dates import MONTHS
from plugins.model import addresses
from plugins.model.charts import Chart, ChartCell, Value, bar_chart, counts, line_chart
from plugins.model.library import Library
from plugins.model.taxonomy import Topic
from plugins.model.year_counts import yearbooks_of
from plugins.model.yearbook import Yearbook

# A line over many months names the years below it, and no more of them than there is room for.
MOST_LABELS = 6


def topic_by(slug: str, library: Library) -> Topic | None:
    """Return a topic, also by the slug that it had when a year was closed."""
    topic = library.topic_of.get(slug)
    if topic is None:
        topic = next((each for each in library.topics if slug in each.aliases), None)
    return topic


def lists(book: Yearbook, library: Library, anchor: str) -> str:
    """Return the address of a list behind a number."""
    return f"{library.root.url(addresses.year_lists(book.year))}#{anchor}"


def reckoned_months(book: Yearbook, library: Library) -> int:
    """Return how many months of a year are told: those to come are not counted as empty ones.

    A year that no later post follows and that is not closed is told up to its last post.
    """
    newest = library.posts[0].date if library.posts else None
    if newest is None or book.year in library.closed_of or newest.year > book.year:
        return 12
    return newest.month


def month_chart(book: Yearbook, library: Library) -> Chart:
    """Return the posts of each month of a year, with what is usual."""
    told = reckoned_months(book, library)
    values = [
        Value(
            label=MONTHS[month],
            short=MONTHS[month][:1],
            value=book.months[month - 1],
            text=f"{book.months[month - 1]:,}",
            url=lists(book, library, f"month-{month}") if book.months[month - 1] else "",
        )
        for month in range(1, told + 1)
    ]
    return line_chart(
        "_months",
        f"Posts of {book.year} by month",
        ("Month", "Posts"),
        values,
        library.root.url(addresses.year_table(book.year, "months")),
        with_limits=True,
    )


def topic_chart(book: Yearbook, library: Library) -> Chart:
    """Return the posts of each topic of a year. A post counts once for each of its topics."""
    named = []
    for slug, count in book.topics:
        topic = topic_by(slug, library)
        url = lists(book, library, f"topic-{topic.slug}") if topic else ""
        named.append((topic.name if topic else slug, count, url))
    return bar_chart(
        "_topics",
        f"Posts of {book.year} by topic",
        ("Topic", "Posts"),
        counts(named),
        library.root.url(addresses.year_table(book.year, "topics")),
    )


# What is compared from year to year, beside the number of posts.
MEASURES = (
    "Parts of its series",
    "Topics",
    "Contributors",
    "Sources cited",
    "Figures given",
    "Corrections and updates",
)


def measures(book: Yearbook) -> tuple[int, ...]:
    return (
        sum(each.published for each in book.series),
        len(book.topics),
        len(book.contributors),
        book.cited,
        book.given,
        sum(count for _, count in book.updates),
    )


def years_chart(library: Library) -> Chart:
    """Return the posts of each year, the newest first, beside what else is counted."""
    values = []
    for year in library.reviewed_years:
        book = yearbooks_of(library)[year]
        more = tuple(ChartCell(text=f"{count:,}", plain=str(count)) for count in measures(book))
        url = library.root.url(addresses.review_year(year))
        values.append(
            Value(label=str(year), value=book.posts, text=f"{book.posts:,}", url=url, more=more)
        )
    return bar_chart(
        "_years",
        "Posts of each year",
        ("Year", "Posts", *MEASURES),
        values,
        library.root.url(addresses.YEARS_TABLE),
    )


def months_chart(library: Library) -> Chart:
    """Return the posts of each month from the first year to the last, with what is usual."""
    values = []
    years = sorted(library.by_year)
    every = max(1, -(-len(years) // MOST_LABELS))
    for year in range(years[0], years[-1] + 1) if years else ():
        book = yearbooks_of(library).get(year) or Yearbook(year=year)
        for month in range(1, reckoned_months(book, library) + 1):
            count = book.months[month - 1]
            labelled = month == 1 and (year - years[0]) % every == 0
            values.append(
                Value(
                    label=f"{MONTHS[month]} {year}",
                    short=str(year) if labelled else "",
                    value=count,
                    text=f"{count:,}",
                    url=lists(book, library, f"month-{month}") if count else "",
                )
            )
    return line_chart(
        "_every-month",
        "Posts of every month",
        ("Month", "Posts"),
        values,
        library.root.url(addresses.MONTHS_TABLE),
        with_limits=True,
    )
