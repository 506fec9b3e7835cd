"""One build at a time for each output. It ends with the process that holds it.

The file names its holder for whoever comes second. The lock itself is the operating system's: a
process that dies, however it dies, lets go of it, and so do the workers that it started.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from plugins.base import clock
from plugins.base.printing import Say, quiet

# Seconds between two looks at a lock that somebody else holds.
PAUSE = 0.05


class Lock:
    """The right to change what lies in one folder."""

    def __init__(self, folder: Path, doing: str = "build") -> None:
        self.path, self.doing = folder / "lock", doing
        self._held: int | None = None

    def take(self, tell: Say = quiet) -> None:
        """Wait until nobody else holds the lock; say once for whom. Raises OSError."""
        if self._held is not None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        told = False
        try:
            while not _try(file):
                if not told:
                    tell(f"{_holder(file)}; waiting until it has ended.")
                told = True
                time.sleep(PAUSE)
            self._sign(file)
        except BaseException:
            os.close(file)
            raise
        self._held = file

    def _sign(self, file: int) -> None:
        found = {"doing": self.doing, "process": os.getpid(), "since": clock.now({}).timestamp()}
        with contextlib.suppress(OSError):  # a full disk: the lock holds all the same
            os.ftruncate(file, 0)
            os.pwrite(file, json.dumps(found).encode(), 0) if hasattr(os, "pwrite") else None

    def release(self) -> None:
        if self._held is not None:
            os.close(self._held)
        self._held = None


@contextlib.contextmanager
def held(folder: Path, doing: str = "build", tell: Say = quiet) -> Iterator[None]:
    """Hold the lock of a folder for a while."""
    lock = Lock(folder, doing)
    lock.take(tell)
    try:
        yield
    finally:
        lock.release()


def _try(file: int) -> bool:
    """Return whether the lock is ours now. A file system that knows no locks grants every one."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN)
    return True


def _holder(file: int) -> str:
    """Say who holds the lock: "A build is running (process 123, since 14:02)"."""
    try:
        os.lseek(file, 0, os.SEEK_SET)
        found = json.loads(os.read(file, 1000))
        since = dt.datetime.fromtimestamp(found["since"]).strftime("%H:%M")  # noqa: DTZ006 - local
        return f"A {found['doing']} is running (process {found['process']}, since {since})"
    except (OSError, ValueError, KeyError, TypeError):
        return "Another build is running"
