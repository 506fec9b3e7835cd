"""Survey: read the content as a build does, and write nothing but what the store remembers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from plugins.build import pool
from plugins.build.gate import findings
from plugins.build.memory import Memory, State
from plugins.build.reader import LONGEST, Content, forget_failures, read_content, used_keys
from plugins.build.shelves import Shelves
from plugins.core.addresses import Root
from plugins.core.problems import Problem, SiteFault
from plugins.core.progress import quiet
from plugins.core.store import Store


@dataclass
class Survey:
    """All content as it is at one moment, and every problem in it."""

    content: Content
    shelves: Shelves
    findings: list[Problem]
    now: dt.datetime

    @property
    def today(self) -> dt.date:
        """The day that it is on site."""
        return self.now.astimezone(ZoneInfo(self.shelves.zone)).date()


# -- Pelican ---------------------------------------------------------------------

from pelican.settings import read_settings

from plugins.build.site import engine_name


def survey(settings_path: Path, override: Mapping[str, Any], now: dt.datetime) -> Survey:
    """Read everything. Raises SiteFault when there is no content."""
    settings = read_settings(str(settings_path), override=dict(override))
    root = Path(settings["PATH"]).resolve()
    if not root.is_dir():
        raise SiteFault(f"There is no content folder '{settings['PATH']}'.", 2)
    memory = Memory(Path(settings["OUTPUT_PATH"]))
    before = memory.state() or State()
    store = Store(memory.store, quiet)
    content = read_content(
        root,
        store,
        engine_name(settings),
        before.content,
        before.taken,
        pool.cores(),
        settings.get("POST_TIME_LIMIT", LONGEST),
    )
    forget_failures(content, store)
    if content.converted:
        store.save(used_keys(content))
    shelves = Shelves(
        content,
        Root.of(settings["SITEURL"]),
        now,
        settings["TIMEZONE"],
        store.html,
        settings.get("ID_AUTHORITY", ""),
    )
    found = findings(shelves, now, settings)
    store.close()
    return Survey(content, shelves, found, now)
