"""What `python3 tasks.py build` does, and what it says."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.base import clock
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.pipeline import up_to_date
from plugins.pipeline.build import Generators, run
from plugins.pipeline.options import BuildOptions, Paths

SETTINGS = "pelicanconf.py"


def build(root: Path, options: Namespace, tell: Say = say) -> int:
    """Build the site of the project at `root`; return the exit code."""
    try:
        now = moment(options.now)
        override = overrides(root, options)
        content, output = Path(override["PATH"]), Path(override["OUTPUT_PATH"])
        if not content.is_dir():
            where = options.content or content
            raise SiteFault(f"There is no content folder '{where}'; give --content another.", 2)
        settings = root / SETTINGS
        asked = BuildOptions(
            now=now,
            clean=options.clean,
            jobs=options.jobs or 0,
            report=tell,
            request=up_to_date.request(settings, override),
            prefix=f"{options.content or 'content'}".rstrip("/") + "/",
        )
        paths = Paths(content, output, root / "theme")
        try:
            run(asked, paths, lambda: start(settings, override, asked))
        except SystemExit as refused:
            if not hasattr(refused, "problems"):
                raise
            tell(str(refused.code))
            return 1
    except SiteFault as fault:
        complain(fault)
        return fault.code
    except OSError as error:
        complain(_plainly(error))
        return 2
    return 0


def start(settings: Path, override: Mapping[str, Any], options: BuildOptions) -> Generators:
    """Load Pelican, which a build does only when it has to."""
    from plugins.pipeline.pelican_adapter import load

    return load(settings, override, options)


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
        # The whole check comes with the settings: a build of nothing new does without.
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
