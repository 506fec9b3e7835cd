"""Whether anything has changed at all since the last build, asked before Pelican is loaded.

A build depends on the request (settings, folders, options, environment), the running code, the
content, the theme, and the clock where a post falls due. When all are as they were and the output
lies as it was left, there is nothing to do.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.base import code_version, hashing
from plugins.base.file_state import FileState, FolderScan
from plugins.pipeline.build_state import BuildState, LastBuild, ScanResult
from plugins.presentation.theme_assets import theme_scan

# What a command may say about a build, apart from the settings file itself.
OPTIONS = ("PATH", "OUTPUT_PATH", "THEME", "SITEURL")


def request(settings_path: Path, options: Mapping[str, Any]) -> str:
    """Return a digest of what is asked for. The settings may read only HUB_ variables."""
    folder = settings_path.parent
    files = sorted(folder.glob("*conf.py"))
    parts = [str(settings_path.resolve()).encode()]
    for path in files:
        parts += [path.name.encode(), path.read_bytes()]
    variables = {name: value for name, value in os.environ.items() if name.startswith("HUB_")}
    asked = {name: str(options[name]) for name in OPTIONS if options.get(name)}
    parts.append(json.dumps([asked, variables], sort_keys=True).encode())
    return hashing.digest(*parts)


def nothing_changed(
    memory: BuildState, request: str, content: Path, theme: Path, now: dt.datetime
) -> str:
    """Return the counts of the last build when it still stands, and an empty text otherwise."""
    state = memory.state()
    if state is None or not state.request or state.request != request:
        return ""
    if not state.since <= now.timestamp() < state.until or state.code != code_version.key():
        return ""
    folders = [
        FolderScan(content, state.content, state.scanned_at_ns),
        theme_scan(theme, state.theme, state.scanned_at_ns),
    ]
    memory.looked = ScanResult(state, *folders)
    for folder, before in zip(folders, (state.content, state.theme), strict=True):
        if folder.odd or not _same(folder.files, before):
            return ""
    live = memory.live_ledger()
    if live is None or not live.entries:
        return ""
    scanned_at_ns = time.time_ns()
    if not live.is_whole():
        return ""
    if any(folder.doubted for folder in folders):
        _refresh(memory, state, folders)
    if scanned_at_ns - live.scanned_at_ns > 4_000_000_000:
        live.scanned_at_ns = scanned_at_ns
        memory.keep(live)
    return state.told


def _same(found: Mapping[str, FileState], before: Mapping[str, FileState]) -> bool:
    return found.keys() == before.keys() and all(
        look.digest == before[name].digest for name, look in found.items()
    )


def _refresh(memory: BuildState, state: LastBuild, folders: list[FolderScan]) -> None:
    """Remember the files as they look now, so that the next build need not read them again."""
    state.content, state.theme = (folder.files for folder in folders)
    state.scanned_at_ns = min(folder.scanned_at_ns for folder in folders)
    memory.remember(state)
