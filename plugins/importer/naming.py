"""What the hub calls the topics, authors and series of a source, and which are new."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from plugins.base.problems import joined
from plugins.content.schema.author_header import AuthorHeader
from plugins.content.schema.series_header import SeriesHeader
from plugins.content.schema.topic_header import TopicHeader
from plugins.content.vocabulary_index import VocabularyIndex
from plugins.content.write_file import GAP, Gap, written
from plugins.importer.found import Found, Name
from plugins.importer.mapping import KINDS, Mapping, proposed
from plugins.importer.text.signs import seen
from plugins.model.taxonomy import FACETS, Facet

_MOST_PARTS = 99
# The name of a category that is a look back at a year.
_REVIEW = re.compile(
    r"(?:19|20)\d\d in review|(?:year in review|review of):? (?:19|20)\d\d", re.IGNORECASE
)
# What may stand among the categories of a post, as it does in the feeds of a hub.
_FACETS = {
    each.name.casefold(): each
    for each in FACETS
    if each.field in ("audience", "nation") and not each.default
}


class Naming:
    """Follows the mapping, which it completes."""

    def __init__(self, shelf: VocabularyIndex, mapping: Mapping) -> None:
        self.shelf, self.mapping = shelf, mapping
        self.titles = {term.name.casefold() for term in shelf.series.values()}
        self.fresh: dict[str, dict[str, Name]] = {kind: {} for kind in KINDS}
        self.used: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.parts: defaultdict[str, list[Found]] = defaultdict(list)

    def is_here(self, kind: str, name: Name) -> bool:
        """Return whether the hub has an author or topic of a name already."""
        return any(each[:1] != "+" for each in proposed(kind, name, self.shelf)[0])

    def learn(self, found: Found) -> None:
        """Take the names of a post into account. A category may be a series by its name."""
        for each in list(found.categories):
            same = found.series and each.text.casefold() == found.series.text.casefold()
            if same or each.text.casefold() in self.titles or _REVIEW.fullmatch(each.text.strip()):
                found.categories.remove(each)
                if found.series is None or not found.series.sure:
                    found.series = Name(each.text, each.slug)
            elif (facet := self._facet(each)) and len(found.categories) > 1:
                found.categories.remove(each)
                values = found.audience if facet.field == "audience" else found.applies_to
                if facet.value not in values:
                    values.append(facet.value)
        for kind, names in _names(found):
            for name in names:
                for slug in self.mapping.names(kind, name, self.shelf):
                    self.used[kind].add(slug.removeprefix("+"))
                    if slug.startswith("+"):
                        self.fresh[kind].setdefault(slug[1:], name)
        if series := self.series(found):
            self.parts[series].append(found)

    def _facet(self, name: Name) -> Facet | None:
        """Return the audience or nation that a category is called, unless it is a topic here."""
        facet = _FACETS.get(name.text.strip().casefold())
        if facet is None or name.text in self.mapping.known["topics"]:
            return None
        topics, _ = proposed("topics", name, self.shelf)
        return facet if all(slug.startswith("+") for slug in topics) else None

    def slugs(self, kind: str, names: Iterable[Name]) -> list[str]:
        found: list[str] = []
        for name in names:
            for slug in self.mapping.names(kind, name, self.shelf):
                if (plain := slug.removeprefix("+")) not in found:
                    found.append(plain)
        return found

    def series(self, found: Found) -> str:
        slugs = self.slugs("series", [found.series]) if found.series else []
        return slugs[0] if slugs else ""

    def addressed(self, posts: Iterable[Found]) -> dict[tuple[str, str], str]:
        """Return what the hub calls a topic, author or series, by the word of its old address."""
        return {
            (kind, name.slug): slugs[0]
            for post in posts
            for kind, names in _names(post)
            for name in names
            if name.slug and (slugs := self.slugs(kind, [name]))
        }

    def number(self) -> None:
        """Number the parts of a series that do not say it: by its plan, or else by their dates."""
        for slug, parts in self.parts.items():
            term = self.shelf.series.get(slug)
            titles = [title.casefold() for title in term.parts] if term else []
            for found in parts:
                if not found.part and found.title.casefold() in titles:
                    found.part = titles.index(found.title.casefold()) + 1
                    found.notes.guessed.append(f"part {found.part}: the series plans this title")
            if term is None and not any(found.part for found in parts):
                for number, found in enumerate(sorted(parts, key=lambda each: each.date), 1):
                    found.part = number
                    found.notes.guessed.append(f"part {number}: the order of the dates")

    def look_for_gaps(self) -> None:
        """Say what a series lacks: an earlier part, a title in its plan, a number of its own."""
        for slug, parts in self.parts.items():
            term = self.shelf.series.get(slug)
            owners = {post.part: post.path for post in self.shelf.posts if post.series == slug}
            here = {*owners, *(str(each.part) for each in parts)}
            for found in parts:
                part = found.part
                if str(part) in owners:
                    found.notes.ask(
                        "series",
                        f"part {part} of series/{slug}.md is {owners[str(part)]} already: mend one",
                    )
                if not isinstance(part, int):
                    continue
                missing = [n for n in range(1, part) if str(n) not in here]
                if missing:
                    said, what = f"part {missing[0]} of series/{slug}.md is not here", "it"
                    if len(missing) > 1:
                        numbers = joined([*map(str, missing)])
                        said, what = f"parts {numbers} of series/{slug}.md are not here", "them"
                    found.notes.ask("series", f"{said}: bring {what} in, or write {what}")
                if term and part > len(term.parts):
                    planned = len(term.parts)
                    found.notes.ask(
                        "series",
                        f"series/{slug}.md plans {planned} parts: add the titles up to part {part}",
                    )

    def files(self) -> dict[str, str]:
        """Return the files of what is new. What they still lack, `check` asks for."""
        made: dict[str, str] = {}
        for slug, name in sorted(self.fresh["topics"].items()):
            said = self.mapping.said("descriptions", slug)
            values = {"name": name.text[:60], "description": said or GAP}
            made[f"topics/{slug}.md"] = written(TopicHeader, seen(values))
        for slug, name in sorted(self.fresh["authors"].items()):
            person: dict[str, object] = {
                "name": name.text[:80],
                "role": self.mapping.said("roles", slug) or GAP,
            }
            if where := self.mapping.said("organisations", slug):
                person["organisation"] = where
            made[f"authors/{slug}.md"] = written(AuthorHeader, seen(person))
        for slug, name in sorted(self.fresh["series"].items()):
            made[f"series/{slug}.md"] = _series_file(name, self.parts[slug])
        return made


def _names(found: Found) -> Iterable[tuple[str, list[Name]]]:
    return (
        ("authors", found.authors),
        ("topics", found.categories),
        ("series", [found.series] if found.series else []),
    )


def _series_file(name: Name, found: list[Found]) -> str:
    shown = (each for each in found if not each.closed)  # readers see the titles that are planned
    numbers = {each.part: each.title for each in shown if isinstance(each.part, int) and each.part}
    count = min(max([*numbers, *(each.total for each in found), 1]), _MOST_PARTS)
    titles: list[str | Gap] = [numbers.get(number) or GAP for number in range(1, count + 1)]
    values: dict[str, object] = {"title": name.text, "parts": titles}
    if year := re.search(r"\b((?:19|20)\d\d)\b", name.text):
        values["year"] = int(year[1])
    return written(SeriesHeader, seen(values))
