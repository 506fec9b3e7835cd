"""Signs that look like the ones of a keyboard and are others: hard spaces, curly quotes, dashes.

Word processors, web pages and telephones write them by themselves. In running text most of them
are right; where a program reads a name, a date or a line of fields, none of them is.
"""

from __future__ import annotations

import re
import unicodedata

# What each sign is called, and the sign that is meant where a program reads.
_SPACES = {
    "\u00a0": "a hard space", "\u1680": "a wide space", "\u2007": "a hard space",
    "\u2009": "a thin space", "\u200a": "a thin space", "\u202f": "a narrow hard space",
    "\u2002": "a wide space", "\u2003": "a wide space", "\u3000": "a wide space",
}  # fmt: skip
_UNSEEN = {
    "\u200b": "a space without width", "\u200c": "a joiner", "\u200d": "a joiner",
    "\u2060": "a joiner", "\ufeff": "a byte order mark", "\u00ad": "a soft hyphen",
    "\u200e": "a direction mark", "\u200f": "a direction mark",
}  # fmt: skip
_DIRECTIONS = "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Signs that have a name here, and none of a keyboard that they stand for.
_NAMES = {
    "\t": "a tab", "\n": "an end of a line", "\r": "an end of a line", "\x85": "an end of a line",
    "\x0b": "an end of a line", "\x0c": "an end of a page", "\u2028": "an end of a line",
    "\u2029": "an end of a paragraph", " ": "a space",
    **dict.fromkeys(_DIRECTIONS, "a direction mark"),
}  # fmt: skip
_QUOTES = dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"') | dict.fromkeys(
    "\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u00b4", "'"
)
_DASHES = {
    "\u2010": "a hyphen of another kind", "\u2011": "a hard hyphen", "\u2012": "a dash",
    "\u2013": "a dash", "\u2014": "a long dash", "\u2015": "a long dash", "\u2212": "a minus sign",
}  # fmt: skip
_WIDE = {"\uff1a": (":", "a wide colon"), "\uff0c": (",", "a wide comma"),
         "\uff0f": ("/", "a wide slash"), "\u2044": ("/", "a fraction slash")}  # fmt: skip

_PLAIN = (
    dict.fromkeys(_SPACES, " ")
    | dict.fromkeys(_UNSEEN, "")
    | _QUOTES
    | dict.fromkeys(_DASHES, "-")
    | {sign: plain for sign, (plain, _) in _WIDE.items()}
)
_TABLE = str.maketrans(_PLAIN)
ODD = re.compile(f"[{''.join(map(re.escape, _PLAIN))}]")
ODD_SPACE = f"[{''.join(_SPACES)}{''.join(_UNSEEN)}]"
QUOTE = f"[{''.join(_QUOTES)}]"
DASH = f"[{''.join(_DASHES)}]"


def plain(text: str) -> str:
    """Return a text with the signs of a keyboard in place of those that look like them."""
    return text.translate(_TABLE)


def name_of(sign: str) -> str:
    """Return what a sign is called, with its number, such as "a hard space (U+00A0)"."""
    known = _SPACES.get(sign) or _UNSEEN.get(sign) or _DASHES.get(sign) or _NAMES.get(sign)
    if known is None and sign in _QUOTES:
        known = "a curly quotation mark" if _QUOTES[sign] == '"' else "a curly apostrophe"
    if known is None and sign in _WIDE:
        known = _WIDE[sign][1]
    if known is None and not sign.isprintable():
        known = "a tag" if "\U000e0000" <= sign <= "\U000e007f" else "a sign without a look"
    seen = f"'{sign}', " if sign.isprintable() and sign.strip() else ""
    return f"{known or unicodedata.name(sign, 'a sign').lower()} ({seen}U+{ord(sign):04X})"


def first_odd(text: str) -> str:
    """Return the first sign of a text that is not the one it looks like, or nothing."""
    found = ODD.search(text)
    return found[0] if found else ""
