"""The index as it was made last, and how it follows what changed.

Everything here follows from what can be found, so an index that followed a thousand edits has the
same bytes as one made anew. What is lost or damaged is made again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from plugins.base import worker_pool
from plugins.base.cache_database import CacheDatabase
from plugins.base.code_version import key
from plugins.base.hashing import digest
from plugins.base.printing import Say, quiet
from plugins.base.progress import tracked
from plugins.model.text import Body
from plugins.outputs.search.entries import Entry
from plugins.outputs.search.files import GROUPS, group_of, older, prefixes, shard_of
from plugins.outputs.search.postings import (
    CLASSES,
    DIGITS,
    SLICE,
    VALUES,
    Packed,
    Slice,
    count,
    data,
    is_name,
    joined,
    shard_bytes,
    with_page,
)
from plugins.outputs.search.terms import HEADING, PARTS, terms

FORMAT = 2
# Where more pages have changed, all are counted.
MANY = 200
SPELLING = "spelling"
POSTS, OTHERS = 0, 1

Terms = dict[str, tuple[int, int]]
Files = dict[str, bytes]

_TABLES = """
    CREATE TABLE page (
        id TEXT PRIMARY KEY, space INTEGER, number INTEGER, rest TEXT, body TEXT, terms BLOB
    );
    CREATE INDEX page_of ON page (body);
    CREATE TABLE file (name TEXT PRIMARY KEY, content BLOB, digest TEXT);
    CREATE TABLE layout (data TEXT);
