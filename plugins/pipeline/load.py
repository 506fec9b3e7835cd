"""The content is read as a build reads it, and nothing is written but the conversion cache."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from plugins.base.printing import quiet
from plugins.base.problems import SiteFault
from plugins.checks.check_context import CheckContext
from plugins.checks.findings import findings
from plugins.content.conversion_cache import ConversionCache
from plugins.content.read import forget_failures, used_keys
from plugins.pipeline import settings_file
from plugins.pipeline.build_state import BuildState, LastBuild
from plugins.pipeline.options import BuildOptions, Paths
from plugins.pipeline.prepare import put_together, read


def survey(settings_path: Path, override: Mapping[str, Any], now: dt.datetime) -> CheckContext:
    """Return all content with its findings.

    Raises SettingsFault for the settings, and SiteFault when there is no content.
    """
    given = override.get("PATH")
    if given and not Path(given).is_dir():  # before Pelican finds out, in words of its own
        raise SiteFault(f"There is no content folder '{given}'; give --content another.", 2)
    settings = settings_file.read(settings_path, override)
    paths, options = Paths.of(settings), BuildOptions(now=now, report=quiet)
    memory = BuildState(paths.output)
    store = ConversionCache(memory.store, quiet)
    content = read(settings, options, paths, memory, store, memory.state() or LastBuild())
    forget_failures(content, store)
    if content.converted:
        store.save(used_keys(content))
    found = CheckContext(put_together(settings, options, content, store), now, settings)
    found.findings = findings(found)
    store.close()
    return found
