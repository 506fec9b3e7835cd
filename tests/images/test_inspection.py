"""Pictures: what an image file is, and what must not be published in it."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib

import pytest
from PIL import Image

from plugins.images.inspection import MOST_BYTES, look_into

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 480">{}</svg>'


def an_image(kind: str, size: tuple[int, int] = (4, 3)) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size).save(made, kind)
    return made.getvalue()


def said(name: str, content: bytes) -> list[str]:
    return [problem.text("") for problem in look_into(f"images/{name}", content).problems]


@pytest.mark.parametrize(
    ("name", "kind", "media"),
    [
        ("x.png", "PNG", "image/png"),
        ("x.jpg", "JPEG", "image/jpeg"),
        ("x.JPEG", "JPEG", "image/jpeg"),
        ("x.webp", "WEBP", "image/webp"),
        ("x.gif", "GIF", "image/gif"),
    ],
)
def test_a_sound_image_is_measured(name: str, kind: str, media: str) -> None:
    found = look_into(f"images/{name}", an_image(kind, (40, 30)))

    assert (found.type, found.width, found.height, found.problems) == (media, 40, 30, [])


def test_a_drawing_is_measured_by_its_view_box() -> None:
    found = look_into("images/x.svg", SVG.format("<path d='M0 0'/>").encode())

    assert (found.type, found.width, found.height, found.problems) == (
        "image/svg+xml", 640, 480, [],
    )  # fmt: skip


def test_a_camera_that_hides_a_second_picture_is_told_so() -> None:
    made = io.BytesIO()
    second = Image.new("RGB", (4, 3), "red")
    Image.new("RGB", (4, 3)).save(made, "MPO", save_all=True, append_images=[second])

    assert (
        "images/x.jpg: holds more than one picture; run python3 tasks.py clean-images, which "
        in (said("x.jpg", made.getvalue())[-1])
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """Two thousand million pixels would take gigabytes."""
    png = bytearray(an_image("PNG"))
    png[16:24] = (50_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    tracemalloc.start()

    found = said("x.png", bytes(png))

    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()
    assert found == [
        "images/x.png: has 50,000 by 50,000 pixels (at most 40,000,000 in all); save it smaller "
        "[image-size]"
    ]


def test_a_film_of_too_many_frames_is_refused() -> None:
    made = io.BytesIO()
    frames = [Image.new("L", (2, 1), number % 256) for number in range(502)]
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], duration=1)

    assert said("x.gif", made.getvalue()) == [
        "images/x.gif: has 502 frames (at most 500); save it smaller [image-size]"
    ]


def test_a_file_of_too_many_bytes_is_not_looked_into() -> None:
    assert said("x.png", b"\0" * (MOST_BYTES + 1)) == [
        "images/x.png: is too large (20,000,001 bytes, at most 20,000,000); save it smaller "
        "[image-size]"
    ]


@pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM"])
def test_only_what_browsers_show_is_opened(kind: str) -> None:
    """Pillow knows some forty formats, and its faults are in those that nobody needs here."""
    assert said("x.png", an_image(kind)) == [
        "images/x.png: cannot be read as an image; save the image again, and look at it in a "
        "browser [bad-image]"
    ]


CORE = "<cp:coreProperties><dc:creator>{}</dc:creator></cp:coreProperties>"


def an_office_file(part: str, text: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, text)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "names_somebody"),
    [
        ("a.pdf", b"%PDF-1.4 /Author (Example Person)", True),
        ("a.pdf", b"%PDF-1.4 /Author <4578>", True),
        ("a.pdf", b"%PDF-1.4 /Author ()", False),
        ("a.docx", an_office_file("docProps/core.xml", CORE.format("Example Person")), True),
        ("a.docx", an_office_file("docProps/core.xml", CORE.format("")), False),
        ("a.odt", an_office_file("meta.xml", "<meta:initial-creator>E</meta:initial-creator>"), True),
        ("a.xlsx", b"no archive", False),
    ],
)  # fmt: skip
def test_the_author_of_a_document_is_found(name: str, content: bytes, names_somebody: bool) -> None:
    found = [each.text("") for each in look_into(f"files/{name}", content).problems]

    assert (
        found
        == [
            f"files/{name}: holds the name of an author; clear the properties of the document before "
            "you save it [document-metadata]"
        ]
        * names_somebody
    )


def test_a_broken_image_never_raises() -> None:
    """Every length of every format, and a byte turned at every place."""
    for name, kind in (("x.png", "PNG"), ("x.jpg", "JPEG"), ("x.gif", "GIF"), ("x.webp", "WEBP")):
        whole = an_image(kind)
        for at in range(len(whole)):
            look_into(f"images/{name}", whole[:at])
            look_into(f"images/{name}", whole[:at] + bytes((whole[at] ^ 0xFF,)) + whole[at + 1 :])
