"""Which part of which series a title and its text say they are.

Blogs number a series in prose ("the fourth of five"). A sentence about another part ("tomorrow, in
the fifth post") says nothing of this one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from plugins.language.ordinals import ORDINALS

_ORDINALS = ORDINALS[1:]
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split()
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()

_ORDINAL = rf"({'|'.join(_ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_NUMBER = rf"({'|'.join(_NUMBERS)}|\d{{1,2}})"
_LAST = r"(?:final|last|concluding|closing)"
_THING = (
    r"(?:parts?|posts?|blogs?|articles?|pieces?|instalments?|entr(?:y|ies)|essays?|mini[- ]blogs?)"
)
_FEW = r"(?:[\w'\u2019-]+ ){0,4}?"  # a few words between two that count
# A series of posts, and not one of rooms.
_SERIES = rf"series(?! of (?!{_FEW}(?:{_NUMBER}|{_THING})\b))"

# Another part than this one.
_OTHER = re.compile(
    r"\b(?:tomorrow|yesterday|next (?:week|time|post|part)|previous(?:ly)?|last week|earlier|"
    r"will (?:look|be|appear|follow|come|publish)|coming|in (?:part|our|the) "
    rf"{_ORDINAL}? ?(?:part|post|blog)? (?:we|i) (?:looked|saw|wrote|asked))\b",
    re.IGNORECASE,
)
_IN_TITLE = re.compile(
    rf"(?:^|[\s(\[:,\u2013\u2014-])(?:(?:part|pt\.?|#)\s*({_NUMBER}|[ivx]{{1,4}})|"
    rf"no\.?\s+({_NUMBER}))\b(?:\s*(?:of|/)\s*{_NUMBER})?",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"[(\[](\d{1,2})\s?/\s?(\d{1,2})[)\]]")
_COUNTED = re.compile(
    rf"\b{_ORDINAL}(?:,? (?:and|&) {_LAST})?,? (?:{_THING} )?(?:of|in|from) {_FEW}"
    rf"(?:{_SERIES}|{_THING})(?:,? of {_NUMBER})?|"
    rf"\b{_ORDINAL}(?:,? (?:and|&) {_LAST}) (?:numbered )?(?:one|{_THING})\b|"
    rf"\b{_ORDINAL} of {_NUMBER}(?: {_FEW}{_THING})?\b|"
    rf"\b{_ORDINAL} {_THING} of {_NUMBER}\b",
    re.IGNORECASE,
)
_PART_OF = re.compile(rf"\bpart {_NUMBER} of {_NUMBER}\b", re.IGNORECASE)
_PART_IN = re.compile(rf"\bpart {_NUMBER} (?:of|in) {_FEW}series\b", re.IGNORECASE)
_BEFORE_LAST = re.compile(
    rf"\b(?:penultimate|last but one)\b {_FEW}(?:{_THING}|series)", re.IGNORECASE
)
_ENDS = re.compile(
    rf"\b(?:this|our|the) (?:is (?:our|the) )?{_LAST} {_THING} (?:of|in|from) "
    rf"{_FEW}(?:series|{_THING})",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"\bseries of {_FEW}{_NUMBER}\b|\b{_NUMBER} {_FEW}(?:{_THING})\b|\bof {_NUMBER}\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    rf"\bthis (?:is an|is the|{_THING}|short)? ?introduct(?:ion|ory)\b|"
    rf"\b(?:introduces|introduction to) (?:a|an|our|the|this) {_FEW}(?:series|look back|review)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"\bthis closing {_THING}\b|\bthe series ends here\b|"
    rf"\b(?:closing|round-up) {_THING} (?:of|to) {_FEW}(?:series|look back|review)\b",
    re.IGNORECASE,
)
_IS_SERIES = re.compile(r"\bseries\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\b(?:look(?:s|ed|ing)? back (?:at|on|over)|reflect(?:s|ed|ing)? on|review(?:s|ed|ing)? of|"
    r"review(?:s|ed|ing)?|round-?up of) "
    r"(?:the year |our work (?:in|during) |the work of )?((?:19|20)\d\d)\b|"
    r"\b((?:19|20)\d\d) in review\b|\byear in review:? ((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_TITLE_YEAR = re.compile(r"^((?:19|20)\d\d)\s*[:\u2013\u2014-]")
_FROM_TITLE = re.compile(
    rf"^(.{{3,80}}?)[\s,:\u2013\u2014(\[-]+(?:part|pt\.?)\s+({_NUMBER}|[ivx]{{1,4}})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class SeriesPlace:
    """Where a post says it stands. `part` is 0 where it says nothing; `said` is the evidence.

    `year` is the year that it looks back on; `series` is a name that its title gives.
    """

    part: int | str = 0
    total: int = 0
    series: str = ""
    year: int = 0
    said: str = ""

    @property
    def known(self) -> bool:
        return bool(self.part or self.series)


def place_in(title: str, paragraphs: Iterable[str]) -> SeriesPlace:
    """Return what a title and the paragraphs of a text say of their place in a series."""
    texts = [*paragraphs]
    near = texts[:6] if len(texts) < 9 else [*texts[:6], *texts[-2:]]
    sentences = [*chain.from_iterable(map(_sentences, near))]
    year = _year(title, sentences)
    name = _FROM_TITLE.match(title)
    series = name[1].strip(" ,:\u2013\u2014-") if name else ""
    if (found := _IN_TITLE.search(title)) and (number := _number(found[1] or found[3])):
        return SeriesPlace(
            number, _number(found[5]), series, year, found[0].strip(" ([:,-\u2013\u2014")
        )
    if found := _FRACTION.search(title):
        return SeriesPlace(int(found[1]), int(found[2]), series, year, found[0])
    for sentence in sentences:
        if _OTHER.search(sentence):
            continue
        part, said = _part(sentence)
        if part:
            return SeriesPlace(part, _total(sentence, sentences, part), series, year, said)
    return SeriesPlace(0, 0, series, year, "")


def says_its_part(sentence: str) -> bool:
    """Return whether a sentence says where a post stands in its series."""
    return bool(_part(sentence)[0])


def _part(sentence: str) -> tuple[int | str, str]:
    if found := _PART_OF.search(sentence) or _PART_IN.search(sentence):
        return _number(found[1]), found[0]
    for found in _COUNTED.finditer(sentence):
        words = found[0]
        counts = _IS_SERIES.search(sentence) or re.search(
            rf"\bof {_NUMBER}\b", words, re.IGNORECASE
        )
        if counts or re.search(rf"{_LAST}\b", words, re.IGNORECASE):
            ordinal = next(each for each in found.groups() if each)
            return _number(ordinal), words
    if found := _BEFORE_LAST.search(sentence):
        total = _total(sentence, (), 0)
        return (total - 1 if total > 1 else 0), found[0]
    if found := _ENDS.search(sentence):
        return _total(sentence, (), 0), found[0]
    if found := _OPENS.search(sentence):
        return "introduction", found[0]
    if found := _CLOSES.search(sentence):
        return "closing", found[0]
    return 0, ""


def _total(sentence: str, others: Iterable[str], part: int | str) -> int:
    """Return how many parts there are to be, if a sentence says so; 0 if none does."""
    for text in (sentence, *(each for each in others if _IS_SERIES.search(each))):
        for found in _TOTAL.finditer(text):
            number = next((_number(each) for each in found.groups() if each), 0)
            if number > 1 and (not isinstance(part, int) or number >= part):
                return number
    return 0


def _year(title: str, sentences: Iterable[str]) -> int:
    if found := _LOOKS_BACK.search(title):
        return int(next(each for each in found.groups() if each))
    if found := _TITLE_YEAR.match(title):
        return int(found[1])
    for sentence in sentences:
        if found := _LOOKS_BACK.search(sentence):
            return int(next(each for each in found.groups() if each))
    return 0


def _number(word: str | None) -> int:
    text = (word or "").lower()
    if found := re.match(r"\d+", text):
        return int(found[0])
    for names in (_ORDINALS, _NUMBERS, _ROMAN):
        if text in names:
            return names.index(text) + 1
    return 0


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?])\s+(?=[\"'\u201c\u2018(]?[A-Z0-9])", text[:4000])
