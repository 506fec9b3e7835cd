"""Schema: what the header of each kind of file may say. The only lists of fields.

A field's description follows "add" or "write" in a message, and serves the guide as well.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, Protocol

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    create_model,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from plugins.core.dates import day_from, first_day
from plugins.core.header import Header, Place
from plugins.core.library import NATIONS, UK, UPDATE_KINDS
from plugins.core.numerals import read_number
from plugins.core.problems import Problem, did_you_mean
from plugins.core.terms import CANDIDATE

# A title is shown in lists, feeds and search results, which cut longer ones.
LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
MOST_TOPICS = 6
SOURCE_KINDS = (
    "report", "inquiry", "article", "book", "guidance", "standard", "alert", "law", "statement",
    "debate", "statistics", "survey", "dataset", "news", "page",
)  # fmt: skip
STATUSES = ("draft", "published", "withdrawn")
KINDS = ("post", "story")
SOURCE_STATUSES = ("current", "replaced", "withdrawn")

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2})?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WEB = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?", re.IGNORECASE)
_PLACE = re.compile(r"https?://[^\s<>\"\\^`{|}]+\.[^\s<>\"\\^`{|}]+")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!#-;=?-Z_a-z~%\[\]]+")
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")
# Names that Windows keeps for devices, whatever their ending.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def _wrong(kind: str, message: str, hint: str = "") -> PydanticCustomError:
    """Return an error in plain words; `message` ends a sentence that begins with the field."""
    found = {"said": message, **({"hint": hint} if hint else {})}
    return PydanticCustomError(kind, "{said}", found)


def iso_day(given: object) -> str:
    """Return a date as 2021-12-16 or 2021-12-16T09:30. Text only: pydantic would take 86400."""
    text = str(given).strip()
    found = _DAY.fullmatch(text)
    if found is None:
        if slashed := _SLASHED.fullmatch(text):
            first, second, year = int(slashed[1]), int(slashed[2]), int(slashed[3])
            readings = [
                f"{year}-{month:02}-{number:02}"
                for number, month in ((first, second), (second, first))
                if _exists(year, month, number)
            ]
            if len(set(readings)) == 2:
                hint = f"write {readings[0]} or {readings[1]}"
                raise _wrong("ambiguous-date", f"is ambiguous ('{text}')", hint)
            if readings:
                raise _wrong("date", f"is not written as a date ('{text}')", f"write {readings[0]}")
        if spelt := day_from(text):
            raise _wrong("date", f"is not written as a date ('{text}')", f"write {spelt}")
        raise _wrong("date", f"is not a date ('{text}')")
    year, month, number = int(found[1]), int(found[2]), int(found[3])
    if not 1900 <= year <= 2200:
        raise _wrong("date", f"is far from our time ('{text}')")
    if not _exists(year, month, number):
        if 1 <= month <= 12:
            last = calendar.monthrange(year, month)[1]
            hint = f"{calendar.month_name[month]} {year} has {last} days"
            raise _wrong("date", f"does not exist ('{text}')", hint)
        raise _wrong("date", f"does not exist ('{text}')", "write a month from 01 to 12")
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        hint = "write hours from 00 to 23 and minutes from 00 to 59"
        raise _wrong("date", f"has a time that does not exist ('{text}')", hint) from None
    return moment.strftime("%Y-%m-%dT%H:%M") if found[4] else text


def _exists(year: int, month: int, number: int) -> bool:
    try:
        dt.date(year, month, number)
    except ValueError:
        return False
    return True


def known_slug(given: str) -> str:
    """Return a slug in Unicode's composed form. Letters, digits and single hyphens make one."""
    text = unicodedata.normalize("NFC", given)
    if unseen := next((sign for sign in text if unicodedata.category(sign) == "Cf"), ""):
        shown = text.replace(unseen, "?")
        hint = f"it holds U+{ord(unseen):04X}, which nobody sees; delete it"
        raise _wrong("slug", f"cannot be part of an address ('{shown}')", hint)
    if not _SLUG.fullmatch(text) or len(text) > 100:
        hint = "write letters, digits and hyphens, such as patients-as-partners"
        raise _wrong("slug", f"cannot be part of an address ('{given}')", hint)
    if text.casefold().partition(".")[0] in _DEVICES:
        hint = "some computers keep this name for themselves; choose another"
        raise _wrong("slug", f"cannot be the name of a file ('{given}')", hint)
    return text


def slug_from(name: str) -> str:
    """Return the slug that a file's name stands for, or raise what `known_slug` raises."""
    words = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", name).lower()).strip("-_.")
    return known_slug(re.sub(r"[-_.]{2,}", "-", words))


def one_line(given: str) -> str:
    text = given.strip()
    if not text:
        raise _wrong("empty", "is empty")
    if "\n" in text:
        raise _wrong("lines", "runs over several lines")
    return text


