"""Names that are nearly the same, found without comparing each with each other.

Alike are names that differ in singular and plural, capitals, hyphens, "&" or the order of their
words, or by one slip of the keyboard in a long word. Names with other numbers are never alike.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit

from plugins.language.words import words_of

SHORTEST = 5  # letters of a word in which one other letter is taken for a slip
_LITTLE = frozenset(("a", "an", "and", "for", "in", "of", "on", "the"))
# What programs add to an address to see who came from where; it leads to the same page.
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|msclkid|mc_[ce]id|ref_src|igshid", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index\.\w+)?$")


def core(name: str) -> tuple[str, ...]:
    """Return the words that make a name what it is, each in its singular, in their order."""
    words = [word for word in words_of(name.replace("&", " and ")) if word not in _LITTLE]
    return tuple(map(_singular, words))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def pairs(names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield the numbers of each two names that are alike, in order, each pair once."""
    cores = [core(name) for name in names]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, words in enumerate(cores):
        for key in _keys(words) if words else ():
            places[key].append(number)
    found = {
        pair
        for numbers in places.values()
        if len(numbers) > 1
        for pair in combinations(sorted(set(numbers)), 2)
    }
    yield from sorted(pair for pair in found if _alike(cores[pair[0]], cores[pair[1]]))


def _keys(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield what two names have in common that are alike: all words, or all but one letter."""
    inside = tuple(sorted(words))
    yield inside
    yield ("", "".join(words))  # "health care" and "healthcare"
    for number, word in enumerate(inside):
        if len(word) >= SHORTEST - 1 and not word.isdigit():
            rest = inside[:number] + inside[number + 1 :]
            yield ("", *rest, "", word)
            for at in range(len(word)):
                yield ("", *rest, "", word[:at] + word[at + 1 :])


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if sorted(one) == sorted(other) or "".join(one) == "".join(other):
        return True
    first, second = list(one), list(other)
    for word in one:
        if word in second:
            first.remove(word)
            second.remove(word)
    return len(first) == len(second) == 1 and _slipped(first[0], second[0])


def _slipped(one: str, other: str) -> bool:
    """Return whether one letter more, fewer, other, or changed with its neighbour is all."""
    if max(len(one), len(other)) < SHORTEST or any(map(str.isdigit, one + other)):
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    swapped = a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or swapped


def address(url: str) -> str:
    """Return what a web address leads to: without scheme, `www.`, a last slash and tracking."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    asked = [
        (name, said) for name, said in parse_qsl(parts.query, True) if not _TRACKING.fullmatch(name)
    ]
    fragment = "" if parts.fragment.startswith(":~:") else parts.fragment
    rest = f"?{urlencode(sorted(asked))}" if asked else ""
    rest += f"#{fragment}" if fragment else ""
    return f"{host}{_INDEX.sub('', parts.path)}{rest}"
