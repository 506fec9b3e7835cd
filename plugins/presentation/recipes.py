"""What the files that hold the text of a post were made from, as plain data.

A build in which only words changed takes the few files that hold them from here, and need not read
the whole library to know what else stands on them. A recipe is found by the key of its file, and
what comes out of it has to have that key again, or it is not used. Deleting this file costs time
and never correctness.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sqlite3
import typing
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol, Self, TypeGuard

from plugins.base.cache_database import CacheDatabase
from plugins.base.hashing import digest
from plugins.model.text import Body
from plugins.presentation.codec import Decoder
from plugins.presentation.contracts import OutputFile
from plugins.presentation.views import View

FORMAT = 1
# Files that are kept in one transaction.
BATCH = 500

_TABLES = """
    CREATE TABLE file (
        key TEXT PRIMARY KEY, name TEXT, kind TEXT, holds TEXT, data TEXT, seal TEXT
    );
    CREATE TABLE part (key TEXT PRIMARY KEY, body TEXT, data TEXT, seal TEXT);
    CREATE INDEX part_of ON part (body);
    CREATE TABLE about (data TEXT, files TEXT, parts TEXT, seal TEXT);
    CREATE TABLE born (mark TEXT);
"""


class Part(NamedTuple):
    """What several files share: its own key, the key of the text in it, and its data."""

    key: str
    body: str
    data: str


class Recipe(NamedTuple):
    """The data of one file without its parts. `holds` are the keys of its parts, or of its texts.

    The data are empty where they cannot be said plainly: only a room can make such a file.
    """

    data: str
    holds: tuple[str, ...]
    parts: tuple[Part, ...] = ()


class Rewordable(Protocol):
    """A view or a document that holds texts of posts, and follows from them and plain data."""

    def recipe(self) -> Recipe:
        """Return what this is made from, and what texts it holds."""
        ...

    @classmethod
    def from_recipe(cls, recipe: Recipe, decoder: Decoder, shared: dict[str, Any]) -> Self:
        """Return what gave a recipe. Files that are made again together have `shared` to share."""
        ...

    def reworded(self, old: str, new: str, words: int) -> Self:
        """Return the same with the text `new`, of so many words, in the place of the text `old`.

        Headings, links and images are those of the old one.
        """
        ...


def can_be_reworded(made: View | OutputFile) -> TypeGuard[Rewordable]:
    """Return whether a file follows from plain data and texts, or only a room can make it."""
    return hasattr(made, "reworded")


def reword(made: View | OutputFile, old: str, new: str, words: int) -> View | OutputFile | None:
    """Return a view or a document with another text, or nothing where only a room can do that."""
    if not can_be_reworded(made):
        return None
    again = made.reworded(old, new, words)
    return typing.cast("View | OutputFile", again)


def kind_of(made: View | OutputFile) -> str:
    """Return how the class of a view or a document is found again: its module and its name."""
    return f"{type(made).__module__}:{type(made).__qualname__}"


def bodies_in(made: object) -> Iterable[Body]:
    """Yield the texts that a view or a document holds."""
    if isinstance(made, Body):
        yield made
    elif isinstance(made, tuple):
        for item in made:
            yield from bodies_in(item)
    elif dataclasses.is_dataclass(made) and not isinstance(made, type):
        for name in _ways(type(made)):
            yield from bodies_in(getattr(made, name))


@cache
def _ways(owner: type) -> tuple[str, ...]:
    """Return the fields of a dataclass through which a body may be reached."""
    if not dataclasses.is_dataclass(owner):
        return ()
    hints = typing.get_type_hints(owner)
    fields = owner.__dataclass_fields__
    return tuple(name for name in fields if name in hints and _leads(hints[name], (owner,)))


def _leads(hint: Any, seen: tuple[type, ...]) -> bool:
    if hint is Body:
        return True
    if any(_leads(inner, seen) for inner in typing.get_args(hint)):
        return True
    if not isinstance(hint, type) or not dataclasses.is_dataclass(hint) or hint in seen:
        return False
    hints = typing.get_type_hints(hint)
    return any(
        _leads(hints[name], (*seen, hint)) for name in hint.__dataclass_fields__ if name in hints
    )


# -- The file


class Recipes:
    """The recipes of one output. Nothing here raises for a fault of the file: it is dropped."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._born = ""
        self._database = CacheDatabase(path)
        self._kept: set[str] = set()  # keys of parts

    def begin(self) -> None:
        """Let this process, and the workers that it forks from now on, fill one and the same file.

        Recipes that are not complete would leave out files, so what some of them were written into
        is not gone on with once it was dropped.
        """
        if self._born:
            return
        marks = self._asked("SELECT mark FROM born")
        (version,) = self._asked("PRAGMA user_version") or [(0,)]
        if len(marks) != 1 or version != (FORMAT,):
            self.drop()
            self._born = os.urandom(8).hex()
            self._make()
        else:
            self._born = marks[0][0]
        self.close()  # a worker may not inherit what is open

    def _make(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = self._database.connected()
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;")
            connection.execute("INSERT INTO born VALUES (?)", (self._born,))
        except (sqlite3.Error, OSError):
            self.drop()

    def keep(self, made: Iterable[tuple[str, str, View | OutputFile]]) -> None:
        """Take the recipes of files that hold texts, each with the key and the name of its file."""
        waiting = iter(made)
        while some := list(islice(waiting, BATCH)):
            self._keep(some)

    def _keep(self, made: list[tuple[str, str, View | OutputFile]]) -> None:
        files, parts = [], []
        for key, name, each in made:
            if can_be_reworded(each):
                recipe = each.recipe()
            else:
                recipe = Recipe("", tuple(body.key for body in bodies_in(each)))
            if not recipe.holds:
                continue
            row = (key, name, kind_of(each), " ".join(recipe.holds), recipe.data)
            files.append((*row, _seal(*row)))
            for part in recipe.parts:
                if part.key not in self._kept:
                    self._kept.add(part.key)
                    parts.append((*part, _seal(*part)))
        if not files:
            return
        with self._writing() as connection:
            if connection is not None:
                # In the order of the index, which grows at its end then.
                put = "INSERT OR REPLACE INTO {} VALUES ({})"
                connection.executemany(put.format("file", "?,?,?,?,?,?"), sorted(files))
                connection.executemany(put.format("part", "?,?,?,?"), sorted(parts))

    def keys(self) -> set[str]:
        """Return the keys of all files of which there is a recipe."""
        found = self._asked("SELECT key FROM file")
        return {str(key) for (key,) in found}

    def settle(self, keys: Collection[str], about: Mapping[str, Any]) -> None:
        """Forget all files but those of these keys, and note what is true of the whole build."""
        gone = self.keys().difference(keys)
        data = json.dumps(about, ensure_ascii=False)
        with self._writing() as connection:
            if connection is None:
                return
            connection.executemany("DELETE FROM file WHERE key = ?", ((key,) for key in gone))
            if gone:
                rows = connection.execute("SELECT holds FROM file").fetchall()
                held = {key for (holds,) in rows for key in holds.split()}
                rows = connection.execute("SELECT key FROM part").fetchall()
                left = [row for row in rows if row[0] not in held]
                connection.executemany("DELETE FROM part WHERE key = ?", left)
            _note(connection, data)

    def forget(self, keys: Iterable[str], bodies: Iterable[str]) -> None:
        """Forget files, and the parts that hold texts that are no more."""
        with self._writing() as connection:
            if connection is not None:
                connection.executemany("DELETE FROM file WHERE key = ?", ((key,) for key in keys))
                connection.executemany("DELETE FROM part WHERE body = ?", ((b,) for b in bodies))
                for data, *_ in connection.execute("SELECT * FROM about").fetchall():
                    _note(connection, data)

    def about(self) -> dict[str, Any]:
        """Return what was noted of the whole build, or nothing when something is lost since."""
        for *noted, seal in self._asked("SELECT * FROM about"):
            counts = self._asked(_COUNTS)
            if _seal(*noted) == seal and list(map(str, *counts)) == noted[1:]:
                found: dict[str, Any] = json.loads(noted[0])
                return found
        return {}

    def holders(self, body: str) -> dict[str, str]:
        """Return the name of every file that holds a text, by the key of the file."""
        parts = self._asked("SELECT key FROM part WHERE body = ?", body)
        found: dict[str, str] = {}
        for each in (body, *(key for (key,) in parts)):
            found.update(self._asked("SELECT key, name FROM file WHERE instr(holds, ?)", each))
        return found

    def load(self, key: str) -> tuple[str, Recipe] | None:
        """Return the kind and the recipe of a file, or nothing when it is not whole."""
        for name, kind, holds, data, seal in self._asked(
            "SELECT name, kind, holds, data, seal FROM file WHERE key = ?", key
        ):
            if _seal(key, name, kind, holds, data) != seal:
                return None
            held = tuple(holds.split())
            marks = ",".join("?" * len(held))
            rows = self._asked(f"SELECT * FROM part WHERE key IN ({marks})", *held)  # noqa: S608
            parts = {row[0]: Part(*row[:3]) for row in rows if _seal(*row[:3]) == row[3]}
            return kind, Recipe(data, held, tuple(parts[each] for each in held if each in parts))
        return None

    def close(self) -> None:
        self._database.close()

    # -- SQLite

    def _asked(self, question: str, *given: str) -> list[Any]:
        if not self.path.exists():
            return []
        try:
            return self._database.connected().execute(question, given).fetchall()
        except (sqlite3.Error, OSError, ValueError):
            self.drop()
            return []

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection | None]:
        """Give one transaction, or nothing where the file is not the one that was begun.

        When it cannot be written, all of it is dropped.
        """
        self.begin()
        if not self.path.exists():
            yield None
            return
        try:
            with self._database.transaction() as connection:
                ours = connection.execute("SELECT mark FROM born").fetchall() == [(self._born,)]
                yield connection if ours else None
        except (sqlite3.Error, OSError):
            self.drop()

    def drop(self) -> None:
        """Remove the file, and with it every recipe."""
        try:
            self._database.remove()
        except OSError:
            return  # what cannot be used is not used


_COUNTS = "SELECT (SELECT count(*) FROM file), (SELECT count(*) FROM part)"


def _note(connection: sqlite3.Connection, data: str) -> None:
    """Note what is true of the whole build, and how many recipes there are."""
    noted = (data, *map(str, connection.execute(_COUNTS).fetchone()))
    connection.execute("DELETE FROM about")
    connection.execute("INSERT INTO about VALUES (?, ?, ?, ?)", (*noted, _seal(*noted)))


def _seal(*values: str) -> str:
    return digest(*(value.encode() for value in values))
