"""How the index writes down which pages have a word, and which file holds which words.

A word's pages are a text of four parts, one for each class (`terms.TEXT` to `terms.TITLE`), with a
comma between two of them. A part has for each page the distance from the one before it, in base 32
from the lowest digit on (a digit that another follows is 32 higher), then the mask of its parts as
one digit. Digits are those of `DIGITS`. So one more page, or one less, changes a few characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache

from plugins.outputs.search.terms import HEADING

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
VALUES = {digit: value for value, digit in enumerate(DIGITS)}
CLASSES = 4
# Class and mask of each page, by its number.
Pages = dict[int, tuple[int, int]]


def number(value: int) -> str:
    """Return a number of 0 or more in digits."""
    found = ""
    while value >= 32:
        found += DIGITS[32 + value % 32]
        value //= 32
    return found + DIGITS[value]


# A distance and a mask, for distances within one slice of the pages.
SLICE = 128
_TOKENS = [[number(gap) + mask for mask in DIGITS] for gap in range(SLICE + 1)]

# How many pages; and of each class the first and the last of them (-1 without any), and what is
# written but for the distance of the first.
Packed = tuple[int, tuple[tuple[int, int, str], ...]]


class Slice:
    """The words of up to `SLICE` pages from `start` on, while they are counted in their order."""

    def __init__(self, start: int) -> None:
        self.start = start
        # Of each word and class: the page before, and what is written until then.
        self.columns: dict[str, tuple[list[int], tuple[list[str], ...]]] = {}

    def add(self, page: int, terms: Mapping[str, tuple[int, int]]) -> None:
        columns, before = self.columns, self.start - 1
        for word, (kind, mask) in terms.items():
            if word in columns:
                last, parts = columns[word]
            else:
                last, parts = columns[word] = [before] * CLASSES, ([], [], [], [])
            parts[kind].append(_TOKENS[page - last[kind]][mask])
            last[kind] = page

    def packed(self) -> dict[str, Packed]:
        """Return what is written of each word."""
        return {
            word: (sum(map(len, parts)), tuple(map(self._part, last, parts)))
            for word, (last, parts) in self.columns.items()
        }

    def _part(self, last: int, tokens: list[str]) -> tuple[int, int, str]:
        if not tokens:
            return -1, -1, ""
        first = self.start - 1 + _gap(tokens[0])
        return first, last, tokens[0][-1] + "".join(tokens[1:])


def joined(slices: Iterable[Packed], base: int) -> str:
    """Return what is written of a word, of slices whose pages follow one another."""
    parts = [""] * CLASSES
    last = [base - 1] * CLASSES
    for _, columns in slices:
        for kind, (first, end, text) in enumerate(columns):
            if first >= 0:
                parts[kind] += number(first - last[kind]) + text
                last[kind] = end
    return ",".join(parts).rstrip(",")


def decoded(text: str, base: int = 0) -> Pages:
    """Return the pages of a word. Raises KeyError for what was not written here."""
    found: Pages = {}
    for kind, part in enumerate(text.split(",")):
        page = base - 1
        for token in _TOKEN.findall(part):
            page += _gap(token)
            found[page] = (kind, VALUES[token[-1]])
    return found


# A distance and a mask: digits that another follows, the last digit, and one more.
_TOKEN = re.compile(r"[g-z0-9_-]*[A-Za-f].")


@cache
def _gap(token: str) -> int:
    gap = 0
    for place, digit in enumerate(token[:-1]):
        gap += VALUES[digit] % 32 << 5 * place
    return gap


def with_page(text: str, base: int, page: int, term: tuple[int, int] | None) -> str:
    """Return what is written of a word when a page has it as `term` says, or has it no more."""
    parts = (text.split(",") + [""] * CLASSES)[:CLASSES]
    for kind, part in enumerate(parts):
        mask = term[1] if term is not None and term[0] == kind else None
        parts[kind] = _changed(part, base - 1, page, mask)
    return ",".join(parts).rstrip(",")


def _changed(part: str, before: int, page: int, mask: int | None) -> str:
    """Return one part of what is written, with a page of this mask, or without that page."""
    tokens = _TOKEN.findall(part)
    place, after = 0, before
    while place < len(tokens):
        after = before + _gap(tokens[place])
        if after >= page:
            break
        before = after
        place += 1
    rest = tokens[place:]
    if rest and after == page:
        following = after + _gap(rest[1]) if len(rest) > 1 else 0
        rest = rest[1:]
    else:
        following = after if rest else 0
    middle = ""
    if mask is not None:
        middle = number(page - before) + DIGITS[mask]
        before = page
    if rest:
        middle += number(following - before) + rest[0][-1]
    return "".join((*tokens[:place], middle, *rest[1:]))


def count(text: str) -> int:
    """Return how many pages have a word."""
    return sum(len(_TOKEN.findall(part)) for part in text.split(","))


def is_name(text: str) -> bool:
    """Return whether a word stands in a title, a heading or a name of some page."""
    return text.count(",") >= HEADING


# -- Files


def shard_bytes(words: Mapping[str, str]) -> bytes:
    """Return a file of words, each with what is written of it."""
    return data(dict(sorted(words.items())))


def data(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def prefix_of(word: str, prefixes: frozenset[str]) -> str:
    """Return the longest of some beginnings that a word has; the empty one is of all words."""
    for length in range(min(len(word), 4), 0, -1):
        if word[:length] in prefixes:
            return word[:length]
    return ""
