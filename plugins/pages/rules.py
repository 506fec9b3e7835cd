"""A page for each rule that posts tell of, with what it said and says; and a list of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.language.dates import moment
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Rule
from plugins.model.text import Body
from plugins.presentation.citations import SourceLine, source_line
from plugins.presentation.contracts import pages
from plugins.presentation.views import Day, Link, View, counted, located, post_link


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """What a rule says from a day on. `state` says whether that is now, was, or is to come."""

    since: Day
    state: str
    text: str
    source: SourceLine


@dataclass(frozen=True, kw_only=True)
class RuleView(View):
    """One rule, the newest version first, and the posts that tell of it."""

    template: ClassVar[str] = "rule"

    place: str
    state: str
    text: Body
    versions: tuple[VersionLine, ...]
    posts: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class RuleCard:
    """A rule in a list."""

    url: str
    name: str
    summary: str
    place: str
    state: str
    count: str


@dataclass(frozen=True, kw_only=True)
class RulesView(View):
    """All rules, by name."""

    template: ClassVar[str] = "rules"

    rules: tuple[RuleCard, ...]


def rule_views(library: Library) -> Iterator[View]:
    """Yield the list of all rules, then a page for each."""
    root = library.root
    in_order = sorted(library.rules, key=lambda rule: (rule.name.casefold(), rule.slug))
    yield RulesView(
        **located(root, addresses.RULES),
        title="Rules",
        description="Rules that posts tell of: what each says now, and what it said before.",
        rules=tuple(
            RuleCard(
                url=rule.url,
                name=rule.name,
                summary=rule.summary,
                place=rule.place,
                state=state_of(rule),
                count=counted(len(library.by_rule.get(rule.slug, ())), "post"),
            )
            for rule in in_order
        ),
    )
    for rule in library.rules:
        yield RuleView(
            **located(root, rule.path),
            title=rule.name,
            description=rule.summary,
            crumbs=(Link(url=root.url(addresses.RULES), text="Rules"),),
            place=rule.place,
            state=state_of(rule),
            text=rule.text,
            versions=tuple(_versions(rule, library)),
            posts=tuple(post_link(post) for post in library.by_rule.get(rule.slug, ())),
        )


def state_of(rule: Rule) -> str:
    """Return in a few words how a rule stands at the time of the build."""
    if rule.over:
        return f"No longer applies since {Day.stated(rule.ended).text}"
    if rule.current == 0:
        return f"Applies from {Day.stated(rule.versions[0].since).text}"
    since = rule.versions[rule.current - 1].since
    if rule.current == 1:
        return f"Applies since {Day.stated(since).text}"
    return f"Changed {moment(since)}"


def _versions(rule: Rule, library: Library) -> Iterator[VersionLine]:
    for number, version in reversed(list(enumerate(rule.versions, 1))):
        state = "Before that" if number < rule.current else "To come"
        if number == rule.current:
            state = "Last" if rule.over else "Now"
        yield VersionLine(
            since=Day.stated(version.since),
            state=state,
            text=version.text,
            source=source_line(library.source_of[version.source], library),
        )


register = pages(lambda build: rule_views(build.library))
