"""What an image file tells besides its picture.

Each format is walked by its own parts. Those that make the picture are listed below; of the others,
properties (EXIF, XMP) are looked into, and whatever else is there is named.
Sources: PNG 3rd edition (W3C), JPEG (ITU T.81), GIF 89a, WebP container (RFC 9649), Exif 2.32.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

# EXIF tags of what names a person, a place or one camera.
_NAMING = {
    0x010E: "a description",
    0x013B: "the name of an artist",
    0x8298: "the name of an owner",
    0x013C: "the name of a computer",
    0x9C9B: "a title",
    0x9C9C: "a comment",
    0x9C9D: "the name of an author",
    0x9C9E: "keywords",
    0x9C9F: "a subject",
    0x9286: "a comment",
    0x927C: "notes of the camera's maker",
    0x83BB: "a record of press data (IPTC)",
    0xA430: "the name of an owner",
    0xA431: "a serial number",
    0xA435: "a serial number",
    0xC62F: "a serial number",
}
_GPS, _EXIF, _THUMBNAIL = 0x8825, 0x8769, 0x0201
_IN_XMP = (
    (rb"GPSL(?:at|ong)itude", "the place where it was taken (GPS)"),
    (rb"SerialNumber", "a serial number"),
    (
        rb"dc:creator|photoshop:(?:AuthorsPosition|CaptionWriter)|xmpRights:Owner|OwnerName",
        "the name of an author",
    ),
    (rb"dc:description|dc:title|UserComment|photoshop:Headline", "a description"),
    (rb"xmp:Thumbnails|xmpGImg:image", "a small copy of the picture"),
)

# What makes the picture: its size, colours, frames and how they are shown.
_PNG = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL "
    b"fcTL fdAT tIME oFFs sCAL pCAL sTER vpAg caNv".split()
)
# Texts that programs write of themselves.
_PROGRAMS_OWN = re.compile(r"Software|date:\w+|Creation Time")
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ANIM", b"ANMF", b"ALPH", b"ICCP"))
_GIF_PROGRAMS = frozenset((b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"))


class _Part(NamedTuple):
    """One part of a file; `kind` is its name in the format."""

    kind: bytes
    data: bytes


def told(media: str, content: bytes) -> Iterator[str]:
    """Yield in words what a sound image of that media type tells besides its picture."""
    walk = {
        "image/png": _in_png,
        "image/jpeg": _in_jpeg,
        "image/gif": _in_gif,
        "image/webp": _in_webp,
    }[media]
    try:
        yield from walk(content)
    except (struct.error, IndexError):
        yield "parts that cannot be read"


# -- Formats


def _in_png(content: bytes) -> Iterator[str]:
    at = 8
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        part = _Part(content[at + 4 : at + 8], content[at + 8 : at + 8 + length])
        at += 12 + length
        if part.kind == b"IEND":
            break
        if part.kind == b"eXIf":
            yield from _in_exif(part.data)
        elif part.kind in (b"tEXt", b"zTXt", b"iTXt"):
            keyword = part.data.partition(b"\0")[0].decode("latin-1")
            if keyword == "XML:com.adobe.xmp":
                yield from _in_xmp(part.data)
            elif not _PROGRAMS_OWN.fullmatch(keyword):
                yield f"the text '{keyword[:30]}'"
        elif part.kind not in _PNG:
            yield f"a part '{_named(part.kind)}', which is no part of a picture"
    yield from _after(content, at)


def _in_jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while True:
        if content[at] != 0xFF:
            raise IndexError(at)
        marker = content[at + 1]
        if marker == 0xFF:  # may be filled up
            at += 1
            continue
        if marker == 0xD9:
            break
        if 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        (length,) = struct.unpack_from(">H", content, at + 2)
        data = content[at + 4 : at + 2 + length]
        at += 2 + length
        yield from _in_segment(marker, data)
        if marker == 0xDA:  # the picture itself: to the next marker that is none of its own
            while content[at] != 0xFF or content[at + 1] == 0 or 0xD0 <= content[at + 1] <= 0xD7:
                at += 1
    yield from _after(content, at + 2)


def _in_segment(marker: int, data: bytes) -> Iterator[str]:
    if marker == 0xFE:
        yield "a comment"
    elif not 0xE0 <= marker <= 0xEF:
        return
    elif data.startswith(b"Exif\0"):
        yield from _in_exif(data[6:])
    elif data.startswith((b"http://ns.adobe.com/xap/1.0/", b"http://ns.adobe.com/xmp/extension/")):
        yield from _in_xmp(data)
    elif data.startswith(b"Photoshop 3.0\0"):
        if b"8BIM\x04\x04" in data:
            yield "a record of press data (IPTC)"
    elif data.startswith(b"MPF\0"):
        yield "more than one picture"
    elif not data.startswith((b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"Ducky")):
        yield f"a part '{_named(data[:12])}', which is no part of a picture"


def _in_gif(content: bytes) -> Iterator[str]:
    at = 13 + _colours(content[10])
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            at += 10 + _colours(content[at + 9])
            at = _blocks(content, at + 1)[1]
            continue
        kind, (data, at) = content[at + 1], _blocks(content, at + 2)
        if kind == 0xFE:
            yield "a comment"
        elif kind == 0x01:
            yield "a text"
        elif kind == 0xFF and data.startswith(b"XMP DataXMP"):
            yield from _in_xmp(data)
        elif kind == 0xFF and data[:11] not in _GIF_PROGRAMS:
            yield f"a part '{_named(data[:11])}', which is no part of a picture"
    yield from _after(content, at + 1)


def _colours(flags: int) -> int:
    """Return the bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _blocks(content: bytes, at: int) -> tuple[bytes, int]:
    """Return the data of a row of blocks, with the sizes that stand in it, and where it ends."""
    start = at
    while content[at]:
        at += content[at] + 1
    return content[start + 1 : at], at + 1


