"""Single files of the live tree give way to others, each in one step."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from plugins.base.file_state import look_from
from plugins.base.hashing import digest
from plugins.base.safe_write import write_new
from plugins.pipeline.manifest import Entry, Ledger

# The folder in which files wait to take the places of others.
WAITING = "waiting"


def replace_in_place(
    ledger: Ledger, home: Path, made: Mapping[str, tuple[str, bytes]], taken: int
) -> None:
    """Let files of a tree give way to others, each in one step; `made` has their keys and bytes.

    All of them lie ready before the first one changes. `taken` is when the tree was looked at.
    Raises OSError.
    """
    waiting = home / WAITING
    shutil.rmtree(waiting, ignore_errors=True)
    for number, (_, content) in enumerate(made.values()):
        write_new(f"{waiting}/{number}", content)
    for number, (name, (key, content)) in enumerate(made.items()):
        os.replace(f"{waiting}/{number}", f"{ledger.tree}/{name}")  # noqa: PTH105 - strings
        look = look_from(os.lstat(f"{ledger.tree}/{name}"), digest(content))
        ledger.entries[name] = Entry(key, look)
    waiting.rmdir()
    ledger.taken = taken
