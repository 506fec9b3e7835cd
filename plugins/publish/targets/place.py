"""What every target is and shares."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Protocol

from plugins.base.problems import SiteFault
from plugins.publish.releases import Release

# Says that a folder is ours. Nothing is deleted where it is missing.
MARKER = ".patient-safety-hub"
MARKED = "The patient safety hub publishes here. Do not put files of your own into this folder.\n"
ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-f]{8}")
COMING = ".coming"


class Target(Protocol):
    """A place that shows one release and remembers some.

    `served`: a web server of one's own reads redirects there. `network`: a delivery network stands
    before it, which has to forget what changed.
    """

    served: bool
    network: bool

    def live(self) -> Release | None:
        """Return what is shown. Raises SiteFault when the place is not ours."""
        ...

    def put(self, stage: Path, release: Release) -> None:
        """Take over a release and show it, in one step where the place can do that."""
        ...

    def kept(self) -> list[Release]:
        """Return the releases that can be gone back to, oldest first."""
        ...

    def back(self, id: str) -> None: ...


def choose(kept: list[Release], live: Release | None, id: str) -> str:
    """Return the release to go back to: the one named, or else the one before what is live."""
    names = [each.id for each in kept]
    if id:
        if id not in names:
            known = ", ".join(names) or "none"
            raise SiteFault(f"There is no release '{id}'; there are: {known}.", 1)
        return id
    place = names.index(live.id) if live and live.id in names else 0
    if place == 0:
        raise SiteFault("There is no earlier release to go back to.", 1)
    return names[place - 1]


def run_program(argv: list[str], name: str) -> None:
    if shutil.which(name) is None:
        raise SiteFault(f"{name} is missing: install it (apt install {name}), and try again.", 2)
    done = subprocess.run(argv, capture_output=True)
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] or ["no reason"]
        raise SiteFault(
            f"{name} says: {without_secrets(reason[0])}; publish again to complete it.", 2
        )


def without_secrets(words: str) -> str:
    """Return another program's words without what may be a secret: credentials in an address."""
    words = re.sub(r"(\w+://)[^/@\s]+@", r"\1", words)
    for name, value in os.environ.items():
        if len(value) > 7 and re.search(r"KEY|TOKEN|SECRET|PASS", name, re.IGNORECASE):
            words = words.replace(value, "***")
    return words
