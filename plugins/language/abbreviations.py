"""Abbreviations in a text, each left as a gap where the text first uses it.

Which of them the glossary knows is decided where all records are known; so another word in the
glossary changes pages, and no conversion.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

# Two capitals or more: CQC, LfPSE, SSIs. What begins in the middle of a word, an address or an
# entity is none.
CANDIDATE = re.compile(
    r"(?<![\w&#@/.:\x1f-])(?=[a-z0-9]*[A-Z][a-z0-9]*[A-Z])[A-Z][A-Za-z0-9]{1,11}(?![\w@-])"
)
# What every one of them holds, which is found in a tenth of the time.
_CAPITALS = re.compile("[A-Z][a-z0-9]*[A-Z]")
# Abbreviations are explained in running text only.
_SKIPPED = re.compile(r"<(/?)(a|abbr|code|pre|kbd|samp|var|h[1-6]|time|script|style)\b")
MOST = 40  # different ones in one text


def may_hold_some(text: str) -> bool:
    """Return whether a text may hold an abbreviation."""
    return _CAPITALS.search(text) is not None


def marked(pieces: list[str], leave: Callable[[str], str]) -> None:
    """Put a gap in the place of each abbreviation's first use.

    Even pieces are text and odd ones tags; `leave` gives the gap for a word.
    """
    seen: set[str] = set()
    within = 0

    def first_use(found: re.Match[str]) -> str:
        word = found[0]
        if word in seen or len(seen) >= MOST:
            return word
        seen.add(word)
        return leave(word)

    for number, piece in enumerate(pieces):
        if number % 2:
            if tag := _SKIPPED.match(piece):
                within += -1 if tag[1] else 1
        elif not within and may_hold_some(piece):
            pieces[number] = CANDIDATE.sub(first_use, piece)


def key_of(word: str, known: Sequence[str] | dict[str, str]) -> str:
    """Return the abbreviation that a word is, also as a plural, or nothing."""
    if word in known:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in known else ""


def markup(word: str, short: str, means: str, href: str, name: str = "") -> str:
    """Return a word as a link to where its abbreviation is written out.

    A title alone is seen by whoever has a mouse. `name` is the id of this place, if any.
    """
    rest = word.removeprefix(short)
    place = f' id="{name}"' if name else ""
    return (
        f'<a class="term"{place} href="{escape(href)}" role="doc-glossref">'
        f'<abbr title="{escape(means)}">{escape(short)}</abbr></a>{rest}'
    )
