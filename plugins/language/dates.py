"""Days that are known in part, such as 2022, 2022-03 or 2022-03-30, and their words.

A source may be known by its year alone. Such a date is a span: it is compared by its first and its
last day, so that nothing is called too early or too late that may have been right.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator

# Written out, because strftime follows the locale of the machine.
MONTHS = (
    "",
    *("January February March April May June July August September".split()),
    *("October November December".split()),
)
PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MONTH = rf"({'|'.join(each[:3] + f'(?:{each[3:]})?' for each in MONTHS[1:])}|Sept)\.?"
# As people and other programs write a whole day; numbers are read as the British do.
_FORMS = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), parts)
    for pattern, parts in (
        (rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (\d{{4}})\b", (1, 2, 3)),
        (rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", (2, 1, 3)),
        (r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b", (1, 2, 3)),
        (r"\b(\d{4})[-\u2013/.](\d{1,2})[-\u2013/.](\d{1,2})\b", (3, 2, 1)),
    )
)


def _parts(stated: str) -> tuple[int, int, int]:
    """Return year, month and day, 0 where a date does not say. Raises ValueError."""
    found = PARTIAL.fullmatch(stated)
    if found is None:
        raise ValueError(f"{stated!r} is no date")
    year, month, day = (int(part or 0) for part in found.groups())
    dt.date(year, month or (1 if found[2] is None else 0), day or (1 if found[3] is None else 0))
    return year, month, day


def first_day(stated: str) -> dt.date:
    """Return the earliest day that a date may mean. Raises ValueError for what is no date."""
    year, month, day = _parts(stated)
    return dt.date(year, month or 1, day or 1)


def last_day(stated: str) -> dt.date:
    """Return the latest day that a date may mean. Raises ValueError for what is no date."""
    year, month, day = _parts(stated)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def in_words(stated: str) -> str:
    """Return "30 March 2022", "March 2022" or "2022"."""
    year, month, day = _parts(stated)
    words = [str(day)] if day else []
    words += [MONTHS[month]] if month else []
    return " ".join([*words, str(year)])


def moment(stated: str) -> str:
    """Return a date with the word that goes before it: "on 30 March 2022", "in March 2022"."""
    return f"{'on' if len(stated) == len('2022-03-30') else 'in'} {in_words(stated)}"


def written_day(words: str) -> dt.date | None:
    """Return the last whole day that a text names in any usual form, or nothing."""
    return max(((at, day) for at, _, day in _days(words) if day), default=(0, None))[1]


def impossible_days(text: str) -> Iterator[tuple[int, str]]:
    """Yield where a text names a day that no calendar has, and its words."""
    for at, words, day in _days(text):
        if day is None:
            yield at, words


def _days(text: str) -> Iterator[tuple[int, str, dt.date | None]]:
    for pattern, (day, month, year) in _FORMS:
        for found in pattern.finditer(text):
            name = found[month]
            number = int(name) if name.isdigit() else _number_of(name)
            try:
                date = dt.date(int(found[year]), number, int(found[day]))
            except ValueError:
                date = None
            yield found.start(), found[0], date


WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_COUNTS = "no a two three four five six seven eight nine ten eleven twelve".split()
_AHEAD = {"day": 1, "week": 7, "fortnight": 14}


def meant_day(said: str, today: dt.date) -> dt.date | None:
    """Return the day that somebody means who plans: "tomorrow", "next Monday", "in two weeks",
    "14 March"; or nothing.

    A weekday is the next one after today, and a day without a year the next one that comes.
    """
    words = " ".join(said.lower().replace(",", " ").split())
    days = {"today": 0, "tomorrow": 1}.get(words)
    if found := re.fullmatch(rf"(?:on |next )?({'|'.join(WEEKDAYS)})", words, re.I):
        days = (WEEKDAYS.index(found[1].title()) - today.weekday() - 1) % 7 + 1
    elif found := re.fullmatch(r"in (\w+) (day|week|fortnight|month)s?", words):
        many = {"an": 1, "one": 1}.get(found[1])
        many = _COUNTS.index(found[1]) if found[1] in _COUNTS else many
        many = int(found[1]) if found[1].isdecimal() and len(found[1]) < 4 else many
        if many is None:
            return None
        if found[2] == "month":
            year, month = divmod(today.year * 12 + today.month - 1 + many, 12)
            last = calendar.monthrange(year, month + 1)[1]
            return dt.date(year, month + 1, min(today.day, last))
        days = many * _AHEAD[found[2]]
    if days is not None:
        return today + dt.timedelta(days)
    day = r"(\d{1,2})(?:st|nd|rd|th)?"
    if found := re.fullmatch(rf"{day}(?: of)? {_MONTH}", words, re.IGNORECASE):
        number, name = found.groups()
    elif found := re.fullmatch(rf"{_MONTH} {day}", words, re.IGNORECASE):
        name, number = found.groups()
    else:
        return written_day(words) if re.fullmatch(r"[\w .]+ \d{4}", words) else None
    for year in range(today.year, today.year + 9):  # 29 February comes within eight years
        try:
            date = dt.date(year, _number_of(name), int(number))
        except ValueError:
            continue
        if date >= today:
            return date
    return None


def _number_of(name: str) -> int:
    return next(n for n, each in enumerate(MONTHS) if each and each[:3] == name[:3].title())
