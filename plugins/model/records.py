"""Sources, figures, rules, recommendations and events, as the library holds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from plugins.model.text import Body
from plugins.model.values import Shared

# What may be answered to a recommendation, and how far it may be carried out.
NO_RESPONSE, SUPERSEDED = "none yet", "superseded"
RESPONSES = ("accepted", "accepted in part", "rejected", NO_RESPONSE)
PROGRESS = ("not started", "in progress", "done", SUPERSEDED)


@dataclass(frozen=True, kw_only=True, repr=False)
class Source(Shared):
    """A source that posts may cite. `key` is what citations call it.

    `date`, `withdrawn` are dates that may be known in part, such as 2022-03; `recorded` is the day
    on which somebody read the source where it is. `status` is current, replaced or withdrawn.
    """

    key: str
    url: str
    path: str
    title: str
    publisher: str
    date: str
    kind: str
    authors: tuple[str, ...] = ()
    link: str = ""
    doi: str = ""
    isbn: str = ""
    archive: str = ""
    recorded: str = ""
    container: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    status: str = "current"
    replaced_by: str = ""
    withdrawn: str = ""
    note: Body


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A number of the register. `value` is as its source prints it; `as_of` may be known in part.

    `url` is its place on the page of all figures; `line` is where it stands in the register.
    """

    name: str
    url: str
    value: str
    unit: str
    counts: str
    place: str
    period: str
    as_of: str
    source: str
    label: str = ""
    note: str = ""
    superseded_by: str = ""
    comparable_with: tuple[str, ...] = ()
    not_comparable_with: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Version:
    """What a rule says from `since` on, a date that may be known in part.

    `moment` is the first moment that it may apply.
    """

    since: str
    text: str
    source: str
    moment: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule that posts tell of, its versions oldest first.

    `current` is how many of them apply or applied by the time of the build; `over` says that the
    rule has ended by then. Later versions are announced, and change no post yet.
    """

    slug: str
    url: str
    path: str
    name: str
    summary: str
    place: str
    versions: tuple[Version, ...]
    current: int
    ended: str = ""
    ends: dt.datetime | None = None
    over: bool = False
    text: Body


@dataclass(frozen=True, kw_only=True)
class Step:
    """A response to a recommendation, or a change of its status; `field` says which of the two.

    `date` may be known in part; `moment` is the first that it may mean.
    """

    field: str
    kind: str
    date: str
    source: str
    note: str
    moment: dt.datetime

    @property
    def id(self) -> str:
        """What the step is called on its page: no other of its recommendation has that day."""
        return f"{self.field}-{self.date}"


@dataclass(frozen=True, kw_only=True)
class Recommendation:
    """What a report recommends, and what came of it; steps are the oldest first.

    `id` is its permanent identity, with which the ids of its steps in the feed begin.
    `words`, `number`, `addressees` and `nations` are empty where they are not known. `waiting` are
    the whole days without a response, reckoned up to `reckoned`, the midnight before the build;
    they are 0, and that is nothing, for one that was answered or of which nothing is known.
    """

    key: str
    url: str
    path: str
    id: str
    report: str
    number: str
    words: str
    date: str
    addressees: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    response: tuple[Step, ...] = ()
    progress: tuple[Step, ...] = ()
    superseded_by: str = ""
    waiting: int = 0
    reckoned: dt.datetime | None = None
    text: Body

    @property
    def name(self) -> str:
        """What it is called within its report."""
        return f"Recommendation {self.number}" if self.number else "Recommendation"

    @property
    def answer(self) -> str:
        """The last response, or nothing where none is known."""
        return self.response[-1].kind if self.response else ""

    @property
    def state(self) -> str:
        """Its status, or nothing where that is not known."""
        return self.progress[-1].kind if self.progress else ""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What was answered and what changed, the oldest first."""
        found = (*self.response, *self.progress)
        return tuple(sorted(found, key=lambda step: (step.moment, step.field == "progress")))


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something whose day comes again: yearly ones are counted, others have anniversaries."""

    name: str
    date: dt.date
    yearly: bool = False
    source: str = ""
    themes: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word of the glossary; `short` is its abbreviation. `url` is its place there."""

    key: str
    url: str
    name: str
    short: str = ""
    means: str
    place: str = ""
    see: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class LayWord:
    """A word or more as readers say it, and what posts call that. `search` looks for both."""

    word: str
    means: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Service:
    """Help for a reader of a painful post: for whom, where, and when it was last looked at.

    It is shown until `stale`, a year after that.
    """

    name: str
    whom: str
    subjects: tuple[str, ...]
    nations: tuple[str, ...]
    phone: str = ""
    hours: str = ""
    link: str
    checked: dt.datetime
    stale: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Route:
    """A way to report something: for what and whom, where it holds, and what to do.

    Posts of its topics and kinds show it, and those that ask for it, until `stale`.
    """

    key: str
    name: str
    what: str
    audience: str
    nations: tuple[str, ...]
    steps: tuple[str, ...]
    link: str
    topics: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    checked: dt.datetime
    stale: dt.datetime


@dataclass(frozen=True, kw_only=True)
class Cited:
    """A source that a text cites; its number is its place in the list, from 1.

    `backs` are the ids of the mentions, in the order of the text.
    """

    key: str
    backs: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class UsedFigure:
    """A figure that a text gives, and the ids of its mentions."""

    name: str
    backs: tuple[str, ...] = field(default=())
