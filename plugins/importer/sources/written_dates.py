"""A day as people and programs write it becomes a date as headers state it.

Only what names a whole day is a date. Where the order of day and month cannot be known, the
British order is taken, and `guessed` says so.
"""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from plugins.base import clock


class Written(NamedTuple):
    """A date as a header states it, such as 2021-12-16 or 2021-12-16T09:30; why it is a guess."""

    stated: str
    guessed: str = ""


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun",
            "july jul", "august aug", "september sept sep", "october oct", "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\.?),?\s+"
_DAY = r"(\d{1,2})(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"((?:19|20|21)\d\d)"
_TIME = (
    r"(?:(?:,|\s+at|\s*[-\u2013|\u00b7]|T)?\s*"
    r"(\d{1,2})[:.](\d\d)(?:[:.]\d\d)?(?:\.\d+)?\s*([ap])?\.?(?:m\b)?\.?)?"
)
_IN_WORDS = re.compile(
    rf"(?:{_WEEKDAY})?(?:the\s+)?{_DAY}(?:\s+of)?[\s.-]+{_MONTH},?[\s.-]+{_YEAR}{_TIME}",
    re.IGNORECASE,
)
_AMERICAN = re.compile(rf"(?:{_WEEKDAY})?{_MONTH}\s+{_DAY},?\s+{_YEAR}{_TIME}", re.IGNORECASE)
_ISO = re.compile(rf"{_YEAR}[-/.](\d\d)[-/.](\d\d){_TIME}\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_SLASHED = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-]{_YEAR}{_TIME}", re.IGNORECASE)
_PACKED = re.compile(rf"{_YEAR}(\d\d)(\d\d)(?:T?\d{{4,6}}Z?)?")


def written_date(text: str, zone: str = clock.SITE_ZONE) -> Written | None:
    """Return the date that a text is, and nothing of a text that says more than a date."""
    text = " ".join(text.replace("\xa0", " ").split()).strip(" ,.;\u2022\u00b7|\u2013-")
    if not text or len(text) > 60:
        return None
    if found := _ISO.fullmatch(text):
        year, month, day = int(found[1]), int(found[2]), int(found[3])
        return _made(year, month, day, found[4], found[5], found[6], found[7], zone)
    if re.match(r"[A-Za-z]{3},? +\d{1,2} [A-Za-z]{3} \d{2,4} ", text):
        return _from_mail(text, zone)
    if found := _IN_WORDS.fullmatch(text):
        day, month, year = int(found[1]), _MONTHS[found[2].lower()], int(found[3])
        return _made(year, month, day, found[4], found[5], found[6])
    if found := _AMERICAN.fullmatch(text):
        month, day, year = _MONTHS[found[1].lower()], int(found[2]), int(found[3])
        return _made(year, month, day, found[4], found[5], found[6])
    if found := _SLASHED.fullmatch(text):
        return _from_numbers(found)
    if found := _PACKED.fullmatch(text):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    return _from_mail(text, zone) if re.search(r"\d\d:\d\d", text) else None


def date_within(text: str) -> Written | None:
    """Return the first date in words, or in numbers that begin with the year, within a line."""
    found = [each for each in (_IN_WORDS, _AMERICAN, _ISO) if each.search(text)]
    first = min((each.search(text) for each in found), key=lambda each: each.start(), default=None)  # type: ignore[union-attr]
    return written_date(first[0]) if first is not None else None


def _from_numbers(found: re.Match[str]) -> Written | None:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    british = _made(year, second, first, found[4], found[5], found[6])
    american = _made(year, first, second, found[4], found[5], found[6])
    if british and american and british != american:
        return british._replace(
            guessed=f"the date '{found[0]}', read as day, month, year; it could be "
            f"{american.stated[:10]}"
        )
    if british is None and american is not None:
        return american._replace(guessed=f"the date '{found[0]}', read as month, day, year")
    return british


def _from_mail(text: str, zone: str) -> Written | None:
    """Return a date as e-mail and RSS write it (RFC 5322)."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    if not 1900 <= moment.year <= 2200:
        return None
    return Written(_stated(moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment))


def _made(
    year: int,
    month: int,
    day: int,
    hour: str | None = None,
    minute: str | None = None,
    half: str | None = None,
    offset: str | None = None,
    zone: str = clock.SITE_ZONE,
) -> Written | None:
    try:
        moment = dt.datetime(year, month, day)  # noqa: DTZ001 - a zone follows, if one is given
        if hour and minute:
            number = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
            moment = moment.replace(hour=number, minute=int(minute))
            if offset:
                sign = offset.upper().replace("Z", "+00:00")
                aware = dt.datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}{sign}")
                moment = aware.astimezone(ZoneInfo(zone))
    except ValueError:
        return None
    return Written(_stated(moment))


def _stated(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M").removesuffix("T00:00")
