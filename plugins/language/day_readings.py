"""Days and moments as people and programs write them, and each way in which they can be read.

One reading is ready to copy; of two, somebody has to say which was meant. What names no whole day
has none: nothing is filled in from the calendar of the machine.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple
from zoneinfo import ZoneInfo

from plugins.base.clock import SITE_ZONE
from plugins.language.dates import MONTHS
from plugins.language.odd_signs import plain

if TYPE_CHECKING:
    from dateutil.parser import parserinfo  # type: ignore[import-untyped]

LONGEST = 60
# Years that a post or a source can have; two digits mean 1970 to 2069, as in POSIX.
FIRST_YEAR, LAST_YEAR, TURN = 1800, 2200, 70

_NUMBERS = re.compile(r"\d+")
_WORDS = re.compile(r"[^\W\d_]+")
_NOON = re.compile(r"\b(?:12\s*)?(?:noon|midday)\b", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\b(?:12\s*)?midnight\b", re.IGNORECASE)
_HOUR = re.compile(r"(?<![:.\d])(\d{1,2})(?:\.(\d\d))?\s*([ap])\.?\s*m\b\.?", re.IGNORECASE)
_HALF = re.compile(
    r"\b(\d{1,2})[:.](\d\d)\s*(?:hrs?|hours|h|uhr)\b|\b(\d\d)h(\d\d)\b", re.IGNORECASE
)
_FILLERS = re.compile(r"\b(?:the|of|at|on|dated|published|from)\b|,|\s-\s|\s\|\s", re.IGNORECASE)
_DOTTED_TIME = re.compile(r"(?<=\d{4}[ T])(\d{1,2})\.(\d\d)$")
_TIME = re.compile(
    r"\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]m\b)?\s*(?:[+-]\d\d:?\d\d|\b(?:gmt|utc|bst|z)\b|Z)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?", re.IGNORECASE
)
_OFFSET = re.compile(r"(?<=\d) ([+-]\d\d:?\d\d)$")
# Zones by the names that British people and programs write; others are no readings.
_ZONES = {"gmt": 0, "utc": 0, "z": 0, "bst": 3600}
_STAMP = re.compile(r"1\d{9}(?:\d{3})?")


class Reading(NamedTuple):
    """A day, or a moment in the zone of the site, as headers state it.

    `zoned` says that the text named a zone, so that `stated` was reckoned from it; `weekday` is the
    right one where the text names another.
    """

    stated: str
    zoned: bool = False
    weekday: str = ""

    @property
    def day(self) -> str:
        return self.stated[:10]


def readings(text: str, zone: str = SITE_ZONE) -> list[Reading]:
    """Return every way in which a text names a whole day: British order first, or none."""
    tidy = _tidy(text)
    if not tidy or len(tidy) > LONGEST or not _NUMBERS.search(tidy):
        return []
    if _STAMP.fullmatch(tidy):  # seconds or milliseconds since 1970, as databases keep them
        moment = dt.datetime.fromtimestamp(int(tidy[:10]), dt.UTC)
        return [_stated(moment, ZoneInfo(zone), timed=True)]
    if packed := re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(?:\d\d)?(Z?))?", tidy):
        year, month, day, hour, minute, utc = packed.groups()
        tidy = f"{year}-{month}-{day}" + (f" {hour}:{minute}{utc}" if hour else "")
    if re.fullmatch(r"\d{5,}", tidy):
        return []
    orders = [(True, False), (False, False)]
    if re.match(r"\d\d[-./]\d{1,2}[-./]\d\d\b(?!\d)", tidy):
        orders.append((False, True))  # 24.05.01, the year first
    if re.match(r"\d{4}\D", tidy):
        orders = [(False, True)]  # nobody writes year, day, month
    found = [each for order in orders if (each := _read(tidy, *order, zone))]
    return list(dict.fromkeys(found))


def _tidy(text: str) -> str:
    """Return a text without what says nothing: odd signs, ordinals, "at", quotation marks."""
    tidy = re.sub(r"(?<=\d)[_\u00b7](?=\d)", "-", re.sub(r"[()\[\]]", " ", plain(text)))
    tidy = " ".join(tidy.split()).strip(" '\"`.;")
    tidy = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", tidy, flags=re.IGNORECASE)
    tidy = (
        re.sub(r"\s*([-/.])\s*(?=\d)", r"\1", tidy)
        if re.match(r"\d{1,4}\s*[-/.]\s", tidy)
        else tidy
    )
    tidy = _MIDNIGHT.sub("00:00", _NOON.sub("12:00", tidy))
    tidy = _HALF.sub(lambda found: f"{found[1] or found[3]}:{found[2] or found[4]}", tidy)
    tidy = _HOUR.sub(lambda found: f" {found[1]}:{found[2] or '00'} {found[3].lower()}m", tidy)
    tidy = _FILLERS.sub(" ", tidy)
    tidy = _OFFSET.sub(r"\1", " ".join(tidy.split()))
    return _DOTTED_TIME.sub(r"\1:\2", tidy)


def _read(text: str, dayfirst: bool, yearfirst: bool, zone: str) -> Reading | None:
    """Return the day that a text names in one order of its numbers, or nothing."""
    from dateutil.parser import ParserError, parser

    # What both of two very different days leave open is not in the text.
    made, days = [], _WEEKDAY.sub(" ", text)
    for blank in (dt.datetime(2000, 1, 1, 0, 0), dt.datetime(2004, 12, 31, 0, 0)):  # noqa: DTZ001
        try:
            made.append(
                parser(_info()).parse(
                    days, default=blank, dayfirst=dayfirst, yearfirst=yearfirst, tzinfos=_offset
                )
            )
        except (ParserError, ValueError, OverflowError, TypeError):
            return None
    first, second = made
    if first != second or not FIRST_YEAR <= first.year <= LAST_YEAR:
        return None
    if not _is_whole(text, first):
        return None
    found = _stated(first, ZoneInfo(zone), timed=bool(_TIME.search(text)))
    return found._replace(weekday=_other_weekday(text, first))


def _is_whole(text: str, moment: dt.datetime) -> bool:
    """Return whether every number of a text is one of the moment's: none was passed over."""
    known = {moment.day, moment.month, moment.year, moment.year % 100}
    return all(int(number) in known for number in _NUMBERS.findall(_TIME.sub(" ", text)))


