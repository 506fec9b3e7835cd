"""What an image file tells besides its picture.

The parts that make the picture are listed below; of the others, properties (EXIF, XMP) are looked
into, and whatever else is there is named. Source: Exif 2.32.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

from plugins.images.containers import END, HEAD, REST, Part, parts

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


def told(media: str, content: bytes) -> Iterator[str]:
    """Yield in words what a sound image of that media type tells besides its picture."""
    look = {
        "image/png": _in_png,
        "image/jpeg": _in_jpeg,
        "image/gif": _in_gif,
        "image/webp": _in_webp,
    }[media]
    try:
        for part in parts(media, content):
            if part.kind == REST:
                yield from _after(part.data)
            elif part.kind not in (HEAD, END):
                yield from look(part)
    except (struct.error, IndexError):
        yield "parts that cannot be read"


# -- Formats


def _in_png(part: Part) -> Iterator[str]:
    if part.kind == b"eXIf":
        yield from _in_exif(part.data)
    elif part.kind in (b"tEXt", b"zTXt", b"iTXt"):
        keyword = part.data.partition(b"\0")[0].decode("latin-1")
        if keyword == "XML:com.adobe.xmp":
            yield from _in_xmp(part.data)
        elif not _PROGRAMS_OWN.fullmatch(keyword):
            yield f"the text '{keyword[:30]}'"
    elif part.kind not in _PNG:
        yield _foreign(part.kind)


def _in_jpeg(part: Part) -> Iterator[str]:
    marker, data = part.kind[0], part.data
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
        yield _foreign(data[:12])


def _in_gif(part: Part) -> Iterator[str]:
    if part.kind == b"!\xfe":
        yield "a comment"
    elif part.kind == b"!\x01":
        yield "a text"
    elif part.kind == b"!\xff" and part.data.startswith(b"XMP DataXMP"):
        yield from _in_xmp(part.data)
    elif part.kind == b"!\xff" and part.data[:11] not in _GIF_PROGRAMS:
        yield _foreign(part.data[:11])


def _in_webp(part: Part) -> Iterator[str]:
    if part.kind == b"EXIF":
        yield from _in_exif(part.data.removeprefix(b"Exif\0\0"))
    elif part.kind == b"XMP ":
        yield from _in_xmp(part.data)
    elif part.kind not in _WEBP:
        yield _foreign(part.kind)


def _after(rest: bytes) -> Iterator[str]:
    """Name what follows the end; zeroes and line ends are only padding."""
    if more := len(rest.strip(b"\0\r\n ")):
        yield f"{more:,} bytes after its end"


def _foreign(kind: bytes) -> str:
    name = re.sub(r"[^\w. :/-]", "?", kind.partition(b"\0")[0].decode("ascii", "replace"))
    return f"a part '{name}', which is no part of a picture"


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
