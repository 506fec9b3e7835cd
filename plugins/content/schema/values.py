"""The types of fields, and the words with which a wrong value is refused.

A field's description follows "add" or "write" in a message, and serves the guide as well.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from typing import Annotated, Literal, TypeGuard, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
)
from pydantic_core import PydanticCustomError

from plugins.base.clock import SITE_ZONE
from plugins.base.problems import did_you_mean, shortened, shown
from plugins.content.kept_paths import DEVICES, kept_by_others
from plugins.content.schema.foreign_fields import our_status
from plugins.language import linked_text, tongues
from plugins.language.abbreviations import CANDIDATE
from plugins.language.content_notes import NOTES
from plugins.language.dates import first_day
from plugins.language.numerals import read_number
from plugins.language.odd_signs import name_of, plain
from plugins.language.unseen_signs import first_in_line, without
from plugins.language.web_address import is_url
from plugins.model.addresses import FILES
from plugins.model.post import AUDIENCES, NATIONS, UK

# A title is shown in lists, feeds and search results, which cut longer ones.
LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
SourceKind = Literal[
    "report", "inquiry", "article", "book", "guidance", "standard", "alert", "law", "statement",
    "debate", "statistics", "survey", "dataset", "news", "page",
]  # fmt: skip
SOURCE_KINDS = get_args(SourceKind)
PostKind = Literal["post", "story", "interview", "policy", "consultation", "concern"]
STATUSES = ("draft", "published", "withdrawn")

# The kind of error of a sign that nobody sees, which is told with its column.
UNSEEN = "odd-sign"
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::\d{2})?)?", re.ASCII)
_WEB = re.compile(r"https://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:/[!-~]*)?", re.IGNORECASE)
_PLACE = re.compile(r"https?://[^\s<>\"\\^`{|}]+\.[^\s<>\"\\^`{|}]+")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_URI = re.compile(r"[a-z][a-z0-9+.-]*:[!#-;=?-Z_a-z~%\[\]]+")
_SLUG = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


def wrong(kind: str, message: str, hint: str = "", **more: str) -> PydanticCustomError:
    """Return an error in plain words; `message` ends a sentence that begins with the field."""
    found = {"said": message, **({"hint": hint} if hint else {}), **more}
    return PydanticCustomError(kind, "{said}", found)


def iso_day(given: object, timed: bool = True) -> str:
    """Return a date as 2021-12-16 or 2021-12-16T09:30. Text only: pydantic would take 86400.

    What is written otherwise is refused with the line to write, without its time unless `timed`.
    """
    text = given.strip() if isinstance(given, str) else shown(given)
    found = _DAY.fullmatch(text)
    if found is None:
        raise _not_iso(text, timed)
    year, month, number = int(found[1]), int(found[2]), int(found[3])
    if not 1900 <= year <= 2200:
        raise wrong("date", f"is far from our time ('{text}')")
    if not _exists(year, month, number):
        if 1 <= month <= 12:
            last = calendar.monthrange(year, month)[1]
            hint = f"{calendar.month_name[month]} {year} has {last} days"
            raise wrong("date", f"does not exist ('{text}')", hint)
        raise wrong("date", f"does not exist ('{text}')", "write a month from 01 to 12")
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        hint = "write hours from 00 to 23 and minutes from 00 to 59"
        raise wrong("date", f"has a time that does not exist ('{text}')", hint) from None
    return moment.strftime("%Y-%m-%dT%H:%M") if found[4] else text


def _not_iso(text: str, timed: bool) -> PydanticCustomError:
    """Return what is wrong with a date that is written in another way."""
    from plugins.language.day_readings import lacks_a_day, missing, readings

    found = readings(text)
    ways = list(dict.fromkeys(each.stated if timed else each.day for each in found))
    if len(ways) > 1:
        hint = f"write {', '.join(ways[:-1])} or {ways[-1]}"
        return wrong("ambiguous-date", f"is ambiguous ('{shortened(text)}')", hint)
    if ways:
        hint = f"write {ways[0]}"
        if found[0].weekday:
            hint += f" if the number is right, which is a {found[0].weekday}"
        elif found[0].zoned and timed:
            hint += f", which is that moment in {SITE_ZONE}"
        return wrong("date", f"is not written as a date ('{shortened(text)}')", hint)
    if hint := lacks_a_day(text):
        return wrong("date", f"does not exist ('{shortened(text)}')", hint)
    if lacking := missing(text):
        return wrong(
            "date",
            f"names no whole day ('{shortened(text)}')",
            f"add {lacking}, such as 2026-03-14",
        )
    return wrong("date", f"is not a date ('{shortened(text)}')")


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
        raise wrong("slug", f"cannot be part of an address ('{shown}')", hint)
    if not _SLUG.fullmatch(text) or len(text) > 100:
        hint = "write letters, digits and hyphens, such as patients-as-partners"
        raise wrong("slug", f"cannot be part of an address ('{given}')", hint)
    if text.casefold().partition(".")[0] in DEVICES:
        hint = "some computers keep this name for themselves; choose another"
        raise wrong("slug", f"cannot be the name of a file ('{given}')", hint)
    return text


def slug_from(name: str) -> str:
    """Return the slug that a file's name stands for, or raise what `known_slug` raises."""
    words = re.sub(r"[^\w.]+", "-", unicodedata.normalize("NFC", name).lower()).strip("-_.")
    return known_slug(re.sub(r"[-_.]{2,}", "-", words))


