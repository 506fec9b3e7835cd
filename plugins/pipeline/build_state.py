"""What a build leaves for the next one, in the hidden folder beside the output.

`.hub/<name of the output>/` holds the store, the state, and two trees with a ledger each. One tree
is live: `output` is a relative link to it. A build works in the other one, so that a reader never
meets half a site; going live is one rename of the link. Where links are missing the output is a
folder, and the two folders change places.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

from plugins.base import checked_json
from plugins.base.file_state import FileState, FolderScan
from plugins.base.problems import SiteFault
from plugins.pipeline.manifest import Manifest

HIDDEN = ".hub"
FORMAT = 4
# Every page says so in a meta element; it is how an output folder without a memory is known.
GENERATOR = "patient-safety-hub engine"
TREES = ("a", "b")
# What a clean build keeps below `made/`: nothing but a picture decides on its sizes, and each of
# them is looked at by its digest before it is used.
LASTING = "images"


@dataclass
class LastBuild:
    """What the last build was made from. `since` and `until` bound the clock, in seconds.

    `request` is a digest of what was asked for: settings, folders, options, environment.
    """

    request: str = ""
    code: str = ""
    scanned_at_ns: int = 0
    since: float = 0.0
    until: float = 0.0
    content: dict[str, FileState] = field(default_factory=dict)
    theme: dict[str, FileState] = field(default_factory=dict)
    told: str = ""


@dataclass
class ScanResult:
    """What was found when somebody asked whether anything has changed: nobody looks twice."""

    state: LastBuild
    content: FolderScan
    theme: FolderScan

    def at(self, root: Path) -> FolderScan | None:
        """Return what was found in one of the two folders."""
        return next((one for one in (self.content, self.theme) if one.root.resolve() == root), None)


class BuildState:
    def __init__(self, output: Path) -> None:
        self.looked: ScanResult | None = None
        output = Path(os.path.abspath(output))  # noqa: PTH100 - resolve() would follow the link
        if output.is_symlink() and not _is_ours(output):
            output = output.resolve()
        self.output = output
        self.home = output.parent / HIDDEN / output.name
        self.store = self.home / "store.sqlite"
        self.state_path = self.home / "state.json"
        self.recipes = self.home / "recipes.sqlite"
        self.made = self.home / "made"  # what rooms keep, by keys of their own

    # -- State

    def state(self) -> LastBuild | None:
        """Return what the last build left, or nothing when there is none that can be read."""
        try:
            found = checked_json.read(self.state_path)
            if found.pop("format") != FORMAT:
                return None
            for name in ("content", "theme"):
                found[name] = {path: FileState(*look) for path, look in found[name].items()}
            return LastBuild(**found)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def remember(self, state: LastBuild) -> None:
        checked_json.write(self.state_path, {"format": FORMAT, **_plain(state)})

    def forget(self) -> None:
        """Remove what a build remembers, but not the live tree, which is the public's."""
        self.looked = None
        live = self.live()
        ledgers = map(self._ledger_path, (*TREES, "live"))
        for path in (self.store, self.recipes, self.state_path, *ledgers):
            path.unlink(missing_ok=True)
        for each in self.made.glob("*"):
            if each.name != LASTING:
                shutil.rmtree(each, ignore_errors=True)
        for name in TREES:
            if self.home / name != live:
                shutil.rmtree(self.home / name, ignore_errors=True)

    # -- Trees

    def live(self) -> Path | None:
        """Return the tree that the output shows, or nothing before the first build."""
        if self.output.is_symlink():
            target = self.output.parent / self.output.readlink()
            return target if target.is_dir() else None
        return self.output if self.output.is_dir() else None

    def live_ledger(self) -> Manifest | None:
        live = self.live()
        return None if live is None else Manifest.load(self._ledger_of(live), live)

    def spare_ledger(self) -> Manifest:
        live = self.live()
        free = [self.home / name for name in TREES if self.home / name != live]
        spare = next((tree for tree in free if tree.is_dir()), free[0])
        spare.mkdir(parents=True, exist_ok=True)
        return Manifest.load(self._ledger_of(spare), spare)

    def keep(self, ledger: Manifest) -> None:
        ledger.save(self._ledger_of(ledger.tree))

    def go_live(self, tree: Path) -> None:
        """Show another tree in one step."""
        if can_link(self.home):
            self._link(tree)
        else:
            self._swap(tree)

    def _link(self, tree: Path) -> None:
        for left in self.output.parent.glob(f".{escape(self.output.name)}.[0-9]*"):
            if left.is_symlink():  # of a build that was killed between the two steps below
                left.unlink()
        fresh = self.output.with_name(f".{self.output.name}.{os.getpid()}")
        fresh.symlink_to(tree.relative_to(self.output.parent), target_is_directory=True)
        if self.output.is_dir() and not self.output.is_symlink():
            # Before the first link: an empty folder, or one of the time without links.
            self._trade(tree, fresh)
        else:
            fresh.replace(self.output)

    def _swap(self, tree: Path) -> None:
        """Change places; the ledger goes with its tree."""
        if self.output.is_symlink():
            self.output.unlink()
        if self.output.exists():
            self._trade(tree, tree)
        else:
            tree.rename(self.output)
        self._ledger_path(tree.name).replace(self._ledger_of(self.output))

    def _trade(self, tree: Path, comes: Path) -> None:
        """Put the output's folder in the other tree's place, and what comes in its own."""
        other = self.home / next(name for name in TREES if name != tree.name)
        shutil.rmtree(other, ignore_errors=True)
        ledger, live = self._ledger_of(self.output), self._ledger_path(other.name)
        self.output.rename(other)
        try:
            comes.rename(self.output)
        except BaseException:
            other.rename(self.output)
            raise
        if ledger.exists():
            ledger.replace(live)

    def _ledger_of(self, tree: Path) -> Path:
        return self._ledger_path("live" if tree == self.output else tree.name)

    def _ledger_path(self, name: str) -> Path:
        return self.home / f"{name}.json"

    # -- Manners

    def check_place(self, content: Path, root: Path) -> None:
        """Refuse an output that is somebody else's. Raises SiteFault with exit code 2."""
        output, shown = self.output, f"'{self.output}'"
        for inner, outer in ((content, output), (output, content), (root, output)):
            if inner == outer or outer in inner.parents:
                raise SiteFault(
                    f"The output {shown} and the content would lie in one another; "
                    "give --output another folder.",
                    2,
                )
        if output.is_symlink() or not output.exists():
            return
        if not output.is_dir():
            raise SiteFault(f"The output {shown} is a file; give --output a folder.", 2)
        if not any(output.iterdir()) or self._ledger_of(output).exists():
            return
        index = output / "index.html"
        if not (index.is_file() and GENERATOR.encode() in index.read_bytes()):
            raise SiteFault(
                f"The output {shown} holds files that no build made; "
                "give --output another folder, or empty this one.",
                2,
            )


