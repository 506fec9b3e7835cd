"""Straight quotes and typed dashes become typographic ones, in text and nowhere else.

A run is the text of one block, in pieces where inline tags cut it. A quote looks across those
tags to see whether it opens or closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CUT = "\x1e"  # between two pieces of a run; no text of a post can hold it
CODE = "\ufffc"  # stands for inline code and the like, which counts as a word

_SIGN = re.compile(r"""("|'|---?|\.\.\.)""")
# 5'10": feet and inches, minutes and seconds of arc.
_PRIMES = re.compile(r"""(?<=\d)'(\d{1,2})"(?!\w)""")
_OPENS_AFTER = frozenset("([{<\u2014\u2013-/=\u201c\u2018\u00a0")
# 'tis and '90s leave something out in front; nothing is opened.
_ELIDED = re.compile(r"\d\d(?:s|\b)|tis\b|twas\b|em\b|cause\b|til\b|n'", re.IGNORECASE)
_WHOLE = {"--": "\u2013", "---": "\u2014", "...": "\u2026"}


# Between two of these quotes do not know of each other.
_BLOCKS = (
    "p li dt dd td th tr caption thead tbody tfoot table figcaption figure summary details h1 h2 "
    "h3 h4 h5 h6 blockquote aside div section ul ol dl pre hr br"
).split()
# What stands in these is not prose.
_CODE = "code pre kbd samp var script style math time".split()
# For a tag as it is written: whether it begins a run, and how much deeper in code it leads.
_KINDS = {
    f"<{mark}{name}>": (name in _BLOCKS, step if name in _CODE else 0)
    for name in {*_BLOCKS, *_CODE}
    for mark, step in (("", 1), ("/", -1))
}


def in_html(pieces: list[str]) -> None:
    """Do it in HTML that was cut at its tags: texts at even places, one tag between two of them.

    Takes the form in which a serialiser writes: four characters by name, and no other.
    """
    for run, code in _runs(pieces):
        texts = [CODE if place in code else _read(pieces[place]) for place in run]
        for place, old, new in zip(run, texts, educate(texts), strict=True):
            if old != new:
                pieces[place] = _written(new)


def _runs(pieces: list[str]) -> Iterator[tuple[range, set[int]]]:
    """Yield the places of the texts of each block that needs a look, and which are code."""
    first, depth = 0, 0
    code: set[int] = set()
    for place in range(1, len(pieces), 2):
        tag = pieces[place]
        kind = _KINDS.get(tag) or _KINDS.get(f"{tag.partition(' ')[0]}>")
        if kind is not None:
            begins, step = kind
            depth = max(0, depth + step)
            if begins:
                if (first < place - 1 or pieces[first] != "\n") and needs(
                    "".join(pieces[first:place:2])
                ):
                    yield range(first, place, 2), code
                first, code = place + 1, set()
        if depth:
            code.add(place + 1)
    if needs("".join(pieces[first::2])):
        yield range(first, len(pieces), 2), code


def _read(text: str) -> str:
    if "&" not in text:
        return text
    for name, character in _NAMED:
        text = text.replace(name, character)
    return text


def _written(text: str) -> str:
    for name, character in reversed(_NAMED):
        if character in text:
            text = text.replace(character, name)
    return text


_NAMED = (("&nbsp;", "\u00a0"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))


def needs(text: str) -> bool:
    return '"' in text or "'" in text or "--" in text or "..." in text


def educate(pieces: Sequence[str]) -> list[str]:
    """Return the pieces of one run with typographic quotes, dashes and ellipses."""
    text = CUT.join(pieces)
    if not needs(text):
        return list(pieces)
    if "'" in text and '"' in text:
        text = _PRIMES.sub("\u2032\\1\u2033", text)
    parts = _SIGN.split(text)  # signs stand at odd places
    for place in range(1, len(parts), 2):
        sign = parts[place]
        if sign in _WHOLE:
            parts[place] = _WHOLE[sign]
            continue
        before, after = _neighbour(parts, place, -1), _neighbour(parts, place, 1)
        opens = (before.isspace() or before in _OPENS_AFTER or not before) and not after.isspace()
        if sign == '"':
            parts[place] = "\u201c" if opens and after else "\u201d"
        else:
            opens = bool(opens and after) and not _ELIDED.match(
                "".join(parts[place + 1 : place + 3])
            )
            parts[place] = "\u2018" if opens else "\u2019"
    return "".join(parts).split(CUT)


def _neighbour(parts: Sequence[str], place: int, step: int) -> str:
    """Return the nearest character on one side, over cuts, or nothing at the end of the run."""
    end = -1 if step < 0 else 0
    place += step
    while 0 <= place < len(parts):
        part = parts[place]
        if part and part[end] == CUT:
            part = part.strip(CUT)
        if part:
            return part[end]
        place += step
    return ""