def one_line(given: str) -> str:
    """Return a text of one line, in which a reader sees all that is there."""
    text = given.strip(" \n")
    if not text:
        raise wrong("empty", "is empty")
    if "\n" in text:
        raise wrong("lines", "runs over several lines")
    at = first_in_line(text)
    if at >= 0:
        bare = " ".join(without(text).split())
        hint = f"delete the line, and write it anew: {shortened(bare)}"
        raise wrong(UNSEEN, f"holds {name_of(text[at])}, which nobody sees", hint, sign=text[at])
    return text


def line_or_nothing(given: str) -> str:
    """Return a text of one line, or nothing for a field that is there and empty."""
    return one_line(given) if given.strip() else ""


def _is_whole(given: object) -> TypeGuard[int]:
    return isinstance(given, int) and not isinstance(given, bool)


def known_part(given: object) -> int | str:
    if given in ("introduction", "closing") or (_is_whole(given) and 1 <= given <= 99):
        return given
    text = plain(given).strip(" '\"").casefold() if isinstance(given, str) else ""
    hint = f"write part: {int(text)}" if text.isdecimal() and 1 <= int(text) <= 99 else ""
    hint = f"write part: {text}" if text in ("introduction", "closing") else hint
    raise wrong("part", f"is not a place in a series ({shown(given)})", hint)


def known_status(given: object) -> str:
    if given not in STATUSES:
        ours = our_status(given) if isinstance(given, str) else ""
        hint = f"did you mean '{ours}'?" if ours else did_you_mean(str(given), STATUSES)
        raise wrong("unknown-status", f"is not known ({shown(given)})", hint)
    return str(given)


def partial_day(given: object) -> str:
    """Return a date as exact as it is known: 2022, 2022-03 or 2022-03-30."""
    from plugins.language.day_readings import part_readings

    text = str(given).strip()
    if _DAY.fullmatch(text):
        return iso_day(text)[: len("2022-03-30")]
    try:
        first_day(text)
    except ValueError:
        if ways := part_readings(text):
            raise wrong(
                "date", f"is not written as a date ('{text}')", f"write {ways[0]}"
            ) from None
        raise _not_iso(text, timed=False) from None
    if not 1800 <= int(text[:4]) <= 2200:
        raise wrong("date", f"is far from our time ('{text}')")
    return text


def whole_day(given: object) -> str:
    """Return a date without a time."""
    text = iso_day(given, timed=False)
    if len(text) > len("2022-03-30"):
        raise wrong("date", f"has a time ('{text}')", f"write {text[:10]}")
    return text


def record_key(given: str) -> str:
    """Return the name of a record: what a citation or a figure in a text calls it by."""
    if not KEY.fullmatch(given) or len(given) > 100:
        hint = "write small letters from a to z, digits and single hyphens, such as ockenden-2022"
        raise wrong("record-key", f"cannot be the name of a record ('{given}')", hint)
    return given


def source_address(given: str) -> str:
    """Return where a source is; unlike our own, it may be a page without encryption."""
    text = given.strip()
    if not (_PLACE.fullmatch(text) and is_url(text)):
        raise wrong("url", f"is not a web address ('{shortened(text)}')")
    return text