"""


@dataclass(frozen=True)
class Layout:
    """How the index is divided: it changes with the number of posts, and with no edit."""

    posts: int
    code: str

    @property
    def base(self) -> int:
        """The number of the first post that is a new one."""
        return older(self.posts)

    @property
    def common(self) -> int:
        """In so many texts stands what may be meant by a word with a wrong letter."""
        return max(2, (1 << self.posts.bit_length()) // 2048)


@dataclass
class _Patch:
    """Some files of the index while words of them change."""

    base: int
    common: int
    divided: frozenset[str]
    files: dict[str, dict[str, str]]
    load: Any
    touched: dict[str, None] = field(default_factory=dict)
    changed: dict[str, None] = field(default_factory=dict)

    def words(self, name: str) -> dict[str, str]:
        if name not in self.files:
            self.files[name] = json.loads(self.load(name))
        return self.files[name]

    def change(self, space: int, number: int, old: Terms, new: Terms) -> None:
        """Let a page have other words than it had."""
        for word in sorted(old.keys() | new.keys()):
            if old.get(word) != new.get(word):
                self._set(word, space, number, new.get(word))
                self.touched[word] = None

    def _set(self, word: str, space: int, number: int, term: tuple[int, int] | None) -> None:
        is_old = space == POSTS and number < self.base
        name = shard_of(word, self.divided) if is_old else group_of(word)
        words = self.words(name)
        self.changed[name] = None
        if is_old:
            value = with_page(words.get(word, ""), 0, number, term)
        else:
            posts, _, others = words.get(word, "").partition(";")
            if space == POSTS:
                posts = with_page(posts, self.base, number, term)
            else:
                others = with_page(others, 0, number, term)
            value = f"{posts};{others}" if others else posts
        if value:
            words[word] = value
        else:
            words.pop(word, None)

    def finished(self) -> Files:
        """Return the files that changed, and that of the spelling of words."""
        spelling = json.loads(self.load(SPELLING))
        names, texts = (set(spelling[each].split()) for each in ("names", "texts"))
        before = (set(names), set(texts))
        for word in self.touched:
            was = [self.words(group_of(word)).get(word, "")]
            if self.base:
                was.append(self.words(shard_of(word, self.divided)).get(word, ""))
            names.discard(word)
            texts.discard(word)
            known = _known(word, was, self.common)
            if known is not None:
                (names if known else texts).add(word)
        found = {name: shard_bytes(self.files[name]) for name in self.changed}
        if (names, texts) != before:
            found[SPELLING] = _spelling(names, texts)
        return found


def _known(word: str, written: Iterable[str], common: int) -> bool | None:
    """Return whether a word is a name, or one of texts; nothing where it may be a slip itself."""
    if len(word) < 4 or not word.isalpha():
        return None
    number = 0
    for value in written:
        posts, _, others = value.partition(";")
        if others or is_name(posts):
            return True
        number += count(posts)
    return False if number >= common else None


def _spelling(names: Iterable[str], texts: Iterable[str]) -> bytes:
    return data({"names": " ".join(sorted(names)), "texts": " ".join(sorted(texts))})


class Index:
    """The index of one output, in `folder`. Nothing here raises for a fault of that folder."""

    def __init__(self, folder: Path, workers: int = 1, tell: Say = quiet) -> None:
        self.path = folder / "index.sqlite"
        self.workers, self.tell = workers, tell

    def update(self, posts: Sequence[Entry], others: Sequence[Entry]) -> Files:
        """Return all files of the index, by name, for what can be found now."""
        try:
            return self._updated(posts, others)
        except (sqlite3.Error, OSError, ValueError, LookupError, TypeError, zlib.error):
            CacheDatabase(self.path).remove()
            return self._updated(posts, others)

    def reworded(self, changes: Iterable[tuple[str, Body]]) -> Files:
        """Return the files that change when texts do, each the key of the old one and the new one.

        Raises LookupError or ValueError when that cannot be said.
        """
        try:
            with self._transaction() as connection:
                layout, divided = self._layout(connection)
                if layout is None:
                    raise LookupError("there is no index")
                patch = self._patch(connection, layout, divided)
                for old, body in changes:
                    rows = connection.execute("SELECT * FROM page WHERE body = ?", (old,))
                    for id, space, number, rest, _, packed in rows.fetchall():
                        before = unpacked(packed)
                        after = _reworded(before, body)
                        patch.change(space, number, before, after)
                        row = (id, space, number, rest, body.key, packed_terms(after))
                        connection.execute("REPLACE INTO page VALUES (?,?,?,?,?,?)", row)
                found = patch.finished()
                _keep(connection, found)
                return found
        except (sqlite3.Error, OSError, zlib.error) as error:
            raise LookupError("the index cannot be read") from error

    # -- A whole build

    def _updated(self, posts: Sequence[Entry], others: Sequence[Entry]) -> Files:
        layout = Layout(len(posts), key())
        wanted = {
            entry.id: (space, number, entry)
            for space, entries in ((POSTS, posts), (OTHERS, others))
            for number, entry in enumerate(entries)
        }
        with self._transaction() as connection:
            before, divided = self._layout(connection)
            rows = connection.execute("SELECT id, space, number, rest, body FROM page")
            have = {id: tuple(row) for id, *row in rows.fetchall()} if before else {}
            stays = {
                id for id, (space, number, entry) in wanted.items()
                if have.get(id) == (space, number, entry.rest, entry.body.key)
            }  # fmt: skip
            gone = [id for id in have if id not in stays]
            fresh = [id for id in wanted if id not in stays]
            same = before is not None and _division(before) == _division(layout)
            if same and len(gone) + len(fresh) <= MANY:
                found = self._patched(connection, layout, divided, gone, fresh, wanted)
                _keep(connection, found)
            else:
                known = {
                    id for id, (_, _, entry) in wanted.items()
                    if id in have and have[id][2:] == (entry.rest, entry.body.key)
                }  # fmt: skip
                self._anew(connection, layout, wanted, known)
            connection.execute("DELETE FROM layout")
            stated = {
                "posts": layout.posts,
                "code": layout.code,
                "divided": sorted(prefixes(layout.base)),
            }
            connection.execute("INSERT INTO layout VALUES (?)", (json.dumps(stated),))
            return _load_all(connection)

    def _patched(
        self,
        connection: sqlite3.Connection,
        layout: Layout,
        divided: frozenset[str],
        gone: Iterable[str],
        fresh: Iterable[str],
        wanted: Mapping[str, tuple[int, int, Entry]],
    ) -> Files:
        patch = self._patch(connection, layout, divided)
        rows = []
        for id in gone:
            space, number, packed = connection.execute(
                "SELECT space, number, terms FROM page WHERE id = ?", (id,)
            ).fetchone()
            rows.append((space, number, unpacked(packed), id))
        changes: dict[tuple[int, int], list[Terms]] = defaultdict(lambda: [{}, {}])
        for space, number, old, id in rows:
            changes[space, number][0] = old
            connection.execute("DELETE FROM page WHERE id = ?", (id,))
        for id in fresh:
            space, number, entry = wanted[id]
            changes[space, number][1] = made = entry.terms()
            row = (id, space, number, entry.rest, entry.body.key, packed_terms(made))
            connection.execute("REPLACE INTO page VALUES (?,?,?,?,?,?)", row)
        for (space, number), (old, new) in sorted(changes.items()):
            patch.change(space, number, old, new)
        return patch.finished()

    def _patch(
        self, connection: sqlite3.Connection, layout: Layout, divided: frozenset[str]
    ) -> _Patch:
        def load(name: str) -> bytes:
            for content, stated in connection.execute(
                "SELECT content, digest FROM file WHERE name = ?", (name,)
            ):
                if digest(content) == stated:
                    return bytes(content)
            raise LookupError(name)

        return _Patch(layout.base, layout.common, divided, {}, load)

    def _anew(
        self,
        connection: sqlite3.Connection,
        layout: Layout,
        wanted: Mapping[str, tuple[int, int, Entry]],
        known: set[str],
    ) -> None:
        """Count all pages. Workers take slices of them, which are put together in their order."""
        jobs: list[list[tuple[int, int, Entry]]] = []
        for entry in wanted.values():
            space, number, _ = entry
            new_space = not jobs or jobs[-1][0][0] != space
            if new_space or number == layout.base or len(jobs[-1]) == SLICE:
                jobs.append([])
            jobs[-1].append(entry)
        path = self.path

        def work(job: list[tuple[int, int, Entry]]) -> tuple[dict[str, Packed], list[Any]]:
            counted = Slice(job[0][1])
            rows = []
            with closing(sqlite3.connect(path)) if known else nullcontext() as own:
                for space, number, entry in job:
                    kept = _stored(own, entry.id) if own and entry.id in known else b""
                    made = unpacked(kept) if kept else entry.terms()
                    kept = kept or packed_terms(made)
                    rows.append((entry.id, space, number, entry.rest, entry.body.key, kept))
                    counted.add(number, made)
            return counted.packed(), rows

        slices: list[dict[str, Packed]] = [{}] * len(jobs)
        everything: list[Any] = []
        for at, made in tracked(
            worker_pool.each(work, jobs, self.workers), len(jobs), "Indexing", self.tell
        ):
            assert not isinstance(made, worker_pool.Failure), "without a limit there is none"
            slices[at], rows = made
            everything += rows
        connection.execute("DELETE FROM page")
        put = "INSERT INTO page VALUES (?,?,?,?,?,?)"
        connection.executemany(put, sorted(everything))
        connection.execute("DELETE FROM file")
        _keep(
            connection,
            _assembled(layout, [(job[0], made) for job, made in zip(jobs, slices, strict=True)]),
        )

    # -- SQLite

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """Give one transaction. What goes wrong in it leaves the file as it was."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(CacheDatabase(self.path)) as database:
            connection = database.connected()
            if connection.execute("PRAGMA user_version").fetchone() != (FORMAT,):
                for (name,) in connection.execute(
                    "SELECT name FROM sqlite_master WHERE type = 'table'"
                ).fetchall():
                    connection.execute(f'DROP TABLE "{name}"')
                connection.executescript(
                    f"BEGIN; {_TABLES} PRAGMA user_version = {FORMAT}; COMMIT;"
                )
            with database.transaction():
                yield connection

    def _layout(self, connection: sqlite3.Connection) -> tuple[Layout | None, frozenset[str]]:
        for (text,) in connection.execute("SELECT data FROM layout"):
            stated = json.loads(text)
            if stated["code"] == key():
                return Layout(stated["posts"], stated["code"]), frozenset(stated["divided"])
        return None, frozenset()


