"""The names of files: one line, of signs that everybody sees, and for images ones of an address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.kept_paths import kept_by_others
from plugins.language.odd_signs import name_of
from plugins.language.unseen_signs import first_in_line

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield every file whose name a terminal, a server or a host would read as something else."""
    for name in site.content.folder.files:
        plain = name.isascii() and name.isprintable()
        control = None if plain else _CONTROL.search(name)
        at = control.start() if control else -1 if plain else first_in_line(name)
        if at >= 0:
            what = f"has a name that holds {name_of(name[at])}"
            yield Problem(name, 0, what, "rename the file", "file-name")
        elif name.startswith("images/") and (taken := kept_by_others(name)):
            what = f"has an address of its own, and {taken}"
            hint = f"rename the file, such as '{_plain(name)}'"
            yield Problem(name, 0, what, hint, "file-name")


def _plain(name: str) -> str:
    """Return a name that can be an address, as near to the given one as may be."""
    parts = [re.sub(r"[^\w.~-]+", "-", part).lstrip("._-") or "name" for part in name.split("/")]
    return "/".join(parts)
