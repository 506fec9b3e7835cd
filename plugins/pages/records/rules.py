"""A page for each rule that posts tell of, with what it said and says; and a list of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.record_lines.rules import VersionLine, state_of, version_lines
from plugins.presentation.views import Link, View, counted, located, post_link


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
            versions=version_lines(rule, library),
            posts=tuple(post_link(post, library) for post in library.by_rule.get(rule.slug, ())),
        )


register = pages(lambda build: rule_views(build.library))