def can_link(folder: Path) -> bool:
    """Return whether links to folders can be made here (on Windows often not)."""
    if os.environ.get("HUB_LINKS") == "0":
        return False
    probe = folder / f".probe.{os.getpid()}"
    try:
        probe.symlink_to(".", target_is_directory=True)
        probe.unlink()
    except NotImplementedError:
        return False
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS):
            raise  # the disk's trouble of today; it says nothing about links
        return False
    return True


def place_file(source: str, target: str) -> bool:
    """Let a file of one tree lie in another too, in a folder that may not be there yet.

    Return whether both are one file with two names; else it is a copy.
    """
    linked = os.environ.get("HUB_LINKS") != "0"
    try:
        _placed(source, target, os.link if linked else shutil.copyfile)
    except OSError:
        if not linked:
            raise
        linked = False  # this file system knows no links, or allows only so many
        _placed(source, target, shutil.copyfile)
    return linked


def _placed(source: str, target: str, place: Callable[[str, str], object]) -> None:
    try:
        place(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120 - strings
        place(source, target)


def _is_ours(link: Path) -> bool:
    parts = link.readlink().parts
    return len(parts) == 3 and parts[0] == HIDDEN and parts[1] == link.name and parts[2] in TREES


def _plain(state: LastBuild) -> Mapping[str, object]:
    found = dict(vars(state))
    for name in ("content", "theme"):
        found[name] = {path: list(look) for path, look in found[name].items()}
    return found
