"""A source in a list of references, and in the formats of reference managers.

Written after the Vancouver style (National Library of Medicine, "Citing Medicine", 2nd edition):
family name and initials, six authors at most, then "et al".
"""

from __future__ import annotations

from dataclasses import dataclass

from plugins.language.dates import moment
from plugins.model.library import Library
from plugins.model.records import Cited, Source
from plugins.model.source_labels import names
from plugins.model.values import Shared
from plugins.presentation.views import Day, Link, once

# What each kind of source is called in lists.
KINDS = {
    "report": "Report",
    "inquiry": "Inquiry or review",
    "article": "Journal article",
    "book": "Book",
    "guidance": "Guidance",
    "standard": "Standard",
    "alert": "Safety alert",
    "law": "Law",
    "statement": "Statement",
    "debate": "Debate",
    "statistics": "Statistics",
    "survey": "CheckContext",
    "dataset": "Data set",
    "news": "News report",
    "page": "Web page",
}


@dataclass(frozen=True, kw_only=True, repr=False)
class SourceLine(Shared):
    """A source as a list of references prints it.

    `page` is its own page here; `link` is where it stands, `archive` where a copy is kept.
    """

    page: str
    authors: str
    title: str
    link: str
    details: str
    publisher: str
    date: Day
    identifier: str
    archive: str
    state: str
    instead: Link | None


@dataclass(frozen=True, kw_only=True)
class ReferenceLine:
    """One source of a post: its number, and the ids of the places that mention it."""

    number: int
    source: SourceLine
    backs: tuple[str, ...]


def references(cited: tuple[Cited, ...], library: Library) -> tuple[ReferenceLine, ...]:
    """Return the numbered list of what a text cites."""
    return tuple(
        ReferenceLine(
            number=number,
            source=source_line(library.source_of[each.key], library),
            backs=each.backs,
        )
        for number, each in enumerate(cited, 1)
    )


@once
def source_line(source: Source, library: Library) -> SourceLine:
    instead = library.source_of.get(source.replaced_by)
    return SourceLine(
        page=source.url,
        authors=names(source),
        title=source.title,
        link=link_of(source),
        details=details(source),
        publisher=source.publisher,
        date=Day.stated(source.date),
        identifier=identifier(source),
        archive=source.archive,
        state=state_in_words(source),
        instead=Link(url=instead.url, text=instead.title) if instead else None,
    )


def link_of(source: Source) -> str:
    """Return where a reader finds a source: its own address, or that of its DOI."""
    return source.link or (f"https://doi.org/{source.doi}" if source.doi else "")


def identifier(source: Source) -> str:
    found = [f"doi:{source.doi}"] if source.doi else []
    found += [f"ISBN {source.isbn}"] if source.isbn else []
    return "; ".join(found)


def state_in_words(source: Source) -> str:
    """Return what a reader must know of a source that no longer stands, or nothing."""
    if source.status == "withdrawn":
        return f"Withdrawn {moment(source.withdrawn)}"
    return "Replaced" if source.status == "replaced" else ""


def details(source: Source) -> str:
    """Return what a source is a part of, and where in it: "BMJ Qual Saf 30(2):96-105"."""
    number = f"({source.issue})" if source.issue else ""
    pages = f":{source.pages}" if source.pages else ""
    place = f"{source.volume}{number}{pages}".lstrip(":")
    if source.pages and not source.volume and not source.issue:
        place = f"pages {source.pages}"
    edition = f"{source.edition} edition" if source.edition else ""
    return ", ".join(part for part in (" ".join(filter(None, [source.container, place])), edition)
                     if part)  # fmt: skip
