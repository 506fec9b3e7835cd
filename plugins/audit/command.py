"""What `python3 tasks.py audit` does: looks at a finished site, in a folder or by its server."""

from __future__ import annotations

import datetime as dt
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from plugins.audit import live_server
from plugins.audit.audit import Leaks, audit
from plugins.audit.findings import Finding, Result
from plugins.audit.finished_site import FinishedSite
from plugins.audit.report import as_html, as_json, as_text, summary
from plugins.base import worker_pool
from plugins.base.printing import Say, complain, quiet, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.leak_check import LeakCheck
from plugins.pipeline.load import survey

FORMS = {"text": as_text, "json": as_json, "html": as_html}


def run(root: Path, options: Namespace, tell: Say = say) -> int:
    """Look at a finished site; return 1 where it has an error."""
    place = options.output or str(root / "output")
    # Progress would stand in the middle of what a program reads.
    progress = tell if options.into or options.format == "text" else quiet
    try:
        now = moment(options.now)
        workers = options.jobs or worker_pool.cores()
        with tempfile.TemporaryDirectory(prefix="audit-") as fetched:
            live = live_server.is_address(place)
            site = (
                live_server.fetched(place, Path(fetched), progress)
                if live
                else FinishedSite(Path(place).resolve())
            )
            leaks = _leaks(root, options, now, workers)
            result = audit(site, now, workers, progress, place if live else "", leaks)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    _tell(result, options, tell)
    return 1 if result.errors else 0


def _tell(result: Result, options: Namespace, tell: Say) -> None:
    text = FORMS[options.format](result)
    if options.into:
        replace(Path(options.into), text.encode())
        tell(f"{summary(result)} All of it: {options.into}")
    else:
        tell(text.rstrip("\n"))


def _leaks(root: Path, options: Namespace, now: dt.datetime, workers: int) -> Leaks | None:
    """Return the search for words of what is not public, or nothing without the content."""
    own = Namespace(content=options.content, output=None, siteurl=None)
    try:
        found = survey(root / "publishconf.py", overrides(root, own), now)
    except SiteFault as fault:
        complain(fault)
        return None
    check = LeakCheck(found.assembled, now, workers)

    def look(site: FinishedSite) -> Iterator[Finding]:
        for name, what in check.leaks(site.folder).items():
            yield Finding("hidden", name, what)

    return look
