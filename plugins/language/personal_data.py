"""Signs of a person in a text, such as an NHS number, with their places.

It knows shapes, not people, and errs on the side of asking. Sources of the shapes: NHS Data
Dictionary (NHS number, modulus 11), Public Health Scotland (CHI), HMRC's manual NIM39110 (National
Insurance numbers), Ofcom (telephone numbers), Royal Mail (postcodes).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# What organisations may print of themselves; the other signs are always those of a person.
CONTACTS = ("phone-number", "email-address", "postcode")


class Sign(NamedTuple):
    """What may point to a person: the rule, the words as they stand, where they begin."""

    check_id: str
    text: str
    start: int


# One character for one, so that places stay as they are.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u200b\u200c\u200d\u2060\ufeff", " "
        ),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"),
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff20": "@",
    }
)

# Addresses of pages and of papers hold numbers of their own.
_ADDRESS = re.compile(
    r"(?:https?://|www\.|\bdoi:\s?|\b10\.\d{4,9}/)(?:[^\s<>\"'()]|\([^\s<>\"'()]*\))+", re.I
)
_TEN = re.compile(
    r"(?<![^\W_])(?<!\d[.,/-])(?:NHS|CHI|nhs|chi)?"
    r"(\d{10}|\d{3}[\s.-]{1,3}\d{3}[\s.-]{0,3}\d{4}|\d{6}[\s-]{1,2}\d{4}|\d(?:[ .-]\d){9})"
    r"(?![^\W_])(?![.,/-]\d)"
)
_LABELLED_TEN = re.compile(
    r"\b(?:NHS|CHI)\b[^\d\n]{0,30}(\d(?:[\s.,/-]{0,2}\d){9})(?!\d)", re.IGNORECASE
)
_LABEL = re.compile(r"\b(?:NHS|CHI|H&C|patient)\b", re.IGNORECASE)
_NOT_A_NUMBER = re.compile(
    r"ISBN|grid ref|[£$€]\s?$|(?-i:\b(?:H[PTUWXYZ]|N[A-NP-Z]|O[VW]|S[A-Z]|T[AFGLMQRV])\s?$)",
    re.IGNORECASE,
)
_BOOK = re.compile(r"ISBN(?:-1[03])?[:\s]{0,2}[\d-]*$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s(?:people|patients|events|reports|records|doses|items|prescriptions|appointments|bytes|"
    r"pounds|euros|dollars|cases|procedures|admissions|visits|contacts|incidents|times)\b"
)
_PHONE = re.compile(
    r"(?<![\w/.,+-])"
    r"(?:(?:\+|00)[1-9]\d{0,2}[ .-]{0,2}(?:\(0\)[ .-]?)?\(?\d{1,6}\)?(?:[ \n.-]{0,2}\d{2,7}){0,4}"
    r"|\(?0[1-35789]\d{1,4}\)?(?:[ \n.-]{0,2}\d{2,7}){1,4})"
    r"(?!\d)"
)
_LABELLED_PHONE = re.compile(
    r"\b(?:tel|telephone|phone|mobile|mob|fax)\b\.?(?:\s+(?:number|no\.?))?\s*(?:is|was|:|-)?\s*"
    r"(\d[\d -]{4,}\d)",
    re.IGNORECASE,
)
# Bounded, as in RFC 5321, so that no text is tried in more ways than it is long.
_EMAIL = re.compile(
    r"[\w.+'%-]{0,63}[\w+%-]@(?:[\w-]{1,63}\.){1,9}(?:xn--[\w-]{1,59}|[^\W\d_]{2,63})"
)
_LONGEST_NAME, _LONGEST_HOST = 64, 255
_SPELT_EMAIL = re.compile(
    r"[\w.+-]{1,64}\s?[\[(]\s?at\s?[\])]\s?[\w-]+(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[\w-]+)+",
    re.IGNORECASE,
)
_SPELT_AT = re.compile(r"[\[(]\s?at\s?[\])]")
# The second half of a postcode, and what must stand before it.
_INWARD_LETTERS = r"(?:[ABD-HJLNP-UW-Z]{2}|(?!st|nd|rd|th)[abd-hjlnp-uw-z]{2})(?![\w-])"
_INWARD = re.compile(rf"\d{_INWARD_LETTERS}")
_OUTWARD = re.compile(r"(?<![\w/-])(?:(?:[A-Z]{1,2}\d[A-Z\d]?|GIR) {0,2}|[a-z]{1,2}\d[a-z\d]? )$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?[\s/.-]{{1,2}}(?:\d{{1,2}}|{_MONTH})[\s/.,-]{{1,2}}\d{{2,4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{4}}[-/]\d\d[-/]\d\d|\d{{8}})(?!\d)"
)
_BIRTH_LABEL = r"(?:\bD\.?\s?O\.?\s?B\b\.?|\bdate\s+of\s+birth\b|\bbirth\s?date\b|\bbirthday\b)"
_BORN = re.compile(
    rf"{_BIRTH_LABEL}[^\d\n]{{0,25}}?({_DATE})"
    rf"|\bborn\b(?:\s+(?!between|from|before|after|since|by|to|until)[A-Za-z']+){{0,4}}[\s:,(]{{1,3}}"
    rf"({_DATE})"
    rf"|({_DATE})[\s,]{{0,2}}\(?{_BIRTH_LABEL}",
    re.IGNORECASE,
)
_SPACE = re.compile(r"\s")
_BIRTH_WORD = re.compile(r"\b(?:born|birth|dob|d\.? ?o\. ?b)\b")
_RECORD = re.compile(
    r"(?:\b(?i:MRN)\b(?:\s*(?i:number|no\.?))?"
    r"|\b(?i:hospital|hosp\.?|patient|medical record|health record|record|case[ -]?notes?|unit|PAS|"
    r"CRN|H&C|admission|episode|chart)\s*(?:(?i:number|num|no|id|identifier|ref|reference)\b\.?|#))"
    r"[\s:=#(-]{0,4}(?:(?i:is|was)\s+)?"
    r"((?=[A-Z0-9/-]*\d)[A-Z]{0,4}[-/ ]?\d(?:[-/ ]?[\dA-Z]){3,}(?![a-z]))"
)
# Two letters of which some are never used, six digits, and A, B, C or D. Behind its label a number
# may lack its last letter, or be written small.
_INSURED = (
    r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ ./-]?"
    r"\d\d[ ./-]?\d\d[ ./-]?\d\d"
)
_INSURANCE = re.compile(rf"(?<![\w-]){_INSURED}[ ./-]?[A-D](?![\w-])")
_LABELLED_INSURANCE = re.compile(
    rf"\b(?:national insurance|NINO|NI)\b(?:\s*(?:number|no\b\.?|num|ref))?[\s:=#(-]{{0,4}}"
    rf"(?:(?:is|was)\s+)?({_INSURED}(?:[ ./-]?[A-D])?)(?![\w-])",
    re.IGNORECASE,
)
# One of these words is in whatever a pattern finds.
_WORDS: dict[re.Pattern[str], tuple[str, ...]] = {
    _LABELLED_TEN: ("nhs", "chi"),
    _LABELLED_PHONE: ("tel", "phone", "mob", "fax"),
    _LABELLED_INSURANCE: ("national", "nino", "ni "),
    _RECORD: ("mrn", "hosp", "patient", "record", "note", "unit", "pas", "crn", "h&c",
              "admission", "episode", "chart"),
}  # fmt: skip
# Four digits and more: where none is left but years and dates, there is no number of a person.
# And the second halves of postcodes, in one pass over a text, most of which has no digits.
_DIGITS = re.compile(rf"\d(?:(?P<run>(?:[\s.()/-]{{0,3}}\d){{3,}})|{_INWARD_LETTERS})")
_DAY_OR_YEAR = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d(?:[ T]\d\d)?)?)?")
# How far around such a run its label may stand.
_AROUND = 60


def signs(text: str) -> Iterator[Sign]:
    """Yield every sign of a person in a text, each place once."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    taken: list[tuple[int, int]] = []
    begin = close = 0
    addresses: list[tuple[int, int]] = []
    for rule, start, end in _candidates(plain):
        if any(start < upto and end > since for since, upto in taken):
            continue
        if rule not in ("email-address", "birth-date"):
            if not begin <= start < close:  # an address is one word, but for "doi: "
                begin, close = _word(plain, start)
                near = _ADDRESS.finditer(plain, max(0, begin - len("doi: ")), close)
                addresses = [found.span() for found in near]
            if any(since <= start < upto for since, upto in addresses):
                continue
        taken.append((start, end))
        yield Sign(rule, text[start:end], start)


