"""How one build is asked for, as one typed value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.base import clock
from plugins.base.lock import Lock
from plugins.base.printing import Say, say
from plugins.pipeline.build_state import BuildState

# Under this name the options of a build travel through Pelican's settings.
OPTIONS = "HUB_BUILD"


@dataclass
class BuildOptions:
    """What a command asks of a build; a bare `pelican` builds with these defaults.

    `request` is the digest of settings and options that `up_to_date` compares; without one every
    build is whole. `prefix` stands before the paths in messages. With `keep_ids` new permanent ids
    are written into the content. `command` says that somebody else prints faults and ends.
    """

    now: dt.datetime = field(default_factory=clock.now)
    clean: bool = False
    jobs: int = 0
    report: Say = say
    request: str = ""
    prefix: str = "content/"
    keep_ids: bool = True
    command: bool = False
    released: bool = False
    lock: Lock | None = None
    memory: BuildState | None = None

    @property
    def workers(self) -> int:
        from plugins.base.worker_pool import cores  # a build in which nothing changed needs none

        return self.jobs or cores()

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> BuildOptions:
        """Return the options in Pelican's settings, or the defaults of a bare `pelican`."""
        found = settings.get(OPTIONS)
        return found if isinstance(found, cls) else cls()


@dataclass(frozen=True)
class Paths:
    """Where a build reads and writes: whole paths."""

    content: Path
    output: Path
    theme: Path

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Paths:
        content, theme = Path(settings["PATH"]).resolve(), Path(settings["THEME"]).resolve()
        return cls(content, Path(settings["OUTPUT_PATH"]), theme)