def known_part(given: object) -> int | str:
    if given in ("introduction", "closing") or (type(given) is int and 1 <= given <= 99):
        return given
    raise _wrong("part", f"is not a place in a series ({given!r})")


def known_status(given: object) -> str:
    if given not in STATUSES:
        hint = did_you_mean(str(given), STATUSES)
        raise _wrong("unknown-status", f"is not known ({given!r})", hint)
    return str(given)


def known_kind(given: object) -> str:
    if given not in KINDS:
        raise _wrong("kind", f"is not known ({given!r})", did_you_mean(str(given), KINDS))
    return str(given)


def partial_day(given: object) -> str:
    """Return a date as exact as it is known: 2022, 2022-03 or 2022-03-30."""
    text = str(given).strip()
    if len(text) > len("2022-03"):
        return iso_day(text)[: len("2022-03-30")]
    try:
        first_day(text)
    except ValueError:
        raise _wrong("date", f"is not a date ('{text}')") from None
    if not 1800 <= int(text[:4]) <= 2200:
        raise _wrong("date", f"is far from our time ('{text}')")
    return text


def whole_day(given: object) -> str:
    """Return a date without a time."""
    text = iso_day(given)
    if len(text) > len("2022-03-30"):
        raise _wrong("date", f"has a time ('{text}')", f"write {text[:10]}")
    return text


def record_key(given: str) -> str:
    """Return the name of a record: what a citation or a figure in a text calls it by."""
    if not KEY.fullmatch(given) or len(given) > 100:
        hint = "write small letters from a to z, digits and single hyphens, such as ockenden-2022"
        raise _wrong("record-key", f"cannot be the name of a record ('{given}')", hint)
    return given


def source_address(given: str) -> str:
    """Return where a source is; unlike our own, it may be a page without encryption."""
    text = given.strip()
    if not _PLACE.fullmatch(text):
        raise _wrong("url", f"is not a web address ('{_short(text)}')")
    return text


def known_doi(given: str) -> str:
    text = given.strip()
    bare = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text)
    if not _DOI.fullmatch(bare):
        raise _wrong("doi", f"is not a DOI ('{_short(text)}')")
    if bare != text:
        raise _wrong("doi", f"says more than the DOI ('{_short(text)}')", f"write {bare}")
    return text


