"""The target that a setting names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.content.schema.setting_values import TARGET_FORMS, TARGETS
from plugins.publish.targets.branch import Branch
from plugins.publish.targets.folder import Folder
from plugins.publish.targets.place import Target
from plugins.publish.targets.ssh import Ssh
from plugins.publish.targets.store import Store


def target(words: str, home: Path, keep: int, options: Mapping[str, str]) -> Target:
    """Return the target that a setting names. Raises SiteFault with exit code 2."""
    kind, _, place = words.partition(":")
    if kind not in TARGET_FORMS or not re.fullmatch(TARGET_FORMS[kind], place):
        raise SiteFault(f"PUBLISH_TO is no place that releases can go to; write {TARGETS}.", 2)
    if kind == "folder":
        return Folder(Path(place), keep)
    if kind == "ssh":
        host, _, path = place.partition(":")
        return Ssh(host, path, keep, options.get("ssh", "ssh"))
    if kind == "store":
        return Store(place.rstrip("/"), mirror_of(home, words), keep)
    remote, _, branch = place.rpartition("/")
    return Branch(remote, branch, mirror_of(home, words), keep)


def mirror_of(home: Path, words: str) -> Path:
    return home / "mirrors" / hashlib.sha256(words.encode()).hexdigest()[:12]
