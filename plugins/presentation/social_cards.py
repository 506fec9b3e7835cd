"""The picture that stands for a post where somebody shares it: its title, topic and hub.

Drawn on sixteen colours, so that a card takes few milliseconds and some fifteen kilobytes.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from plugins.base.hashing import digest
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import Post

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

# Pixels; what all that show such pictures take without cutting.
WIDTH, HEIGHT = 1200, 630
MARGIN = 80
# The sizes that a title is tried in, and the lines that it may have then.
SIZES = ((76, 4), (64, 5), (52, 6))
SMALL = 34

GROUND, INK, DOT = (15, 76, 92), (251, 244, 230), (238, 138, 114)
SHADES = 12  # from the ground to the ink; then from the ground to the dot
_COLOURS = [
    *(tuple(round(a + (b - a) * n / (SHADES - 1)) for a, b in zip(GROUND, INK, strict=True))
      for n in range(SHADES)),
    *(tuple(round(a + (b - a) * n / 4) for a, b in zip(GROUND, DOT, strict=True))
      for n in range(1, 5)),
]  # fmt: skip
PALETTE = [value for colour in _COLOURS for value in colour]
SIGN = (MARGIN, MARGIN - 20)  # where the mark lies


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


def draw(card: Card, font: str) -> bytes:
    """Return a card as PNG. `font` is the path of a font file."""
    layer = _ground(font, card.hub).copy()
    size, lines = _fitted(card.title, font)
    leading = round(size * 1.16)
    top = (HEIGHT - leading * len(lines)) // 2 + 6
    for number, line in enumerate(lines):
        _write(layer, (MARGIN - 3, top + number * leading), line, _font(font, size))
    if card.topic:
        topic = next(_wrapped(card.topic, _font(font, SMALL), WIDTH - 2 * MARGIN))
        _write(layer, (MARGIN, HEIGHT - MARGIN - SMALL), topic, _font(font, SMALL))
    image = layer.point(_TO_SHADE)
    image.putpalette(PALETTE)
    _show_dot(image)
    made = io.BytesIO()
    # Runs are most of what there is to pack: the search for other repetitions takes as long again
    # as all the rest, and saves nothing.
    image.save(made, "PNG", bits=4, compress_type=zlib.Z_RLE)
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


@cache
def _ground(font: str, hub: str) -> Image:
    """Return what all cards share, in shades of grey: the mark of the hub and its name."""
    from PIL import Image as Pillow

    layer = Pillow.new("L", (WIDTH, HEIGHT), 0)
    layer.paste(_sign()[0], SIGN)
    _write(layer, (MARGIN + 92, MARGIN - 6), hub, _font(font, SMALL))
    return layer


def _show_dot(image: Image) -> None:
    """Put the dot of the mark onto a card, in its own colour."""
    shades, shown = _sign()[1:]
    image.paste(shades, SIGN, shown)


@cache
def _sign() -> tuple[Image, Image, Image]:
    """Return the mark in grey without its dot, the colours of the dot, and where it is.

    A ring and six dots about it, as the icon of the theme has them.
    """
    from math import cos, pi, sin

    from PIL import Image as Pillow
    from PIL import ImageDraw

    times = 4  # drawn larger and made smaller, for smooth edges
    sign = Pillow.new("L", (72 * times, 72 * times), 0)
    dot = sign.copy()
    centre = 36 * times

    def circle(on: Image, x: float, y: float, radius: float, **how: int) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        ImageDraw.Draw(on).ellipse([round(edge) for edge in box], **how)

    circle(sign, centre, centre, 15 * times, outline=200, width=5 * times)
    for number in range(6):
        angle = pi / 2 + number * pi / 3
        x, y = centre + 27 * times * cos(angle), centre + 27 * times * sin(angle)
        circle(dot if number == 2 else sign, x, y, 6 * times, fill=255)
    small = dot.resize((72, 72), Pillow.Resampling.BOX)
    steps = [SHADES - 1 + -(-value * 4 // 255) for value in range(256)]
    shown = small.point([255 if value > 31 else 0 for value in range(256)])
    return sign.resize((72, 72), Pillow.Resampling.BOX), small.point(steps), shown