def known_doi(given: str) -> str:
    text = given.strip()
    bare = re.sub(r"(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text)
    if not _DOI.fullmatch(bare):
        raise wrong("doi", f"is not a DOI ('{shortened(text)}')")
    if bare != text:
        raise wrong("doi", f"says more than the DOI ('{shortened(text)}')", f"write {bare}")
    return text


def known_isbn(given: object) -> str:
    """Return an ISBN whose check digit is right: modulus 11 for ten digits, 10 for thirteen."""
    # YAML takes ten digits for a number, and a number does not begin with nought.
    text = str(given).strip()
    text = text.zfill(10) if _is_whole(given) and len(text) == 9 else text
    digits = re.sub(r"[- ]", "", text).upper()
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if sign == "X" else int(sign) for sign in digits]
        right = sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    elif re.fullmatch(r"97[89]\d{10}", digits):
        right = sum(int(sign) * (1, 3)[place % 2] for place, sign in enumerate(digits)) % 10 == 0
    else:
        raise wrong("isbn", f"is not an ISBN ('{text}')")
    if not right:
        raise wrong("isbn", f"has a wrong digit ('{text}')", "copy the ISBN again")
    return text


def known_orcid(given: str) -> str:
    """Return an ORCID iD whose last sign is right (ISO 7064, modulus 11-2), without its address."""
    text = given.strip()
    if not text:
        return ""
    bare = (
        re.sub(r"(?i)^(?:https?://)?(?:www\.)?orcid\.org/|^orcid:\s*", "", text).rstrip("/").upper()
    )
    if not re.fullmatch(r"(?:\d{4}-){3}\d{3}[\dX]", bare, re.ASCII):
        raise wrong("orcid", f"is not an ORCID iD ('{shortened(text)}')")
    total = 0
    for digit in bare.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != bare[-1]:
        raise wrong("orcid", f"has a wrong digit ('{text}')", "copy the ORCID iD again")
    if bare != text:
        raise wrong("orcid", f"says more than the ORCID iD ('{shortened(text)}')", f"write {bare}")
    return text


def as_printed(given: object) -> object:
    """Let a number stand for the text that it is in print, such as a volume."""
    whole = isinstance(given, int) and not isinstance(given, bool)
    return getattr(given, "written", str(given)) if whole else given


def theme_year(given: object) -> str:
    text = str(given)
    if not re.fullmatch(r"(?:19|20)\d\d", text, re.ASCII):
        raise wrong("date", f"is not a year ('{shortened(text)}')", "write a year, such as 2025")
    return text


def printed_number(given: object) -> str:
    """Return a number as its source prints it, such as 4,906, 1.2 million or 1 in 10."""
    text = " ".join(str(given).split())
    if read_number(text) is None:
        hint = "write it as in 4,906, 71.9, 1.2 million, \u00a35.1 billion, about 39,000 or 1 in 10"
        if text.endswith("%"):
            hint = "write the number alone, and % as the unit"
        raise wrong("number-format", f"is not how a number is written ('{shortened(text)}')", hint)
    return text


def image_path(given: str) -> str:
    """Return the path of an image, relative to the content folder."""
    text = given.removeprefix("/")
    if not text.startswith("images/") or ".." in text.split("/") or "\\" in text:
        raise wrong("image", f"is not in content/images/ ('{given}')", "write images/name.png")
    return text


def attached_file(given: str) -> str:
    """Return the path of a file that a post has in another format, below the content folder."""
    text = given.strip().removeprefix("/")
    if not text.startswith(FILES) or ".." in text.split("/") or "\\" in text:
        hint = "put the file there, and write files/name.pdf"
        raise wrong("format-file", f"is not in content/files/ ('{shortened(text)}')", hint)
    return text


def permanent_id(given: str) -> str:
    """Return an id that feeds can carry: a whole URI of printable characters."""
    text = given.strip()
    if not _URI.fullmatch(text):
        hint = "write it as content/ids.yaml has it, such as tag:example.org,2021:3f2a"
        raise wrong("bad-id", f"is not a permanent id ('{given}')", hint)
    return text


