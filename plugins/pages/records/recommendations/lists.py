"""All recommendations: by report, by those who are to carry them out, and by status."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.language.claims import capitalised
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import NO_RESPONSE, PROGRESS, RESPONSES, Recommendation
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.recommendations import (
    RecommendationLine,
    heading,
    recommendation_line,
)
from plugins.presentation.views import Link, View, counted, located


@dataclass(frozen=True, kw_only=True)
class Group:
    """Recommendations that belong together. `page` is that of their report, in that order."""

    name: str
    id: str
    page: str
    count: str
    lines: tuple[RecommendationLine, ...]


@dataclass(frozen=True, kw_only=True)
class RecommendationsView(View):
    """All recommendations in groups, and the ways to the other orders.

    `waiting` says how many have no response yet, and of how many none is known.
    """

    template: ClassVar[str] = "recommendations"

    count: str
    waiting: str
    orders: tuple[Link, ...]
    groups: tuple[Group, ...]
    feed: Link | None


# The groups that one stands in: how each sorts, and its name.
Order = Callable[[Recommendation, Library], list[tuple[str, str]]]


def _by_report(made: Recommendation, library: Library) -> list[tuple[str, str]]:
    report = library.source_of[made.report]
    newest = "".join(chr(0x10FFFF - ord(sign)) for sign in report.date)
    return [(f"{newest} {report.key}", report.title)]


def _by_addressee(made: Recommendation, library: Library) -> list[tuple[str, str]]:
    return [(each.casefold(), each) for each in made.addressees] or [(LAST, heading(""))]


def _by_status(made: Recommendation, library: Library) -> list[tuple[str, str]]:
    """What waits for an answer comes first, then what is known to be under way or done."""
    if made.state:
        return [(f"1 {PROGRESS.index(made.state)}", heading(made.state))]
    if made.answer == NO_RESPONSE:
        return [("0", "Waiting for a response")]
    if made.answer:
        answered = f"{capitalised(made.answer)}; what came of it is not known"
        return [(f"2 {RESPONSES.index(made.answer)}", answered)]
    return [(LAST, heading(""))]


LAST = "\N{REPLACEMENT CHARACTER}"
# Each order of the list: its address, its words, and how it groups.
ORDERS: tuple[tuple[str, str, Order], ...] = (
    (addresses.RECOMMENDATIONS, "by report", _by_report),
    (addresses.RECOMMENDATIONS_BY_ADDRESSEE, "by addressee", _by_addressee),
    (addresses.RECOMMENDATIONS_BY_STATUS, "by status", _by_status),
)


def list_views(library: Library) -> Iterator[RecommendationsView]:
    """Yield the lists in all orders; a hub without recommendations has none."""
    if not library.recommendations:
        return
    root = library.root
    home = Link(url=root.url(addresses.RECOMMENDATIONS), text="Recommendations")
    feed = Link(
        url=root.url(addresses.feed(addresses.RECOMMENDATIONS_FEED, "rss")),
        text="Changes to recommendations",
    )
    told = any(each.steps for each in library.recommendations)
    answers = Counter(each.answer for each in library.recommendations)
    waiting = (
        (answers[NO_RESPONSE], "still without a response"),
        (answers[""], "of which no response is known to us"),
    )
    lines = {each.key: recommendation_line(each, library) for each in library.recommendations}
    for path, words, order in ORDERS:
        first = path == addresses.RECOMMENDATIONS
        yield RecommendationsView(
            **located(root, path),
            title="Recommendations" if first else f"Recommendations {words}",
            description=f"What inquiries and reports recommend, and what came of it, {words}.",
            crumbs=() if first else (home,),
            feeds=(feed,) if told else (),
            count=counted(len(lines), "recommendation"),
            waiting=", ".join(f"{number:,} {words}" for number, words in waiting if number),
            orders=tuple(Link(url=root.url(each), text=text) for each, text, _ in ORDERS),
            groups=tuple(_groups(library, order, lines, first)),
            feed=feed if told else None,
        )


def _groups(
    library: Library, order: Order, lines: dict[str, RecommendationLine], reports: bool
) -> Iterator[Group]:
    groups: dict[tuple[str, str], list[RecommendationLine]] = defaultdict(list)
    for each in library.recommendations:
        for place in order(each, library):
            groups[place].append(lines[each.key])
    for number, place in enumerate(sorted(groups), 1):
        found = groups[place]
        yield Group(
            name=place[1],
            id=f"group-{number}",
            page=found[0].report.url if reports else "",
            count=counted(len(found), "recommendation"),
            lines=tuple(found),
        )


register = pages(lambda build: list_views(build.library))
