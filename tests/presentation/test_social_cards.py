"""Cards: what is written on them, and that all of it is there to be seen."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from PIL import Image

from plugins.presentation.social_cards import (
    INK,
    Card,
    Look,
    _fitted,
    _font,
    _write,
    card_path,
    draw,
    mark_of,
)
from tests.conftest import ROOT
from tests.support.examples import a_library, a_post, on

FONT = str(ROOT / "theme/fonts/SourceSerifPro-Bold.ttf")
LONGEST = "An unusually long title " * 5


def drawn(card: Card) -> Image.Image:
    return Image.open(io.BytesIO(draw(card, FONT))).convert("RGB")


def written(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many pixels of a part of a card have the colour of the ink."""
    part = image.crop(box)
    return sum(count for count, colour in part.getcolors(100_000) or [] if colour == INK)


def test_a_card_has_the_size_that_is_shown_whole_and_few_bytes() -> None:
    card = Card(title="Options for redress", topic="Redress", hub="Patient Safety Hub")

    assert drawn(card).size == (1200, 630)
    assert len(draw(card, FONT)) < 20_000
    assert draw(card, FONT) == draw(card, FONT)


def test_title_topic_and_hub_are_written_in_their_places() -> None:
    whole = drawn(Card(title="Options", topic="Redress", hub="A hub"))
    bare = drawn(Card(title=" ", topic="", hub=""))

    for box in ((80, 60, 1200, 130), (0, 200, 1200, 420), (0, 510, 1200, 570)):
        assert written(whole, box) > 200
        assert written(bare, box) == 0


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Short", ["Short"]),
        (
            "Options for redress: what families asked for",
            ["Options for redress: what", "families asked for"],
        ),
    ],
)
def test_a_title_is_broken_between_words(title: str, lines: list[str]) -> None:
    assert _fitted(title, FONT) == (76, lines)


@pytest.mark.slow
@pytest.mark.parametrize("title", [LONGEST[:120], "W" * 120, "Ii " * 40, "x" * 400])
def test_whatever_the_title_nothing_leaves_the_card(title: str) -> None:
    image = drawn(Card(title=title, topic="A topic", hub="A hub"))

    edge = [image.crop(box) for box in
            ((0, 0, 1200, 30), (0, 0, 40, 630), (1160, 0, 1200, 630), (0, 600, 1200, 630))]  # fmt: skip
    assert all(len(part.getcolors(100_000) or []) == 1 for part in edge)
    assert written(image, (0, 150, 1200, 500)) > 1_000


def test_what_is_too_long_for_any_size_ends_in_dots() -> None:
    size, lines = _fitted("word " * 200, FONT)

    assert (size, len(lines)) == (52, 6)
    assert lines[-1].endswith("wor…")


def test_another_title_is_another_file() -> None:
    one = a_post(title="One", slug="same", date=on(2021, 2, 3))
    other = a_post(title="Other", slug="same", date=on(2021, 2, 3))

    paths = [card_path(post, a_library([post])) for post in (one, other)]

    assert len(set(paths)) == 2
    assert all(path.startswith("cards/2021/same.") and path.endswith(".png") for path in paths)


def test_a_sign_of_two_strokes_leaves_the_next_word_its_space() -> None:
    """The font says that a double quotation mark is as narrow as a single one."""
    font = _font(FONT, 76)
    layer = Image.new("L", (400, 120), 0)

    _write(layer, (0, 10), "” t", font)

    inked = [x for x in range(400) if layer.crop((x, 0, x + 1, 120)).getbbox()]
    gaps = [b - a for a, b in pairwise(inked) if b - a > 1]
    assert len(gaps) == 2, "two strokes, and the letter"
    assert gaps[1] >= font.getlength(" ")


RING = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4.5" cy="4.5" r="4" fill="#ff0000"/></svg>'


def a_picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGBA", (300, 100), (255, 0, 0, 255)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize(("name", "drawing"), [("a.SVG", RING), ("a.png", a_picture())])
def test_the_mark_of_a_hub_stands_before_its_name(name: str, drawing: bytes) -> None:
    card = Card(title="Options", hub="A hub")
    look = Look(ground="#6720ff", mark=mark_of(name, drawing, FONT))

    image = Image.open(io.BytesIO(draw(card, FONT, look))).convert("RGB")

    assert image.getpixel((5, 5)) == (0x67, 0x20, 0xFF)
    red = image.getpixel((80 + 36, 60 + 36))
    assert isinstance(red, tuple)
    assert red[0] > 240
    assert max(red[1:]) < 20
    assert written(image, (80, 60, 170, 130)) == 0
    assert written(image, (170, 60, 1200, 130)) > 200


@pytest.mark.parametrize(("name", "drawing"), [("a.svg", b"<svg>"), ("a.png", b"no picture")])
def test_a_mark_that_cannot_be_drawn_is_left_out(name: str, drawing: bytes) -> None:
    look = Look(mark=mark_of(name, drawing, FONT))

    image = Image.open(io.BytesIO(draw(Card(title="T", hub="A hub"), FONT, look))).convert("RGB")

    assert written(image, (80, 60, 170, 130)) > 200
