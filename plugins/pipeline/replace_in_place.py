"""Single files of the live tree give way to others, each in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from plugins.base.file_state import state_from
from plugins.base.hashing import digest
from plugins.base.safe_write import write_new
from plugins.pipeline.manifest import Manifest, ManifestLine

# The folder in which files wait to take the places of others.
WAITING = "waiting"


def replace_in_place(
    ledger: Manifest, home: Path, made: Mapping[str, tuple[str, bytes]], scanned_at_ns: int
) -> None:
    """Let files of a tree give way to others, each in one step; `made` has their keys and bytes.

    All of them lie ready before the first one changes. The tree was scanned at `scanned_at_ns`.
    Raises OSError.
    """
    waiting = home / WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    for number, (_, content) in enumerate(made.values()):
        write_new(f"{waiting}/{number}", content)
    for number, (name, (key, content)) in enumerate(made.items()):
        os.replace(f"{waiting}/{number}", f"{ledger.tree}/{name}")  # noqa: PTH105 - strings
        look = state_from(os.lstat(f"{ledger.tree}/{name}"), digest(content))
        ledger.entries[name] = ManifestLine(key, look)
    waiting.rmdir()
    ledger.scanned_at_ns = scanned_at_ns
