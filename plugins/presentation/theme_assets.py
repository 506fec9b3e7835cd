"""What lies in the theme's folder, and the names under which its files are published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from plugins.base.code_version import PROJECT
from plugins.base.file_state import BELOW, FileState, FolderScan, LayeredScan
from plugins.base.hashing import digest
from plugins.presentation.accent import palette, plain_mark

# The engine's theme. That of a hub lies over it, file by file.
THEME = PROJECT / "theme"

TEMPLATES = "templates/"
STATIC = "static/"
# Files that no theme has: they follow from the settings ACCENT and MARK.
ACCENT_CSS, PLAIN_MARK = "accent.css", "plain-mark.svg"
_HIDDEN = BELOW + TEMPLATES


def theme_scan(
    theme: Path, known: Mapping[str, FileState] | None = None, scanned_at_ns: int = 0
) -> FolderScan:
    """Return the files of a theme and, where it lacks one, that of the engine."""
    if theme.resolve() == THEME.resolve():
        return FolderScan(theme, known, scanned_at_ns, installed=True)
    return LayeredScan(theme, THEME, known, scanned_at_ns)


def templates_key(theme: FolderScan) -> str:
    """Return one digest of all templates."""
    named = (item for item in theme.files.items() if item[0].startswith((TEMPLATES, _HIDDEN)))
    return digest(*(f"{name}\0{look.digest}".encode() for name, look in named))


def generated(accent: str, mark: str) -> dict[str, str]:
    """Return the texts of the files that follow from settings, by their names in `static/`."""
    found = {ACCENT_CSS: palette(accent).stylesheet} if accent else {}
    return found if mark else {**found, PLAIN_MARK: plain_mark(accent)}


def generated_names(texts: Mapping[str, str]) -> dict[str, str]:
    """Return where generated files are published, by their names in `static/`."""
    return {name: _hashed(name, digest(text.encode())) for name, text in texts.items()}


def assets(theme: FolderScan) -> dict[str, str]:
    """Return where each file of `static/` is published, by its path there.

    The name holds a digest of the content, so that browsers may keep a file for ever.
    """
    found = {}
    for name, look in theme.files.items():
        if not name.startswith(STATIC):
            continue
        short = name.removeprefix(STATIC)
        found[short] = _hashed(short, look.digest)
    return found


def _hashed(name: str, digest: str) -> str:
    short = PurePosixPath(name)
    return f"{STATIC}{short.with_name(f'{short.stem}.{digest[:10]}{short.suffix}')}"
