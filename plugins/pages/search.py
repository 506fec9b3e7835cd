"""A page to search on, and for those without scripts a list of all subjects, A to Z."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import NATIONS
from plugins.presentation.contracts import BuildContext, pages
from plugins.presentation.helplines import group_id, group_name
from plugins.presentation.report_routes import nation_id
from plugins.presentation.search_kinds import kinds_of
from plugins.presentation.theme_assets import assets
from plugins.presentation.views import Link, TopicCard, View, located, topic_card

# The scripts of the page, in the order in which they run.
SCRIPTS = ("stemmer.js", "search.js")


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A way to narrow a search: the name of the field, its label, and what can be chosen."""

    name: str
    label: str
    every: str
    options: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A line of the A to Z: a subject, and what it is or where it is found."""

    url: str
    name: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    name: str
    id: str
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, kw_only=True)
class SearchView(View):
    """The search page. Without an index (`index` is empty) it is the list alone.

    `scripts` are the paths of what searches: what knows inflections, then what uses it.
    """

    template: ClassVar[str] = "search"

    index: str
    scripts: tuple[str, ...]
    choices: tuple[Choice, ...]
    topics: tuple[TopicCard, ...]
    letters: tuple[Letter, ...]
    years: tuple[Link, ...]


def search_views(library: Library, scripts: tuple[str, ...], indexed: bool) -> Iterator[SearchView]:
    """Yield the search page. `scripts` are the paths of what searches."""
    root = library.root
    yield SearchView(
        **located(root, addresses.SEARCH),
        title="Search",
        description="Find posts and pages by their words, or look through all subjects, A to Z.",
        index=root.url(addresses.SEARCH_INDEX) if indexed else "",
        scripts=tuple(map(root.url, scripts)),
        choices=tuple(_choices(library)),
        topics=tuple(topic_card(topic, library) for topic in library.children_of.get("", ())),
        letters=tuple(letters(library)),
        years=tuple(
            Link(url=root.url(addresses.blog_year(year)), text=str(year))
            for year in library.by_year
        ),
    )


def _choices(library: Library) -> Iterator[Choice]:
    """Yield the ways to narrow a search that find something; `outputs/search` names them alike."""
    applied = {nation for post in library.posts for nation in post.applies_to}
    found = [
        ("topic", "Topic", "All topics",
         [topic.name for topic in library.topics if topic.slug in library.by_topic]),
        ("year", "Year", "All years", [str(year) for year in library.by_year]),
        ("series", "Series", "All series",
         [series.title for series in library.series if series.slug in library.by_series]),
        ("author", "Author", "All authors",
         [author.name for author in library.authors if author.slug in library.by_author]),
        ("nation", "Applies to", "All nations",
         [nation for nation in NATIONS if nation in applied]),
        ("audience", "Written for", "All readers",
         [each.name for each in library.by_facet if each.field == "audience"]),
        ("kind", "Kind", "Everything", list(kinds_of(library))),
    ]  # fmt: skip
    for name, label, every, options in found:
        if options:
            yield Choice(name=name, label=label, every=every, options=tuple(options))


def letters(library: Library) -> Iterator[Letter]:
    """Yield all subjects under their first letters; what is a number or a sign comes last."""
    found = sorted(_subjects(library), key=lambda each: (_first(each), each.name.casefold()))
    for letter, subjects in groupby(found, key=_first):
        name = "0 to 9" if letter == LAST else letter
        id = "_digits" if letter == LAST else f"_{letter.lower()}"
        yield Letter(name=name, id=id, subjects=tuple(subjects))


LAST = "\N{REPLACEMENT CHARACTER}"


def _first(subject: Subject) -> str:
    first = subject.name[0].upper()
    return first if first.isalpha() else LAST


def _subjects(library: Library) -> Iterator[Subject]:
    for topic in library.topics:
        yield Subject(url=topic.url, name=topic.name, what="topic")
        for word in topic.synonyms:
            yield Subject(url=topic.url, name=word[:1].upper() + word[1:], what=f"see {topic.name}")
    for series in library.series:
        yield Subject(url=series.url, name=series.title, what="series")
    for author in library.authors:
        yield Subject(url=author.url, name=author.name, what="author")
    for facet in library.by_facet:
        url = library.root.url(addresses.facet(facet.field, facet.slug))
        yield Subject(url=url, name=facet.name, what=facet.field)
    for term in library.terms:
        name = f"{term.name} ({term.short})" if term.short else term.name
        yield Subject(url=term.url, name=name[:1].upper() + name[1:], what="in the glossary")
    for page in library.pages:
        yield Subject(url=page.url, name=page.title, what="page")
    for rule in library.rules:
        yield Subject(url=rule.url, name=rule.name, what="rule")
    if library.recommendations:
        url = library.root.url(addresses.RECOMMENDATIONS)
        yield Subject(url=url, name="Recommendations", what="what inquiries recommend")
    for service in library.services:
        url = f"{library.root.url(addresses.SUPPORT)}#{group_id(group_name(service))}"
        yield Subject(url=url, name=service.name, what="support")
    for route in library.routes:
        url = f"{library.root.url(addresses.REPORT)}#{nation_id(route.nations[0])}"
        yield Subject(url=url, name=route.name, what="a way to report")


def _views(build: BuildContext) -> Iterator[View]:
    there = assets(build.theme)
    for name in SCRIPTS:
        if name not in there:
            raise SiteFault(f"The theme has no file static/{name}; add it.")
    scripts = tuple(there[name] for name in SCRIPTS)
    return search_views(build.library, scripts, bool(build.settings["SEARCH"]))


register = pages(_views)
