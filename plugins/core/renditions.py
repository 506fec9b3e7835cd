"""Renditions: the sizes and formats in which an image is published, and how each is made.

Every image has a plain file under its own name: turned upright, at most `WIDEST` pixels wide,
without anything that a camera or a program wrote beside the picture. A photograph or a painted
picture also has smaller and better packed ones, of which a browser takes the one that fits.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from plugins.core.addresses import Root
from plugins.core.code import digest, version

if TYPE_CHECKING:
    from PIL.Image import Image

# Pixels. Telephones have 360 to 430 at a density of 2 or 3; the text is 576 wide.
WIDTHS = (480, 800, 1200)
WIDEST = 1600
# Best first: a browser takes the first that it knows.
FORMATS = ("avif", "webp")
TYPES = {"avif": "image/avif", "webp": "image/webp"}
# GIFs may move, and drawings fit every size.
PAINTED = ("image/png", "image/jpeg", "image/webp")

# One thread for each picture: there are as many workers as cores. At these qualities no
# difference is seen at arm's length, and both are half as large as the JPEG.
OPTIONS: dict[str, dict[str, Any]] = {
    "AVIF": {"quality": 55, "speed": 8, "max_threads": 1},
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}

_SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True, kw_only=True)
class Rendition:
    """One size in one format. Width and height in pixels."""

    save_as: str
    form: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """What a browser may take instead of the plain file: a media type, and files by width."""

    type: str
    srcset: str


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


# -- Making them


def upright(width: int, height: int, content: bytes) -> tuple[int, int]:
    """Return the size in which a picture is shown, which a camera may have noted as turned."""
    with _opened(content) as image:
        turned = image.getexif().get(_ORIENTATION, 1) >= 5
    return (height, width) if turned else (width, height)


def shrunk(width: int, height: int) -> tuple[int, int]:
    """Return the size of the plain file of a picture."""
    if width <= WIDEST:
        return width, height
    return WIDEST, max(1, round(height * WIDEST / width))


def rendered(content: bytes, made: Rendition) -> bytes:
    """Return the bytes of a rendition of an image."""
    with _opened(content) as opened:
        opened.draft("RGB", (made.width, made.height))  # a JPEG is read smaller, and sooner
        image = _coloured(_turned(opened))
        image = image.resize((made.width, made.height), 1)  # 1 is Lanczos
        return _saved(image, made.form.upper())


def plain(type: str, content: bytes) -> bytes:
    """Return the file that stands under the image's own name."""
    if type == "image/svg+xml":
        return plain_drawing(content)
    if type == "image/gif":
        return bytes(b"".join(_gif(content)))
    with _opened(content) as opened:
        turned = opened.getexif().get(_ORIENTATION, 1) != 1
        if turned or opened.width > WIDEST:
            form = {"MPO": "JPEG"}.get(opened.format or "", opened.format or "")
            image = _coloured(_turned(opened))
            return _saved(image.resize(shrunk(*image.size), 1), form)
    cleaned = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}[type](content)
    return b"".join(cleaned)


_ORIENTATION = 0x0112


def _opened(content: bytes) -> Image:
    from PIL import Image

    return Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP"))


def _turned(image: Image) -> Image:
    from PIL import ImageOps

    return ImageOps.exif_transpose(image)


def _coloured(image: Image) -> Image:
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


def _saved(image: Image, form: str) -> bytes:
    image.info.clear()
    if form == "JPEG" and image.mode == "RGBA":
        image = image.convert("RGB")
    made = io.BytesIO()
    image.save(made, form, exif=b"", **OPTIONS[form])
    return made.getvalue()


# -- Without what is not the picture. Pixels stay as they are.


