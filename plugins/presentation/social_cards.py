"""The picture that stands for a post where somebody shares it: its title, topic and hub.

Drawn on few colours, so that a card takes few milliseconds and some fifteen kilobytes.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from plugins.base.hashing import digest
from plugins.images.drawing import picture
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Post
from plugins.presentation.accent import rgb

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

# Pixels; what all that show such pictures take without cutting.
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
# The sizes that a title is tried in, and the lines that it may have then.
SIZES = ((76, 4), (64, 5), (52, 6))
SMALL = 34

GROUND, INK = "#0f4c5c", (251, 244, 230)
SHADES = 12  # from the ground to the ink
MARK_SIDE, MARK_COLOURS = 72, 48
MARK_AT = (MARGIN, MARGIN - 20)


@dataclass(frozen=True, kw_only=True)
class Look:
    """What all cards of a hub share: the ground, as # and six digits, and its mark (PNG)."""

    ground: str = GROUND
    mark: bytes = field(default=b"", repr=False)


PLAIN = Look()


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is written on a card."""

    title: str
    topic: str = ""
    hub: str = ""


def card_path(post: Post, library: Library) -> str:
    """Return where the card of a post is published. Another title or topic is another file,
    because those who show cards keep them."""
    topic = library.topic_of[post.topics[0]].name
    mark = digest(post.title.encode(), topic.encode())[:10]
    return f"{addresses.CARDS}{post.date.year}/{post.slug}.{mark}.png"


def draw(card: Card, font: str, look: Look = PLAIN) -> bytes:
    """Return a card as PNG. `font` is the path of a font file."""
    ground = _ground(font, card.hub, look)
    layer = ground.layer.copy()
    size, lines = _fitted(card.title, font)
    leading = round(size * 1.16)
    top = (HEIGHT - leading * len(lines)) // 2 + 6
    for number, line in enumerate(lines):
        _write(layer, (MARGIN - 3, top + number * leading), line, _font(font, size))
    if card.topic:
        topic = next(_wrapped(card.topic, _font(font, SMALL), WIDTH - 2 * MARGIN))
        _write(layer, (MARGIN, HEIGHT - MARGIN - SMALL), topic, _font(font, SMALL))
    image = layer.point(_TO_SHADE)
    image.putpalette(ground.palette)
    if ground.mark is not None:
        image.paste(ground.mark, MARK_AT)
    made = io.BytesIO()
    # Runs are most of what there is to pack: the search for other repetitions takes as long again
    # as all the rest, and saves nothing.
    image.save(made, "PNG", compress_type=zlib.Z_RLE)
    return made.getvalue()


def _fitted(title: str, font: str) -> tuple[int, list[str]]:
    """Return the largest size in which a title fits, and its lines."""
    for size, most in SIZES:
        lines = list(_wrapped(title, _font(font, size), WIDTH - 2 * MARGIN))
        if len(lines) <= most:
            return size, lines
    lines = lines[:most]
    lines[-1] = f"{lines[-1][:-1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
    return size, lines


def _wrapped(text: str, font: FreeTypeFont, width: int) -> Iterator[str]:
    """Yield the lines of a text; a word that is wider than a line is broken."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if _length(longer, font) <= width:
            line = longer
            continue
        if line:
            yield line
        while _length(word, font) > width:
            fits = next(n for n in range(len(word), 0, -1) if _length(word[:n], font) <= width)
            yield word[:fits]
            word = word[fits:]
        line = word
    yield line


# The font says of signs that are made of two or three others how far one of them reaches.
_PIECES = re.compile(r'["“”„…]|[^ "“”„…]+| ')


def _length(text: str, font: FreeTypeFont) -> float:
    """Return how wide a line is, in pixels."""
    return sum(_width(piece, font) for piece in _PIECES.findall(text))


def _write(layer: Image, at: tuple[int, int], text: str, font: FreeTypeFont) -> None:
    """Write a line on a layer of greys, word by word: titles have many words in common."""
    across, down = float(at[0]), at[1]
    for piece in _PIECES.findall(text):
        shape, (left, top) = _shape(piece, font)
        layer.paste(255, (round(across) + left, down + top), shape)
        across += _width(piece, font)


@lru_cache(maxsize=10_000)
def _width(piece: str, font: FreeTypeFont) -> float:
    if len(piece) > 1 or piece.isspace():
        return font.getlength(piece)
    return max(font.getlength(piece), font.getbbox(piece)[2])


@lru_cache(maxsize=1_000)
def _shape(piece: str, font: FreeTypeFont) -> tuple[Image, tuple[int, int]]:
    """Return how much ink a piece has where, and where that begins."""
    from PIL import Image as Pillow

    mask, offset = font.getmask2(piece, "L", anchor="la")
    return Pillow.frombytes("L", mask.size, bytes(mask)), offset


_TO_SHADE = [value * (SHADES - 1) // 255 for value in range(256)]


@cache
def _font(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The plain layout: the other one needs a library that a machine may lack.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


class _Ground(NamedTuple):
    """What all cards of a hub share: greys with its name, their colours, and its mark in colour."""

    layer: Image
    palette: list[int]
    mark: Image | None


@cache
def _ground(font: str, hub: str, look: Look) -> _Ground:
    from PIL import Image as Pillow

    red, green, blue = (round(255 * part) for part in rgb(look.ground))
    palette = [
        round(a + (b - a) * number / (SHADES - 1))
        for number in range(SHADES)
        for a, b in zip((red, green, blue), INK, strict=True)
    ]
    layer = Pillow.new("L", (WIDTH, HEIGHT), 0)
    left, few = MARGIN, None
    mark = _mark_picture(look)
    if mark is not None:
        ground = Pillow.new("RGBA", mark.size, (red, green, blue, 255))
        few = Pillow.alpha_composite(ground, mark).convert("RGB").quantize(MARK_COLOURS)
        palette += few.getpalette() or []
        few = few.point([min(255, value + SHADES) for value in range(256)])
        left += MARK_SIDE + 20
    _write(layer, (left, MARGIN - 6), hub, _font(font, SMALL))
    return _Ground(layer, palette, few)


def mark_of(name: str, content: bytes, font: str, ours: bool = False) -> bytes:
    """Return the mark for cards (PNG) from its file, or nothing where that cannot be drawn."""
    if name.lower().endswith(".svg"):
        return picture(content, MARK_SIDE, font, ours)
    return content


def _mark_picture(look: Look) -> Image | None:
    """Return the mark as a small picture, or nothing where there is none."""
    from PIL import Image as Pillow

    if not look.mark:
        return None
    try:
        with Pillow.open(io.BytesIO(look.mark), formats=("PNG",)) as found:
            whole = found.convert("RGBA")
    except (OSError, ValueError):
        return None
    whole.thumbnail((MARK_SIDE, MARK_SIDE))
    square = Pillow.new("RGBA", (MARK_SIDE, MARK_SIDE), (0, 0, 0, 0))
    square.paste(whole, ((MARK_SIDE - whole.width) // 2, (MARK_SIDE - whole.height) // 2))
    return square