def _division(layout: Layout) -> tuple[int, int, str]:
    return layout.base, layout.common, layout.code


def _stored(connection: sqlite3.Connection, id: str) -> bytes:
    for (kept,) in connection.execute("SELECT terms FROM page WHERE id = ?", (id,)):
        return bytes(kept)
    raise LookupError(id)


def _keep(connection: sqlite3.Connection, files: Files) -> None:
    rows = ((name, content, digest(content)) for name, content in files.items())
    connection.executemany("REPLACE INTO file VALUES (?,?,?)", rows)


def _load_all(connection: sqlite3.Connection) -> Files:
    found = {}
    for name, content, stated in connection.execute("SELECT * FROM file ORDER BY name"):
        if digest(content) != stated:
            raise LookupError(name)
        found[name] = bytes(content)
    return found


def _assembled(
    layout: Layout, slices: Sequence[tuple[tuple[int, int, Entry], Mapping[str, Packed]]]
) -> Files:
    """Return all files, of slices with their first pages, in their order."""
    base, divided = layout.base, prefixes(layout.base)
    apart: dict[str, tuple[list[Packed], list[Packed], list[Packed]]] = {}
    for (space, number, _), columns in slices:
        where = 2 if space == OTHERS else 0 if number < base else 1
        for word, counted in columns.items():
            if word not in apart:
                apart[word] = ([], [], [])
            apart[word][where].append(counted)
    files: dict[str, dict[str, str]] = {name: {} for name in _names(divided)}
    names: set[str] = set()
    texts: set[str] = set()
    for word, (past, new, others) in apart.items():
        written = [joined(past, 0), joined(new, base)]
        if others:
            written[1] += f";{joined(others, 0)}"
        if written[0]:
            files[shard_of(word, divided)][word] = written[0]
        if written[1]:
            files[group_of(word)][word] = written[1]
        known = _known(word, written, layout.common)
        if known is not None:
            (names if known else texts).add(word)
    found = {name: shard_bytes(words) for name, words in files.items()}
    found[SPELLING] = _spelling(names, texts)
    return found


