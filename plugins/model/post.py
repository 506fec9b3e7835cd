"""One post or page, its updates and its review."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.language.linked_text import plain
from plugins.model.image import Picture
from plugins.model.records import Cited, UsedFigure
from plugins.model.text import Body

REVIEW_SUFFIX = "in-review"

# Kinds of updates, from a slip of the pen to the end; and those that subscribers are told of.
UPDATE_KINDS = ("minor", "clarification", "correction", "major", "superseded", "withdrawal")
ENDING = "withdrawal"
NOTIFYING = frozenset(("correction", "major", "superseded", "withdrawal"))

# What a post may apply to; the whole is the same as all of them.
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")
UK = "UK"
# For whom a post may be written, and what each is called.
EVERYONE = "everyone"
AUDIENCES = {
    EVERYONE: "Everyone",
    "staff": "Health and care staff",
    "safety-leads": "Patient safety leads",
}


# Kinds of posts, and what those of each are called together.
PLAIN = "post"
KINDS = {
    PLAIN: "Posts of no other kind",
    "story": "Stories",
    "interview": "Interviews",
    "policy": "Policy and advice",
    "consultation": "Consultation responses",
    "concern": "Concerns",
}
# What one of each is called where it stands among others.
ONE_OF_KIND = {
    "story": "Story",
    "interview": "Interview",
    "policy": "Policy and advice",
    "consultation": "Consultation response",
    "concern": "Concern",
}
# Those on whose words somebody may act: a second person reads them, again and again.
ADVISING = frozenset(("policy",))


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an organisation that a concern names was asked, and what it replied, if it did.

    Days are as the header says them, such as 2026-03-14; it could reply until `due`.
    """

    named: str
    asked: str
    due: str
    replied: str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Update:
    """A change after publication, as the header declares it.

    A correction says what was wrong, what is right and who made it; any other kind says `what`
    changed. These may hold links (`language/linked_text`) to other sites or to documents.
    """

    date: dt.datetime
    kind: str
    what: str = ""
    wrong: str = ""
    right: str = ""
    by: str = ""

    @property
    def text(self) -> str:
        """What changed, in sentences, without links."""
        return plain(self.linked)

    @property
    def linked(self) -> str:
        """What changed, in sentences."""
        said = [self.what] if self.what else []
        said += [f"This was wrong: {_sentence(self.wrong)}"] if self.wrong else []
        said += [f"This is right: {_sentence(self.right)}"] if self.right else []
        return " ".join(map(_sentence, said))

    @property
    def notifies(self) -> bool:
        """Return whether subscribers hear of it: the entry's date moves for nothing else."""
        return self.kind in NOTIFYING


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?", "\u201d", "\u2019", '"')) else f"{words}."


@dataclass(frozen=True, kw_only=True)
class Review:
    """When somebody who can tell read a post and found it right: the day, and an author's slug."""

    date: dt.datetime
    by: str


