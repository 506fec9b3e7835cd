"""What lies in a folder, known by content, with the file system's word as a hint.

A file counts as unchanged without being read when its size, times and inode are those of the
last look *and* those times lie clearly before that look. Whatever is in doubt is read and hashed.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.base.hashing import digest

# A file system may round times to two seconds (FAT); a change within the same tick as the last
# look would not show, so such a file is read again. One that tells parts of a second rounds to a
# tick of the kernel, 10 ms at most, or of exFAT, which is as long.
TICK, FINE = 2_000_000_000, 50_000_000
_SECOND = 1_000_000_000


_PLAIN = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
# A link is never followed and a device never waited for, also when they took a file's place since
# its folder was listed.
_UNMOVED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_READ = os.O_RDONLY | _PLAIN | _UNMOVED


class FileState(NamedTuple):
    """How a file looked: digest of its bytes, size, mtime and ctime in ns, inode."""

    digest: str
    size: int
    mtime: int
    ctime: int
    inode: int


class Odd(NamedTuple):
    """A directory entry that is not a plain file: what it is, in words."""

    path: str
    kind: str


def is_unchanged(file: os.stat_result, seen: FileState, scanned_at_ns: int) -> bool:
    """Return whether a file is surely the one seen at a moment (ns since 1970)."""
    if os.name == "nt":  # there st_ctime is the time of creation, which an edit keeps
        return False
    same = (file.st_size, file.st_mtime_ns, file.st_ctime_ns, file.st_ino) == seen[1:]
    tick = FINE if seen.ctime % _SECOND else TICK
    return same and max(seen.mtime, seen.ctime) < scanned_at_ns - tick


def scan_file(path: Path | str) -> FileState:
    """Read a plain file and return how it looks. Raises OSError."""
    return read_at(path)[0]


def read(path: Path | str) -> bytes:
    """Return the bytes of a plain file. Raises OSError for a link, and for what is no file."""
    return read_at(path)[1]


def read_at(path: Path | str) -> tuple[FileState, bytes]:
    """Return how a plain file looks, and what is in it. Raises OSError."""
    file = os.open(path, _READ)  # no buffer, no codec: ten thousand files are looked at
    try:
        known = os.fstat(file)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(errno.EINVAL, "Not a plain file", str(path))
        parts = []
        while part := os.read(file, 1 << 20):
            parts.append(part)
    finally:
        os.close(file)
    content = b"".join(parts)
    return state_from(known, digest(content)), content


def state_from(known: os.stat_result, digest: str) -> FileState:
    return FileState(digest, known.st_size, known.st_mtime_ns, known.st_ctime_ns, known.st_ino)


def nothing(_: str) -> bool:
    return False


class FolderScan:
    """All plain files below a root, by their path with forward slashes, in order.

    A file that `later` names and that is in doubt is not read: its look has no digest, until
    somebody who reads it anyway gives one. Where an installer put the files (`installed`), they
    may have a second name.
    """

    def __init__(
        self,
        root: Path,
        known: Mapping[str, FileState] | None = None,
        scanned_at_ns: int = 0,
        later: Callable[[str], object] = nothing,
        installed: bool = False,
    ) -> None:
        self.root = root
        self.scanned_at_ns = time.time_ns()
        self.files: dict[str, FileState] = {}
        self.odd: list[Odd] = []
        self.doubted = 0
        known = known or {}
        place = f"{root}{os.sep}"
        for name, found in sorted(_plain_files(root, self.odd, installed)):
            seen = known.get(name)
            if seen is not None and is_unchanged(found, seen, scanned_at_ns):
                self.files[name] = seen
            elif later(name):
                self.files[name] = state_from(found, "")
                self.doubted += 1
            else:
                try:
                    self.files[name] = scan_file(place + name)
                    self.doubted += 1
                except OSError as error:
                    self.odd.append(Odd(name, f"cannot be read ({error.strerror})"))
        self.odd.sort()

    def key(self) -> str:
        """Return one digest of all names and contents."""
        parts = (f"{name}\0{seen.digest}".encode() for name, seen in self.files.items())
        return digest(*parts)

    def place(self, name: str) -> Path:
        """Return where a file lies."""
        return self.root / name

    def read(self, name: str) -> bytes:
        return read(self.place(name))

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that were looked at, the one that wins first."""
        return (self.root,)


# Before the names of what is hidden, in the list of files of two folders.
BELOW = "below/"


class LayeredScan(FolderScan):
    """Two folders seen as one: a file of the first hides that of the same name in the second.

    The second one holds what was installed. What is hidden there is listed as `below/NAME`, for a
    file of the first may lean on it.
    """

    def __init__(
        self, root: Path, below: Path, known: Mapping[str, FileState] | None, scanned_at_ns: int
    ) -> None:
        known = known or {}
        super().__init__(root, known, scanned_at_ns)
        were = {name.removeprefix(BELOW): at for name, at in known.items() if name[:6] == BELOW}
        self.below = FolderScan(below, {**known, **were}, scanned_at_ns, installed=True)
        self.own = frozenset(self.files)
        for name, seen in self.below.files.items():
            self.files[f"{BELOW}{name}" if name in self.own else name] = seen
        self.files = dict(sorted(self.files.items()))
        self.doubted += self.below.doubted
        self.odd = sorted([*self.odd, *self.below.odd])

    def place(self, name: str) -> Path:
        if name in self.own:
            return self.root / name
        return self.below.root / name.removeprefix(BELOW)

    @property
    def roots(self) -> tuple[Path, ...]:
        return (self.root, self.below.root)


def _plain_files(
    root: Path, odd: list[Odd], installed: bool = False
) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every plain file; collect what is something else; pass hidden and backup files."""
    folders = [("", str(root))]
    while folders:
        prefix, folder = folders.pop()
        try:
            with os.scandir(folder) as found:
                entries = list(found)
        except FileNotFoundError:
            continue
        except OSError as error:
            odd.append(Odd(prefix.rstrip("/"), f"cannot be read ({error.strerror})"))
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.name.startswith(".") or entry.name.endswith(("~", ".swp", ".tmp")):
                continue
            known = entry.stat(follow_symlinks=False)
            if not name.isprintable() and not _is_text(name):
                shown = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
                odd.append(Odd(shown, "has a name that is not UTF-8 text"))
            elif stat.S_ISDIR(known.st_mode):
                folders.append((f"{name}/", entry.path))
            elif stat.S_ISREG(known.st_mode) and known.st_nlink > 1 and not installed:
                odd.append(Odd(name, "is a second name of another file (a hard link)"))
            elif stat.S_ISREG(known.st_mode):
                yield name, known
            else:
                odd.append(Odd(name, _kind(known.st_mode)))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _kind(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a link to another place"
    return "is not a plain file"
