"""Topics, authors, series and sources that may be one thing under two names. Advice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import Document, valid
from plugins.language import alike

NAMES = {"topic": "name", "author": "name", "series": "title"}


def doubles(site: CheckContext) -> Iterator[Problem]:
    """Yield each two files that may be about one thing, at the second of them."""
    for kind, field in NAMES.items():
        yield from _named_alike(site, kind, field)
    yield from _sources(site)


def _named_alike(site: CheckContext, kind: str, field: str) -> Iterator[Problem]:
    sources = valid(site.content.of(kind))
    owners, names = [], []
    for source in sources:
        synonyms = source.values["synonyms"] if kind == "topic" else ()
        for name in (source.values[field], *synonyms):
            owners.append(source)
            names.append(name)
    told = set()
    for one, other in alike.pairs(names):
        first, second = sorted((owners[one], owners[other]), key=lambda each: each.path)
        if first is second or (first.path, second.path) in told or _related(first, second):
            continue
        told.add((first.path, second.path))
        hint = (
            f"if they are one, python3 tasks.py rename {kind} {second.slug} {first.slug} --merge; "
            "if not, give one of them a name that tells them apart"
        )
        yield _problem(site, first, second, field, hint, f"double-{kind}")


def _related(first: Document, second: Document) -> bool:
    """Return whether one stands below the other, whose word it then may share."""
    return second.slug == first.values.get("parent") or first.slug == second.values.get("parent")


def _sources(site: CheckContext) -> Iterator[Problem]:
    sources = valid(site.content.of("source"))
    found: dict[tuple[str, str], str] = {}
    same: dict[tuple[str, str], list[Document]] = defaultdict(list)
    years: dict[str, list[Document]] = defaultdict(list)
    for source in sources:
        values = source.values
        if values["doi"]:
            same["doi", values["doi"].casefold()].append(source)
        if values["url"]:
            same["url", alike.address(values["url"])].append(source)
        years[str(values["date"])[:4]].append(source)
    for (field, _), group in same.items():
        for number, second in enumerate(group):
            for first in group[:number]:
                # A page may hold two documents of different days.
                titles = (first.values["title"], second.values["title"])
                if field == "doi" or _same_day(first, second) or [*alike.pairs(titles)]:
                    found.setdefault((first.path, second.path), field)
    for group in years.values():
        for one, other in alike.pairs([each.values["title"] for each in group]):
            first, second = group[one], group[other]
            if _same_day(first, second) and _same_publisher(first, second):
                found.setdefault((first.path, second.path), "title")
    for names, field in sorted(found.items()):
        first, second = (site.documents[name] for name in names)
        if first.slug in _after(second) or second.slug in _after(first):
            continue
        hint = f"if they are one, cite [@{first.slug}] everywhere, and delete this file"
        yield _problem(site, first, second, field, hint, "double-source")


def _after(source: Document) -> Sequence[str]:
    """Return which source took the place of one: another edition may lie at the same address."""
    return (source.values["replaced_by"],)


def _same_day(first: Document, second: Document) -> bool:
    one, other = str(first.values["date"]), str(second.values["date"])
    return one.startswith(other) or other.startswith(one)


def _same_publisher(first: Document, second: Document) -> bool:
    """Return whether one publisher is given, or what both say is exact enough without it."""
    one, other = (alike.core(each.values["publisher"]) for each in (first, second))
    return one == other or all(len(str(each.values["date"])) == 10 for each in (first, second))


def _problem(
    site: CheckContext, first: Document, second: Document, field: str, hint: str, rule: str
) -> Problem:
    there = site.line(first.path, field)
    said = {"url": "leads to the same place as", "doi": "is that of"}.get(
        field, "is nearly that of"
    )
    what = f"{field} '{second.values[field]}' {said} {first.path} (line {there}"
    other = first.values[field]
    what += ")" if other == second.values[field] else f", '{other}')"
    return Problem(second.path, site.line(second.path, field), what, hint, rule)
