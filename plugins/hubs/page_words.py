"""What readers would find other words for: two builds of one site, compared line by line.

Only the standard library is used: the environment of the hub is made anew while this runs.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

# Elements that stand within a line, and those whose text nobody reads.
_WITHIN = frozenset(
    ("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "time", "u", "wbr")
)  # fmt: skip
_UNREAD = frozenset(("script", "style", "template", "svg"))
# How many changes are told; how many characters of a line.
TOLD, LINE = 12, 110


def differences(before: Path, after: Path) -> Iterator[str]:
    """Yield what changes in the words of pages that two folders both hold, each change once."""
    changes: dict[tuple[str, str], list[str]] = {}
    alike = 0
    for path in sorted(after.rglob("*.html")):
        name = path.relative_to(after).as_posix()
        old = before / name
        if not old.is_file() or old.read_bytes() == path.read_bytes():
            continue
        found = list(_changed(lines(old.read_text("utf-8")), lines(path.read_text("utf-8"))))
        alike += not found
        for each in dict.fromkeys(found):
            changes.setdefault(each, []).append("/" + name.removesuffix("index.html"))
    if alike:
        yield f"Of these, {_pages(alike)} in markup or looks alone, not in a word."
    if changes:
        yield "Words that change:"
    common = sorted(changes.items(), key=lambda each: -len(each[1]))
    for (lost, gained), pages in common[:TOLD]:
        such = pages[0] if len(pages) == 1 else f"{_pages(len(pages))}, such as {pages[0]}"
        yield f"  {such}:"
        if lost:
            yield f"    - {_short(lost)}"
        if gained:
            yield f"    + {_short(gained)}"
    if len(common) > TOLD:
        yield f"  and {len(common) - TOLD:,} more"


def lines(html: str) -> list[str]:
    """Return the text that a page shows, a line for each block."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = (" ".join(each.split()) for each in "".join(reader.text).split("\n"))
    return [each for each in found if each]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unread += tag in _UNREAD
        self._bounded(tag)

    def handle_endtag(self, tag: str) -> None:
        self._unread -= tag in _UNREAD
        self._bounded(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.text.append(data.replace("\n", " "))

    def _bounded(self, tag: str) -> None:
        if tag not in _WITHIN:
            self.text.append("\n")


def _changed(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for what, at, to, new_at, new_to in matcher.get_opcodes():
        if what != "equal":
            yield " / ".join(before[at:to]), " / ".join(after[new_at:new_to])


def _pages(count: int) -> str:
    return f"{count:,} page{'' if count == 1 else 's'}"


def _short(line: str) -> str:
    return line if len(line) <= LINE else line[: LINE - 1].rstrip() + "…"
