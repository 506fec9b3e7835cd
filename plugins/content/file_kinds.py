"""What a file below the content folder is, and by what the store knows what it says.

All that an edit of words has to know of reading, in the process that waits for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from plugins.base import code_version, hashing
from plugins.base.file_state import FileState, FolderScan
from plugins.content.conversion_cache import ConversionCache

KINDS = {
    "posts": "post",
    "pages": "page",
    "topics": "topic",
    "series": "series",
    "authors": "author",
    "sources": "source",
    "rules": "rule",
    "recommendations": "recommendation",
    "responses": "response",
}
# Kinds that texts call by the names of their files.
RECORDED = ("source", "rule", "recommendation", "response")
# What readers call things: words, and no records with fields.
WORDS = "words.yaml"
# Files that are YAML from the first line to the last.
REGISTERS = (
    "figures.yaml",
    "events.yaml",
    "glossary.yaml",
    "support.yaml",
    "reporting.yaml",
    WORDS,
)
YEARS = "years/"


def kind_of(path: str) -> str:
    """Return what a file below the content folder is: a post, a topic ..., or nothing known."""
    top, _, rest = path.partition("/")
    if not path.endswith(".md") or top not in KINDS or (top != "posts" and "/" in rest):
        return ""
    return KINDS[top]


def is_register(path: str) -> bool:
    return path in REGISTERS or path.startswith(YEARS)


def store_key(path: str, digest: str, engine: str) -> str:
    """Return by what the store knows the conversion of a file that has a digest."""
    return hashing.digest(
        path.encode(), digest.encode(), engine.encode(), code_version.key().encode()
    )


def register_key(path: str, look: FileState) -> str:
    """Return by what the store knows a register as it looks."""
    return hashing.digest(
        b"register", path.encode(), look.digest.encode(), code_version.key().encode()
    )


# -- Closed years


def year_keys(folder: FolderScan) -> Iterator[tuple[str, str]]:
    """Yield the files of closed years, each with its key."""
    for path, look in folder.files.items():
        if path.startswith(YEARS):
            yield path, register_key(path, look)


def closed_years(folder: FolderScan, store: ConversionCache) -> dict[int, dict[str, Any]]:
    """Return what closed years hold. Raises LookupError when the store has not read all of them."""
    found: dict[int, dict[str, Any]] = {}
    for path, key in year_keys(folder):
        record = store.records[key]
        if not record["records"]:
            raise LookupError(path)
        found[int(PurePosixPath(path).stem)] = record["records"]
    return found


def is_sealed(years: Mapping[int, Mapping[str, Any]], path: str, date: str, id: str) -> bool:
    """Return whether a post may be part of a closed year, by its file, its date or its id."""
    return int(date[:4]) in years or any(
        path == each["post"] or (id and id == each["id"])
        for values in years.values()
        for each in values["sealed"]
    )
