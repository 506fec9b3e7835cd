"""What a rule says and said, as its own page and the page of a topic's rules show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.language.dates import moment
from plugins.model.library import Library
from plugins.model.records import Rule
from plugins.presentation.citations import SourceLine, source_line
from plugins.presentation.views import Day


@dataclass(frozen=True, kw_only=True)
class VersionLine:
    """What a rule says from a day on. `state` says whether that is now, was, or is to come."""

    since: Day
    state: str
    text: str
    source: SourceLine


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


def version_lines(rule: Rule, library: Library) -> tuple[VersionLine, ...]:
    """Return all versions of a rule, the newest first."""
    return tuple(_versions(rule, library))


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