def _in_webp(content: bytes) -> Iterator[str]:
    (size,) = struct.unpack_from("<I", content, 4)
    at, end = 12, 8 + size
    if end > len(content):
        raise IndexError(end)
    while at < end:
        (length,) = struct.unpack_from("<I", content, at + 4)
        part = _Part(content[at : at + 4], content[at + 8 : at + 8 + length])
        at += 8 + length + length % 2
        if part.kind == b"EXIF":
            yield from _in_exif(part.data.removeprefix(b"Exif\0\0"))
        elif part.kind == b"XMP ":
            yield from _in_xmp(part.data)
        elif part.kind not in _WEBP:
            yield f"a part '{_named(part.kind)}', which is no part of a picture"
    yield from _after(content, end)


def _after(content: bytes, end: int) -> Iterator[str]:
    """Name what follows the end; zeroes and line ends are only padding."""
    if more := len(content[end:].strip(b"\0\r\n ")):
        yield f"{more:,} bytes after its end"


def _named(kind: bytes) -> str:
    return re.sub(r"[^\w. :/-]", "?", kind.partition(b"\0")[0].decode("ascii", "replace"))


# -- Properties


def _in_exif(data: bytes) -> Iterator[str]:
    """Yield what EXIF names. Read by hand: every directory, and no tag is taken at its word."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        yield "properties that cannot be read"
        return
    (start,) = struct.unpack_from(f"{order}I", data, 4)
    waiting, seen = [start], set[int]()
    while waiting:
        at = waiting.pop()
        if not 8 <= at < len(data) - 1 or at in seen:
            continue
        seen.add(at)
        (count,) = struct.unpack_from(f"{order}H", data, at)
        for number in range(min(count, (len(data) - at - 2) // 12)):
            tag, _, length, value = struct.unpack_from(f"{order}HHII", data, at + 2 + 12 * number)
            if tag == _GPS:
                if _holds(data, order, value):
                    yield "the place where it was taken (GPS)"
            elif tag == _EXIF:
                waiting.append(value)
            elif tag == _THUMBNAIL:
                yield "a small copy of the picture"
            elif tag in _NAMING and length:
                yield _NAMING[tag]
        following = at + 2 + 12 * count
        if following + 4 <= len(data):
            waiting.append(struct.unpack_from(f"{order}I", data, following)[0])


def _holds(data: bytes, order: str, at: int) -> bool:
    """Return whether a directory holds more than its own version, which is tag 0."""
    if not 8 <= at < len(data) - 1:
        return True
    (count,) = struct.unpack_from(f"{order}H", data, at)
    tags = range(min(count, (len(data) - at - 2) // 12))
    return any(struct.unpack_from(f"{order}H", data, at + 2 + 12 * n)[0] for n in tags)


def _in_xmp(data: bytes) -> Iterator[str]:
    for mark, what in _IN_XMP:
        if re.search(mark, data):
            yield what
