"""Command: what `python3 tasks.py build` does, and what it says."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
import sys
import time
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.build import fresh
from plugins.build.lock import Lock
from plugins.build.memory import Memory
from plugins.core import clock
from plugins.core.problems import SiteFault
from plugins.core.progress import Say, say

SETTINGS = "pelicanconf.py"


def build(root: Path, options: Namespace, tell: Say = say) -> int:
    """Build the site of the project at `root`; return the exit code."""
    began = time.perf_counter()
    lock = None
    try:
        now = moment(options.now)
        override = overrides(root, options)
        content, output = Path(override["PATH"]), Path(override["OUTPUT_PATH"])
        if not content.is_dir():
            where = options.content or content
            raise SiteFault(f"There is no content folder '{where}'; give --content another.", 2)
        settings = root / SETTINGS
        request = fresh.request(settings, override)
        memory = Memory(output)
        lock = Lock(memory.home)
        if memory.home.is_dir():  # or else Hub takes it, when it has found the place to be ours
            lock.take(tell)
        if not options.clean:
            told = fresh.nothing_changed(memory, request, content, root / "theme", now)
            if told:
                took = time.perf_counter() - began
                tell(f"{told}. Nothing has changed; nothing was written. {took:.2f} s.")
                return 0
            from plugins.build.words import reworded

            if done := reworded(memory, now, tell):
                counts, written = done
                tell(written.summary(counts, time.perf_counter() - began))
                return 0
        from plugins.build.site import Refused, build_site

        asked = {
            "HUB_NOW": now,
            "HUB_CLEAN": options.clean,
            "HUB_REQUEST": request,
            "HUB_JOBS": options.jobs,
            "HUB_TELL": tell,
            "HUB_LOCK": lock,
            "HUB_MEMORY": memory,
            "HUB_PREFIX": f"{options.content or 'content'}".rstrip("/") + "/",
        }
        try:
            build_site(settings, {**override, **asked})
        except Refused as refused:
            tell(str(refused.code))
            return 1
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code
    except OSError as error:
        print(_plainly(error), file=sys.stderr)
        return 2
    finally:
        if lock is not None:
            lock.release()
    return 0


def overrides(root: Path, options: Namespace) -> dict[str, Any]:
    """Return the settings that the options stand for, with whole paths."""
    found: dict[str, Any] = {
        "PATH": str(Path(options.content or root / "content").absolute()),
        "OUTPUT_PATH": str(Path(options.output or root / "output").absolute()),
    }
    if options.siteurl:
        if not options.siteurl.startswith(("http://", "https://")):
            message = f"--siteurl is '{options.siteurl}'; begin it with https:// or http://."
            raise SiteFault(message, 2)
        found["SITEURL"] = options.siteurl.rstrip("/")
    return found


def moment(stated: str | None) -> dt.datetime:
    """Return the moment that `--now` names in the site's zone, or else the present."""
    if not stated:
        return clock.now()
    try:
        found = dt.datetime.fromisoformat(stated)
    except ValueError:
        message = f"--now is '{stated}'; write a moment such as 2026-01-01T09:00."
        raise SiteFault(message, 2) from None
    return found if found.tzinfo else clock.instant(stated)


def _plainly(error: OSError) -> str:
    """Say what the machine refused."""
    reasons: Mapping[int | None, str] = {
        28: "the disk is full",
        13: "that is not allowed here",
        30: "the disk is read-only",
    }
    reason = reasons.get(error.errno, error.strerror or str(error))
    place = f" at '{error.filename}'" if error.filename else ""
    if error.errno == errno.ENOSPC and error.filename:
        place += f" ({_free(Path(error.filename)):,} MB free)"
    return f"Nothing was published: {reason}{place}."


def _free(path: Path) -> int:
    """Return the megabytes that are free where a path would lie."""
    there = next(each for each in (path, *path.absolute().parents) if each.is_dir())
    return shutil.disk_usage(there).free // 1_000_000