def _other_weekday(text: str, moment: dt.datetime) -> str:
    """Return the weekday of a moment if the text names another one."""
    right = _WEEKDAY_NAMES[moment.weekday()]
    named = {found[0][:3].casefold() for found in _WEEKDAY.finditer(text)}
    return right if named - {right[:3].casefold()} else ""


# Written out, because strftime follows the locale of the machine.
_WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _stated(moment: dt.datetime, zone: ZoneInfo, timed: bool) -> Reading:
    zoned = moment.tzinfo is not None
    local = moment.astimezone(zone) if zoned else moment
    return Reading(f"{local:%Y-%m-%dT%H:%M}" if timed else f"{local:%Y-%m-%d}", zoned)


def _offset(name: str | None, seconds: int | None) -> dt.tzinfo | None:
    """Return a zone of a text. Raises ValueError for a name that means several places, or none."""
    if seconds is not None:
        return dt.timezone(dt.timedelta(seconds=seconds))
    if name and name.casefold() in _ZONES:
        return dt.timezone(dt.timedelta(seconds=_ZONES[name.casefold()]))
    if name is None:
        return None
    raise ValueError(name)


@cache
def _info() -> parserinfo:
    """Return the months and weekdays of English, with a century that no clock decides."""
    from dateutil.parser import parserinfo

    class Info(parserinfo):
        MONTHS: ClassVar = [
            (name, name[:3], *(("Sept",) if name == "September" else ())) for name in MONTHS[1:]
        ]

        def convertyear(self, year: int, century_specified: bool = False) -> int:
            if century_specified or year >= 100:
                return year
            return year + (1900 if year >= TURN else 2000)

    return Info()


def part_readings(text: str) -> list[str]:
    """Return what a text names that is less than a day: a month such as 2022-03, or a year."""
    tidy = _tidy(text)
    found = re.fullmatch(r"(?:(\d{4})[-/. ](\d{1,2})|(\d{1,2})[-/. ](\d{4}))", tidy)
    if found:
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return [f"{year}-{month:02}"] if 1 <= month <= 12 else []
    numbers, words = _NUMBERS.findall(tidy), _WORDS.findall(tidy)
    if len(numbers) != 1 or len(numbers[0]) != 4 or not FIRST_YEAR <= int(numbers[0]) <= LAST_YEAR:
        return []
    months = [
        number
        for number, name in enumerate(MONTHS)
        if number
        and any(len(word) > 2 and name.casefold().startswith(word.casefold()) for word in words)
    ]
    if len(months) == 1 and len(words) == 1:
        return [f"{numbers[0]}-{months[0]:02}"]
    about = {word.casefold() for word in words} <= {"c", "ca", "circa", "about", "year"}
    return [numbers[0]] if about else []


def lacks_a_day(text: str) -> str:
    """Return what a month lacks that a text names a day of: "June 2024 has 30 days"."""
    tidy = _tidy(text)
    found = re.search(
        r"\b(\d{1,2}) ([A-Za-z]{3,9}) (\d{4})\b|\b([A-Za-z]{3,9}) (\d{1,2}) (\d{4})\b", tidy
    )
    if found is None:
        return ""
    day, word, year = found[1] or found[5], (found[2] or found[4]).casefold(), found[3] or found[6]
    month = next((n for n, name in enumerate(MONTHS) if n and name.casefold().startswith(word)), 0)
    if not month or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return ""
    last = calendar.monthrange(int(year), month)[1]
    return f"{MONTHS[month]} {year} has {last} days" if not 1 <= int(day) <= last else ""


def missing(text: str) -> str:
    """Return what a text lacks to name a day: a year, a day, or nothing that can be told."""
    tidy = _tidy(text)
    month = next((name for name in MONTHS[1:] if re.search(rf"\b{name[:3]}", tidy, re.I)), "")
    numbers = _NUMBERS.findall(tidy)
    if month and len(numbers) == 1:
        return "the day" if len(numbers[0]) == 4 else "the year"
    if part_readings(tidy):
        return "the day"
    if re.fullmatch(r"\d{1,2}[-/.]\d{1,2}", tidy):
        return "the year"
    return ""
