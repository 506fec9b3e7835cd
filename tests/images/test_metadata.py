"""Metadata: in each format, what names somebody is found, and what makes the picture is not."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from plugins.images.metadata import told

MEDIA = {
    "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif",
}  # fmt: skip
XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description><dc:creator>Example Person</dc:creator>'
    b"</rdf:Description></x:xmpmeta>"
)


def an_image(kind: str, **options: Any) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 3), "red").save(made, kind, **options)
    return made.getvalue()


def exif(tag: int, value: object, folder: int = 0) -> bytes:
    """Return EXIF with one property; `folder` is the directory that holds it."""
    made = Image.Exif()
    (made.get_ifd(folder) if folder else made)[tag] = value
    return made.tobytes()


def found(kind: str, content: bytes) -> list[str]:
    return sorted(set(told(MEDIA[kind], content)))


def a_chunk(kind: bytes, data: bytes) -> bytes:
    check = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def png_with(kind: bytes, data: bytes) -> bytes:
    """Return a PNG with one part more, behind the picture."""
    whole = an_image("PNG")
    end = whole.rindex(b"IEND") - 4
    return whole[:end] + a_chunk(kind, data) + whole[end:]


def gif_with(block: bytes, last: bool = False) -> bytes:
    """Return a GIF with one block more, before or behind the picture."""
    whole = an_image("GIF")
    at = len(whole) - 1 if last else 13 + (3 << ((whole[10] & 7) + 1) if whole[10] & 0x80 else 0)
    return whole[:at] + block + whole[at:]


def jpeg_with(marker: int, data: bytes) -> bytes:
    whole = an_image("JPEG")
    return whole[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data + whole[2:]


def webp_with(kind: bytes, data: bytes) -> bytes:
    whole = an_image("WEBP")
    part = kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return whole[:4] + struct.pack("<I", len(whole) + len(part) - 8) + whole[8:] + part


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("properties", "what"),
    [
        (exif(1, "N", 0x8825), "the place where it was taken (GPS)"),
        (exif(0x13B, "Example Person"), "the name of an artist"),
        (exif(0x8298, "Example Person"), "the name of an owner"),
        (exif(0x9C9D, b"E\0x\0"), "the name of an author"),
        (exif(0x010E, "Bed 4"), "a description"),
        (exif(0x9286, b"ASCII\0\0\0Bed 4", 0x8769), "a comment"),
        (exif(0xA430, "Example Person", 0x8769), "the name of an owner"),
        (exif(0xA431, "123", 0x8769), "a serial number"),
        (exif(0xA435, "123", 0x8769), "a serial number"),
        (exif(0x927C, b"123", 0x8769), "notes of the camera's maker"),
        (exif(0x0201, 26), "a small copy of the picture"),
        (b"Exif\0\0??????????", "properties that cannot be read"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_exif_names_is_found(kind: str, properties: bytes, what: str) -> None:
    if properties.startswith(b"Exif\0\0?"):
        data = properties.removeprefix(b"Exif\0\0") if kind != "JPEG" else properties
        content = {
            "JPEG": lambda: jpeg_with(0xE1, data),
            "PNG": lambda: png_with(b"eXIf", data),
            "WEBP": lambda: webp_with(b"EXIF", data),
        }[kind]()
    else:
        content = an_image(kind, exif=properties)

    assert found(kind, content) == [what]


@pytest.mark.parametrize(
    ("kind", "content", "what"),
    [
        ("JPEG", an_image("JPEG", xmp=XMP), "the name of an author"),
        ("WEBP", an_image("WEBP", xmp=XMP), "the name of an author"),
        ("PNG", png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP), "the name of an author"),
        ("GIF", gif_with(b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0"), "the name of an author"),
        ("JPEG", an_image("JPEG", comment=b"Example Person"), "a comment"),
        ("GIF", an_image("GIF", comment=b"Example Person"), "a comment"),
        ("GIF", gif_with(b"\x21\xfe\x0eExample Person\0", last=True), "a comment"),
        ("GIF", gif_with(b"\x21\xff\x0bEXAMPLE1234\x03abc\0"), "a part 'EXAMPLE1234', which is no part of a picture"),
        ("PNG", png_with(b"tEXt", b"Comment\0Example Person"), "the text 'Comment'"),
        ("PNG", png_with(b"zTXt", b"Author\0\0" + zlib.compress(b"E")), "the text 'Author'"),
        ("PNG", png_with(b"xyZw", b"Example Person"), "a part 'xyZw', which is no part of a picture"),
        ("WEBP", webp_with(b"note", b"Example Person"), "a part 'note', which is no part of a picture"),
        ("JPEG", jpeg_with(0xEB, b"Example\0Person"), "a part 'Example', which is no part of a picture"),
        ("JPEG", jpeg_with(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x04name"), "a record of press data (IPTC)"),
        ("JPEG", jpeg_with(0xE2, b"MPF\0II*\0"), "more than one picture"),
        *((kind, an_image(kind) + b"Example Person", "14 bytes after its end") for kind in MEDIA),
    ],
)  # fmt: skip
def test_what_other_parts_tell_is_found(kind: str, content: bytes, what: str) -> None:
    with warnings.catch_warnings(action="ignore"):
        Image.open(io.BytesIO(content)).load()  # a browser shows it

    assert found(kind, content) == [what]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"exif": exif(0x112, 6), "icc_profile": b"x" * 200, "dpi": (72, 72)}),
        ("JPEG", {"progressive": True, "quality": 40}),
        ("JPEG", {"exif": exif(0x110, "A camera")}),
        ("PNG", {"exif": exif(0x112, 6), "icc_profile": b"x" * 200, "dpi": (72, 72)}),
        ("WEBP", {"exif": exif(0x112, 6), "icc_profile": b"x" * 200}),
        ("WEBP", {"lossless": True}),
        ("GIF", {"loop": 0}),
        ("GIF", {"save_all": True, "append_images": [Image.new("RGB", (4, 3))], "loop": 3}),
        ("WEBP", {"save_all": True, "append_images": [Image.new("RGB", (4, 3))]}),
        ("PNG", {"save_all": True, "append_images": [Image.new("RGB", (4, 3))]}),
    ],
    ids=[
        "jpeg", "jpeg progressive", "jpeg camera", "png", "webp", "webp lossless", "gif",
        "gif film", "webp film", "png film",
    ],
)  # fmt: skip
def test_what_makes_the_picture_is_no_sign(kind: str, options: dict[str, Any]) -> None:
    assert found(kind, an_image(kind, **options)) == []


def test_what_programs_write_of_themselves_is_no_sign() -> None:
    text = PngInfo()
    text.add_text("Software", "A program")
    text.add_text("date:create", "2024-01-01")

    assert found("PNG", an_image("PNG", pnginfo=text)) == []


@pytest.mark.parametrize("kind", MEDIA)
def test_a_file_that_is_cut_anywhere_is_survived(kind: str) -> None:
    """Whatever cannot be walked to its end is named; it never raises, and never hangs."""
    options = {"comment": b"E"} if kind == "GIF" else {"exif": exif(0x13B, "Example Person")}
    whole = an_image(kind, **options)

    for length in range(14, len(whole) - 1):
        assert found(kind, whole[:length]), length


def test_properties_that_lead_in_a_circle_are_survived() -> None:
    circle = b"II*\0\x08\0\0\0\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0\x08\0\0\0"

    assert found("WEBP", webp_with(b"EXIF", circle)) == []
