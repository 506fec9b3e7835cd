"""What of the sample, or of a hub that was only begun, must not go live: names, a mark, gaps.

The settings and the texts themselves are looked at, not the site: so each line says where to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from textwrap import shorten
from typing import Any

from plugins.base.file_state import FolderScan, read
from plugins.base.problems import Problem, SiteFault
from plugins.content.site_settings import declared
from plugins.language.claims import GAP
from plugins.pipeline import settings_file

# The name of the sample, its domain, the hospitals of its stories, and its mark.
NAME = "Patient Safety Hub"
_OWN = re.compile(
    r"patient-safety-hub\.example|(?:Example Valley|Sample Moor) Hospital|Sample content:"
)
MARK = "5aeb5a6439d6cf8b547a4e2520e4595e"
# Names for examples, which lead nowhere (RFC 2606, RFC 6761).
RESERVED = re.compile(
    r"\b(?:[\w-]+\.)*(?:[\w-]+\.(?:example|invalid|test)|example\.(?:com|net|org))(?![\w.-]*\w)",
    re.IGNORECASE,
)
_TEXTS = (".md", ".yaml")
_MOST_SHOWN = 10
HINT = "put your own in its place"


def refuse_leftovers(found: Iterable[Problem], sample: bool) -> None:
    """Refuse a site that holds something of the sample, unless it is meant. Raises SiteFault."""
    lines = lines_of(found)
    if sample or not lines:
        return
    do = "Nothing went live. If all of this is meant, as in the sample, add --sample."
    raise SiteFault("\n".join([*lines, do]), 1)


def lines_of(found: Iterable[Problem]) -> list[str]:
    """Return what is left as lines, the first of them where they are many."""
    lines = [each.text("") for each in found]
    more = len(lines) - _MOST_SHOWN
    return lines if more <= 0 else [*lines[:_MOST_SHOWN], f"... and {more:,} more"]


def leftovers(
    path: Path, settings: Mapping[str, Any], content: Path, theme: FolderScan
) -> Iterator[Problem]:
    """Yield what is left, in the settings of a file and in the texts of a folder."""
    yield from _in_settings(path, settings, theme)
    yield from _in_texts(content)


def _in_settings(path: Path, settings: Mapping[str, Any], theme: FolderScan) -> Iterator[Problem]:
    lines = settings_file.lines_of(path)
    for name in declared():
        place = lines.get(name, (path.name, 0))
        if name == "SITENAME" and settings[name] == NAME:
            yield Problem(*place, f"{name} is that of the sample", HINT)
        for text in _texts_of(settings[name]):
            if found := _OWN.search(text) or RESERVED.search(text):
                yield Problem(*place, f"{name} names '{found[0]}'", HINT)
                break
    mark = f"static/{settings['MARK']}"
    if settings["MARK"] and mark in theme.files and theme.files[mark].digest == MARK:
        place = lines.get("MARK", (path.name, 0))
        yield Problem(*place, "MARK is that of the sample", HINT)


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in _texts_of(each))
    elif isinstance(value, (list, tuple)):
        yield from (text for each in value for text in _texts_of(each))


def _in_texts(content: Path) -> Iterator[Problem]:
    for path in sorted(content.rglob("*")):
        if path.suffix not in _TEXTS or not path.is_file():
            continue
        name = f"content/{path.relative_to(content).as_posix()}"
        text = read(path).decode("utf-8", "replace")
        if found := _OWN.search(text):
            line = text.count("\n", 0, found.start()) + 1
            yield Problem(name, line, f"names '{found[0]}' of the sample", HINT)
        if name.startswith("content/pages/"):
            yield from _gaps(name, text)


def _gaps(name: str, text: str) -> Iterator[Problem]:
    """Yield each place of a page that is still to be written."""
    for number, line in enumerate(text.split("\n"), 1):
        _, sign, rest = line.partition(GAP)
        if sign:
            said = shorten(rest.strip(), 60, placeholder="…").rstrip(".")
            yield Problem(name, number, f"is still to be written: {said}", "write it")
