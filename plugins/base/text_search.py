"""Which of many texts stand in some bytes, found in one pass over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def finder(texts: Sequence[str]) -> Callable[[bytes], set[int]]:
    """Return a search that gives the numbers of those texts that some bytes hold."""
    if not texts:
        return lambda _: set()
    from ahocorasick_rs import BytesAhoCorasick

    search = BytesAhoCorasick([text.encode() for text in texts])
    return lambda content: {
        hit[0] for hit in search.find_matches_as_indexes(content, overlapping=True)
    }
