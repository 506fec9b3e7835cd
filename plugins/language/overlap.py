"""Runs of words that two texts share, found without comparing each text with each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from plugins.base.hashing import digest

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


def words_of(text: str) -> list[tuple[str, int]]:
    """Return the words of a text in small letters, each with its offset."""
    return [
        (found[0].casefold().replace("\u2019", "'"), found.start())
        for found in _WORD.finditer(text)
    ]


def overlaps(texts: Iterable[str], fewest: int = FEWEST) -> Iterator[Overlap]:
    """Yield the longest run of each two texts that share one of `fewest` words or more."""
    known: dict[str, tuple[int, int]] = {}
    kept: list[list[tuple[str, int]]] = []
    for number, text in enumerate(texts):
        words = words_of(text)
        kept.append(words)
        best: dict[int, tuple[int, int, int]] = {}
        for at in range(len(words) - RUN + 1):
            if crc32(f"{words[at][0]} {words[at + RUN // 2][0]}".encode()) % _KEPT:
                continue
            key = digest(" ".join(word for word, _ in words[at : at + RUN]).encode())
            other, there = known.setdefault(key, (number, at))
            if other == number:
                continue
            start, since, count = _extended(words, at, kept[other], there)
            if count >= fewest and count > best.get(other, (0, 0, 0))[2]:
                best[other] = start, since, count
        for other, (start, since, count) in sorted(best.items()):
            yield Overlap(other, number, kept[other][since][1], words[start][1], count)


def _extended(
    words: Sequence[tuple[str, int]], at: int, others: Sequence[tuple[str, int]], there: int
) -> tuple[int, int, int]:
    """Return where a shared run begins in both texts, and how many words it has."""
    back = 0
    while min(at, there) > back and words[at - back - 1][0] == others[there - back - 1][0]:
        back += 1
    on = 0
    while (
        at + on < len(words)
        and there + on < len(others)
        and words[at + on][0] == others[there + on][0]
    ):
        on += 1
    return at - back, there - back, back + on