def _word(text: str, at: int) -> tuple[int, int]:
    """Return where what stands between two spaces begins and ends."""
    begin = at
    while begin and not text[begin - 1].isspace():
        begin -= 1
    space = _SPACE.search(text, at)
    return begin, space.start() if space else len(text)


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield what looks like a sign, the surest kinds first. Most texts cost four quick looks."""
    low = text.lower()
    for start, end in _emails(text) if "@" in text else ():
        yield "email-address", start, end
    # In a row and not in any(), which takes longer than they do.
    spelt = "at]" in low or "at)" in low or "at ]" in low or "at )" in low
    if spelt and _SPELT_AT.search(low):
        for found in _SPELT_EMAIL.finditer(text):
            yield "email-address", *found.span()
    runs, inwards = _digits(text)
    for found in inwards:
        before = _OUTWARD.search(text, max(0, found.start() - 7), found.start())
        if before is not None and before[0].strip().islower() == found[0].islower():
            yield "postcode", before.start(), found.end()
    for since, upto, longest in _windows(runs):
        for rule, start, end in _numbers(text[since:upto], longest):
            yield rule, since + start, since + end
    told = "born" in low or "birth" in low or "dob" in low or "o.b" in low or "o. b" in low
    for word in _BIRTH_WORD.finditer(low) if told else ():
        since = max(0, word.start() - _AROUND)
        for found in _BORN.finditer(text, since, word.end() + _AROUND):
            group = next(number for number in (1, 2, 3) if found[number])
            yield "birth-date", *found.span(group)


def _emails(text: str) -> Iterator[tuple[int, int]]:
    """Yield where e-mail addresses stand. Only what is round an '@' is looked at: most of them
    begin a citation, and a whole text takes long.
    """
    at, since = text.find("@"), 0
    while at >= 0:
        if at and (text[at - 1].isalnum() or text[at - 1] in "_+%-"):
            found = _EMAIL.search(text, max(since, at - _LONGEST_NAME), at + _LONGEST_HOST)
            if found is not None:
                since = found.end()
                yield found.span()
        at = text.find("@", max(at + 1, since))


def _digits(text: str) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return long numbers, and what may be the second half of a postcode."""
    runs, inwards = [], []
    for found in _DIGITS.finditer(text):
        if found["run"] is None:
            inwards.append(found)
            continue
        runs.append(found)
        if last := _INWARD.match(text, found.end() - 1):  # its last digit may begin one
            inwards.append(last)
    return runs, inwards


