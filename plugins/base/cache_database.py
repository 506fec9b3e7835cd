"""A SQLite file that holds nothing but what can be made again."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class CacheDatabase:
    """The file, and this process's own connection to it: SQLite's may not cross a fork.

    Its folder is not made here. Raises sqlite3.Error and OSError for a file that cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._process = 0

    def connected(self) -> sqlite3.Connection:
        """Return a connection in which every statement is a transaction of its own."""
        if self._connection is None or self._process != os.getpid():
            connection = sqlite3.connect(self.path, timeout=60, isolation_level=None)
            self._connection, self._process = connection, os.getpid()
            # What a crash may damage is only made again, so nothing waits for the disk.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute("PRAGMA synchronous = OFF")
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Give one transaction. What goes wrong in it leaves the file as it was."""
        connection = self.connected()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Close the connection; one that a fork left here is only forgotten."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def remove(self) -> None:
        """Remove the file and what SQLite left beside it."""
        self.close()
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            path.unlink(missing_ok=True)

    def __del__(self) -> None:
        with suppress(sqlite3.ProgrammingError):  # another thread's is closed by that one
            self.close()
