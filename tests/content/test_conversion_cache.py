"""Store: deleting it costs time and never correctness, whatever happened to its file."""

from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from plugins.content.conversion_cache import FORMAT, CachedRow, ConversionCache, Damaged

not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read and write everything"
)

# Three rows; the HTML of one is longer than a page of SQLite, and lies in pages of its own.
MADE: dict[str, tuple[dict[str, Any], str]] = {
    "one": ({"words": 3, "slug": "one", "problems": []}, "<p>One “quoted” word.</p>"),
    "two": ({"words": 1, "slug": "zwei-ü", "headings": [[2, "a", "A"]]}, "<p>Two.</p>" * 600),
    "three": ({"words": 0}, ""),
}
LINE = "The store of converted posts {}."


def filled(path: Path) -> bytes:
    """Write a store of all that was made; return the bytes of its file."""
    store = ConversionCache(path, quarrel)
    for key, (record, html) in MADE.items():
        store.put(CachedRow.of(key, record, html))
    store.save(MADE)
    store.close()
    return path.read_bytes()


def quarrel(line: str) -> None:
    raise AssertionError(line)


def test_what_was_put_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "hub/store.sqlite"
    filled(path)

    store = ConversionCache(path, quarrel)

    assert store.records == {key: record for key, (record, _) in MADE.items()}
    assert {key: store.html(key) for key in MADE} == {key: html for key, (_, html) in MADE.items()}
    store.close()


def test_what_was_just_put_is_there_at_once(tmp_path: Path) -> None:
    store = ConversionCache(tmp_path / "store.sqlite", quarrel)

    store.put(CachedRow.of("one", *MADE["one"]))

    assert store.records["one"] == MADE["one"][0]
    assert store.html("one") == MADE["one"][1]


def test_a_store_without_a_file_keeps_all_for_one_build() -> None:
    store = ConversionCache(None, quarrel)

    store.put(CachedRow.of("one", *MADE["one"]))
    store.save(["one"])

    assert store.html("one") == MADE["one"][1]


def test_what_a_build_did_not_use_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    store = ConversionCache(path, quarrel)

    store.save(["two"])
    store.close()

    assert set(ConversionCache(path, quarrel).records) == {"two"}


def test_what_was_put_and_not_used_is_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    store = ConversionCache(path, quarrel)
    store.put(CachedRow.of("one", *MADE["one"]))
    store.put(CachedRow.of("two", *MADE["two"]))

    store.save(["two"])
    store.close()

    assert set(ConversionCache(path, quarrel).records) == {"two"}


