"""What a text claims that data can check: places in a series, yearly events, dates, numbers.

A claim is found when a file is read, and weighed where the other files are known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from plugins.language.dates import MONTHS
from plugins.language.ordinals import CARDINALS, ORDINALS

# Yearly events that are counted, and the year of the first one; the register of events has others.
# World Patient Safety Day: World Health Assembly, WHA72.6; first kept on 17 September 2019.
EVENTS = {"World Patient Safety Day": 2019}
# The year of an event in a title or a summary that names none: that of the post, or the one before.
OWN_YEAR = -1

# How a text says that something is still to be written.
GAP = "TODO:"


def capitalised(text: str) -> str:
    """Return words as they begin a line, the rest of them as they are."""
    return text[:1].upper() + text[1:]


class Claim(NamedTuple):
    """One claim. `number` and `total` are 0 where the text gives none.

    `kind` is `part` (number and total of a part, the number -1 for the last and -2 for the last
    but one; `other` is how many parts on the text speaks of), `event` (number; `total` is the year
    of the first one if that is known here; `other` is the year, 0 for that of the post, or
    OWN_YEAR), `source` (`other` is the day as 20210629), `number`, `decimal`, or `gap`
    (what is still to be written).
    """

    kind: str
    line: int
    words: str
    number: int = 0
    total: int = 0
    other: int = 0


_ORDINAL = rf"(?:{'|'.join(ORDINALS[1:])}|\d{{1,2}}(?:st|nd|rd|th))"
_CARDINAL = rf"(?:{'|'.join(CARDINALS[2:])}|\d{{1,2}})"
_THING = r"(?:posts?|parts?|blogs?|pieces?|articles?|instalments?)"
_OF = re.compile(
    rf"\b(?:(?P<nth>{_ORDINAL})(?:\s+and\s+(?P<also>final|last))?\s+(?:{_THING}\s+)?(?:of|in)\s+|"
    rf"part\s+(?P<n>{_CARDINAL}|one)\s+of\s+)"
    rf"(?:(?:a|an|the|our|this)\s+)?(?:(?:short|small|little|brief|new)\s+)?"
    rf"(?:(?:series|run|set)\s+of\s+)?(?P<total>{_CARDINAL})\b",
    re.IGNORECASE,
)
# The end of the above, which is rare enough to look for first, in small letters and after a space:
# so it takes a fifth of the time.
_TOTAL = re.compile(
    rf" (?:of|in)\s+(?:(?:a|an|the|our|this)\s+)?(?:(?:short|small|little|brief|new)\s+)?"
    rf"{_CARDINAL}\b(?!\s+(?:per|%))"
)
_SPACES = "\n\t\r\f\v\u00a0\u2009\u202f"
_LASTS = ("final", "last", "penultimate")
_LAST = re.compile(rf"\b(?P<last>final|last|penultimate)\s+(?:short\s+)?{_THING}\b", re.IGNORECASE)
_NTH_AND = re.compile(rf"\b({_ORDINAL})\s+and\s+$", re.IGNORECASE)
_ABOUT_PARTS = re.compile(rf"\b(?:series|{_THING})\b", re.IGNORECASE)
_HERE = re.compile(
    r"\b(?:this\s+is|this\s+(?:post|part|blog)|today|in\s+this|here\s+is)\b", re.IGNORECASE
)
# What is kept each year is called so; others are in the register by their whole names.
_KEPT = ("Day", "Week", "Month", "Congress", "Conference", "Summit")
_CAPITAL = r"[A-Z][\w'’-]*"
_NAME = rf"(?-i:{_CAPITAL}(?: (?:{_CAPITAL}|of|for|on|and)){{0,6}} (?:{'|'.join(_KEPT)}))"


def _when(name: str) -> str:
    """Return how a year stands behind an event, with a day or without; it is a group of a name."""
    day = rf"(?:\d{{1,2}}\s+(?:{'|'.join(MONTHS[1:])})\s+)?"
    return rf"(?:\s*[,(]|\s+(?:in|on|of))?\s*{day}(?P<{name}>20\d\d)\b\)?"


_EVENT = re.compile(
    rf"\b(?P<nth>{_ORDINAL})\s+(?:annual\s+|ever\s+)?(?P<event>{_NAME})\b(?:{_when('after')})?"
    rf"|(?P<named>{_NAME}){_when('year')}"
    rf"(?:,?\s+(?:was|is|will\s+be)\s+the\s+(?P<nth2>{_ORDINAL})\b(?!\s+(?:to|time)\b)"
    rf"|,\s+the\s+(?P<nth3>{_ORDINAL})(?=\s+(?:such|of its kind|so far)\b|[.,;)]))",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"\b(20\d\d)[,)]?\s+(?:(?:was|is|as|saw|brought|marked)\s+)?(?:the|our)\s+$")
_HEADING = re.compile(r"(?:^|\n)(?:title|summary):(?:[^\n]|\n[ \t])*$")
_NOW = re.compile(r"\b(?:today|tomorrow|yesterday|this\s+(?:year|week|month))\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(20\d\d)\b")
_NUMBER = re.compile(
    r"(?<![\w.,/:=#&-])(?:\d{2,3},\d{2}|\d{1,3}(?:,\d{3})+,\d{1,2}|\d{1,3},\d{4,}|\d{4,},\d{3})"
    r"(?![\d]|,\d|[-/]\d)"
)
# What people leave in brackets until they know it, and the words of a page without a text.
_TO_COME = re.compile(
    r"((?:please |to )?(?:insert|add|fill in|complete|check)\b[^\]\n]{0,80}"
    r"|(?:ref(?:erence)?|citation|source|date|name|figure|link|quote)s? "
    r"(?:needed|missing|required|to (?:come|follow|be (?:added|confirmed)))[^\]\n]{0,40}"
    r"|(?:your|name of|date of) [^\]\n]{1,40}|(?:comment|note to (?:self|editor)|ed):[^\]\n]{0,80}"
    r"|tb[cad]|to be (?:added|confirmed|written|checked)[^\]\n]{0,40}|xx+)\](?![(\[:])",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\[")
_FILLER = re.compile(r"\blorem ipsum\b", re.IGNORECASE)
_COMMA = re.compile(r",\d")
# A comma for a point: 1,5 mg is read as fifteen.
_DECIMAL = re.compile(
    r"(?<![\w.,/-])\d{1,3},\d{1,2}"
    r"(?= ?(?:mg|g|kg|mcg|micrograms?|ml|mL|l|mmol|units?|per cent)\b| ?%)"
)
_CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]*`|\]\([^)\s]*\)|<?https?://\S+", re.DOTALL)
_SOURCES = re.compile(
    r"^#{2,6}[ \t]+(?:sources?|references?|further reading)\b.*$", re.IGNORECASE | re.MULTILINE
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\s+(?P<month>{'|'.join(MONTHS[1:])})\s+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"\b(?:recorded|accessed|retrieved|visited|last\s+seen|updated?|note)\b[^.]*$", re.IGNORECASE
)


def claims(text: str, in_series: bool = True) -> Iterator[Claim]:
    """Yield what the text of a whole file claims, header and body."""
    if in_series:
        yield from _parts(text)
    if any(f" {word}" in text for word in _KEPT):
        yield from _events(text)
    yield from _numbers(text)
    yield from _sources(text)
    if GAP in text or _to_come(text):
        yield from _gaps(text)


def opening(body: str) -> str:
    """Return the first paragraph of a body as plain words, at most 500 characters."""
    for paragraph in body[:8000].split("\n\n"):
        words = " ".join(paragraph.split())
        if words and not words.startswith(("#", ">", "!", "<", "|")):
            return plain(words)[:500]
    return ""


def plain(markdown: str) -> str:
    """Return Markdown without its marks, for comparing words."""
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    return " ".join(re.sub(r"[*_`]", "", text).split())


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence around a place."""
    since = max(text.rfind(mark, 0, start) for mark in (". ", "! ", "? ", "\n\n", ".\n", ": ", '"'))
    upto = [text.find(mark, end) for mark in (". ", "! ", "? ", "\n\n", ".\n")]
    last = min((found for found in upto if found >= 0), default=len(text))
    return text[since + 1 : last + 1].strip().lstrip(".:\"' \n")


