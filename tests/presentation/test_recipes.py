"""Recipes: what is kept of the files that hold texts, and that no part of it is trusted blindly."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from plugins.model.text import Body
from plugins.outputs.feeds.documents import FeedDocument, Names, documents
from plugins.pages.pages import page_views
from plugins.pages.posts import PostView, post_views
from plugins.presentation.codec import Decoder
from plugins.presentation.contracts import OutputFile
from plugins.presentation.recipes import Recipes, bodies_in, can_be_reworded, reword
from plugins.presentation.views import View, fingerprint
from tests.support.examples import WORDS, a_body, a_library, a_page, a_post, on

NAMES = Names(site="S", description="D", language="en")
LIBRARY = a_library(
    posts=[
        a_post(title="One", date=on(2021)),
        a_post(title="Two", date=on(2022), body=a_body("<p>B</p>")),
    ],
    pages=(a_page(body=a_body("<p>A page</p>")),),
)
TEXT = LIBRARY.posts[0].body.key


def made() -> list[tuple[str, str, View | OutputFile]]:
    found: list[View | OutputFile] = [*post_views(LIBRARY), *documents(LIBRARY, NAMES, WORDS)]
    found += page_views(LIBRARY)
    return [(fingerprint(each), each.save_as, each) for each in found]


@pytest.fixture
def recipes(tmp_path: Path) -> Recipes:
    found = Recipes(tmp_path / "there" / "recipes.sqlite")
    found.keep(made())
    found.settle({key for key, _, _ in made()}, {"zone": "Europe/London"})
    return found


def names(recipes: Recipes, body: str) -> set[str]:
    return set(recipes.holders(body).values())


def test_every_file_that_holds_a_text_is_known_by_it(recipes: Recipes) -> None:
    expected = {name for _, name, each in made() if TEXT in {body.key for body in bodies_in(each)}
                or any(e.body and e.body.key == TEXT for e in getattr(each, "entries", ()))}  # fmt: skip

    assert names(recipes, TEXT) == expected
    assert len(expected) > 4
    assert len(names(recipes, "<p>A page</p>")) == 1
    assert names(recipes, "nothing") == set()


@pytest.mark.parametrize("kind", [PostView, FeedDocument])
def test_a_recipe_gives_what_it_was_made_from(recipes: Recipes, kind: type[Any]) -> None:
    for key, _, each in made():
        if isinstance(each, kind):
            found = recipes.load(key)
            assert found is not None
            assert found[0] == f"{kind.__module__}:{kind.__name__}"
            again = kind.from_recipe(found[1], Decoder("Europe/London", str), {})
            assert fingerprint(again) == key


def test_what_only_a_room_can_make_is_known_and_has_no_data(recipes: Recipes) -> None:
    (key,) = recipes.holders("<p>A page</p>")
    found = recipes.load(key)

    assert found is not None
    assert found[1].data == ""


def test_a_reworded_file_holds_the_new_text_and_the_same_otherwise() -> None:
    for _, _, each in made():
        again = reword(each, TEXT, "<p>new</p>", 99)
        if not can_be_reworded(each):
            assert again is None
            continue
        assert again is not None
        assert can_be_reworded(again)
        if TEXT in str(each.recipe()):
            assert TEXT not in str(again.recipe())
            assert "<p>new</p>" in str(again.recipe()).replace('\\"', '"')
        else:
            assert fingerprint(again) == fingerprint(each)
        back: object = again.reworded("<p>new</p>", TEXT, LIBRARY.posts[0].body.words)
        assert fingerprint(back) == fingerprint(each)


def test_what_is_forgotten_is_gone_with_its_parts(recipes: Recipes) -> None:
    gone = recipes.holders(TEXT)

    recipes.forget(gone, [TEXT])

    assert recipes.holders(TEXT) == {}
    assert recipes.keys() == {key for key, _, _ in made()} - gone.keys() - {
        key for key, _, each in made() if each.save_as.endswith(".opml")
        or not (can_be_reworded(each) or [*bodies_in(each)])
    }  # fmt: skip
    assert recipes.about() == {"zone": "Europe/London"}


def test_settling_forgets_what_no_build_has_any_more(recipes: Recipes) -> None:
    kept = {key for key, _, each in made() if isinstance(each, PostView)}

    recipes.settle(kept, {"zone": "UTC"})

    assert recipes.keys() == kept
    assert recipes.about() == {"zone": "UTC"}
    connection = sqlite3.connect(recipes.path)
    assert connection.execute("SELECT count(*) FROM part").fetchone() == (0,)
    connection.close()


def test_a_body_within_anything_is_found() -> None:
    body = Body(key="k")

    assert [*bodies_in((body, (body,), "text", None))] == [body, body]


@pytest.mark.parametrize("size", [0, 1, 99, 4096, 5000, 9000])
def test_a_file_that_was_cut_is_never_an_error(recipes: Recipes, size: int) -> None:
    recipes.close()
    os.truncate(recipes.path, size)
    again = Recipes(recipes.path)

    for ask in (again.about, again.keys):
        ask()
    for key in again.holders(TEXT):
        again.load(key)
    again.keep(made())
    again.settle({key for key, _, _ in made()}, {})

    fresh = Recipes(recipes.path)
    fresh.keep(made())
    fresh.settle({key for key, _, _ in made()}, {"zone": "UTC"})
    assert fresh.about() in ({}, {"zone": "UTC"})


def test_a_flipped_bit_is_found_wherever_it_is(recipes: Recipes) -> None:
    """What comes out is what went in, or nothing."""
    recipes.close()
    content = recipes.path.read_bytes()
    right = {key: Recipes(recipes.path).load(key) for key, _, _ in made()}

    for at in range(7, len(content), len(content) // 150):
        recipes.path.write_bytes(content[:at] + bytes([content[at] ^ 4]) + content[at + 1 :])
        again = Recipes(recipes.path)
        noted = again.about()
        assert noted in ({}, {"zone": "Europe/London"})
        for key, recipe in right.items():
            found = again.load(key)
            assert found in (None, recipe) or found[1].parts != recipe[1].parts, at  # type: ignore[index]
        again.close()


def test_a_place_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    recipes = Recipes(tmp_path / "file" / "recipes.sqlite")

    recipes.keep(made())
    recipes.settle(set(), {})

    assert recipes.about() == {}
    assert recipes.keys() == set()


def test_a_file_that_was_dropped_on_the_way_is_not_gone_on_with(recipes: Recipes) -> None:
    """A worker may have dropped it, with recipes that are nowhere else."""
    recipes.path.unlink()
    other = Recipes(recipes.path)
    other.keep(made()[:1])

    recipes.keep(made())
    recipes.settle({key for key, _, _ in made()}, {"zone": "UTC"})

    assert other.about() == {}