# Other formats of a text, and the endings of files that each may have, with their media types.
_PRINTED = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
}
FORMATS = {
    "easy-read": _PRINTED,
    "large-print": _PRINTED,
    "audio": {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg"},
    "bsl": {".mp4": "video/mp4", ".webm": "video/webm"},
}


def media_type(path: str) -> str:
    """Return the media type of a file that may be another format, by its ending, or nothing."""
    ending = PurePosixPath(path).suffix.lower()
    return next((types[ending] for types in FORMATS.values() if ending in types), "")


@dataclass(frozen=True, kw_only=True)
class Format:
    """A post in another format: a file of the hub, a `link` elsewhere, or a post by its document.

    `kind` is one of `FORMATS`, and `words` tell it from others. A file has an address, `url`, its
    media type, and its size in bytes as `length`.
    """

    kind: str
    words: str = ""
    link: str = ""
    document: str = ""
    url: str = ""
    type: str = ""
    length: int = 0


class Fact(NamedTuple):
    """A text of the header that readers see as it is, under the label that its field declares.

    `said` are the fields that it was put together from, for other languages to do so.
    """

    name: str
    label: str
    text: str
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Post:
    """One post. Dates are aware, in the site's zone; `part` is 0 outside a series.

    `id` is its permanent identity, and `updated` the moment of which feeds say that it changed.
    `ends` is when the consent to a story ends; `withdrawn` is when a withdrawn post was.
    """

    document: str
    url: str
    path: str
    slug: str
    title: str
    summary: str
    date: dt.datetime
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    status: str = "published"
    series: str = ""
    part: int | str = 0
    image: Picture | None = None
    kind: str = "post"
    sensitive: tuple[str, ...] = ()  # words of `language/content_notes`
    content_note: str = ""  # what else is said before the text
    learning_point: str = ""
    evidence: tuple[str, ...] = ()  # documents of posts on what is known of what a story tells
    sponsor: str = ""
    funding: str = ""
    interests: str = ""
    facts: tuple[Fact, ...] = ()
    reviewed: Review | None = None
    review_by: dt.datetime | None = None  # the day by which it is checked again
    overdue: bool = False  # that day had passed at the time of the build
    owner: str = ""  # the author who answers for that
    references: tuple[Cited, ...] = ()
    figures: tuple[UsedFigure, ...] = ()
    rules: tuple[str, ...] = ()
    id: str = ""
    updated: dt.datetime | None = None
    quiet: bool = False  # subscribers had it before it came here
    updates: tuple[Update, ...] = ()
    withdrawn: dt.datetime | None = None
    withdrawn_because: str = ""  # for readers of the notice; no word of the post itself
    replaced_by: str = ""  # the document of the post to read instead
    ends: dt.datetime | None = None
    gone: bool = False
    aliases: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()  # keys of the glossary, in the order of the text
    replies: tuple[Reply, ...] = ()  # of those that it names
    support: tuple[str, ...] = ()  # subjects on which its readers may want help
    reporting: tuple[str, ...] = ()  # keys of ways to report that it asks for
    applies_to: tuple[str, ...] = ()  # nations, in their order; none where it does not matter
    audience: tuple[str, ...] = (EVERYONE,)  # for whom it is written, in the order of `AUDIENCES`
    discussion: str = ""
    lang: str = ""  # a language tag; the site's own where the header names none
    translation_of: str = ""  # the document of the post that it translates
    formats: tuple[Format, ...] = ()
    canonical: str = ""  # the whole address of where it was published first, if elsewhere
    mark: str = ""  # why readers do not see it; only a preview's posts have one
    body: Body

    @cached_property
    def moment(self) -> float:
        """The date in seconds since 1970; asked often, and dear to work out in a zone."""
        return self.date.timestamp()

    @property
    def facets(self) -> tuple[tuple[str, str], ...]:
        """What it can be chosen by beside topic, series and author: see `taxonomy.Facet.key`."""
        return (
            *(("audience", each) for each in self.audience),
            ("kind", self.kind),
            *(("nation", each) for each in self.applies_to),
        )

    @property
    def standing(self) -> str:
        """What a list says beside the title: why no reader sees it, or that it was superseded."""
        superseded = any(update.kind == "superseded" for update in self.updates)
        return self.mark or ("Superseded" if superseded else "")


@dataclass(frozen=True, kw_only=True)
class Response:
    """A letter that answers a post, `post` being the document of that.

    `edited` says how it was edited; `led_to` is the day of the update that it led to, such as
    2026-03-14, or nothing. `ends` is when the consent to it ends.
    """

    document: str
    slug: str
    post: str
    by: str
    pseudonym: bool = False
    date: dt.datetime
    edited: str = ""
    led_to: str = ""
    ends: dt.datetime
    body: Body

    @property
    def id(self) -> str:
        """Where it stands on the page of its post."""
        return f"_response-{self.slug}"


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that stands alone; its languages are as those of a post."""

    document: str = ""
    lang: str = ""
    translation_of: str = ""
    slug: str
    url: str
    path: str
    title: str
    summary: str
    order: int = 100
    aliases: tuple[str, ...] = ()
    body: Body


def next_day(day: dt.datetime) -> dt.datetime:
    """Return midnight after a day of the site's zone, as its clocks show it."""
    return day + dt.timedelta(days=1)  # with a zone, this counts days and not hours


def nations(stated: Sequence[str]) -> tuple[str, ...]:
    """Return nations in their order; the whole stands for all of them."""
    return tuple(nation for nation in NATIONS if nation in stated or UK in stated)


def audiences(stated: Sequence[str]) -> tuple[str, ...]:
    """Return audiences in their order; a post that names none is for everyone."""
    return tuple(each for each in AUDIENCES if each in stated) or (EVERYONE,)


def place(post: Post) -> tuple[int, dt.datetime]:
    """Return where a post stands in its series, for sorting."""
    return _number(post.part), post.date


def _number(part: int | str) -> int:
    return part if isinstance(part, int) else {"introduction": -1, "closing": 1000}[part]


Order = tuple[float, str, int, str]


def order(post: Post) -> Order:
    """Return where a post stands in every list: newest first; see `order_of`."""
    return order_of(post.moment, post.series, post.part, post.document)


def order_of(moment: float, series: str, part: int | str, source: str) -> Order:
    """Return where something of a moment, in seconds, stands in a list that begins with the newest.

    Of the parts of a series that are of one moment, the later part is the newer; all else of one
    moment stands in the order of the files.
    """
    return -moment, series, -_number(part), source
