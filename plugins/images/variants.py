"""The sizes and formats in which an image is published, and how each is made.

Every image has a plain file under its own name: turned upright, at most `WIDEST` pixels wide,
without anything that a camera or a program wrote beside the picture. A photograph or a painted
picture also has smaller and better packed ones, of which a browser takes the one that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plugins.base.code_version import version
from plugins.base.hashing import digest
from plugins.model.addresses import Root

if TYPE_CHECKING:
    pass
from plugins.images.pixels import (
    OPTIONS,
    WIDEST,
    coloured,
    open_image,
    saved,
    turned,
)
from plugins.model.image import Alternative

# Pixels. Telephones have 360 to 430 at a density of 2 or 3; the text is 576 wide.
WIDTHS = (480, 800, 1200)
# Best first: a browser takes the first that it knows.
FORMATS = ("avif", "webp")
TYPES = {"avif": "image/avif", "webp": "image/webp"}
# GIFs may move, and drawings fit every size.
PAINTED = ("image/png", "image/jpeg", "image/webp")


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One size in one format. Width and height in pixels."""

    save_as: str
    form: str
    width: int
    height: int


def renditions(
    path: str, digest: str, type: str, width: int, height: int, formats: Sequence[str] = FORMATS
) -> tuple[Rendition, ...]:
    """Return the renditions of an image of this size. Their names hold a digest of its content."""
    if type not in PAINTED or not width or not height:
        return ()
    stem = str(PurePosixPath(path).with_suffix(""))
    sizes = [each for each in WIDTHS if each < width] + [min(width, WIDEST)]
    return tuple(
        Rendition(
            save_as=f"{stem}.{digest[:10]}-{size}.{form}",
            form=form,
            width=size,
            height=max(1, round(height * size / width)),
        )
        for form in formats
        for size in sizes
    )


def alternatives(made: Sequence[Rendition], root: Root) -> tuple[Alternative, ...]:
    """Return the same renditions as a page names them."""
    forms = dict.fromkeys(each.form for each in made)
    return tuple(
        Alternative(
            type=TYPES[form],
            srcset=", ".join(
                f"{root.url(each.save_as)} {each.width}w" for each in made if each.form == form
            ),
        )
        for form in forms
    )


def recipe() -> str:
    """Return a key of what decides the bytes of a rendition, apart from the image itself."""
    from PIL import features

    parts = [version("pillow"), *(str(features.version(name)) for name in ("avif", "webp", "jpg"))]
    return digest(*(part.encode() for part in parts), repr((OPTIONS, WIDEST)).encode())


def rendered(content: bytes, made: Rendition) -> bytes:
    """Return the bytes of a rendition of an image."""
    with open_image(content) as opened:
        opened.draft("RGB", (made.width, made.height))  # a JPEG is read smaller, and sooner
        image = coloured(turned(opened))
        image = image.resize((made.width, made.height), 1)  # 1 is Lanczos
        return saved(image, made.form.upper())
