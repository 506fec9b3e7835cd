"""A copy of an image without metadata: the picture and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from zlib import crc32

from plugins.images.containers import END, HEAD, REST, Part, parts
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
        return _cleaned(type, content)
    with open_image(content) as opened:
        moved = opened.getexif().get(ORIENTATION, 1) != 1
        if not moving and (moved or opened.width > WIDEST):
            form = {"MPO": "JPEG"}.get(opened.format or "", opened.format or "")
            image = coloured(turned(opened))
            return saved(image.resize(shrunk(*image.size), 1), form)
    return _cleaned(type, content)


# -- Without what is not the picture. Pixels stay as they are.


def bare(type: str, content: bytes) -> bytes:
    """Return the same picture without what else the file tells: no pixel changes.

    One that a camera noted as turned keeps that note, and no other. Raises ValueError for what is
    no drawing.
    """
    if type == "image/svg+xml":
        return plain_drawing(content)
    made = _cleaned(type, content)
    if type == "image/gif":
        return made
    with open_image(content) as opened:
        turn = opened.getexif().get(ORIENTATION, 1)
    if turn not in range(2, 9):
        return made
    note = b"MM\0*\0\0\0\x08\0\x01" + ORIENTATION.to_bytes(2, "big") + b"\0\x03\0\0\0\x01\0"
    return _NOTED[type](made, note + bytes([turn]) + bytes(6))


def _noted_jpeg(made: bytes, note: bytes) -> bytes:
    data = b"Exif\0\0" + note
    return made[:2] + b"\xff\xe1" + (len(data) + 2).to_bytes(2, "big") + data + made[2:]


def _noted_png(made: bytes, note: bytes) -> bytes:
    whole = len(note).to_bytes(4, "big") + b"eXIf" + note
    behind = 8 + 12 + 13  # the signature and the header, which comes first
    return made[:behind] + whole + crc32(whole[4:]).to_bytes(4, "big") + made[behind:]


def _noted_webp(made: bytes, note: bytes) -> bytes:
    found = [part.raw for part in parts("image/webp", made)][1:]
    body = b"".join(
        raw[:8] + bytes([raw[8] | 0x08]) + raw[9:] if raw[:4] == b"VP8X" else raw for raw in found
    )
    body = b"WEBP" + body + b"EXIF" + len(note).to_bytes(4, "little") + note
    return b"RIFF" + len(body).to_bytes(4, "little") + body


_NOTED = {"image/jpeg": _noted_jpeg, "image/png": _noted_png, "image/webp": _noted_webp}


def _cleaned(type: str, content: bytes) -> bytes:
    """Return the parts that make up the picture, as they stand in the file."""
    kept = _KEPT[type]
    found = [part for part in parts(type, content) if part.kind in (HEAD, END) or kept(part)]
    if type != "image/webp":
        return b"".join(part.raw for part in found)
    body = b"WEBP" + b"".join(_unannounced(part) for part in found[1:])
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _in_jpeg(part: Part) -> bool:
    told = part.kind == b"\xfe" or b"\xe1" <= part.kind <= b"\xef"
    colours = part.kind == b"\xee" or part.data.startswith(b"ICC_PROFILE\0")
    return part.kind != REST and (not told or colours)


def _in_gif(part: Part) -> bool:
    repeats = part.kind == b"!\xff" and part.data.startswith(b"NETSCAPE2.0")
    return part.kind in (b",", b"!\xf9") or repeats


def _unannounced(part: Part) -> bytes:
    """Return a part of a WebP; its header says whether notes follow, and none do any more."""
    if part.kind != b"VP8X":
        return part.raw
    return part.raw[:8] + bytes([part.raw[8] & ~0x0C]) + part.raw[9:]


_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP bKGD pHYs acTL fcTL fdAT".split()
)
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_KEPT: dict[str, Callable[[Part], bool]] = {
    "image/png": lambda part: part.kind in _PNG,
    "image/webp": lambda part: part.kind in _WEBP,
    "image/jpeg": _in_jpeg,
    "image/gif": _in_gif,
}


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
