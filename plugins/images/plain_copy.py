"""A copy of an image without metadata: the picture and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.images.pixels import (
    ORIENTATION,
    WIDEST,
    coloured,
    open_image,
    saved,
    shrunk,
    turned,
)

_SVG = "{http://www.w3.org/2000/svg}"


def plain(type: str, content: bytes, moving: bool = False) -> bytes:
    """Return the file that stands under the image's own name.

    One that moves keeps its frames, and so its size.
    """
    if type == "image/svg+xml":
        return plain_drawing(content)
    if type == "image/gif":
        return bytes(b"".join(_gif(content)))
    with open_image(content) as opened:
        moved = opened.getexif().get(ORIENTATION, 1) != 1
        if not moving and (moved or opened.width > WIDEST):
            form = {"MPO": "JPEG"}.get(opened.format or "", opened.format or "")
            image = coloured(turned(opened))
            return saved(image.resize(shrunk(*image.size), 1), form)
    cleaned = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}[type](content)
    return b"".join(cleaned)


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
