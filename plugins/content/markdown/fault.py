"""A fault of a Markdown text, and the lines in which faults are looked for."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """A fault of a text. `at` is the place of its first character.

    `advice` says that only the looks suffer: it stops no build.
    """

    at: int
    message: str
    hint: str
    check_id: str
    advice: bool = False


class Line(NamedTuple):
    """A line without what stands before its first word: where that begins, the words, and whether
    it belongs to a quotation. `indent` counts the spaces within the quotation."""

    at: int
    text: str
    quoted: bool
    indent: int


def lines_of(prose: str) -> list[Line]:
    """Return the lines of a text, in which code is blank already."""
    found, at = [], 0
    for line in prose.split("\n"):
        text = line.lstrip(" \t")
        quoted = text[:1] == ">"
        if quoted:
            text = text.lstrip("> \t")
        start = len(line) - len(text)
        indent = start - (line.rfind(">", 0, start) + 1)
        found.append(Line(at + start, text.rstrip(" \t"), quoted, indent))
        at += len(line) + 1
    return found


def ends_in_break(text: str, line: Line) -> bool:
    """Return whether a line of `text` ends in a break that readers see."""
    end = text.find("\n", line.at)
    return text[line.at : end if end >= 0 else None].endswith(("  ", "\\", "<br>"))


def shortened(text: str, most: int = 40) -> str:
    """Return a text as a message quotes it: in one line, and not too long."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 3]}..."