def _names(divided: frozenset[str]) -> Iterator[str]:
    """Yield the names of all files of words, also of those without any."""
    for name in sorted(divided):
        yield f"old-{name or '_'}"
    for number in range(len(GROUPS)):
        yield f"new-{number}"


# -- The words of a page, as they are kept


# How class and mask of a term are written: the words stand first, then two digits for each.
_MARKS = {
    (kind, mask): DIGITS[kind] + DIGITS[mask]
    for kind in range(CLASSES)
    for mask in range(1 << PARTS)
}


def packed_terms(made: Mapping[str, tuple[int, int]]) -> bytes:
    marks = "".join(map(_MARKS.__getitem__, made.values()))
    return zlib.compress(f"{' '.join(made)}\n{marks}".encode(), 1)


def unpacked(kept: bytes) -> Terms:
    """Return the terms of a page. Raises zlib.error, KeyError or ValueError."""
    words, marks = zlib.decompress(kept).decode().split("\n")
    return {
        word: (VALUES[kind], VALUES[mask])
        for word, kind, mask in zip(words.split(), marks[::2], marks[1::2], strict=True)
    }


def _reworded(before: Terms, body: Body) -> Terms:
    """Return the terms of a page with another text, and all else as it was."""
    after = terms(body.__html__())
    for word, (kind, _) in before.items():
        if kind >= HEADING:
            after[word] = (kind, after[word][1] if word in after else 0)
    return after