def _jpeg(content: bytes) -> Iterator[bytes]:
    """Yield the parts of a JPEG that make up its picture (ITU-T T.81, Annex B)."""
    yield content[:2]
    at = 2
    while at < len(content) - 3:
        if content[at] != 0xFF:
            break
        kind = content[at + 1]
        if kind == 0xFF:  # a filler
            at += 1
            continue
        if kind == 0xD9:
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        part = content[at:end]
        told = kind == 0xFE or 0xE1 <= kind <= 0xEF
        if not told or part[4:16] == b"ICC_PROFILE\0" or kind == 0xEE:
            yield part
        if kind == 0xDA:  # the pixels follow, up to the next mark that is none of their own
            found = _MARK.search(content, end)
            stop = found.start() if found else len(content)
            yield content[end:stop]
            end = stop
        at = end
    yield b"\xff\xd9"


_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)

_PNG_PARTS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)


def _png(content: bytes) -> Iterator[bytes]:
    """Yield the chunks of a PNG that make up its picture (ISO/IEC 15948)."""
    yield content[:8]
    at = 8
    while at < len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if kind in _PNG_PARTS:
            yield content[at:end]
        if kind == b"IEND":
            break
        at = end


def _webp(content: bytes) -> Iterator[bytes]:
    """Yield the chunks of a WebP that make up its picture (RFC 9649)."""
    kept, at = [], 12
    while at + 8 <= len(content):
        size = int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + size + size % 2
        kind, part = content[at : at + 4], content[at:end]
        if kind == b"VP8X":  # it says whether notes follow
            part = part[:8] + bytes([part[8] & ~0x0C]) + part[9:]
        if kind in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append(part)
        at = end
    body = b"WEBP" + b"".join(kept)
    yield b"RIFF" + len(body).to_bytes(4, "little") + body


def _gif(content: bytes) -> Iterator[bytes]:
    """Yield the blocks of a GIF that make up its picture (GIF89a), and how often it repeats."""
    colours = 3 << ((content[10] & 7) + 1) if content[10] & 0x80 else 0
    at = 13 + colours
    yield content[:at]
    while at < len(content) and content[at] != 0x3B:
        start = at
        if content[at] == 0x21:
            kept = content[at + 1] == 0xF9 or content[at + 3 : at + 14] == b"NETSCAPE2.0"
            at += 2
        elif content[at] == 0x2C:
            kept = True
            colours = 3 << ((content[at + 9] & 7) + 1) if content[at + 9] & 0x80 else 0
            at += 11 + colours
        else:
            break
        while at < len(content) and content[at]:
            at += content[at] + 1
        at += 1
        if kept:
            yield content[start:at]
    yield b"\x3b"


# What a drawing may hold: shapes, text and fills, but nothing that runs or is fetched.
DRAWN = frozenset(
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "textPath linearGradient radialGradient stop clipPath mask pattern marker filter style image "
    "feGaussianBlur feOffset feBlend feColorMatrix feComposite feFlood feMerge feMergeNode "
    "feMorphology feTurbulence feDropShadow switch".split()
)
_LOADS = re.compile(r"@import|expression|url\(\s*['\"]?(?!\s*#)", re.IGNORECASE)
_INSIDE = re.compile(r"\s*(?:#|data:image/(?:png|jpeg|webp|gif);base64,)")


def plain_drawing(content: bytes) -> bytes:
    """Return a drawing with nothing in it that runs, is fetched, or tells of who drew it.

    Raises ValueError for what is no drawing.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(error.msg) from None
    if root.tag != f"{_SVG}svg":
        raise ValueError("no <svg> at its root")
    for node in list(root.iter()):
        name = str(node.tag).removeprefix(_SVG)
        if name not in DRAWN or (name == "style" and _LOADS.search(node.text or "")):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
            continue
        for key, value in list(node.attrib.items()):
            space, _, short = str(key).rpartition("}")
            foreign = space not in ("", "{http://www.w3.org/1999/xlink", _XML)
            runs = short.lower().startswith("on")
            fetches = short in ("href", "src") and not _INSIDE.match(str(value))
            if foreign or runs or fetches or _LOADS.search(str(value)):
                del node.attrib[key]
    etree.cleanup_namespaces(root)
    return bytes(etree.tostring(root, encoding="utf-8"))


_XML = "{http://www.w3.org/XML/1998/namespace"
