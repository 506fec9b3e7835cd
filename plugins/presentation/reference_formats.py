"""A source as BibTeX and as RIS, for reference managers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.language.dates import MONTHS, first_day
from plugins.model.records import Source
from plugins.presentation.citations import link_of, state_in_words

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
# BibTeX counts a brace also behind a backslash, so none may be left.
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "&": r"\&", "%": r"\%", "$": r"\$",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _latex(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in text)


def _person(name: str) -> str:
    """Return a name as BibTeX takes it: "Family, Given", or in braces as one name."""
    family, comma, given = name.partition(",")
    plain = comma and family.strip() and given.strip() and "," not in given
    if plain and not re.search(r"(?i)\band\b", name):
        return _latex(name)
    return f"{{{_latex(name)}}}"


def _span(pages: str) -> tuple[str, str]:
    """Return the first and the last page, or all that is said of them and nothing."""
    first, *rest = re.split(r"[-\u2010-\u2015]+", pages)
    plain = (
        len(rest) == 1
        and re.fullmatch(r"\w+", first.strip())
        and re.fullmatch(r"\w+", rest[0].strip())
    )
    return (first.strip(), rest[0].strip()) if plain else (pages, "")


def bibtex(source: Source) -> str:
    """Return one entry of a BibTeX file, in UTF-8 as biber and all reference managers read it."""
    return source.once("_bibtex", lambda: _bibtex(source))


def _bibtex(source: Source) -> str:
    kind = _BIBTEX_KINDS.get(source.kind, "misc")
    holder = {"article": "journal", "techreport": "institution", "book": "publisher"}
    fields = list(_bibtex_fields(source, holder.get(kind, "howpublished"), kind))
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@{kind}{{{source.key},\n{lines}}}\n"


def _bibtex_fields(source: Source, holder: str, kind: str) -> Iterator[tuple[str, str]]:
    # A name in braces is not taken apart; without them "NHS England" is a person called England.
    authors = source.authors or (source.publisher,)
    yield "author", f"{{{' and '.join(map(_person, authors))}}}"
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
        ("pages", "--".join(filter(None, _span(source.pages)))),
        ("edition", source.edition),
    ):
        if value:
            yield name, f"{{{_latex(value)}}}"
    day = source.date.split("-")
    yield "year", f"{{{day[0]}}}"
    if len(day) > 1:
        yield "month", MONTHS[int(day[1])][:3].lower()
    if len(day) > 2:
        yield "day", f"{{{int(day[2])}}}"
    # Addresses are taken as they stand; a brace would end them.
    for name, value in (("doi", source.doi), ("isbn", source.isbn), ("url", link_of(source))):
        if value:
            yield name, f"{{{value.replace('{', '%7B').replace('}', '%7D')}}}"
    if source.recorded:
        yield "urldate", f"{{{source.recorded}}}"
    if state := state_in_words(source):
        yield "note", f"{{{_latex(state)}}}"


def ris(source: Source) -> str:
    """Return one record of a RIS file, as Zotero, EndNote and Mendeley read it."""
    return source.once("_ris", lambda: _ris(source))


def _ris(source: Source) -> str:
    lines = [f"TY  - {_RIS_KINDS[source.kind]}", f"ID  - {source.key}"]
    # A name without a comma is taken for an organisation by those programs too.
    lines += [f"AU  - {name}" for name in source.authors or (source.publisher,)]
    lines += [f"TI  - {source.title}"]
    day = first_day(source.date)
    parts = source.date.count("-")
    date = "/".join((str(day.year), *(f"{day.month:02}", f"{day.day:02}")[:parts]))
    lines += [f"PY  - {day.year}", f"DA  - {date}{'/' * (3 - parts)}"]
    start, end = _span(source.pages)
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
