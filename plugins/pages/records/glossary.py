"""A page of the words that not every reader knows, A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Term
from plugins.presentation.contracts import pages
from plugins.presentation.views import Link, View, located


@dataclass(frozen=True, kw_only=True)
class TermLine:
    """One word: its place on the page, what it means, and where to read on."""

    id: str
    name: str
    short: str
    means: str
    place: str
    see: tuple[Link, ...]
    source: Link | None


@dataclass(frozen=True, kw_only=True)
class TermGroup:
    """The words of one letter."""

    letter: str
    id: str
    terms: tuple[TermLine, ...]


@dataclass(frozen=True, kw_only=True)
class GlossaryView(View):
    """All words."""

    template: ClassVar[str] = "glossary"

    groups: tuple[TermGroup, ...]


def glossary_views(library: Library) -> Iterator[GlossaryView]:
    """Yield the glossary; a site without terms has none."""
    if not library.terms:
        return
    ordered = sorted(library.terms, key=lambda term: (term.name.casefold(), term.key))
    yield GlossaryView(
        **located(library.root, addresses.GLOSSARY),
        title="Glossary",
        description="What the words mean that posts use, for readers who have not met them before.",
        groups=tuple(
            TermGroup(
                letter=letter,
                id=f"_{letter.lower()}",
                terms=tuple(_line(term, library) for term in terms),
            )
            for letter, terms in groupby(ordered, key=lambda term: term.name[0].upper())
        ),
    )


def _line(term: Term, library: Library) -> TermLine:
    source = library.source_of.get(term.source)
    others = [library.term_of[key] for key in term.see if key in library.term_of]
    return TermLine(
        id=term.key,
        name=term.name,
        short=term.short,
        means=term.means,
        place=term.place,
        see=tuple(Link(url=f"#{other.key}", text=other.name) for other in others),
        source=Link(url=source.url, text=source.title) if source else None,
    )


register = pages(lambda build: glossary_views(build.library))
