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
from plugins.language.dates import MONTHS
from plugins.language.day_readings import FIRST_YEAR, LAST_YEAR, readings


class Written(NamedTuple):
    """A date as a header states it, such as 2021-12-16 or 2021-12-16T09:30; why it is a guess."""

    stated: str
    guessed: str = ""


_MONTH = rf"(?:{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS[1:])}|Sept)\.?"
_DAY = r"\d{1,2}(?:\s?(?:st|nd|rd|th))?"
_YEAR = r"(?:19|20|21)\d\d"
_TIME = (
    r"(?:(?:,|\s+at|\s*[-\u2013|\u00b7]|T)?\s*\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?)?"
)
# A date within a line: in words, or in numbers that begin with the year.
_WITHIN = re.compile(
    rf"\b(?:{_DAY}(?:\s+of)?[\s.-]+{_MONTH}|{_MONTH}\s+{_DAY}),?[\s.-]+{_YEAR}{_TIME}"
    rf"|\b{_YEAR}[-/.]\d\d[-/.]\d\d{_TIME}",
    re.IGNORECASE,
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)?")
# As e-mail and RSS write it (RFC 5322), also with zones that mean several places elsewhere.
_MAIL = re.compile(r"[A-Za-z]{3},? +\d{1,2} [A-Za-z]{3} \d{2,4} ")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}\b")


def written_date(text: str, zone: str = clock.SITE_ZONE) -> Written | None:
    """Return the date that a text is, and nothing of a text that says more than a date."""
    text = " ".join(text.replace("\xa0", " ").split()).strip(" ,.;\u2022\u00b7|\u2013-")
    if not text or len(text) > 60:
        return None
    parse = (
        dt.datetime.fromisoformat if _ISO.fullmatch(text)
        else parsedate_to_datetime if _MAIL.match(text)
        else None
    )  # fmt: skip
    if parse is not None:
        try:
            return _of(parse(text), zone)
        except (ValueError, TypeError, IndexError):
            return None
    # Two digits may be a year in a field for a date; a line of a text may be a version, or a dose.
    found = readings(text, zone) if re.search(r"\d{4}|\d:\d\d", text) else []
    if not found:
        return None
    stated = found[0].stated.removesuffix("T00:00")
    numbers = _NUMBERS.match(text)
    if len(found) > 1:
        other = f"read as day, month, year; it could be {found[1].day}"
        return Written(stated, f"the date '{text}', {other}")
    if numbers and numbers[1] != numbers[2] and int(numbers[2]) == int(stated[8:10]):
        return Written(stated, f"the date '{text}', read as month, day, year")
    return Written(stated)


def date_within(text: str) -> Written | None:
    """Return the first date in words, or in numbers that begin with the year, within a line."""
    found = _WITHIN.search(text)
    return written_date(found[0]) if found is not None else None


def _of(moment: dt.datetime, zone: str) -> Written | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    local = moment.astimezone(ZoneInfo(zone)) if moment.tzinfo else moment
    return Written(f"{local:%Y-%m-%dT%H:%M}".removesuffix("T00:00"))
