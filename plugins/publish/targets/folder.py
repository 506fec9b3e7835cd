"""A folder of this machine."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.publish import releases
from plugins.publish.releases import Release
from plugins.publish.targets.place import COMING, ID, MARKED, MARKER

# -- A folder


class Folder:
    """`releases/<id>`, and `current`, a link to the one that is shown."""

    served, network = True, False

    def __init__(self, root: Path, keep: int) -> None:
        self.root, self.keep = Path(os.path.abspath(root)), keep  # noqa: PTH100 - links stay
        self.releases = self.root / "releases"
        self.current = self.root / "current"

    def check(self, project: Path) -> None:
        """Refuse a place where deleting could hurt. Raises SiteFault."""
        place = self.root.resolve()
        shown = f"'{self.root}'"
        hurt = {
            Path("/"),
            Path.home().resolve(),
            project.resolve(),
            (project / "content").resolve(),
        }
        if place in hurt or any(place in each.parents for each in hurt):
            raise SiteFault(f"Nothing is published to {shown}: it holds more than a site.", 2)
        if (project / "content").resolve() in place.parents:
            raise SiteFault(f"Nothing is published to {shown}: it lies in the content.", 2)
        if self.root.is_symlink():
            raise SiteFault(f"Nothing is published to {shown}: it is a link; name its target.", 2)
        if self.root.exists() and not self.root.is_dir():
            raise SiteFault(f"Nothing is published to {shown}: it is a file.", 2)
        if self.root.is_dir() and any(self.root.iterdir()) and not self._marked():
            raise SiteFault(
                f"Nothing is published to {shown}: it holds files that no publish made; name an "
                "empty folder.",
                2,
            )

    def _marked(self) -> bool:
        marker = self.root / MARKER
        return marker.is_file() and not marker.is_symlink()

    def live(self) -> Release | None:
        return releases.load(self.current) if self.current.is_symlink() else None

    def kept(self) -> list[Release]:
        if not self.releases.is_dir():
            return []
        folders = sorted(each for each in self.releases.iterdir() if ID.fullmatch(each.name))
        return [found for each in folders if (found := releases.load(each)) is not None]

    def put(self, stage: Path, release: Release) -> None:
        self.root.mkdir(parents=True, exist_ok=True)
        if not self._marked():
            replace(self.root / MARKER, MARKED.encode())
        self.releases.mkdir(exist_ok=True)
        coming = self.releases / COMING
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir()
        live = self.current.resolve() if self.current.is_symlink() else None
        releases.copy(stage, coming, release, live)
        releases.verify(coming, release)
        coming.rename(self.releases / release.id)
        releases.sync(self.releases)
        self._show(release.id)
        self._prune(release.id)

    def back(self, id: str) -> None:
        found = releases.load(self.releases / id)
        if found is None:
            raise SiteFault(f"Release '{id}' has no manifest any more; choose another.", 1)
        releases.verify(self.releases / id, found)
        self._show(id)

    def _show(self, id: str) -> None:
        fresh = self.root / ".current"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(Path("releases") / id, target_is_directory=True)
        fresh.replace(self.current)
        releases.sync(self.root)

    def _prune(self, live: str) -> None:
        """Remove the oldest releases, never the one that is shown nor the one before it."""
        names = sorted(each.name for each in self.releases.iterdir() if ID.fullmatch(each.name))
        place = names.index(live)
        spared = {live, *names[max(0, place - 1) : place], *names[-self.keep :]}
        if not self._marked():
            return
        for name in names:
            if name not in spared and not (self.releases / name).is_symlink():
                shutil.rmtree(self.releases / name)
