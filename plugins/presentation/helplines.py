"""Help for readers, as posts and the page of all services show it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.language.content_notes import LISTENING, subjects_of
from plugins.model.library import Library
from plugins.model.post import NATIONS, Post
from plugins.model.records import Service
from plugins.presentation.views import Day, applies_in_words

# Somebody in distress does not choose among ten.
AT_ONCE = 4
# What the services of all nations are called together.
WHOLE = "In the whole of the UK"


@dataclass(frozen=True, kw_only=True)
class Help:
    """One service. `call` is its number as a telephone dials it, or nothing."""

    name: str
    whom: str
    nations: str
    phone: str
    call: str
    hours: str
    link: str
    checked: Day


def help_line(service: Service) -> Help:
    digits = re.sub(r"[ ()-]", "", service.phone)
    return Help(
        name=service.name,
        whom=service.whom,
        nations=applies_in_words(service.nations),
        phone=service.phone,
        call=f"tel:{digits}" if digits.isdigit() else "",
        hours=service.hours,
        link=service.link,
        checked=Day.of(service.checked),
    )


def group_name(service: Service) -> str:
    """Return under what the page of all services lists one first."""
    return WHOLE if service.nations == NATIONS else f"In {service.nations[0]}"


def group_id(group: str) -> str:
    """Return the place of a group on the page of all services."""
    return f"_{group.removeprefix('In ').replace(' ', '-').lower()}"


def help_for(posts: Sequence[Post], library: Library) -> tuple[tuple[Help, ...], tuple[Help, ...]]:
    """Return the services for the subjects of posts, in the nations that each applies to: first
    those that answer in all, then nation by nation.

    The first are shown at once. Where there are too many for that, those are the ones that answer
    in all nations, and the others stand behind them.
    """
    wanting = [
        (about, set(post.applies_to or NATIONS)) for post in posts if (about := subjects(post))
    ]
    found = sorted((each for each in library.services if _fits(each, wanting)), key=_nation)
    first = found
    if len(found) > AT_ONCE:
        first = [each for each in found if each.nations == NATIONS] or found[:AT_ONCE]
    more = [each for each in found if each not in first]
    return tuple(map(help_line, first)), tuple(map(help_line, more))


def _nation(service: Service) -> tuple[bool, int]:
    """Return by what services are put in order, the country's before a nation's."""
    return service.nations != NATIONS, min(map(NATIONS.index, service.nations), default=0)


def subjects(post: Post) -> frozenset[str]:
    """Return on what readers of a post may want help: what its header names, what its content
    notes speak of, and somebody who listens where it has a note of other words or is a story.
    """
    named = {*post.support, *subjects_of(post.sensitive)}
    if not named and (post.content_note or post.kind == "story"):
        named = {LISTENING}
    return frozenset(named)


def told_in_line(help: Help) -> str:
    """Return a service in one line, for where there is no room for more."""
    reached = ", ".join(filter(None, (help.phone, help.hours))) or help.link
    where = "" if help.nations == applies_in_words(NATIONS) else f" ({help.nations})"
    return f"{help.name}{where}: {reached}"


def _fits(service: Service, wanting: Iterable[tuple[frozenset[str], set[str]]]) -> bool:
    return any(
        not about.isdisjoint(service.subjects) and not nations.isdisjoint(service.nations)
        for about, nations in wanting
    )