def _parts(text: str) -> Iterator[Claim]:
    for found in _places(text):
        sentence = _sentence(text, *found.span())
        if not _ABOUT_PARTS.search(sentence + text[found.end() : found.end() + 40]):
            continue
        offset = _offset(sentence, found[0])
        if offset is None:
            continue
        number = _value(found["nth"] or found["n"])
        yield Claim("part", _line(text, found.start()), _words(found[0]), number,
                    _value(found["total"]), offset)  # fmt: skip
    for found in _lasts(text):
        before = _NTH_AND.search(text, max(0, found.start() - 20), found.start())
        start = before.start() if before else found.start()
        sentence = _sentence(text, start, found.end())
        offset = _offset(sentence, text[start : found.end()])
        if offset is None:
            continue
        last = found["last"].casefold()
        of_all = re.search(rf"\bseries\b|\bof\s+(?:the\s+)?{_CARDINAL}\b", sentence, re.IGNORECASE)
        if last == "last" and not of_all:
            continue  # it may be an earlier one
        line, words = _line(text, start), _words(text[start : found.end()])
        yield Claim("part", line, words, -2 if last == "penultimate" else -1, 0, offset)
        if before:
            yield Claim("part", line, words, _value(before[1]), 0, offset)


def _places(text: str) -> Iterator[re.Match[str]]:
    """Yield what says "fourth of five". Totals are rare, so they are looked for first."""
    for total in _TOTAL.finditer(_flat(text)):
        found = _OF.search(text, max(0, total.start() - 60), total.end())
        if found is not None and found.end() == total.end():
            yield found


