"""Schema: what the header of each kind of file may say. The only lists of fields.

A field's description follows "add" or "write" in a message, and serves the guide as well.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from plugins.core.header import Header
from plugins.core.library import NATIONS, UK, UPDATE_KINDS
from plugins.core.problems import Problem, did_you_mean

# A title is shown in lists, feeds and search results, which cut longer ones.
LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
MOST_TOPICS = 6
STATUSES = ("draft", "published", "withdrawn")
KINDS = ("post", "story")

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2})?)?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WEB = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?", re.IGNORECASE)
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
Slug = Annotated[str, AfterValidator(known_slug)]
Line = Annotated[str, AfterValidator(one_line)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(one_line)]
Slugs = tuple[Line, ...]


class Model(BaseModel):
    """A header: nothing but the fields below, and nothing changes once it was read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


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
    what: Line = Field(max_length=500, description="what changed, in one or two sentences")


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
    content_note: Annotated[str, AfterValidator(one_line)] = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what a reader should know before distressing text, in one or two sentences",
    )
    learning_point: Annotated[str, AfterValidator(one_line)] = Field(
        "",
        max_length=LONGEST_SUMMARY,
        description="what a reader can take away, in one or two sentences",
    )
    sponsor: Annotated[str, AfterValidator(one_line)] = Field(
        "", max_length=LONGEST_SUMMARY, description="who paid for the post, or 'none'"
    )
    kind: Annotated[Literal["post", "story"], BeforeValidator(known_kind)] = Field(
        "post", description="post, or story for lived experience"
    )
    consent: ConsentHeader | None = Field(
        None, description="a group with holder, date, scope and expires"
    )
    review_by: Day = Field("", description="the day by which somebody reads it again")
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
}
RULES = {"extra_forbidden": "unknown-field", "missing": "missing-field"}


def checked(path: str, header: Header, model: type[Model]) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of one header as plain data, or every problem of them."""
    try:
        return model.model_validate(header.values).model_dump(mode="json"), []
    except ValidationError as error:
        errors = error.errors()
        inside = {each["loc"][:-1] for each in errors}  # a list with a wrong item is not "empty"
        wrong = [each for each in errors if each["loc"] not in inside]
        return {}, [_problem(path, header, model, each) for each in wrong]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."


def _problem(path: str, header: Header, model: type[Model], error: ErrorDetails) -> Problem:
    place = error["loc"]
    line, name = header.line(place), ".".join(step for step in place if isinstance(step, str))
    owner = model
    for step in place[:-1]:
        inner = owner.model_fields.get(str(step))
        if inner is not None and str(step) in GROUPS:
            owner = GROUPS[str(step)]
    last = name.rpartition(".")[2]
    kind = error["type"]
    rule = RULES.get(kind, kind if "-" in kind else f"bad-{place[0]!s}")
    if kind == "extra_forbidden":
        hint = did_you_mean(last, owner.model_fields)
        if owner is ConsentHeader and last in ("name", "person", "patient", "contact"):
            hint = "the name behind a story belongs in no file of the site; delete the line"
        return Problem(path, line, f"unknown field '{name}'", hint, rule)
    what = owner.model_fields[last].description if last in owner.model_fields else "it anew"
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
    return Problem(path, line, f"{name} {message}", hint, rule)
