"""The key of everything that runs, so that nothing made by other code is taken for current."""

from __future__ import annotations

import functools
import importlib.metadata
import sys
from pathlib import Path

from plugins.base.hashing import digest

# The libraries whose output reaches a file. Another version of one is other code.
LIBRARIES = (
    "pelican",
    "markdown",
    "pymdown-extensions",
    "cmarkgfm",
    "selectolax",
    "nh3",
    "pydantic",
    "PyYAML",
    "Jinja2",
    "MarkupSafe",
    "feedgen",
    "lxml",
    "pillow",
    "tzdata",
)


# Where our own code lies, and the project that it is part of.
PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent


@functools.cache
def key() -> str:
    """Return the key of Python, the libraries and every module of `plugins/`."""
    sources = sorted(path for path in PACKAGE.rglob("*.py") if path.is_file())
    named = [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]
    parts = [word.encode() for word in named]
    for path in sources:
        parts += [path.relative_to(PACKAGE).as_posix().encode(), path.read_bytes()]
    return digest(*parts)


def version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return "none"


# Taken once, at import: what runs is the code as it was then, whatever is saved later.
key()
