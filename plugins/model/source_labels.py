"""How a text names a source: its authors and its year."""

from __future__ import annotations

import re

from plugins.model.records import Source

MOST_AUTHORS = 6


def label(source: Source) -> str:
    """Return a source in two words or three, such as "Ockenden 2022"."""
    first = source.authors[0].partition(",")[0] if source.authors else source.publisher
    more = " et al" if len(source.authors) > 2 else ""
    if len(source.authors) == 2:
        more = f" and {source.authors[1].partition(',')[0]}"
    return f"{first}{more} {source.date[:4]}"


def names(source: Source) -> str:
    """Return the authors: "Ockenden D, Kirkup B", or nothing where the publisher is the author."""
    if source.authors == (source.publisher,):
        return ""
    shown = [_initialled(name) for name in source.authors[:MOST_AUTHORS]]
    more = ["et al"] if len(source.authors) > MOST_AUTHORS else []
    return ", ".join([*shown, *more])


def _initialled(name: str) -> str:
    family, comma, given = name.partition(",")
    if not comma:
        return name
    initials = "".join(word[0].upper() for word in re.split(r"[\s.-]+", given) if word)
    return f"{family.strip()} {initials}".strip()
