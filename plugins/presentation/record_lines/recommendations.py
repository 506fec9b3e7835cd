"""What a recommendation is and what came of it, as its own page, lists and feeds say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.language.claims import capitalised
from plugins.model.library import Library
from plugins.model.records import Recommendation, Step
from plugins.model.source_labels import label
from plugins.presentation.views import Day, Link, applies_in_words, counted

NOT_KNOWN = "not known"
# What the two kinds of steps are called.
FIELDS = {"response": "Response", "progress": "Status"}


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """A response or a change of status, and where that is said."""

    id: str
    what: str
    kind: str
    date: Day
    note: str
    source: Link


@dataclass(frozen=True, kw_only=True)
class RecommendationLine:
    """A recommendation in a list. What is not known says so; `waiting` is empty once answered."""

    url: str
    name: str
    words: str
    report: Link
    date: Day
    addressees: str
    nations: str
    response: str
    status: str
    waiting: str


def recommendation_line(made: Recommendation, library: Library) -> RecommendationLine:
    report = library.source_of[made.report]
    return RecommendationLine(
        url=made.url,
        name=made.name,
        words=made.words,
        report=Link(url=report.url, text=report.title),
        date=Day.stated(made.date),
        addressees=", ".join(made.addressees) or NOT_KNOWN,
        nations=applies_in_words(made.nations) or NOT_KNOWN,
        response=made.answer or NOT_KNOWN,
        status=made.state or NOT_KNOWN,
        waiting=_waiting(made) if made.reckoned else "",
    )


def _waiting(made: Recommendation) -> str:
    """Return how long it waits, and when we last heard so: days go on, our sources do not."""
    last = Day.stated(made.response[-1].date).text
    return f"Still waiting: {counted(made.waiting, 'day')}, by our last source, of {last}"


def title_of(made: Recommendation, library: Library) -> str:
    """Return a name that no recommendation of another report has."""
    return f"{made.name} of {library.source_of[made.report].title}"


def short_title(made: Recommendation, library: Library) -> str:
    """Return "Recommendation 3, Ockenden 2022"."""
    return f"{made.name}, {label(library.source_of[made.report])}"


def step_lines(made: Recommendation, library: Library) -> Iterator[StepLine]:
    """Yield what was answered and what changed, the newest first."""
    for step in reversed(made.steps):
        source = library.source_of[step.source]
        yield StepLine(
            id=step.id,
            what=FIELDS[step.field],
            kind=step.kind,
            date=Day.stated(step.date),
            note=step.note,
            source=Link(url=source.url, text=f"{label(source)}: {source.title}"),
        )


def said(step: Step) -> str:
    """Return "Response: accepted"."""
    return f"{FIELDS[step.field]}: {step.kind}"


def heading(kind: str) -> str:
    """Return what a list calls those of one state."""
    return capitalised(kind or NOT_KNOWN)