def _windows(runs: Iterable[re.Match[str]]) -> Iterator[tuple[int, int, int]]:
    """Yield the parts of a text that hold long numbers, with the words around them.

    The third is how long the longest number is, with the signs in it but for slashes: no number of
    a person that stands without a label has one.
    """
    since = upto = -1
    longest = 0
    for found in runs:
        run = found[0]
        if _DAY_OR_YEAR.fullmatch(run):
            continue
        start, end = max(0, found.start() - _AROUND), found.end() + _AROUND
        length = max(map(len, run.split("/"))) if "/" in run else len(run)
        if start <= upto:
            upto, longest = end, max(longest, length)
            continue
        if upto > 0:
            yield since, upto, longest
        since, upto, longest = start, end, length
    if upto > 0:
        yield since, upto, longest


def _numbers(text: str, longest: int) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers in some words; each pattern is tried where one of its own words stands."""
    low = text.casefold()
    patterns = [_LABELLED_TEN] if _may_match(_LABELLED_TEN, low) else []
    for pattern in [*patterns, _TEN] if longest >= 10 else patterns:
        for found in pattern.finditer(text):
            digits = re.sub(r"\D", "", found[1])
            if passes(digits) and (pattern is _LABELLED_TEN or not _is_something_else(text, found)):
                yield ("chi-number" if _is_chi(digits) else "nhs-number"), *found.span(1)
    for found in _INSURANCE.finditer(text):
        yield "insurance-number", *found.span()
    for found in _LABELLED_INSURANCE.finditer(text) if _may_match(_LABELLED_INSURANCE, low) else ():
        if not _INSURANCE.fullmatch(found[1]):
            yield "insurance-number", *found.span(1)
    for found in _PHONE.finditer(text) if longest >= 9 else ():
        digits = re.sub(r"\D", "", found[0])
        if found[0].startswith(("+", "00")):
            if 9 <= len(digits) <= 17:
                yield "phone-number", *found.span()
        elif len(digits) in (10, 11) and not _BOOK.search(text, 0, found.start()):
            yield "phone-number", *found.span()
    if _may_match(_LABELLED_PHONE, low):
        for found in _LABELLED_PHONE.finditer(text):
            yield "phone-number", *found.span(1)
    if _may_match(_RECORD, low):
        for found in _RECORD.finditer(text):
            yield "record-number", *found.span(1)


def _may_match(pattern: re.Pattern[str], low: str) -> bool:
    """Return whether one of a pattern's own words stands in a text in small letters."""
    return any(word in low for word in _WORDS[pattern])


