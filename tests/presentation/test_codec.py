"""Codec: what is said of a view or a document is all that counts of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from plugins.model.text import Body, Heading
from plugins.presentation.codec import Decoder, encoded, fields_of

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, kw_only=True)
class Leaf:
    name: str


class Ring(NamedTuple):
    year: int
    leaf: Leaf | None = None
    said: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tree:
    title: str
    number: int
    place: int | str
    when: dt.datetime
    leaf: Leaf | None
    leaves: tuple[Leaf, ...]
    names: tuple[str, ...]
    pairs: tuple[tuple[int, Leaf], ...]
    ring: Ring | None = None
    body: Body | None = None
    shown: bool = True
    cache: list[int] = field(default_factory=list, compare=False)


def html(key: str) -> str:
    return f"<p>{key}</p>"


def a_tree(**changes: object) -> Tree:
    body = Body(
        key="k",
        substitutions=("/a/", '"'),
        words=7,
        headings=(Heading(level=2, id="x", text="X"),),
        load=html,
    )
    fields: dict[str, object] = {
        "title": 'Say "so" \\ </script> \N{SNOWMAN}\n', "number": -3, "place": 2,
        "when": dt.datetime(2021, 12, 16, 9, 30, tzinfo=LONDON), "leaf": Leaf(name="one"),
        "leaves": (Leaf(name="two"), Leaf(name="")), "names": ("a", "b"),
        "pairs": ((1, Leaf(name="p")),), "body": body,
        "ring": Ring(1999, Leaf(name="r"), (("a", "b"),)),
    }  # fmt: skip
    return Tree(**{**fields, **changes})  # type: ignore[arg-type]


def trees() -> Iterator[Tree]:
    yield a_tree()
    yield a_tree(
        leaf=None,
        leaves=(),
        names=(),
        pairs=(),
        ring=Ring(3),
        body=None,
        place="closing",
        shown=False,
    )
    # Twice in a year a clock of the site's zone shows another time, and once the same one twice.
    for month, day, hour in ((3, 28, 2), (7, 1, 0), (10, 31, 0), (10, 31, 1)):
        yield a_tree(when=dt.datetime(2021, month, day, hour, 30, tzinfo=LONDON))
    yield a_tree(when=dt.datetime(2021, 10, 31, 1, 30, tzinfo=LONDON, fold=1))


@pytest.mark.parametrize("tree", [*trees()])
def test_what_was_said_gives_the_same_again(tree: Tree) -> None:
    again = Decoder("Europe/London", html).value(Tree, encoded(tree))

    assert again == tree
    assert repr(again) == repr(tree)
    assert again.when.fold == tree.when.fold
    if tree.body is not None:
        assert (again.body.words, again.body.headings) == (tree.body.words, tree.body.headings)
        assert again.body.load("k") == "<p>k</p>"


def test_what_does_not_count_is_not_said() -> None:
    assert "cache" not in fields_of(Tree)
    assert encoded(a_tree(cache=[1])) == encoded(a_tree())


@pytest.mark.parametrize("text", ["", "{}", "[]", "[1, 2]", '"so"', "null", "[[[[["])
def test_what_cannot_be_a_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - in words of several libraries
        Decoder("UTC", html).value(Tree, text)
