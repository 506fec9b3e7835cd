"""A number as its source prints it, and what it is worth."""

from __future__ import annotations

import re
from dataclasses import dataclass

SCALES = {"": 1, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
# Units that stand at the number itself; all others are words of the sentence.
SIGNS = ("%",)

_ABOUT = "about|around|more than|over|nearly|almost|at least|fewer than|less than|up to"
_NUMBER = re.compile(
    rf"(?:(?P<about>{_ABOUT}) )?"
    r"(?P<currency>[£€$])?"
    r"(?P<number>(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?)"
    r"(?: (?P<scale>thousand|million|billion))?",
    re.ASCII,
)
_SHARE = re.compile(r"(?P<part>\d{1,6}) in (?P<whole>\d{1,9}|\d{1,3}(?:,\d{3})+)", re.ASCII)


@dataclass(frozen=True)
class Number:
    """What a printed number is worth, and how it was meant."""

    value: float
    about: str = ""
    currency: str = ""


def read_number(text: str) -> Number | None:
    """Return what a printed number says, or nothing for what is not one.

    A share such as "1 in 10" is worth its quotient.
    """
    if share := _SHARE.fullmatch(text):
        whole = int(share["whole"].replace(",", ""))
        return Number(int(share["part"]) / whole) if whole else None
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    value = float(found["number"].replace(",", "")) * SCALES[found["scale"] or ""]
    return Number(value, found["about"] or "", found["currency"] or "")


def shown(value: str, unit: str) -> str:
    """Return a printed number with its unit where that is a sign: 71.9%."""
    return f"{value}{unit}" if unit in SIGNS else value


def with_unit(value: str, unit: str) -> str:
    """Return a printed number with its unit, whatever that is: 71.9%, 4,906 calls."""
    return f"{value}{unit}" if unit in SIGNS else f"{value} {unit}"
