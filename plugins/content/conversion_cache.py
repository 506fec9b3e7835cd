"""What conversions gave, by the hash of what they were made from.

A SQLite file of plain JSON and HTML. Each row carries a digest of itself. A store that is damaged,
of another version or not a store at all is dropped with one line, and rebuilt: deleting it costs
time and never correctness.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from plugins.base.cache_database import CacheDatabase
from plugins.base.hashing import digest

FORMAT = 5

_TABLE = """
    CREATE TABLE IF NOT EXISTS made (
        key TEXT PRIMARY KEY, record TEXT NOT NULL, html TEXT NOT NULL,
        record_check TEXT NOT NULL, html_check TEXT NOT NULL
    )
"""

Record = dict[str, Any]


class CachedRow(NamedTuple):
    """A record as JSON and its HTML, as they are stored: with a digest of each."""

    key: str
    record: str
    html: str
    record_check: str
    html_check: str

    @classmethod
    def of(cls, key: str, record: Record, html: str) -> CachedRow:
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        name = key.encode()
        return cls(key, text, html, digest(name, text.encode()), digest(name, html.encode()))


class ConversionCache:
    """Records and their HTML. Nothing here raises for a fault of the file.

    `say` gets one line when something had to be dropped. With `only`, no other records are read.
    """

    def __init__(
        self,
        path: Path | None,
        say: Callable[[str], None] = print,
        only: Sequence[str] | None = None,
    ) -> None:
        self.say = say
        self._database = CacheDatabase(path) if path is not None else None
        self.records: dict[str, Record] = {}
        self.fresh: dict[str, CachedRow] = {}  # made by this build, not yet or never on disk
        self._told = False
        if self._database is not None and self._database.path.exists():
            self._read(self._database, only)

    def _read(self, database: CacheDatabase, only: Sequence[str] | None) -> None:
        try:
            connection = database.connected()
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            if found != FORMAT:
                self._drop("is of another version")
                return
            wanted = f" WHERE key IN ({','.join('?' * len(only))})" if only is not None else ""
            rows = connection.execute(
                f"SELECT key, record, record_check FROM made{wanted}",  # noqa: S608 - marks only
                only or (),
            )
            for key, record, check in rows:
                if digest(key.encode(), record.encode()) != check:
                    self._drop("is damaged")
                    return
                self.records[key] = json.loads(record)
        except (sqlite3.Error, OSError, ValueError, TypeError, AttributeError):
            self._drop("is damaged or cannot be read")

    def html(self, key: str) -> str:
        """Return the HTML of a record. Raises Damaged when the file does not hold it any more."""
        if key in self.fresh:
            return self.fresh[key].html
        if self._database is None:
            raise Damaged(key)
        try:
            find = "SELECT html, html_check FROM made WHERE key = ?"
            row = self._database.connected().execute(find, (key,))
            html, check = row.fetchone()
            if digest(key.encode(), html.encode()) == check:
                return str(html)
        except (sqlite3.Error, OSError, TypeError, ValueError, AttributeError):
            pass
        raise Damaged(key)

    def holds(self, field: str, text: str) -> bool:
        """Return whether a stored record, read or not, has a text in one of its fields."""
        if self._database is None:
            return True  # it is not known, and so it may
        said = json.dumps({field: text}, ensure_ascii=False, separators=(",", ":"))[1:-1]
        try:
            find = "SELECT EXISTS (SELECT 1 FROM made WHERE instr(record, ?))"
            (found,) = self._database.connected().execute(find, (said,)).fetchone()
        except sqlite3.Error:
            return True
        return bool(found)

    def put(self, row: CachedRow) -> None:
        """Take what a conversion gave; its record is then what the next build will read."""
        self.records[row.key] = json.loads(row.record)
        self.fresh[row.key] = row

    def save(self, used: Iterable[str]) -> None:
        """Write what is new and forget what this build did not use."""
        if self._database is None:
            return
        used = set(used)
        gone = [key for key in self.records if key not in used]
        if not gone and not self.fresh:
            return
        try:
            self._database.path.parent.mkdir(parents=True, exist_ok=True)
            with self._database.transaction() as connection:
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                connection.execute(_TABLE)
                connection.executemany("DELETE FROM made WHERE key = ?", ((key,) for key in gone))
                # In the order of the index, which grows at its end then.
                rows = (self.fresh[key] for key in sorted(self.fresh.keys() & used))
                connection.executemany("INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)", rows)
        except (sqlite3.Error, OSError) as error:
            self._tell(f"cannot be written ({error})")
            self.close()
            return
        self.fresh.clear()  # it is read from the file from now on, and not written twice
        for key in gone:
            del self.records[key]

    def _drop(self, why: str) -> None:
        self._tell(f"{why}: dropped, and made again")
        self.records.clear()
        if self._database is not None:
            try:
                self._database.remove()
            except OSError:
                self._database = None

    def _tell(self, what: str) -> None:
        if not self._told:
            self.say(f"The store of converted posts {what}.")
        self._told = True

    def close(self) -> None:
        if self._database is not None:
            self._database.close()


class Damaged(Exception):
    """A body that the store promised is not there or not as it was."""
