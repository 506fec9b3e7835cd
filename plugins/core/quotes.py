"""Quotes: straight quotes and typed dashes become typographic ones, in text and nowhere else.

A run is the text of one block, in pieces where inline tags cut it. A quote looks across those
tags to see whether it opens or closes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

CUT = "\x1e"  # between two pieces of a run; no text of a post can hold it
CODE = "\ufffc"  # stands for inline code and the like, which counts as a word

_SIGN = re.compile(r"""["']|---?|\.\.\.""")
# 5'10": feet and inches, minutes and seconds of arc.
_PRIMES = re.compile(r"""(?<=\d)'(\d{1,2})"(?!\w)""")
_OPENS_AFTER = frozenset("([{<\u2014\u2013-/=\u201c\u2018\u00a0")
# 'tis and '90s leave something out in front; nothing is opened.
_ELIDED = re.compile(r"'(?=(?:\d\d(?:s|\b)|tis\b|twas\b|em\b|cause\b|til\b|n'))", re.IGNORECASE)
_WHOLE = {"--": "\u2013", "---": "\u2014", "...": "\u2026"}


def needs(text: str) -> bool:
    return '"' in text or "'" in text or "--" in text or "..." in text


def educate(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of one run with typographic quotes, dashes and ellipses."""
    text = CUT.join(pieces)
    if not needs(text):
        return list(pieces)
    text = _PRIMES.sub("\u2032\\1\u2033", text)
    elided = {found.start() for found in _ELIDED.finditer(text)}
    done: list[str] = []
    became: dict[int, str] = {}
    position = 0
    for found in _SIGN.finditer(text):
        start, sign = found.start(), found[0]
        done.append(text[position:start])
        position = found.end()
        if sign in _WHOLE:
            done.append(_WHOLE[sign])
            continue
        left, right = _neighbour(text, start, -1), _neighbour(text, start, 1)
        before = became.get(left, text[left]) if left >= 0 else ""
        after = text[right] if right >= 0 else ""
        opens = (before.isspace() or before in _OPENS_AFTER or not before) and not after.isspace()
        if sign == '"':
            became[start] = "\u201c" if opens and after else "\u201d"
        else:
            became[start] = "\u2018" if opens and after and start not in elided else "\u2019"
        done.append(became[start])
    done.append(text[position:])
    return "".join(done).split(CUT)


def _neighbour(text: str, position: int, step: int) -> int:
    """Return where the nearest character on one side is, over cuts, or -1 at the end of the run."""
    position += step
    while 0 <= position < len(text):
        if text[position] != CUT:
            return position
        position += step
    return -1
