"""The index: an edit changes few files of it, and any run of edits gives what is made anew."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.outputs.search.entries import Entry
from plugins.outputs.search.postings import decoded
from plugins.outputs.search.store import Files, Index
from tests.support.examples import a_body

WORDS = (
    "alarm apology baby bed bleeding board bruise candour chart clinic complaint corridor dose "
    "error fall family fever handover harm infection label letter listen nurse pain pressure "
    "report risk safety sepsis shift tablet theatre trust ulcer ward wound"
).split()


def text(dice: random.Random) -> str:
    paragraphs = [" ".join(dice.choices(WORDS, k=12)) for _ in range(3)]
    return "".join(f"<p>{paragraph}.</p>" for paragraph in paragraphs)


def a_page(number: int, html: str = "<p>Some words.</p>", **changes: object) -> Entry:
    given = {
        "id": f"posts/{number:04}.md",
        "kind": "Post",
        "url": f"/blog/{number}/",
        "title": f"Title {number % 7}",
        "body": a_body(html),
    }
    return Entry(**{**given, **changes})  # type: ignore[arg-type]


def a_term(name: str, means: str) -> Entry:
    return Entry(id=f"#{name}", kind="Glossary", url=f"/#{name}", title=name, summary=means)


def anew(folder: Path, posts: Iterable[Entry], others: Iterable[Entry] = ()) -> Files:
    return Index(folder).update(list(posts), list(others))


def changed(before: Files, after: Files) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.mark.parametrize("seed", range(4))
def test_any_run_of_edits_equals_an_index_made_anew(
    folder: Path, tmp_path: Path, seed: int
) -> None:
    """Posts that come, go and change, terms likewise, and words alone as a fast build has them."""
    dice = random.Random(seed)  # noqa: S311 - edits, not secrets
    posts = [a_page(number, text(dice)) for number in range(dice.choice((3, 60, 64, 130)))]
    others = [a_term(word, f"About {word} and harm") for word in WORDS[:9]]
    files = anew(folder, posts, others)
    for _ in range(8):
        at, what = dice.randrange(len(posts)), dice.randrange(6)
        if what < 3:  # words alone
            new = replace(posts[at], body=a_body(text(dice)))
            if all(each.body.key != posts[at].body.key for each in posts if each is not posts[at]):
                files = {**files, **Index(folder).reworded([(posts[at].body.key, new.body)])}
                posts[at] = new
        elif what == 3:
            posts.append(a_page(1000 + len(posts) + dice.randrange(9999), text(dice)))
        elif what == 4 and len(posts) > 2:
            del posts[at]
        else:
            posts[at] = replace(posts[at], title=dice.choice(WORDS), summary=dice.choice(WORDS))
            others[dice.randrange(9)] = a_term(dice.choice(WORDS) + str(dice.random()), "Another.")
        if what >= 3:
            files = anew(folder, posts, others)

        assert files == anew(tmp_path / "clean", posts, others)
        (tmp_path / "clean/index.sqlite").unlink()


def test_an_edit_of_words_changes_the_files_of_these_words(folder: Path) -> None:
    dice = random.Random(1)  # noqa: S311 - texts, not secrets
    posts = [a_page(number, text(dice)) for number in range(200)]
    before = anew(folder, posts)
    old = posts[30].body
    new = a_body(old.key.replace("<p>", "<p>Xylophone ", 1))

    files = Index(folder).reworded([(old.key, new)])

    (name,) = files  # that of one letter
    assert list(decoded(json.loads(files[name])["xylophone"])) == [30]
    assert changed(before, {**before, **files}) == {name}


def test_a_new_post_changes_the_few_files_of_what_is_new(folder: Path) -> None:
    dice = random.Random(2)  # noqa: S311 - texts, not secrets
    posts = [a_page(number, text(dice)) for number in range(140)]
    before = anew(folder, posts)

    after = anew(folder, [*posts, a_page(140, text(dice))])

    assert changed(before, after) <= {"new-0", "new-1", "new-2", "spelling"}


def test_the_number_of_workers_changes_no_byte(folder: Path, tmp_path: Path) -> None:
    dice = random.Random(3)  # noqa: S311 - texts, not secrets
    posts = [a_page(number, text(dice)) for number in range(1_100)]

    assert Index(folder, 3).update(posts, []) == anew(tmp_path / "other", posts)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE file SET content = x'7b7d' WHERE name = 'new-1'",
        "DELETE FROM page WHERE number = 3",
        "UPDATE page SET terms = x'00', rest = '' WHERE number = 2",
        "DROP TABLE layout",
        "PRAGMA user_version = 99",
        "UPDATE layout SET data = '[]'",
    ],
)
def test_what_is_damaged_is_made_again(folder: Path, tmp_path: Path, damage: str) -> None:
    posts = [a_page(number, f"<p>Words {number}</p>") for number in range(5)]
    files = anew(folder, posts)
    with sqlite3.connect(folder / "index.sqlite") as connection:
        connection.execute(damage)
    connection.close()

    assert anew(folder, posts) == files


def test_a_file_that_is_no_database_is_made_again(folder: Path) -> None:
    files = anew(folder, [a_page(1)])
    (folder / "index.sqlite").write_bytes(b"no database at all" * 100)

    assert anew(folder, [a_page(1)]) == files


def test_words_alone_need_an_index_that_is_there(folder: Path) -> None:
    with pytest.raises(LookupError):
        Index(folder).reworded([("old", a_body())])


def test_the_spelling_file_has_names_and_what_is_said_more_than_once(folder: Path) -> None:
    posts = [a_page(n, f"<p>Commonplace{' singular' if n == 1 else ''}.</p>", title="Bandage")
             for n in range(3)]  # fmt: skip

    files = anew(folder, posts, [a_term("Catheter", "A hollow tube")])

    assert json.loads(files["spelling"]) == {
        "names": "bandage catheter hollow tube",
        "texts": "commonplace",
    }
