"""Files that cost much to make, kept by a key of all that they were made from.

Deleting it costs time and never correctness: each file carries a digest of itself, and one that is
damaged is as good as none.
"""

from __future__ import annotations

import os
from pathlib import Path

from plugins.base.hashing import digest
from plugins.base.safe_write import replace

# Bytes that are kept at most; some thousand photographs in all their sizes.
LIMIT = 1_000_000_000


class Cache:
    """Files in one folder, by key. Several processes may use it at once."""

    def __init__(self, folder: Path | None, limit: int = LIMIT) -> None:
        self.folder, self.limit = folder, limit

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key, if it is there and whole."""
        if self.folder is None:
            return None
        path = self.folder / key
        try:
            check, _, content = path.read_bytes().partition(b"\n")
            if check != digest(content).encode():
                return None
            os.utime(path)  # used now, so it is not among the first to go
        except OSError:
            return None
        return content

    def put(self, key: str, content: bytes) -> None:
        if self.folder is None:
            return
        try:
            replace(self.folder / key, digest(content).encode() + b"\n" + content)
        except OSError:
            return  # a full disk is told by what must be written

    def prune(self) -> None:
        """Delete what was not used for longest, until the rest is within the limit."""
        if self.folder is None or not self.folder.is_dir():
            return
        known = [(entry.stat(), entry.path) for entry in os.scandir(self.folder)]
        size = sum(look.st_size for look, _ in known)
        for look, path in sorted(known, key=lambda each: each[0].st_mtime_ns):
            if size <= self.limit:
                break
            Path(path).unlink(missing_ok=True)
            size -= look.st_size
