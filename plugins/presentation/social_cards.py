"""The picture that stands for a post where somebody shares it: its title, topic and hub.

Drawn on sixteen colours, so that a card takes six milliseconds and fifteen kilobytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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
PALETTE = [
    *(tuple(round(a + (b - a) * n / (SHADES - 1)) for a, b in zip(GROUND, INK, strict=True))
      for n in range(SHADES)),
    *(tuple(round(a + (b - a) * n / 4) for a, b in zip(GROUND, DOT, strict=True))
      for n in range(1, 5)),
]  # fmt: skip


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
    image = _ground(font, card.hub).copy()
    size, lines = _fitted(card.title, font)
    leading = round(size * 1.16)
    top = (HEIGHT - leading * len(lines)) // 2 + 6
    for number, line in enumerate(lines):
        _write(image, (MARGIN - 3, top + number * leading), line, _font(font, size))
    if card.topic:
        topic = next(_wrapped(card.topic, _font(font, SMALL), WIDTH - 2 * MARGIN))
        _write(image, (MARGIN, HEIGHT - MARGIN - SMALL), topic, _font(font, SMALL))
    made = io.BytesIO()
    image.save(made, "PNG", bits=4)
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
        if font.getlength(longer) <= width:
            line = longer
            continue
        if line:
            yield line
        while font.getlength(word) > width:
            fits = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= width)
            yield word[:fits]
            word = word[fits:]
        line = word
    yield line


def _write(image: Image, at: tuple[int, int], text: str, font: FreeTypeFont) -> None:
    """Write on an image whose colours are numbers of the palette."""
    from PIL import Image as Pillow

    mask, (left, top) = font.getmask2(text, "L", anchor="la")
    if not mask.size[0] or not mask.size[1]:
        return
    ink = Pillow.frombytes("L", mask.size, bytes(mask))
    place = at[0] + left, at[1] + top
    image.paste(ink.point(_TO_SHADE), place, ink.point(_IS_INK))


_TO_SHADE = [value * (SHADES - 1) // 255 for value in range(256)]
_IS_INK = [255 if shade else 0 for shade in _TO_SHADE]


@cache
def _font(path: str, size: int) -> FreeTypeFont:
    from PIL import ImageFont

    # The plain layout: the other one needs a library that a machine may lack.
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _ground(font: str, hub: str) -> Image:
    """Return what all cards share: the ground, the mark of the hub and its name."""
    from PIL import Image as Pillow

    times = 4  # drawn larger and made smaller, for smooth edges
    sign = Pillow.new("L", (72 * times, 72 * times), 0)
    dot = sign.copy()
    _sign(sign, dot, times)
    image = Pillow.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette([value for colour in PALETTE for value in colour])
    small = sign.resize((72, 72), Pillow.Resampling.BOX)
    image.paste(small.point(_TO_SHADE), (MARGIN, MARGIN - 20), small.point(_IS_INK))
    small = dot.resize((72, 72), Pillow.Resampling.BOX)
    steps = [SHADES - 1 + -(-value * 4 // 255) for value in range(256)]
    shown = [255 if value > 31 else 0 for value in range(256)]
    image.paste(small.point(steps), (MARGIN, MARGIN - 20), small.point(shown))
    _write(image, (MARGIN + 92, MARGIN - 6), hub, _font(font, SMALL))
    return image


def _sign(sign: Image, dot: Image, times: int) -> None:
    """Draw the ring and the six dots about it, as the icon of the theme has them."""
    from math import cos, pi, sin

    from PIL import ImageDraw

    centre = 36 * times

    def circle(on: Image, x: float, y: float, radius: float, **how: int) -> None:
        box = (x - radius, y - radius, x + radius, y + radius)
        ImageDraw.Draw(on).ellipse([round(edge) for edge in box], **how)

    circle(sign, centre, centre, 15 * times, outline=200, width=5 * times)
    for number in range(6):
        angle = pi / 2 + number * pi / 3
        x, y = centre + 27 * times * cos(angle), centre + 27 * times * sin(angle)
        circle(dot if number == 2 else sign, x, y, 6 * times, fill=255)
