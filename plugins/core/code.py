"""Code: a key for everything that runs, so that nothing made by other code is taken for current."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
import sys
from pathlib import Path

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
    "pagefind_bin",
    "pillow",
    "tzdata",
)


def digest(*parts: bytes) -> str:
    """Return a short digest of some bytes; where one part ends matters."""
    made = hashlib.blake2b(digest_size=16)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()


@functools.cache
def key() -> str:
    """Return the key of Python, the libraries and every module of `plugins/`."""
    package = Path(__file__).parent.parent
    sources = sorted(path for path in package.rglob("*.py") if path.is_file())
    named = [sys.version, *(f"{name} {version(name)}" for name in LIBRARIES)]
    parts = [word.encode() for word in named]
    for path in sources:
        parts += [path.relative_to(package).as_posix().encode(), path.read_bytes()]
    return digest(*parts)


def version(library: str) -> str:
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return "none"


# Taken once, at import: what runs is the code as it was then, whatever is saved later.
key()
