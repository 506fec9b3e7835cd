"""The key of everything that runs, so that nothing made by other code is taken for current."""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Iterator
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
# The guide that says which checks there are, and which of them only advise.
CHECKS_GUIDE = PROJECT / "docs/checks.md"


@functools.cache
def key() -> str:
    """Return the key of Python, the libraries, every module of `plugins/` and the checks' guide."""
    named = [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]
    parts = [*(word.encode() for word in named), CHECKS_GUIDE.read_bytes()]
    for name in sorted(_modules()):
        parts += [name.encode(), (PACKAGE / name).read_bytes()]
    return digest(*parts)


def _modules() -> Iterator[str]:
    """Yield the paths of our modules, below `plugins/`. (Every command waits for this.)"""
    for folder, _, names in os.walk(PACKAGE):
        below = Path(folder).relative_to(PACKAGE)
        yield from ((below / name).as_posix() for name in names if name.endswith(".py"))


def version(library: str) -> str:
    """Return the version of an installed library, or "none"."""
    return _installed().get(_normal(library), "none")


@functools.cache
def _installed() -> dict[str, str]:
    """Return versions by name, from the names of the folders that installers leave beside packages
    (PEP 376). To ask `importlib.metadata` takes a fifth of a build in which nothing changed.
    """
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")  # noqa: PTH208 - names alone are wanted
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                library, _, release = name.removesuffix(".dist-info").partition("-")
                found.setdefault(_normal(library), release)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


# Taken once, at import: what runs is the code as it was then, whatever is saved later.
key()
