"""What lies in the theme's folder, and the names under which its files are published."""

from __future__ import annotations

from pathlib import PurePosixPath

from plugins.base.file_state import FolderScan
from plugins.base.hashing import digest

TEMPLATES = "templates/"
STATIC = "static/"


def templates_key(theme: FolderScan) -> str:
    """Return one digest of all templates."""
    named = (item for item in theme.files.items() if item[0].startswith(TEMPLATES))
    return digest(*(f"{name}\0{look.digest}".encode() for name, look in named))


def assets(theme: FolderScan) -> dict[str, str]:
    """Return where each file of `static/` is published, by its path there.

    The name holds a digest of the content, so that browsers may keep a file for ever.
    """
    found = {}
    for name, look in theme.files.items():
        if not name.startswith(STATIC):
            continue
        short = PurePosixPath(name.removeprefix(STATIC))
        hashed = short.with_name(f"{short.stem}.{look.digest[:10]}{short.suffix}")
        found[str(short)] = f"static/{hashed}"
    return found