def _is_something_else(text: str, found: re.Match[str]) -> bool:
    """Return whether ten digits are a book, a place on a map or a count, by the words around."""
    before = text[max(0, found.start() - 30) : found.start(1)]
    if _LABEL.search(before):
        return False
    if _NOT_A_NUMBER.search(before):
        return True
    return _COUNTED.match(text, found.end()) is not None


def passes(digits: str) -> bool:
    """Return whether ten digits pass the check of an NHS number.

    Nine digits are weighed by 10, 9, ... 2; the tenth is 11 less the rest of the sum by 11. A rest
    that would ask for 10 has no number (NHS Data Dictionary, NHS NUMBER).
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (11 - total % 11) % 11
    return check == int(digits[9])


def _is_chi(digits: str) -> bool:
    """Return whether ten digits begin with a day of birth, as CHI numbers do."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    try:
        dt.date(2000 + year, month, day)
    except ValueError:
        return False
    return True


def folded(text: str) -> str:
    """Return what is compared when a sign is looked up in a list: letters and digits only."""
    return re.sub(r"[^\w@]", "", text.translate(_PLAIN)).casefold()


# What a sign is called in a message; the words themselves are not repeated in logs.
SIGNS = {
    "nhs-number": "an NHS number",
    "chi-number": "a CHI number",
    "phone-number": "a telephone number",
    "email-address": "an e-mail address",
    "postcode": "a postcode",
    "birth-date": "a date of birth",
    "record-number": "a hospital or record number",
    "insurance-number": "a National Insurance number",
}


def pointing(sign: Sign) -> str:
    """Say what a sign is, without repeating it where many may read it."""
    return f"holds what looks like {SIGNS[sign.check_id]} ('{sign.text[:3]}...')"