def _lasts(text: str) -> Iterator[re.Match[str]]:
    """Yield what says "the last part", in its order. The words are looked for first."""
    flat = _flat(text)
    places = []
    for word in _LASTS:
        at = flat.find(word)
        while at >= 0:
            places.append(at)
            at = flat.find(word, at + 1)
    for place in sorted(places):
        if found := _LAST.match(text, place):
            yield found


@lru_cache(maxsize=1)  # asked for twice in a row
def _flat(text: str) -> str:
    """Return a text in small letters with plain spaces, each character in its place."""
    flat = text.lower()
    if len(flat) != len(text):  # a letter or two of Turkish and the like become two
        flat = "".join(each if len(each.lower()) > 1 else each.lower() for each in text)
    for space in _SPACES:
        if space in flat:
            flat = flat.replace(space, " ")
    return flat


def _offset(sentence: str, words: str) -> int | None:
    """Return how many parts on a sentence looks, or nothing when that cannot be told."""
    if re.search(r"\btomorrow\b", sentence, re.IGNORECASE):
        return 1
    if re.search(r"\byesterday\b", sentence, re.IGNORECASE):
        return -1
    at_once = sentence.removeprefix("The ").removeprefix("the ").startswith(words)
    if _HERE.search(sentence):
        return 0
    if at_once and not re.search(
        rf"{re.escape(words)}\b[^.]*?\b(?:is|will|was|has|comes)\b", sentence
    ):
        return 0
    return None


def _events(text: str) -> Iterator[Claim]:
    header = text.find("\n---", 3)
    for found in _EVENT.finditer(text):
        event = (found["event"] or found["named"]).casefold()
        first = next((year for name, year in EVENTS.items() if name.casefold() in event), 0)
        year = _year_of(text, found, header)
        if year is None:
            continue
        number = _value(found["nth"] or found["nth2"] or found["nth3"])
        words = text[found.start() : found.end("event") if found["event"] else found.end()]
        yield Claim("event", _line(text, found.start()), _words(words), number, first, year)


def _year_of(text: str, found: re.Match[str], header: int) -> int | None:
    """Return the year in which a text sets an event, or nothing when that cannot be told."""
    before = _BEFORE.search(text, max(0, found.start() - 40), found.start())
    beside = found["year"] or found["after"] or (before[1] if before else "")
    if beside:
        return int(beside)
    sentence = _sentence(text, *found.span())
    years = {int(year) for year in _YEAR.findall(sentence)}
    if len(years) == 1:
        return years.pop()
    if not years and _NOW.search(sentence):
        return 0
    if found.start() < header and _HEADING.search(text, 0, found.start()):
        return OWN_YEAR if not years else None
    return None


def _numbers(text: str) -> Iterator[Claim]:
    if not _COMMA.search(text) or not (_NUMBER.search(text) or _DECIMAL.search(text)):
        return
    bare = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    decimal = {found.start(): found for found in _DECIMAL.finditer(bare)}
    for found in _NUMBER.finditer(bare):
        if found.start() not in decimal:
            yield Claim("number", _line(bare, found.start()), found[0])
    for at, found in decimal.items():
        yield Claim("decimal", _line(bare, at), found[0])


def _gaps(text: str) -> Iterator[Claim]:
    """Yield each place that is still to be written, with the first words of what is to come."""
    bare = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in re.finditer(rf"\b{GAP}[ \t]*([^\n\"]*)", bare):
        yield Claim("gap", _line(bare, found.start()), found[1].strip()[:80])
    for at, words in _to_come(bare):
        yield Claim("gap", _line(bare, at), words)


def _to_come(text: str) -> list[tuple[int, str]]:
    """Return what stands in brackets until somebody knows it, and the words of an empty page."""
    found = [_TO_COME.match(text, each.end()) for each in _BRACKET.finditer(text)]
    places = [(each.start(), each[1]) for each in found if each]
    if "psum" in text:
        places += [(each.start(), each[0]) for each in _FILLER.finditer(text)]
    return places


def _sources(text: str) -> Iterator[Claim]:
    low = text.lower()
    if not any(word in low for word in ("source", "reference", "further reading")):
        return
    heading = _SOURCES.search(text)
    if heading is None:
        return
    following = re.compile(r"^#{1,6}[ \t]", re.MULTILINE).search(text, heading.end())
    for found in _DAY.finditer(text, heading.end(), following.start() if following else len(text)):
        begins = text.rfind("\n", 0, found.start()) + 1
        if _RECORDED.search(text, begins, found.start()):
            continue
        month = MONTHS.index(found["month"].capitalize())
        day = int(found["year"]) * 10000 + month * 100 + int(found["day"])
        yield Claim("source", _line(text, found.start()), _words(found[0]), other=day)


def _value(word: str) -> int:
    low = word.casefold()
    if low in ORDINALS:
        return ORDINALS.index(low)
    if low in CARDINALS:
        return CARDINALS.index(low)
    return int(re.match(r"\d+", low)[0])  # type: ignore[index]  # the patterns allow nothing else


def _words(found: str) -> str:
    return " ".join(found.split())
