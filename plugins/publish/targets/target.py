"""The target that a setting names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.content.site_settings import TARGETS
from plugins.publish.targets.branch import Branch
from plugins.publish.targets.folder import Folder
from plugins.publish.targets.place import Target
from plugins.publish.targets.ssh import Ssh
from plugins.publish.targets.store import Store


def target(words: str, home: Path, keep: int, options: Mapping[str, str]) -> Target:
    """Return the target that a setting names. Raises SiteFault with exit code 2."""
    kind, _, place = words.partition(":")
    if kind == "folder" and place:
        return Folder(Path(place), keep)
    if kind == "ssh" and re.fullmatch(r"[^-:\s][^:\s]*:/.+", place):
        host, _, path = place.partition(":")
        return Ssh(host, path, keep, options.get("ssh", "ssh"))
    if kind == "store" and ":" in place and not place.startswith("-"):
        return Store(place.rstrip("/"), mirror_of(home, words), keep)
    if kind == "branch" and "/" in place and not place.startswith("-"):
        remote, _, branch = place.rpartition("/")
        return Branch(remote, branch, mirror_of(home, words), keep)
    raise SiteFault(f"PUBLISH_TO is '{words}'; write {TARGETS}.", 2)


def mirror_of(home: Path, words: str) -> Path:
    return home / "mirrors" / hashlib.sha256(words.encode()).hexdigest()[:12]