def known_isbn(given: object) -> str:
    """Return an ISBN whose check digit is right: modulus 11 for ten digits, 10 for thirteen."""
    # YAML takes ten digits for a number, and a number does not begin with nought.
    text = str(given).strip()
    text = text.zfill(10) if type(given) is int and len(text) == 9 else text
    digits = re.sub(r"[- ]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if sign == "X" else int(sign) for sign in digits]
        right = sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    elif re.fullmatch(r"97[89]\d{10}", digits):
        right = sum(int(sign) * (1, 3)[place % 2] for place, sign in enumerate(digits)) % 10 == 0
    else:
        raise _wrong("isbn", f"is not an ISBN ('{text}')")
    if not right:
        raise _wrong("isbn", f"has a wrong digit ('{text}')", "copy the ISBN again")
    return text


def known_source_kind(given: object) -> str:
    if given not in SOURCE_KINDS:
        hint = did_you_mean(str(given), SOURCE_KINDS)
        raise _wrong("unknown-kind", f"is not known ({given!r})", hint)
    return str(given)


def known_source_status(given: object) -> str:
    if given not in SOURCE_STATUSES:
        hint = did_you_mean(str(given), SOURCE_STATUSES)
        raise _wrong("unknown-status", f"is not known ({given!r})", hint)
    return str(given)


def as_printed(given: object) -> object:
    """Let a number stand for the text that it is in print, such as a volume."""
    return str(given) if type(given) is int else given


def theme_year(given: object) -> str:
    text = str(given)
    if not re.fullmatch(r"(?:19|20)\d\d", text, re.ASCII):
        raise _wrong("date", f"is not a year ('{_short(text)}')", "write a year, such as 2025")
    return text


def printed_number(given: object) -> str:
    """Return a number as its source prints it, such as 4,906, 1.2 million or 1 in 10."""
    text = " ".join(str(given).split())
    if read_number(text) is None:
        hint = "write it as in 4,906, 71.9, 1.2 million, \u00a35.1 billion, about 39,000 or 1 in 10"
        if text.endswith("%"):
            hint = "write the number alone, and % as the unit"
        raise _wrong("number-format", f"is not how a number is written ('{_short(text)}')", hint)
    return text


def image_path(given: str) -> str:
    """Return the path of an image, relative to the content folder."""
    text = given.removeprefix("/")
    if not text.startswith("images/") or ".." in text.split("/") or "\\" in text:
        raise _wrong("image", f"is not in content/images/ ('{given}')", "write images/name.png")
    return text


def known_change(given: object) -> str:
    if given not in UPDATE_KINDS:
        hint = did_you_mean(str(given), UPDATE_KINDS)
        raise _wrong("unknown-kind", f"is not known ({given!r})", hint)
    return str(given)


def permanent_id(given: str) -> str:
    """Return an id that feeds can carry: a whole URI of printable characters."""
    text = given.strip()
    if not _URI.fullmatch(text):
        hint = "write it as content/ids.yaml has it, such as tag:example.org,2021:3f2a"
        raise _wrong("bad-id", f"is not a permanent id ('{given}')", hint)
    return text


def known_nation(given: object) -> str:
    if given not in (*NATIONS, UK):
        hint = did_you_mean(str(given), (*NATIONS, UK))
        raise _wrong("unknown-nation", f"is not known ({given!r})", hint)
    return str(given)


def abbreviation(given: str) -> str:
    if given and not CANDIDATE.fullmatch(given):
        hint = "write two capital letters or more, such as CQC, or leave it out"
        raise _wrong("not-abbreviation", f"is not an abbreviation ('{given}')", hint)
    return given


def web_address(given: str) -> str:
    """Return a whole address of another site, over https, without anything to run or log in."""
    text = given.strip()
    if text and not _WEB.fullmatch(text):
        hint = "write the whole address, such as https://example.org/a-post/"
        raise _wrong("web-address", f"is not a whole address of another site ('{text[:60]}')", hint)
    return text


def old_address(given: str) -> str:
    """Return the path of a page that was, without a slash in front: `old/place/`."""
    text = unicodedata.normalize("NFC", given)
    path = text.removeprefix("/")
    parts = path.removesuffix("/").split("/")
    if not text.startswith("/") or {"", ".", ".."} & set(parts) or re.search(r"[\s\\?#*%\"]", path):
        hint = "write the path after the site's own address, such as /old/place/"
        raise _wrong("alias", f"is not an address of this site ('{given}')", hint)
    return path


Day = Annotated[str, BeforeValidator(iso_day)]
WholeDay = Annotated[str, BeforeValidator(whole_day)]
PartialDay = Annotated[str, BeforeValidator(partial_day)]
Key = Annotated[str, AfterValidator(record_key)]
Slug = Annotated[str, AfterValidator(known_slug)]
Line = Annotated[str, AfterValidator(one_line)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(one_line)]
OptionalLine = Annotated[str, AfterValidator(one_line)]
OptionalKey = Annotated[str, AfterValidator(record_key)]
Printed = Annotated[str, BeforeValidator(as_printed), Field(max_length=40)]
ThemeYear = Annotated[str, BeforeValidator(theme_year)]
Slugs = tuple[Line, ...]


class Between(NamedTuple):
    """A fault between fields: where it is best mended, what is wrong, and how to mend it."""

    place: Place
    message: str
    hint: str
    rule: str


class Model(BaseModel):
    """A header: nothing but the fields below, and nothing changes once it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def between(self) -> Iterator[Between]:
        """Yield what is wrong between fields that are right by themselves."""
        yield from ()


class ImageHeader(Model):
    """A picture and what it shows."""

    src: Annotated[Line, AfterValidator(image_path)] = Field(
        description="the path of an image, such as images/ward-round.png"
    )
    alt: Line = Field(
        max_length=300, description="what the picture shows, for those who cannot see it"
    )
    credit: str = Field("", max_length=200, description="who made the picture")


class UpdateHeader(Model):
    """A change after publication. Subscribers hear of a correction, a major update, superseded
    advice and a withdrawal; of a minor change or a clarification nobody is told.
    """

    date: Day = Field(description="the day on which the post was changed, such as 2026-03-14")
    kind: Annotated[
        Literal["minor", "clarification", "correction", "major", "superseded", "withdrawal"],
        BeforeValidator(known_change),
    ] = Field(
        description="minor, clarification, correction, major, superseded or withdrawal",
    )
    what: OptionalLine = Field(
        "", max_length=500, description="what changed, in one or two sentences"
    )
    wrong: OptionalLine = Field(
        "", max_length=500, description="what was wrong, in one or two sentences"
    )
    right: OptionalLine = Field(
        "", max_length=500, description="what is right, in one or two sentences"
    )
    by: OptionalLine = Field("", max_length=120, description="who made the change")


class ReviewedHeader(Model):
    """When a post was last read by somebody who can tell, and found right."""

    date: WholeDay = Field(description="the day on which it was checked, such as 2026-03-14")
    by: Line = Field(description="the author who checked it")


class ConsentHeader(Model):
    """The record that somebody agreed to their story being told. Never their name."""

    holder: Line = Field(
        max_length=120, description="who keeps the signed form, such as an office and a file"
    )
    date: Day = Field(description="the day on which consent was given")
    scope: Line = Field(max_length=300, description="what may be told, and where")
    expires: Day = Field(description="the day from which the consent no longer stands")
    withdrawn: Day = Field("", description="the day from which the consent is withdrawn")


class ExceptionHeader(Model):
    """Why a sign of a person may stay in a post."""

    rule: Line = Field(description="the rule that it is an exception from, such as phone-number")
    text: Line = Field(max_length=120, description="the words that may stay, as they stand")
    by: Line = Field(max_length=80, description="the name of the editor who decided")
    date: Day = Field(description="the day of the decision")
    reason: Line = Field(max_length=300, description="one sentence that says why")


class SilenceHeader(Model):
    """Advice that does not fit one post."""

    rule: Line = Field(description="the name of the advice, such as reading-ease")
    reason: Line = Field(max_length=300, description="one sentence that says why")


class PostHeader(Model):
    """What an author states about a post."""

    title: Title = Field(description="a title in sentence case, at most 120 letters")
    date: Day = Field(description="the day of publication, such as 2026-03-14")
    summary: Line = Field(
        max_length=LONGEST_SUMMARY,
        description="one or two sentences, shown in lists and feeds, at most 300 letters",
    )
    authors: Slugs = Field(min_length=1, description="a list of one or more authors")
    topics: Slugs = Field(
        min_length=1, max_length=MOST_TOPICS, description="a list of one to six topics"
    )
    series: str = Field("", description="the name of the series it belongs to, if any")
    part: Annotated[int | str, BeforeValidator(known_part)] = Field(
        "", description="a whole number, 'introduction' or 'closing'"
    )
    status: Annotated[Literal["draft", "published", "withdrawn"], BeforeValidator(known_status)] = (
        Field("published", description="draft, published or withdrawn")
    )
    slug: Slug = Field("", description="the last word of the address, if not the file's name")
    image: ImageHeader | None = Field(None, description="a picture with src, alt and credit")
    content_note: OptionalLine = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what a reader should know before distressing text, in one or two sentences",
    )
    learning_point: OptionalLine = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what a reader can take away, in one or two sentences",
    )
    kind: Annotated[Literal["post", "story"], BeforeValidator(known_kind)] = Field(
        "post", description="post, or story for lived experience"
    )
    consent: ConsentHeader | None = Field(
        None, description="a group with holder, date, scope and expires"
    )
    sponsor: OptionalLine = Field(
        "", max_length=LONGEST_SUMMARY, description="who paid for the post, or 'none'"
    )
    funding: OptionalLine = Field(
        "", max_length=LONGEST_SUMMARY, description="who funded the work behind it, or 'none'"
    )
    interests: OptionalLine = Field(
        "", max_length=500, description="what its authors have to declare, or 'none'"
    )
    reviewed: ReviewedHeader | None = Field(
        None, description="a group that says when it was last checked (date) and by whom (by)"
    )
    review_by: WholeDay = Field("", description="the day by which somebody checks it again")
    owner: str = Field("", description="the author who answers for the next check")
    rules: tuple[Key, ...] = Field(
        (), max_length=20, description="a list of the rules that it tells readers of"
    )
    updates: tuple[UpdateHeader, ...] = Field(
        (), max_length=50, description="a list of changes after publication"
    )
    withdrawn: Day = Field("", description="the day on which the post was withdrawn")
    gone: StrictBool = Field(
        False, description="true when a withdrawn post leaves no notice at its address"
    )
    applies_to: tuple[Annotated[str, BeforeValidator(known_nation)], ...] = Field(
        (), max_length=4, description="a list of nations, such as [England, Wales], or [UK]"
    )
    support: tuple[Key, ...] = Field(
        (), max_length=6, description="a list of subjects of content/support.yaml"
    )
    discussion: Annotated[str, AfterValidator(web_address)] = Field(
        "", max_length=500, description="the whole address where readers talk about the post"
    )
    canonical: Annotated[str, AfterValidator(web_address)] = Field(
        "",
        max_length=500,
        description="the whole address where it was published first, if that was elsewhere",
    )
    id: Annotated[str, Field(max_length=200), AfterValidator(permanent_id)] = Field(
        "", description="the permanent id of the post, if content/ids.yaml cannot know it"
    )
    aliases: tuple[Annotated[Line, AfterValidator(old_address)], ...] = Field(
        (), max_length=20, description="a list of addresses at which it was found before"
    )
    exceptions: tuple[ExceptionHeader, ...] = Field(
        (), max_length=50, description="a list of groups with rule, text, by, date and reason"
    )
    silence: tuple[SilenceHeader, ...] = Field(
        (), max_length=50, description="a list of groups with rule and reason"
    )

    def between(self) -> Iterator[Between]:
        for number, update in enumerate(self.updates):
            yield from _untold(number, update)
        if self.review_by:
            since, field = self.date[:10], "date"
            if self.reviewed and self.reviewed.date > since:
                since, field = self.reviewed.date, "reviewed.date"
            if self.review_by <= since:
                what = f"review_by is {self.review_by}, which is not after {field} ({since})"
                yield Between(("review_by",), what, "write a later day", "review-order")
        if self.reviewed and self.reviewed.date < self.date[:10]:
            what = f"reviewed.date is {self.reviewed.date}, before the post itself"
            hint = "write the day on which somebody checked the post"
            yield Between(("reviewed", "date"), what, hint, "review-order")


# What a guest's file may state: its own text and who stands behind it. What lifts a check, sends
# readers elsewhere, moves an address or speaks for the hub is not here, and neither is a new field.
GUEST_FIELDS = (
    *("title", "date", "summary", "authors", "topics", "status", "withdrawn", "image"),
    *("content_note", "learning_point", "kind", "sponsor", "funding", "interests", "rules"),
    *("applies_to", "support"),
)


def _untold(number: int, update: UpdateHeader) -> Iterator[Between]:
    """Yield what an update fails to say. A correction names what was wrong and what is right."""
    place = ("updates", number)
    if update.kind == "correction":
        for field in ("wrong", "right", "by"):
            if not getattr(update, field):
                what = f"updates.{field} is missing from a correction"
                hint = f"add {UpdateHeader.model_fields[field].description}"
                yield Between(place, what, hint, "missing-field")
    elif not update.what:
        hint = f"add {UpdateHeader.model_fields['what'].description}"
        yield Between(place, "updates.what is missing", hint, "missing-field")


class PageHeader(Model):
    """What is stated about a page that stands alone, such as the one about the site."""

    title: Title = Field(description="a title in sentence case, at most 120 letters")
    summary: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the page")
    order: Annotated[int, Field(strict=True)] = Field(
        100, description="a whole number; smaller ones come first in the footer"
    )


class TopicHeader(Model):
    """A subject that posts are grouped by."""

    name: Line = Field(max_length=60, description="the name of the topic, at most 60 letters")
    description: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the topic")
    parent: str = Field("", description="the topic that this one is a part of, if any")
    synonyms: Slugs = Field((), description="a list of other words for the topic")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )


class AuthorHeader(Model):
    """Who wrote a post."""

    name: Line = Field(max_length=80, description="the name to print")
    role: Line = Field(max_length=120, description="what the author does, such as Editor")
    organisation: str = Field(
        "", max_length=120, description="where the author works, if it matters"
    )
    guest: StrictBool = Field(False, description="true for somebody who is not of the house")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )


class SeriesHeader(Model):
    """A short run of posts that belong together, planned beforehand."""

    title: Title = Field(description="the title of the series")
    parts: tuple[Title, ...] = Field(
        min_length=1, max_length=99, description="a list of the titles of all parts, in order"
    )
    year: Annotated[int, Field(ge=1900, le=2200, strict=True)] | None = Field(
        None, description="the year that it looks back on, such as 2021"
    )
    complete: StrictBool = Field(False, description="true when every planned part is there")
    aliases: tuple[Slug, ...] = Field(
        (), max_length=20, description="a list of the names that its address had before"
    )


class SourceHeader(Model):
    """A report, paper or page that posts cite."""

    title: Line = Field(max_length=300, description="the title, as it is printed there")
    publisher: Line = Field(max_length=120, description="who published it")
    date: PartialDay = Field(
        description="when it was published, as exactly as it is known, such as 2022-03-30 or 2022"
    )
    kind: Annotated[str, BeforeValidator(known_source_kind)] = Field(
        description=f"one of {', '.join(SOURCE_KINDS)}",
        json_schema_extra={"enum": list(SOURCE_KINDS)},
    )
    authors: Slugs = Field(
        (),
        max_length=30,
        description='a list of its authors: people as "Family, Given", organisations by name',
    )
    url: Annotated[Line, AfterValidator(source_address)] = Field(
        "", max_length=1000, description="where it is, an address that begins with https://"
    )
    doi: Annotated[Line, AfterValidator(known_doi)] = Field(
        "", max_length=200, description="its DOI, such as 10.1136/bmjqs-2019-010206"
    )
    isbn: Annotated[str, BeforeValidator(known_isbn)] = Field(
        "", description="its ISBN, such as 978-3-16-148410-0"
    )
    archive: Annotated[Line, AfterValidator(source_address)] = Field(
        "", max_length=1000, description="the address of a copy in an archive"
    )
    recorded: WholeDay = Field("", description="the day on which somebody read it there")
    container: OptionalLine = Field(
        "", max_length=200, description="the journal, newspaper or book that it is part of"
    )
    volume: Printed = Field("", description="the volume of the journal")
    issue: Printed = Field("", description="the issue of the journal")
    pages: Printed = Field("", description="its pages, such as 96-105")
    edition: Printed = Field("", description="which edition it is, such as second")
    status: Annotated[
        Literal["current", "replaced", "withdrawn"], BeforeValidator(known_source_status)
    ] = Field("current", description="current, replaced or withdrawn")
    replaced_by: OptionalKey = Field("", description="the name of the source that replaces it")
    withdrawn: PartialDay = Field("", description="when it was withdrawn, such as 2024-05-01")

    def between(self) -> Iterator[Between]:
        if not (self.url or self.doi or self.isbn):
            hint = "add url, doi or isbn"
            yield Between((), "nothing says where to find the source", hint, "source-place")
        for status, field in (("replaced", "replaced_by"), ("withdrawn", "withdrawn")):
            given, stated = bool(getattr(self, field)), self.status == status
            if stated and not given:
                what = f"status is {status}, but {field} is missing"
                hint = f"add {SourceHeader.model_fields[field].description}"
                yield Between(("status",), what, hint, "source-status")
            elif given and not stated:
                what = f"{field} is given, but status is {self.status}"
                hint = f"write 'status: {status}', or delete the line"
                yield Between((field,), what, hint, "source-status")


class VersionHeader(Model):
    """What a rule says from one day on."""

    since: PartialDay = Field(alias="from", description="from when it applies, such as 2024-01-31")
    text: Line = Field(max_length=600, description="what the rule says from then on")
    source: Key = Field(description="the name of the source that says so")


class RuleHeader(Model):
    """A rule that posts tell of, and that may change after they were written."""

    name: Line = Field(max_length=120, description="the name of the rule")
    summary: Line = Field(max_length=LONGEST_SUMMARY, description="one sentence on the rule")
    place: Line = Field(max_length=80, description="where it applies, such as England")
    versions: tuple[VersionHeader, ...] = Field(
        min_length=1, max_length=50, description="a list of what it says, the oldest first"
    )
    ended: PartialDay = Field("", description="from when it no longer applies")

    def between(self) -> Iterator[Between]:
        stated = [each.since for each in self.versions]
        for number, (before, after) in enumerate(pairwise(stated), 1):
            if first_day(after) <= first_day(before):
                what = f"versions.from is {after}, which is not after the one above ({before})"
                hint = "put the versions in order, the oldest first"
                yield Between(("versions", number, "from"), what, hint, "rule-versions")
        if self.ended and first_day(self.ended) <= first_day(stated[-1]):
            what = f"ended is {self.ended}, which is not after the last version ({stated[-1]})"
            yield Between(("ended",), what, "mend one of the dates", "rule-versions")


class FigureHeader(Model):
    """A number that posts give, with all that must be known to read it."""

    value: Annotated[str, BeforeValidator(printed_number)] = Field(
        description="the number as the source prints it, such as 4,906 or 1.2 million"
    )
    unit: Line = Field(max_length=60, description="what one of it is, such as calls, or %")
    counts: Line = Field(max_length=200, description="what it counts")
    place: Line = Field(max_length=80, description="the place it is for, such as England")
    period: Line = Field(max_length=120, description="the period it is for, in words")
    as_of: PartialDay = Field(description="when it was true, such as 2025-06-30 or 2025-06")
    source: Key = Field(description="the name of the source that gives it")
    label: OptionalLine = Field("", max_length=60, description="a few words for charts")
    note: OptionalLine = Field("", max_length=300, description="what else a reader should know")
    superseded_by: OptionalKey = Field("", description="the name of the figure that replaces it")
    comparable_with: tuple[Key, ...] = Field(
        (), max_length=50, description="a list of figures that it may be set beside"
    )
    not_comparable_with: tuple[Key, ...] = Field(
        (), max_length=50, description="a list of figures that it may not be set beside"
    )
    why: OptionalLine = Field(
        "", max_length=300, description="one sentence that says why they cannot be compared"
    )

    def between(self) -> Iterator[Between]:
        if self.not_comparable_with and not self.why:
            hint = f"add {FigureHeader.model_fields['why'].description}"
            yield Between(("not_comparable_with",), "why is missing", hint, "missing-field")
        both = sorted({*self.comparable_with} & {*self.not_comparable_with})
        for name in both:
            place = ("not_comparable_with", self.not_comparable_with.index(name))
            what = f"not_comparable_with names '{name}', and so does comparable_with"
            yield Between(place, what, "delete one of them", "figure-comparison")


class EventHeader(Model):
    """Something whose day comes again: a yearly event, or what has anniversaries."""

    name: Line = Field(max_length=120, description="the name of the event")
    date: WholeDay = Field(description="the day of the first one, such as 2019-09-17")
    yearly: StrictBool = Field(False, description="true for an event that is held every year")
    source: OptionalKey = Field("", description="the name of the source that says so")
    themes: dict[ThemeYear, Line] = Field(
        default_factory=dict, max_length=100, description="the theme of each year"
    )


Count = Annotated[int, Field(ge=0)]


class SeriesCountHeader(Model):
    """A series of a closed year."""

    slug: Line = Field(description="the name of the series")
    planned: Count = Field(description="how many parts it planned")
    published: Count = Field(description="how many of them were there")


class ContributorHeader(Model):
    """Somebody who wrote in a closed year."""

    author: Line = Field(description="the name of the author's file")
    role: Line = Field(description="the author's role at that time")
    posts: Count = Field(description="how many posts they wrote")


class SealedHeader(Model):
    """A post of a closed year, as it was then."""

    post: Line = Field(description="the file of the post")
    id: str = Field(description="the permanent id of the post")
    updates: Count = Field(description="how many updates it declared")
    head: Line = Field(description="the digest of what its header said")
    text: Line = Field(description="the digest of its text")
    topics: Slugs = Field(description="a list of its topics")
    authors: Slugs = Field(description="a list of its authors")


class YearHeader(Model):
    """A closed year: its numbers on the day of closing, and what seals its posts."""

    closed: WholeDay = Field(description="the day on which it was closed")
    posts: Count = Field(description="how many posts it had")
    months: tuple[Count, ...] = Field(
        min_length=12, max_length=12, description="a list of the number of posts of each month"
    )
    topics: dict[str, Count] = Field(description="the number of posts of each topic")
    new_topics: Slugs = Field(description="a list of topics that had their first post")
    series: tuple[SeriesCountHeader, ...] = Field(description="a list of the year's series")
    updates: dict[str, Count] = Field(description="the number of updates of each kind")
    cited: Count = Field(description="how many sources were cited")
    sources: dict[str, Count] = Field(description="the number of posts that cite each source")
    given: Count = Field(description="how many figures were given")
    figures: dict[str, str] = Field(description="the figures that were superseded, and by which")
    contributors: tuple[ContributorHeader, ...] = Field(description="a list of who wrote")
    sealed: tuple[SealedHeader, ...] = Field(description="a list of the posts as they were")


class TermHeader(Model):
    """A word that not every reader knows, and what it means."""

    term: Line = Field(max_length=100, description="the term as it stands in running text")
    short: Annotated[str, AfterValidator(abbreviation)] = Field(
        "", max_length=12, description="the abbreviation of it, such as CQC"
    )
    means: Line = Field(max_length=500, description="what it means, in one or two sentences")
    place: OptionalLine = Field(
        "", max_length=80, description="where the term holds, such as Wales"
    )
    see: tuple[Key, ...] = Field((), max_length=10, description="a list of other terms")
    source: OptionalKey = Field("", description="the name of the source that says so")


class _Service(Model):
    name: Line = Field(max_length=120, description="the name of the service")
    subjects: tuple[Key, ...] = Field(
        min_length=1, description="a list of what it helps with, such as baby-loss"
    )
    nations: tuple[Annotated[str, BeforeValidator(known_nation)], ...] = Field(
        min_length=1, description="a list of nations, such as [England, Wales], or [UK]"
    )
    phone: OptionalLine = Field("", max_length=40, description="the number to call")
    hours: OptionalLine = Field("", max_length=120, description="when somebody answers")
    url: Annotated[str, AfterValidator(web_address)] = Field(
        max_length=500, description="the whole address of its page"
    )
    checked: WholeDay = Field(
        description="the day on which somebody last looked that all of it is right"
    )


# A service that a reader in distress may turn to. `for` is a word of Python's own, so this field
# cannot stand in a class.
ServiceHeader = create_model(
    "ServiceHeader",
    __base__=_Service,
    **{"for": (Line, Field(max_length=300, description="for whom it is, in a sentence"))},  # type: ignore[call-overload]
)


# The model of each kind of file, and of each record of a register.
HEADERS: dict[str, type[Model]] = {
    "post": PostHeader,
    "page": PageHeader,
    "topic": TopicHeader,
    "author": AuthorHeader,
    "series": SeriesHeader,
    "source": SourceHeader,
    "rule": RuleHeader,
}
RECORDS: dict[str, type[Model]] = {
    "figures.yaml": FigureHeader,
    "events.yaml": EventHeader,
    "glossary.yaml": TermHeader,
    "support.yaml": ServiceHeader,
}


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that stand in a header."""
    return {about.alias or name: about for name, about in model.model_fields.items()}


# Pydantic's own words are for programmers; these end a sentence that begins with the field.
PLAIN = {
    "string_type": "is not text ({given})",
    "string_too_long": "is too long ({length} letters, at most {max_length})",
    "too_long": "names too many ({actual_length}, at most {max_length})",
    "tuple_type": "is not a list ({given})",
    "too_short": "is empty",
    "bool_type": "is neither true nor false ({given})",
    "int_type": "is not a whole number ({given})",
    "int_from_float": "is not a whole number ({given})",
    "int_parsing": "is not a whole number ({given})",
    "model_type": "is not a group of fields ({given})",
    "model_attributes_type": "is not a group of fields ({given})",
    "greater_than_equal": "is too small ({given}, at least {ge})",
    "less_than_equal": "is too large ({given}, at most {le})",
}
# Fields that are groups of fields themselves, or lists of such groups.
GROUPS: dict[str, type[Model]] = {
    "image": ImageHeader,
    "updates": UpdateHeader,
    "consent": ConsentHeader,
    "exceptions": ExceptionHeader,
    "silence": SilenceHeader,
    "reviewed": ReviewedHeader,
    "versions": VersionHeader,
    "contributors": ContributorHeader,
    "sealed": SealedHeader,
}
RULES = {"extra_forbidden": "unknown-field", "missing": "missing-field"}


class Stated(Protocol):
    """Values that know their lines: a header, or one record of a register."""

    @property
    def values(self) -> dict[str, object]: ...

    def line(self, place: Place) -> int: ...


def checked(
    path: str, header: Stated, model: type[Model], unread: Container[str] = ()
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of one header as plain data, or every problem of them.

    Of fields that are there and could not be read, `unread`, nothing is said.
    """
    try:
        found = model.model_validate(header.values)
    except ValidationError as error:
        errors = error.errors()
        # A list with a wrong item is not "empty".
        inside = {each["loc"][:depth] for each in errors for depth in range(1, len(each["loc"]))}
        wrong = [
            each for each in errors if each["loc"] not in inside and each["loc"][0] not in unread
        ]
        return {}, [_problem(path, header, model, each) for each in wrong]
    faults = [
        Problem(path, header.line(each.place), each.message, each.hint, each.rule)
        for each in (() if unread else found.between())
    ]
    return ({}, faults) if faults else (found.model_dump(mode="json"), [])


def checked_record(
    path: str, header: Header, name: str, model: type[Model]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of one record of a register, such as a figure, or every problem of them."""
    line, values = header.line((name,)), header.values[name]
    try:
        record_key(name)
    except PydanticCustomError as error:
        said = error.context or {}
        return {}, [Problem(path, line, f"'{name}' {said['said']}", said["hint"], "record-key")]
    if not isinstance(values, dict):
        hint = "write its fields below it, each on a line of its own, indented by two"
        return {}, [Problem(path, line, f"'{name}' has no fields", hint, "bad-record")]
    found, faults = checked(path, _Within(header, name, values), model)
    return found, [replace(each, message=f"{name}: {each.message}") for each in faults]


class _Within:
    """One record of a register, seen as a header of its own."""

    def __init__(self, header: Header, name: str, values: dict[str, object]) -> None:
        self.header, self.name, self.values = header, name, values

    def line(self, place: Place) -> int:
        return self.header.line((self.name, *place))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(path: str, header: Stated, model: type[Model], error: ErrorDetails) -> Problem:
    place = error["loc"]
    line, name = (
        header.line(place),
        ".".join(step for step in place if isinstance(step, str) and step != "[key]"),
    )
    owner = model
    for step in place[:-1]:
        inner = owner.model_fields.get(str(step))
        if inner is not None and str(step) in GROUPS:
            owner = GROUPS[str(step)]
    last = name.rpartition(".")[2]
    fields = {field.alias or known: field for known, field in owner.model_fields.items()}
    kind = error["type"]
    rule = RULES.get(kind, kind if "-" in kind else f"bad-{place[0]!s}")
    if kind == "extra_forbidden":
        hint = did_you_mean(last, fields)
        if owner is ConsentHeader and last in ("name", "person", "patient", "contact"):
            hint = "the name behind a story belongs in no file of the site; delete the line"
        return Problem(path, line, f"unknown field '{name}'", hint, rule)
    what = fields[last].description if last in fields else "it anew"
    if kind == "missing" or error["input"] is None:
        missing = "missing" if kind == "missing" else "empty"
        return Problem(path, line, f"{name} is {missing}", f"add {what}", "missing-field")
    given = error["input"]
    shown = _short(repr(given))
    context = error.get("ctx", {})
    plain = PLAIN.get(kind)
    length = len(given) if isinstance(given, str) else 0
    message = plain.format(given=shown, length=length, **context) if plain else error["msg"]
    message = message if len(message) < 160 else f"{message[:100]}...')"
    hint = context.get("hint", f"write {what}")
    if kind.startswith("model_"):
        hint += f", each on a line of its own below '{last}:', indented by two"
    return Problem(path, line, f"{name} {message}", hint, rule)