def test_a_save_without_news_does_not_touch_the_file(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    before = filled(path)
    stamp = path.stat().st_mtime_ns
    store = ConversionCache(path, quarrel)

    store.save(MADE)
    store.close()

    assert path.stat().st_mtime_ns == stamp
    assert path.read_bytes() == before


def test_a_record_that_is_put_again_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    store = ConversionCache(path, quarrel)
    store.put(CachedRow.of("one", {"words": 9}, "<p>New.</p>"))
    store.save(MADE)
    store.close()

    again = ConversionCache(path, quarrel)

    assert again.records["one"] == {"words": 9}
    assert again.html("one") == "<p>New.</p>"
    again.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_worker_reads_by_a_connection_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    store = ConversionCache(path, quarrel)
    ends, gives = os.pipe()

    child = os.fork()
    if not child:
        os.write(gives, store.html("one").encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(ends, 1000).decode() == MADE["one"][1]
    assert store.html("two") == MADE["two"][1]
    store.close()


# -- Damage


def survives(path: Path) -> None:
    """Use a store whose file has suffered, and build upon it; nothing wrong may come of it."""
    said: list[str] = []
    store = ConversionCache(path, said.append)
    for key, record in store.records.items():
        assert record == MADE[key][0]
        try:
            assert store.html(key) == MADE[key][1]
        except Damaged:
            store.close()
            path.unlink()  # as a build does then: it begins once more without the store
            store = ConversionCache(path, quarrel)
            break
    for key in MADE.keys() - store.records.keys():
        store.put(CachedRow.of(key, *MADE[key]))
    store.save(MADE)
    assert {key: store.html(key) for key in MADE} == {key: html for key, (_, html) in MADE.items()}
    store.close()
    assert len(said) <= 1
    assert all(line.startswith("The store of converted posts ") for line in said)
    rebuilt = ConversionCache(path, quarrel)
    assert rebuilt.records == {key: record for key, (record, _) in MADE.items()}
    assert {key: rebuilt.html(key) for key in MADE} == {
        key: html for key, (_, html) in MADE.items()
    }
    rebuilt.close()


def cuts(size: int) -> list[int]:
    """Return lengths to cut at: all in the header, all round the pages, and a sample between."""
    near = {page + step for page in range(0, size, 4096) for step in range(-2, 3)}
    return sorted({*range(110), *range(110, size, 151), *near} & set(range(size)))


def test_a_store_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    whole = filled(path)

    for length in cuts(len(whole)):
        path.write_bytes(whole[:length])
        survives(path)


def test_a_store_with_a_bit_turned_over_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    whole = filled(path)

    for number, place in enumerate(cuts(len(whole))):
        wrong = bytearray(whole)
        wrong[place] ^= 1 << number % 8
        path.write_bytes(wrong)
        survives(path)


def test_a_store_with_a_page_of_noughts_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    whole = filled(path)

    for page in range(0, len(whole), 4096):
        path.write_bytes(whole[:page] + bytes(4096) + whole[page + 4096 :])
        survives(path)


def not_a_database(path: Path) -> None:
    path.write_text("This is a note, and no store at all.\n" * 300)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another_database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE visits (day TEXT)")
    connection.close()


def another_table(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE made (key TEXT, record BLOB)")
        connection.execute("INSERT INTO made VALUES (NULL, x'00')")
        connection.execute(f"PRAGMA user_version = {FORMAT}")
    connection.close()


def change(*statements: str) -> Callable[[Path], None]:
    """Return a way to change a filled store by SQL, as a hand or another program would."""

    def changed(path: Path) -> None:
        filled(path)
        with sqlite3.connect(path) as connection:
            for statement in statements:
                connection.execute(statement)
        connection.close()

    return changed


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (not_a_database, "is damaged or cannot be read: dropped, and made again"),
        (empty, "is of another version: dropped, and made again"),
        (another_database, "is of another version: dropped, and made again"),
        (another_table, "is damaged or cannot be read: dropped, and made again"),
        (change(f"PRAGMA user_version = {FORMAT - 1}"),
         "is of another version: dropped, and made again"),
        (change(f"PRAGMA user_version = {FORMAT + 1}"),
         "is of another version: dropped, and made again"),
        (change("""UPDATE made SET record = '{"words":4}' WHERE key = 'one'"""),
         "is damaged: dropped, and made again"),
        (change("UPDATE made SET key = 'four' WHERE key = 'one'"),
         "is damaged: dropped, and made again"),
        (change("UPDATE made SET record = x'FF' WHERE key = 'one'"),
         "is damaged or cannot be read: dropped, and made again"),
        (change("DROP TABLE made"), "is damaged or cannot be read: dropped, and made again"),
    ],
)  # fmt: skip
def test_what_is_no_store_of_ours_is_dropped_with_one_line(
    tmp_path: Path, make: Callable[[Path], None], why: str
) -> None:
    path = tmp_path / "store.sqlite"
    make(path)
    said: list[str] = []

    store = ConversionCache(path, said.append)

    assert said == [LINE.format(why)]
    assert store.records == {}
    survives(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE made SET html = '<p>Other.</p>' WHERE key = 'one'",
        "UPDATE made SET html = NULL WHERE key = 'one'",
        "UPDATE made SET html = (SELECT html FROM made WHERE key = 'two'), html_check = "
        "(SELECT html_check FROM made WHERE key = 'two') WHERE key = 'one'",
        "UPDATE made SET html_check = NULL WHERE key = 'one'",
    ],
)
def test_html_that_is_not_what_was_stored_is_never_given(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        try:
            connection.execute(statement)
        except sqlite3.IntegrityError:
            connection.execute("DELETE FROM made WHERE key = 'one'")
    connection.close()

    store = ConversionCache(path, quarrel)

    with pytest.raises(Damaged):
        store.html("one")
    assert store.html("two") == MADE["two"][1]
    store.close()


def test_html_of_a_file_that_was_deleted_meanwhile_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    store = ConversionCache(path, quarrel)
    store.close()
    path.unlink()

    with pytest.raises(Damaged):
        store.html("one")
    store.close()


def test_html_that_nobody_stored_is_damaged() -> None:
    with pytest.raises(Damaged):
        ConversionCache(None, quarrel).html("one")


def test_a_journal_that_a_crash_left_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    Path(f"{path}-journal").write_bytes(os.urandom(8192))

    survives(path)


# -- Places that cannot be read or written


def test_a_folder_in_the_place_of_the_store_costs_one_line(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    (path / "inside").mkdir(parents=True)
    said: list[str] = []

    store = ConversionCache(path, said.append)
    store.put(CachedRow.of("one", *MADE["one"]))
    store.save(["one"])

    assert said == [LINE.format("is damaged or cannot be read: dropped, and made again")]
    assert store.html("one") == MADE["one"][1]
    assert (path / "inside").is_dir()


def test_a_place_that_cannot_be_written_costs_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    said: list[str] = []

    store = ConversionCache(tmp_path / "file/store.sqlite", said.append)
    store.put(CachedRow.of("one", *MADE["one"]))
    store.save(["one"])
    store.save(["one"])

    assert len(said) == 1
    assert said[0].startswith("The store of converted posts cannot be written (")
    assert store.html("one") == MADE["one"][1]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc of Linux")
def test_a_file_system_that_takes_no_files_costs_one_line() -> None:
    said: list[str] = []

    store = ConversionCache(Path("/proc/store.sqlite"), said.append)
    store.put(CachedRow.of("one", *MADE["one"]))
    store.save(["one"])

    assert said == [LINE.format("cannot be written (unable to open database file)")]


@not_root
def test_a_folder_that_may_not_be_written_costs_one_line(tmp_path: Path) -> None:
    path = tmp_path / "hub/store.sqlite"
    filled(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)
    said: list[str] = []

    store = ConversionCache(path, said.append)
    store.put(CachedRow.of("four", {"words": 4}, "<p>Four.</p>"))
    store.save([*MADE, "four"])

    path.parent.chmod(0o700)
    assert len(said) == 1
    assert store.html("four") == "<p>Four.</p>"
    assert store.html("two") == MADE["two"][1]


@not_root
def test_a_store_that_may_not_be_read_is_dropped(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    filled(path)
    path.chmod(0)
    said: list[str] = []

    store = ConversionCache(path, said.append)

    assert len(said) == 1
    assert store.records == {}
    survives(path)


def test_a_store_is_no_pickle(tmp_path: Path) -> None:
    filled(tmp_path / "store.sqlite")
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:
        rows = connection.execute("SELECT record FROM made").fetchall()
    connection.close()

    assert {json.loads(record)["words"] for (record,) in rows} == {3, 1, 0}
