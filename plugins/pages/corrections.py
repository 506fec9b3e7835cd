"""What was put right, rewritten, superseded or withdrawn, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.model import addresses
from plugins.model.feeds import Change, End, changes_of, in_order, updates_of
from plugins.model.library import Library
from plugins.presentation.contracts import pages
from plugins.presentation.post_notes import UPDATE_WORDS, with_links
from plugins.presentation.views import Day, Link, View, counted, instead_of, located, post_link


@dataclass(frozen=True, kw_only=True)
class CorrectionLine:
    """One of them. Of a post that was withdrawn nothing is said but that there was one, and why.

    `after` are the responses that led to it; `instead` is the post to read in its place.
    """

    kind: str
    date: Day
    post: Link | None
    what: str
    wrong: str
    right: str
    by: str
    after: tuple[Link, ...] = ()
    instead: Link | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionYear:
    name: str
    id: str
    lines: tuple[CorrectionLine, ...]


@dataclass(frozen=True, kw_only=True)
class CorrectionsView(View):
    """All corrections, by year."""

    template: ClassVar[str] = "corrections"

    count: str
    years: tuple[CorrectionYear, ...]
    feed: Link | None


def correction_views(library: Library) -> Iterator[CorrectionsView]:
    """Yield the one page, also for a hub that never had to correct anything."""
    root = library.root
    ends = (End(notice=notice) for notice in library.notices)
    items = in_order(changes_of(library.posts), ends)
    address = root.url(addresses.feed(addresses.UPDATES_FEED, "rss"))
    feed = Link(url=address, text="Corrections and updates") if updates_of(library) else None
    lines = [
        (_year(item), _line(item, library)) for item in items if isinstance(item, Change | End)
    ]
    yield CorrectionsView(
        **located(root, addresses.CORRECTIONS),
        title="Corrections",
        description="What we got wrong and put right, rewrote, or took back, newest first.",
        feeds=(feed,) if feed else (),
        count=counted(len(lines), "change"),
        years=tuple(
            CorrectionYear(
                name=str(year), id=f"year-{year}", lines=tuple(line for _, line in found)
            )
            for year, found in groupby(lines, key=lambda each: each[0])
        ),
        feed=feed,
    )


def _year(item: Change | End) -> int:
    return (item.update.date if isinstance(item, Change) else item.notice.withdrawn).year


def _line(item: Change | End, library: Library) -> CorrectionLine:
    if isinstance(item, End):
        notice = item.notice
        return CorrectionLine(
            kind=UPDATE_WORDS["withdrawal"],
            date=Day.of(notice.withdrawn),
            post=None,
            what=notice.text,
            wrong="",
            right="",
            by="",
            instead=instead_of(notice, library),
        )
    update = item.update
    return CorrectionLine(
        kind=UPDATE_WORDS[update.kind],
        date=Day.of(update.date),
        post=post_link(item.post, library),
        what=with_links(update.what, library),
        wrong=with_links(update.wrong, library),
        right=with_links(update.right, library),
        by=update.by,
        after=tuple(
            Link(url=f"{item.post.url}#{each.id}", text=f"a letter by {each.by}")
            for each in library.responses_to.get(item.post.document, ())
            if each.led_to == update.date.date().isoformat()
        ),
    )


register = pages(lambda build: correction_views(build.library))
