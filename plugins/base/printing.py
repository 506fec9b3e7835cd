"""All that is printed: nothing of a value acts on a terminal, or passes for a line of our own.

Titles, names of files and links come from whoever commits them. So each sign that is not seen is
printed as its number, and no line begins or holds what a CI service takes for a command.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

Say = Callable[[str], None]

# Control signs (Unicode Cc), what ends a line elsewhere, marks of direction, what has no width,
# tags, and halves of signs that no encoding has.
_ACTS = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# What GitHub's and Azure's runners read as a command, at the beginning of a line or anywhere.
_COMMAND = re.compile(r"^(?=[ \t]*::)|(?=##\[|##vso\[)", re.MULTILINE)
# A word in colour, alone on its line, is our own: see `check`.
_COLOURED = re.compile("\x1b\\[3[13]m[A-Z][a-z]+\x1b\\[0m")


def one_line(text: str) -> str:
    """Return a text as one line, with the numbers of signs that act or are not seen."""
    return text if text.isascii() and text.isprintable() else _ACTS.sub(_numbered, text)


def plain(text: str) -> str:
    """Return lines that can be printed, each without anything that acts."""
    lines = text.split("\n")
    return _COMMAND.sub(
        "|", "\n".join(line if _COLOURED.fullmatch(line) else one_line(line) for line in lines)
    )


def say(text: str) -> None:
    """Print one line or more at once."""
    print(plain(text), flush=True)


def complain(text: object) -> None:
    """Print what went wrong beside the result."""
    print(plain(str(text)), file=sys.stderr, flush=True)


def annotate(line: str) -> None:
    """Print a line for a CI service, whose values the caller has escaped as that service asks."""
    print("\n".join(map(one_line, line.split("\n"))), flush=True)


def quiet(_: str) -> None:
    """Say nothing."""


def _numbered(found: re.Match[str]) -> str:
    return f"<U+{ord(found[0]):04X}>"
