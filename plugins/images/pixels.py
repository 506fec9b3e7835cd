"""The pixels of an image: decoded, turned upright, in sRGB, and encoded again."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1600

# One thread for each picture: there are as many workers as cores. At these qualities no
# difference is seen at arm's length, and both are half as large as the JPEG.
OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 55, "speed": 8, "max_threads": 1},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}


# -- Making them


def upright(width: int, height: int, content: bytes) -> tuple[int, int]:
    """Return the size in which a picture is shown, which a camera may have noted as turned."""
    with open_image(content) as image:
        turned = image.getexif().get(ORIENTATION, 1) >= 5
    return (height, width) if turned else (width, height)


def shrunk(width: int, height: int) -> tuple[int, int]:
    """Return the size of the plain file of a picture."""
    if width <= WIDEST:
        return width, height
    return WIDEST, max(1, round(height * WIDEST / width))


ORIENTATION = 0x0112


def open_image(content: bytes) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))


def turned(image: Image) -> Image:
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def coloured(image: Image) -> Image:
    """Return an image in the colours of screens, with or without transparency."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    see_through = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            screen = ImageCms.createProfile("sRGB")
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            changed = ImageCms.profileToProfile(image, source, screen, outputMode=mode)
            image = changed if changed is not None else image
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that nobody can read is no profile
    return image.convert("RGBA" if see_through else "RGB")


def saved(image: Image, form: str) -> bytes:
    image.info.clear()
    if form == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    made = io.BytesIO()
    image.save(made, form, exif=b"", **OPTIONS[form])
    return made.getvalue()
