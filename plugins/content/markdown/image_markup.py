"""The HTML of an image and of a figure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from plugins.model.image import Alternative

# How wide an image in the text is: the column, or the screen less its edges.
SIZES = "(min-width: 40rem) 36rem, 92vw"


def image_markup(
    url: str,
    alt: str,
    width: int,
    height: int,
    others: Sequence[Alternative] = (),
    lazy: bool = True,
) -> str:
    """Return the markup of an image in a body. Width and height in pixels, 0 where unknown."""
    size = f' width="{width}" height="{height}"' if width and height else ""
    late = ' loading="lazy"' if lazy else ""
    image = f'<img src="{escape(url)}" alt="{escape(alt)}"{size}{late} decoding="async">'
    if not others:
        return image
    sources = "".join(
        f'<source type="{each.type}" srcset="{escape(each.srcset)}" sizes="{SIZES}">'
        for each in others
    )
    return f"<picture>{sources}{image}</picture>"


def figure_markup(image: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{image}{words}</figure>"
