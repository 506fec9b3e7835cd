"""What lies in a built tree, and from what each file of it was made.

An entry is the key of what a file was made from, and how the file looked when it was written. A
file that somebody edited, or that a crash left half done, does not look that way any more.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from plugins.base import checked_json
from plugins.base.file_state import FileState, is_unchanged, scan_file

FORMAT = 3


class ManifestLine(NamedTuple):
    """One file: the key it was made from, and how it looked."""

    key: str
    look: FileState


class Manifest:
    """The entries of one tree. `scanned_at_ns` is when its files were last known to look so, in ns.

    `proof` is the key of the secrets that all of its files were searched for.
    """

    def __init__(
        self,
        tree: Path,
        entries: dict[str, ManifestLine] | None = None,
        scanned_at_ns: int = 0,
        proof: str = "",
    ) -> None:
        self.tree = tree
        self.proof = proof
        self.entries = entries or {}
        self.scanned_at_ns = scanned_at_ns

    @classmethod
    def load(cls, path: Path, tree: Path) -> Manifest:
        """Read a ledger; one that is missing, damaged or of another format is an empty one."""
        try:
            found = checked_json.read(path)
            if found["format"] != FORMAT:
                return cls(tree)
            entries = {
                name: ManifestLine(key, FileState(*look)) for name, key, *look in found["files"]
            }
            return cls(tree, entries, found["taken"], found["proof"])
        except (OSError, ValueError, KeyError, TypeError):
            return cls(tree)

    def save(self, path: Path) -> None:
        files = [[name, key, *look] for name, (key, look) in sorted(self.entries.items())]
        found = {"format": FORMAT, "taken": self.scanned_at_ns, "proof": self.proof, "files": files}
        checked_json.write(path, found)

    def is_current(self, name: str, key: str | None = None) -> bool:
        """Return whether a file lies in the tree as it was written (and from this key)."""
        entry = self.entries.get(name)
        if entry is None or (key is not None and entry.key != key):
            return False
        try:
            found = os.lstat(f"{self.tree}/{name}")
            if is_unchanged(found, entry.look, self.scanned_at_ns):
                return True
            if found.st_size != entry.look.size or not stat.S_ISREG(found.st_mode):
                return False
            look = scan_file(self.tree / name)
        except OSError:
            return False
        if look.digest != entry.look.digest:
            return False
        self.entries[name] = ManifestLine(entry.key, look)
        return True

    def untracked(self) -> Iterator[str]:
        """Yield what lies in the tree and is in no entry: files, links, empty folders.

        A folder is named with a slash behind it, after all that it holds.
        """
        yield from self._strays("")

    def _strays(self, prefix: str) -> Iterator[str]:
        count = 0
        for item in sorted(os.scandir(self.tree / prefix), key=lambda item: item.name):
            count += 1
            name = prefix + item.name
            if item.is_dir(follow_symlinks=False):
                yield from self._strays(f"{name}/")
            elif name not in self.entries:
                yield name
        if not count and prefix:
            yield prefix

    def is_whole(self) -> bool:
        """Return whether the tree holds exactly the files of the ledger, as they were written."""
        return all(self.is_current(name) for name in list(self.entries)) and not any(
            self.untracked()
        )


@dataclass(frozen=True)
class Written:
    """What a build did to the output: names of files, sorted."""

    claimed: tuple[str, ...]
    rendered: tuple[str, ...]
    removed: tuple[str, ...]

    def summary(self, counts: str, took: float) -> str:
        """Say it in one line. `counts` is what the site has, and `took` is in seconds."""
        if not self.rendered and not self.removed:
            return f"{counts}. Nothing was written: all is current. {took:.2f} s."
        current = len(self.claimed) - len(self.rendered)
        removed = f", {len(self.removed):,} removed" if self.removed else ""
        return (
            f"{counts}. {len(self.rendered):,} files rendered, "
            f"{current:,} current{removed}. {took:.2f} s."
        )
