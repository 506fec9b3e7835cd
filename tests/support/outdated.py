"""Which packages have a newer release, asked of the package index by uv.

"Newest" is what all packages together can have on the oldest Python that the hub runs on. What is
newer still is named with the reason: a later Python, a package that asks for less, or the word
behind `# held:` in pyproject.toml.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

OLDEST, LATEST = "3.11.2", "3.14"  # Debian 12 has the one
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\\"]+)", re.MULTILINE)
_HELD = re.compile(r'"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^"]*",\s*# held: (.+)')


class Behind(NamedTuple):
    """A package that has a newer release: where it is named, and why it is not taken, if known."""

    name: str
    have: str
    newest: str
    direct: bool
    reason: str = ""

    def text(self) -> str:
        how = "change pyproject.toml" if self.direct else "python3 tasks.py lock --upgrade"
        return f"{self.name} {self.have}: {self.newest} is there; {self.reason or how}"


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    """Return the versions that a lock, or what uv says, pins: by name."""
    return {normal(name): version for name, version in _PIN.findall(text)}


def declared(pyproject: str) -> dict[str, str]:
    """Return the versions that pyproject.toml pins: by name."""
    project = tomllib.loads(pyproject)
    listed = [*project["project"]["dependencies"], *project["dependency-groups"]["test"]]
    return pins("\n".join(listed))


def compare(
    locked: dict[str, str],
    newest: dict[str, str],
    latest: dict[str, str],
    pyproject: str,
) -> list[Behind]:
    """Return what is behind. `newest` runs on the oldest Python, `latest` on the latest one."""
    direct = declared(pyproject)
    held = {normal(name): reason.strip() for name, reason in _HELD.findall(pyproject)}
    found = []
    for name, have in sorted(locked.items()):
        later = latest.get(name, have)
        best = newest.get(name, have)
        if later == have and best == have:
            continue
        reason = f"held: {held[name]}" if name in held else ""
        if not reason and best == have:
            reason = f"held: the newer ones do not run on Python {OLDEST}"
        found.append(Behind(name, have, later if later != have else best, name in direct, reason))
    return found


def resolved(uv: str, root: Path, names: Iterable[str], python: str) -> dict[str, str]:
    """Return the newest versions of all packages that go together on one Python."""
    asked = [uv, "pip", "compile", "-", "--quiet", "--universal", "--python-version", python,
             "--fork-strategy", "fewest", "--no-header", "--no-annotate", "--upgrade"]  # fmt: skip
    done = subprocess.run(
        asked,
        input="".join(f"{name}\n" for name in names),
        capture_output=True,
        text=True,
        cwd=root,
    )
    if done.returncode:
        raise SystemExit(f"uv says: {done.stderr.strip()}")
    return pins(done.stdout)


def outdated(root: Path) -> int:
    """Print what is behind; return 1 if something is that nobody holds."""
    uv = shutil.which("uv")
    assert uv, "the lock of the tests has it"
    pyproject = (root / "pyproject.toml").read_text(encoding="utf-8")
    locked = pins((root / "requirements-test.lock").read_text(encoding="utf-8"))
    names = sorted(declared(pyproject))
    newest, latest = (resolved(uv, root, names, python) for python in (OLDEST, LATEST))
    found = compare(locked, newest, latest, pyproject)
    for each in found:
        print(each.text())
    if not found:
        print(f"All {len(locked)} packages are at their newest release.")
    return int(any(not each.reason for each in found))
