"""A SQLite file of what can be made again: transactions, closing, and removing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from plugins.base.cache_database import CacheDatabase


@pytest.fixture
def database(tmp_path: Path) -> CacheDatabase:
    found = CacheDatabase(tmp_path / "made.sqlite")
    found.connected().execute("CREATE TABLE made (key TEXT)")
    return found


def keys(database: CacheDatabase) -> list[str]:
    return [key for (key,) in database.connected().execute("SELECT key FROM made")]


def test_a_transaction_is_kept_whole_or_not_at_all(database: CacheDatabase) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO made VALUES ('kept')")
    with pytest.raises(sqlite3.ProgrammingError), database.transaction() as connection:
        connection.executemany("INSERT INTO made VALUES (?)", [("lost",), ()])
    with database.transaction() as connection:
        connection.execute("INSERT INTO made VALUES ('kept, too')")

    assert keys(CacheDatabase(database.path)) == ["kept", "kept, too"]


def test_a_transaction_that_sqlite_has_ended_says_its_own_fault(database: CacheDatabase) -> None:
    with (
        pytest.raises(sqlite3.OperationalError, match="no transaction is active"),
        database.transaction() as connection,
    ):
        connection.execute("ROLLBACK")

    assert keys(database) == []


def test_what_nobody_holds_any_more_is_closed(database: CacheDatabase) -> None:
    """Python 3.13 warns of a connection that is left open, and a warning fails the suite."""
    other = CacheDatabase(database.path)
    connection = other.connected()

    del other

    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        connection.execute("SELECT 1")


def test_it_is_opened_again_after_it_was_closed_or_removed(database: CacheDatabase) -> None:
    database.close()
    assert keys(database) == []

    database.remove()

    assert not database.path.exists()
    database.remove()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        keys(database)
