"""Every setting with its value and where it comes from: a file of the hub, or the engine."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Container, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault, ended
from plugins.content.site_settings import declared, literal
from plugins.pipeline import settings_file

ENGINE = "the engine"


class Setting(NamedTuple):
    """One setting: its value, where it was given last, and what it means."""

    name: str
    value: object
    place: str
    means: str


def settings_list(root: Path, options: Namespace, tell: Say = say) -> int:
    """Print the settings of the project at `root`; return the exit code."""
    try:
        path = root / ("publishconf.py" if options.publish else "pelicanconf.py")
        found = [*settings(path)]
        wanted = [name.upper() for name in options.names]
        known = {each.name for each in found}
        for name in wanted:
            if name not in known:
                raise SiteFault(ended(f"{name} is no setting; {settings_file.hint_for(name)}"), 2)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    shown = [each for each in found if not wanted or each.name in wanted]
    if options.format == "json":
        keys = ("name", "value", "from", "means")
        rows = [dict(zip(keys, each, strict=True)) for each in shown]
        tell(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
        return 0
    for each in shown:
        tell(f"{each.name} = {_shown(each)}  # {each.place}")
    if not options.publish and (other := _public(root, shown)):
        tell(f"In public otherwise: {', '.join(other)}; python3 tasks.py settings --publish")
    return 0


def _public(root: Path, shown: Sequence[Setting]) -> list[str]:
    """Return the names of those that have another value in public."""
    path = root / "publishconf.py"
    public = {each.name: each.value for each in settings(path)} if path.is_file() else {}
    return [each.name for each in shown if public.get(each.name, each.value) != each.value]


def settings(path: Path) -> Iterator[Setting]:
    """Yield all settings of a file, ours first. Raises SettingsFault."""
    read = settings_file.read(path)
    stated, lines = settings_file.stated(path), settings_file.lines_of(path)
    about = declared()
    others = sorted(name for name in stated if name in settings_file.PELICAN and name not in about)
    idle = settings_file.idle(path, read)
    for name in (*about, *others):
        means = about[name].description if name in about else "a setting of Pelican"
        means = f"{means} that does nothing here" if name in idle else means
        value = stated.get(name, read.get(name))
        yield Setting(name, value, _place(name, stated.keys(), lines), means or "")


def _place(name: str, stated: Container[str], lines: settings_file.Lines) -> str:
    if name not in stated:
        extra = name in ("EXTRAS", "SEARCH", "SOCIAL_CARDS", "IMAGE_FORMATS")
        return "HUB_EXTRAS" if extra and os.environ.get("HUB_EXTRAS") == "0" else ENGINE
    file, line = lines.get(name, ("", 0))
    return f"{file}:{line}" if line else file or "imported"


def _shown(setting: Setting) -> str:
    """Return a value as the file would have it; a secret one, and a long one, in words."""
    if setting.name in settings_file.SECRET and setting.value and setting.place != ENGINE:
        return "(not shown)"
    if isinstance(setting.value, (list, tuple)) and len(literal(setting.value)) > 80:
        return f"({len(setting.value)} names)"
    return setting.value.__name__ if isinstance(setting.value, type) else literal(setting.value)