def known_nation(given: object) -> str:
    if given not in (*NATIONS, UK):
        hint = did_you_mean(str(given), (*NATIONS, UK))
        raise wrong("unknown-nation", f"is not known ({shown(given)})", hint)
    return str(given)


def known_audience(given: object) -> str:
    if given not in AUDIENCES:
        named = {name.casefold(): slug for slug, name in AUDIENCES.items()}
        ours = named.get(str(given).casefold(), "")
        hint = f"did you mean '{ours}'?" if ours else did_you_mean(str(given), AUDIENCES)
        raise wrong("unknown-audience", f"is not known ({shown(given)})", hint)
    return str(given)


def known_note(given: object) -> str:
    if given not in NOTES:
        hint = did_you_mean(str(given), NOTES) or f"write one of: {', '.join(NOTES)}"
        raise wrong("unknown-content-note", f"is not known ({shown(given)})", hint)
    return str(given)


def language_tag(given: str) -> str:
    """Return a language as the standard writes its tag (BCP 47), such as cy or en-GB."""
    text = given.strip()
    if not (found := tongues.canonical(text)):
        near = tongues.meant(text)
        hint = f"write {near}" if near else "write its tag, such as cy for Welsh or gd for Gaelic"
        raise wrong("language-tag", f"is not the tag of a language ('{shortened(text)}')", hint)
    return found


def with_links(given: str) -> str:
    """Return a line whose links lead to other sites over https, or to documents of the hub."""
    for address in linked_text.addresses(given):
        whole = _WEB.fullmatch(address) and is_url(address)
        if not whole and not re.fullmatch(r"(?:posts|pages)/\S+\.md", address):
            hint = "write a whole https address, or the document, such as posts/2024/name.md"
            raise wrong("link-address", f"holds a link that leads nowhere ('{address[:60]}')", hint)
    return given


def abbreviation(given: str) -> str:
    if given and not CANDIDATE.fullmatch(given):
        hint = "write two capital letters or more, such as CQC, or leave it out"
        raise wrong("not-abbreviation", f"is not an abbreviation ('{given}')", hint)
    return given


def web_address(given: str) -> str:
    """Return a whole address of another site, over https, without anything to run or log in."""
    text = given.strip()
    if text and not (_WEB.fullmatch(text) and is_url(text)):
        hint = "write the whole address, such as https://example.org/a-post/"
        raise wrong("web-address", f"is not a whole address of another site ('{text[:60]}')", hint)
    return text


_FILE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}$")


def old_address(given: str) -> str:
    """Return the path of a page that was, without a slash in front: `old/place/`.

    What does not end as a file does is the path of a folder, so that a page can answer there on
    hosts that only have files.
    """
    text = unicodedata.normalize("NFC", given)
    path = text.removeprefix("/")
    parts = path.removesuffix("/").split("/")
    if not text.startswith("/") or {"", ".", ".."} & set(parts) or re.search(r"[\s\\?#%]", path):
        hint = "write the path after the site's own address, such as /old/place/"
        raise wrong("alias", f"is not an address of this site ('{given}')", hint)
    if taken := kept_by_others(path):
        hint = "delete it, or write the address without that"
        raise wrong("reserved-address", f"cannot be '{given}': it {taken}", hint)
    return path if path.endswith("/") or _FILE_ENDING.search(path) else f"{path}/"


Day = Annotated[str, BeforeValidator(iso_day)]
WholeDay = Annotated[str, BeforeValidator(whole_day)]
PartialDay = Annotated[str, BeforeValidator(partial_day)]
Key = Annotated[str, AfterValidator(record_key)]
Slug = Annotated[str, AfterValidator(known_slug)]
Line = Annotated[str, AfterValidator(one_line)]
Title = Annotated[str, Field(max_length=LONGEST_TITLE), AfterValidator(one_line)]
OptionalLine = Annotated[str, AfterValidator(one_line)]
LineOrNothing = Annotated[str, AfterValidator(line_or_nothing)]
OptionalKey = Annotated[str, AfterValidator(record_key)]
Printed = Annotated[str, BeforeValidator(as_printed), Field(max_length=40)]
Language = Annotated[str, Field(max_length=35), AfterValidator(language_tag)]
ThemeYear = Annotated[str, BeforeValidator(theme_year)]
Slugs = tuple[Line, ...]


Count = Annotated[int, Field(ge=0)]
