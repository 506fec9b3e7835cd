"""Signs that nobody sees, and that change what is read, sorted or found.

Some of them belong to writing: joiners within an emoji, marks of direction beside Hebrew.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
# The flags of England, Scotland and Wales are spelled in tags (Unicode Technical Standard 51).
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f")
# Ends of a line, beside the one that a file has, and the tab.
_ENDS = re.compile("[\t\r\n\x0b\x0c\x85\u2028\u2029]")
# An embedding or isolate, and the mark of a direction; an override can make a text say another.
_DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069"
_EMOJI = re.compile(
    "[\u2190-\u2bff\ufe0f\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
# Arabic, Syriac, N'Ko, Mongolian and the scripts of India and its neighbours.
_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefe]"
)
# Thai, Lao, Tibetan, Burmese, Khmer, and what is written in China and Japan.
_SPACELESS = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def places(text: str) -> Iterator[int]:
    """Yield where a text holds a sign that nobody sees, and that does not belong there."""
    if text.isascii():
        return
    flags = [found.span() for found in _FLAG.finditer(text)] if "\U0001f3f4" in text else []
    for found in _UNSEEN.finditer(text):
        at = found.start()
        if not _belongs(text, at) and not any(first < at < last for first, last in flags):
            yield at


def first_in_line(text: str) -> int:
    """Return where a text of one line holds such a sign, or what ends a line or parts columns.

    -1 when it holds none.
    """
    ends = _ENDS.search(text)
    return min([*places(text), *([ends.start()] if ends else [])], default=-1)


def without(text: str) -> str:
    """Return a text without such signs; what ends a line or parts columns is a gap."""
    if text.isascii() and text.isprintable():
        return text
    out = frozenset(places(text))
    seen = "".join(sign for at, sign in enumerate(text) if at not in out) if out else text
    return _ENDS.sub(" ", seen)


def _belongs(text: str, at: int) -> bool:
    """Return whether a joiner or a direction mark stands where writing needs it.

    Joiners belong between the signs of an emoji and between letters of scripts that join
    (Unicode 16, 23.2), a zero-width space between letters of scripts without spaces, and marks of
    direction into lines that hold letters written from the right (Unicode Annex 9).
    """
    sign, before, after = text[at], text[max(at - 1, 0) : at], text[at + 1 : at + 2]
    if sign == "\u200d" and before and after and _EMOJI.match(before) and _EMOJI.match(after):
        return True
    if sign in "\u200c\u200d":
        return any(_JOINING.match(each) is not None for each in (before, after) if each)
    if sign == "\u200b":
        return _SPACELESS.match(before) is not None or _SPACELESS.match(after) is not None
    if sign in _DIRECTIONS:
        line = text[
            text.rfind("\n", 0, at) + 1 : end if (end := text.find("\n", at)) >= 0 else None
        ]
        letters = (each for each in line if each not in _DIRECTIONS)
        return any(unicodedata.bidirectional(each) in ("R", "AL") for each in letters)
    return False
