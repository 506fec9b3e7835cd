"""Citations: a source in a list of references, and in the formats of reference managers.

Written after the Vancouver style (National Library of Medicine, "Citing Medicine", 2nd edition):
family name and initials, six authors at most, then "et al".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from plugins.core.dates import first_day, moment
from plugins.core.library import Library, Shared
from plugins.core.records import Cited, Evidence
from plugins.core.views import Day, Link, once

MOST_AUTHORS = 6

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
    "survey": "Survey",
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
class Reference:
    """One source of a post: its number, and the ids of the places that mention it."""

    number: int
    source: SourceLine
    backs: tuple[str, ...]


def references(cited: tuple[Cited, ...], library: Library) -> tuple[Reference, ...]:
    """Return the numbered list of what a text cites."""
    return tuple(
        Reference(
            number=number,
            source=source_line(library.source_of[each.key], library),
            backs=each.backs,
        )
        for number, each in enumerate(cited, 1)
    )


@once
def source_line(source: Evidence, library: Library) -> SourceLine:
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


def link_of(source: Evidence) -> str:
    """Return where a reader finds a source: its own address, or that of its DOI."""
    return source.link or (f"https://doi.org/{source.doi}" if source.doi else "")


def identifier(source: Evidence) -> str:
    found = [f"doi:{source.doi}"] if source.doi else []
    found += [f"ISBN {source.isbn}"] if source.isbn else []
    return "; ".join(found)


def state_in_words(source: Evidence) -> str:
    """Return what a reader must know of a source that no longer stands, or nothing."""
    if source.status == "withdrawn":
        return f"Withdrawn {moment(source.withdrawn)}"
    return "Replaced" if source.status == "replaced" else ""


def label(source: Evidence) -> str:
    """Return a source in two words or three, such as "Ockenden 2022"."""
    first = source.authors[0].partition(",")[0] if source.authors else source.publisher
    more = " et al" if len(source.authors) > 2 else ""
    if len(source.authors) == 2:
        more = f" and {source.authors[1].partition(',')[0]}"
    return f"{first}{more} {source.date[:4]}"


def names(source: Evidence) -> str:
    """Return the authors: "Ockenden D, Kirkup B", or nothing where the publisher is the author."""
    if source.authors == (source.publisher,):
        return ""
    shown = [_initialled(name) for name in source.authors[:MOST_AUTHORS]]
    more = ["et al"] if len(source.authors) > MOST_AUTHORS else []
    return ", ".join([*shown, *more])


def _initialled(name: str) -> str:
    family, comma, given = name.partition(",")
    if not comma:
        return name
    initials = "".join(word[0].upper() for word in re.split(r"[\s.-]+", given) if word)
    return f"{family.strip()} {initials}".strip()


def details(source: Evidence) -> str:
    """Return what a source is a part of, and where in it: "BMJ Qual Saf 30(2):96-105"."""
    number = f"({source.issue})" if source.issue else ""
    pages = f":{source.pages}" if source.pages else ""
    place = f"{source.volume}{number}{pages}".lstrip(":")
    if source.pages and not source.volume and not source.issue:
        place = f"pages {source.pages}"
    edition = f"{source.edition} edition" if source.edition else ""
    return ", ".join(part for part in (" ".join(filter(None, [source.container, place])), edition)
                     if part)  # fmt: skip


# -- Reference managers

_BIBTEX_KINDS = {
    "article": "article",
    "book": "book",
    "report": "techreport",
    "inquiry": "techreport",
}
_RIS_KINDS = {
    "article": "JOUR", "book": "BOOK", "report": "RPRT", "inquiry": "RPRT", "law": "STAT",
    "debate": "HEAR", "dataset": "DATA", "statistics": "DATA", "news": "NEWS", "page": "ELEC",
    "standard": "STAND", "guidance": "GOVDOC", "alert": "GOVDOC", "statement": "GOVDOC",
    "survey": "RPRT",
}  # fmt: skip
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def bibtex(source: Evidence) -> str:
    """Return one entry of a BibTeX file, in UTF-8 as biber and all reference managers read it."""
    return source.once("_bibtex", lambda: _bibtex(source))


def _bibtex(source: Evidence) -> str:
    kind = _BIBTEX_KINDS.get(source.kind, "misc")
    holder = {"article": "journal", "techreport": "institution", "book": "publisher"}
    fields = list(_bibtex_fields(source, holder.get(kind, "howpublished"), kind))
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@{kind}{{{source.key},\n{lines}}}\n"


def _bibtex_fields(source: Evidence, holder: str, kind: str) -> Iterator[tuple[str, str]]:
    # A name in braces is not taken apart; without them "NHS England" is a person called England.
    authors = source.authors or (source.publisher,)
    people = [_latex(name) if "," in name else f"{{{_latex(name)}}}" for name in authors]
    yield "author", f"{{{' and '.join(people)}}}"
    yield "title", f"{{{{{_latex(source.title)}}}}}"  # twice, or BibTeX changes its capitals
    if kind == "article":
        yield "journal", f"{{{_latex(source.container or source.publisher)}}}"
    else:
        yield holder, f"{{{_latex(source.publisher)}}}"
        if source.container:
            yield "series", f"{{{_latex(source.container)}}}"
    for name, value in (
        ("volume", source.volume),
        ("number", source.issue),
        ("pages", source.pages.replace("-", "--")),
        ("edition", source.edition),
    ):
        if value:
            yield name, f"{{{_latex(value)}}}"
    day = source.date.split("-")
    yield "year", f"{{{day[0]}}}"
    if len(day) > 1:
        yield "month", _MONTHS[int(day[1]) - 1]
    if len(day) > 2:
        yield "day", f"{{{int(day[2])}}}"
    # Addresses are taken as they stand; a brace would end them.
    for name, value in (("doi", source.doi), ("isbn", source.isbn), ("url", link_of(source))):
        if value:
            yield name, f"{{{value.replace('{', '%7B').replace('}', '%7D')}}}"
    if source.recorded:
        yield "urldate", f"{{{source.recorded}}}"
    if state := state_in_words(source):
        yield "note", f"{{{state}}}"


def ris(source: Evidence) -> str:
    """Return one record of a RIS file, as Zotero, EndNote and Mendeley read it."""
    return source.once("_ris", lambda: _ris(source))


def _ris(source: Evidence) -> str:
    lines = [f"TY  - {_RIS_KINDS[source.kind]}", f"ID  - {source.key}"]
    # A name without a comma is taken for an organisation by those programs too.
    lines += [f"AU  - {name}" for name in source.authors or (source.publisher,)]
    lines += [f"TI  - {source.title}"]
    day = first_day(source.date)
    parts = source.date.count("-")
    date = "/".join((str(day.year), *(f"{day.month:02}", f"{day.day:02}")[:parts]))
    lines += [f"PY  - {day.year}", f"DA  - {date}{'/' * (3 - parts)}"]
    start, _, end = source.pages.partition("-")
    for tag, value in (
        ("T2", source.container),
        ("PB", source.publisher),
        ("VL", source.volume),
        ("IS", source.issue),
        ("SP", start),
        ("EP", end),
        ("ET", source.edition),
        ("DO", source.doi),
        ("SN", source.isbn),
        ("UR", link_of(source)),
        ("L2", source.archive),
        ("Y2", source.recorded.replace("-", "/") + "/" if source.recorded else ""),
        ("N1", state_in_words(source)),
    ):
        if value:
            lines.append(f"{tag}  - {value}")
    return "\r\n".join([*lines, "ER  - ", ""])
