"""A drawing (SVG) as a picture, for cards: drawn by resvg, with one font and nothing else at hand.

The text of a drawing may ask for years of work, for files of this machine, or for more memory than
there is. What could be fetched is taken out of it, and somebody else's is drawn in a process of its
own that is ended when it takes long.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache

from plugins.base import worker_pool
from plugins.images.plain_copy import plain_drawing

# Seconds, and bytes.
LIMIT, LARGE = 5.0, 1_000_000
_NUMBER = re.compile(r"\s*(\d*\.?\d+)(?:px)?\s*")


@lru_cache(maxsize=8)
def picture(content: bytes, size: int, font: str, ours: bool = False) -> bytes:
    """Return a drawing as a square picture (PNG), or nothing where it cannot be drawn in time.

    `font` is the file in which all its text is set. What is `ours` needs no guard.
    """
    try:
        job = _framed(content, size), font
        made = [(0, drawn(job))] if ours else [*worker_pool.each(drawn, [job], 1, LIMIT)]
    except ValueError:
        return b""
    (_, found), *_ = made
    return found if isinstance(found, bytes) and _shows(found) else b""


def drawn(job: tuple[bytes, str]) -> bytes:
    """Return the PNG of a drawing. Raises ValueError."""
    import resvg_py
    from PIL import ImageFont

    content, font = job
    family = ImageFont.truetype(font).getname()[0] or ""
    return resvg_py.svg_to_bytes(
        svg_string=content.decode(), skip_system_fonts=True, font_files=[font], font_family=family,
        serif_family=family, sans_serif_family=family, cursive_family=family,
        fantasy_family=family, monospace_family=family,
    )  # fmt: skip


def _framed(content: bytes, size: int) -> bytes:
    """Return a drawing that fetches nothing, as large as wanted. Raises ValueError."""
    from lxml import etree

    if len(content) > LARGE:
        raise ValueError("too large")
    root = etree.fromstring(plain_drawing(content))
    if root.find(".//{*}image") is not None:
        raise ValueError("a picture in a drawing may be of any size")
    wide, high = (_NUMBER.fullmatch(root.get(name, "")) for name in ("width", "height"))
    if "viewBox" not in root.attrib and wide and high:
        root.set("viewBox", f"0 0 {wide[1]} {high[1]}")
    root.attrib.pop("preserveAspectRatio", None)
    root.set("width", str(size))
    root.set("height", str(size))
    return bytes(etree.tostring(root))


def _shows(png: bytes) -> bool:
    from PIL import Image as Pillow

    with Pillow.open(io.BytesIO(png), formats=("PNG",)) as found:
        return found.convert("RGBA").getbbox() is not None
