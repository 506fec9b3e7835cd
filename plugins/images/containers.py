"""What the file of an image consists of: its parts, one after the other.

Sources: PNG 3rd edition (W3C), JPEG (ITU T.81), GIF 89a, WebP container (RFC 9649).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from typing import NamedTuple

# The kinds of what stands before the first part, ends the last one, and follows the end.
HEAD, END, REST = b"head", b"end", b"rest"


class Part(NamedTuple):
    """One part: its name in the format, what it holds, and its bytes as they stand in the file.

    Segments of a JPEG are named by their marker, blocks of a GIF by their first byte or two.
    """

    kind: bytes
    data: bytes
    raw: bytes


def parts(media: str, content: bytes) -> Iterator[Part]:
    """Yield the parts of an image of that media type, without filling.

    Raises struct.error or IndexError where a part is not whole.
    """
    last = 0
    for end, part in _WALKS[media](content):
        yield part
        last = end
    yield Part(REST, content[last:], content[last:])


_Walk = Iterator[tuple[int, Part]]  # each part with where it ends


def _png(content: bytes) -> _Walk:
    at, kind = 8, HEAD
    yield at, Part(HEAD, b"", content[:at])
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        kind = content[at + 4 : at + 8]
        yield end, Part(kind, content[at + 8 : end - 4], content[at:end])
        at = end


_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)


def _jpeg(content: bytes) -> _Walk:
    at = 2
    yield at, Part(HEAD, b"", content[:at])
    while True:
        if content[at] != 0xFF:
            raise IndexError(at)
        marker = content[at + 1]
        if marker == 0xFF:  # may be filled up
            at += 1
        elif 0xD0 <= marker <= 0xD7:
            at += 2
        elif marker == 0xD9:
            yield at + 2, Part(END, b"", content[at : at + 2])
            return
        else:
            (length,) = struct.unpack_from(">H", content, at + 2)
            end = last = at + 2 + length
            if marker == 0xDA:  # the pixels follow, up to the next marker that is none of theirs
                found = _MARKER.search(content, end)
                if found is None:
                    raise IndexError(at)
                end = found.start()
            yield end, Part(bytes([marker]), content[at + 4 : last], content[at:end])
            at = end


def _gif(content: bytes) -> _Walk:
    at = 13 + _colours(content[10])
    yield at, Part(HEAD, b"", content[:at])
    while content[at] != 0x3B:
        if content[at] == 0x2C:
            kind, blocks = content[at : at + 1], at + 11 + _colours(content[at + 9])
        else:
            kind, blocks = content[at : at + 2], at + 2
        end = blocks
        while content[end]:
            end += content[end] + 1
        yield end + 1, Part(kind, content[blocks + 1 : end], content[at : end + 1])
        at = end + 1
    yield at + 1, Part(END, b"", content[at : at + 1])


def _colours(flags: int) -> int:
    """Return the bytes of a colour table."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(content: bytes) -> _Walk:
    (size,) = struct.unpack_from("<I", content, 4)
    at, last = 12, 8 + size
    if last > len(content):
        raise IndexError(last)
    yield at, Part(HEAD, b"", content[:at])
    while at < last:
        (length,) = struct.unpack_from("<I", content, at + 4)
        end = at + 8 + length + length % 2
        yield end, Part(content[at : at + 4], content[at + 8 : at + 8 + length], content[at:end])
        at = end
    yield last, Part(END, b"", b"")


_WALKS = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}
