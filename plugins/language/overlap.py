"""Runs of words that two texts share, found without comparing each text with each other."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

RUN = 12  # words that are looked up together
FEWEST = 40  # words from which a run is no accident, nor a sentence that both quote
# Of all runs of words one in so many is remembered, chosen by what it says: in any text the same.
_KEPT = 6
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")


class Overlap(NamedTuple):
    """Words that two texts have in common: which texts, where in each (offsets), how many words."""

    first: int
    second: int
    at_first: int
    at_second: int
    words: int


class _Words:
    """The words of a text as numbers, and where each begins: eight bytes a word, for all posts of a
    large hub are held at once. Two words with one number are no harm: a run has many."""

    def __init__(self, text: str) -> None:
        self.numbers, self.offsets = array("I"), array("I")
        for found in _WORD.finditer(text):
            word = found[0].casefold().replace("\u2019", "'")
            self.numbers.append(crc32(word.encode()))
            self.offsets.append(found.start())


def overlaps(texts: Iterable[str], fewest: int = FEWEST) -> Iterator[Overlap]:
    """Yield the longest run of each two texts that share one of `fewest` words or more."""
    known: dict[int, tuple[int, int]] = {}
    kept: list[_Words] = []
    for number, text in enumerate(texts):
        words = _Words(text)
        kept.append(words)
        numbers = words.numbers
        best: dict[int, tuple[int, int, int]] = {}
        for at in range(len(numbers) - RUN + 1):
            if (numbers[at] ^ numbers[at + RUN // 2]) % _KEPT:
                continue
            key = hash(tuple(numbers[at : at + RUN]))
            other, there = known.setdefault(key, (number, at))
            if other == number:
                continue
            start, since, count = _extended(numbers, at, kept[other].numbers, there)
            if count >= fewest and count > best.get(other, (0, 0, 0))[2]:
                best[other] = start, since, count
        for other, (start, since, count) in sorted(best.items()):
            offsets = kept[other].offsets[since], words.offsets[start]
            yield Overlap(other, number, *offsets, count)


def _extended(
    words: Sequence[int], at: int, others: Sequence[int], there: int
) -> tuple[int, int, int]:
    """Return where a shared run begins in both texts, and how many words it has."""
    back = 0
    while min(at, there) > back and words[at - back - 1] == others[there - back - 1]:
        back += 1
    on = 0
    while (
        at + on < len(words) and there + on < len(others) and words[at + on] == others[there + on]
    ):
        on += 1
    return at - back, there - back, back + on
