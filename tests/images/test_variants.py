"""Renditions: which there are, and that nothing but the picture is left in any of them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from plugins.images.containers import parts
from plugins.images.pixels import shrunk, upright
from plugins.images.plain_copy import plain, plain_drawing
from plugins.images.variants import Rendition, alternatives, rendered, renditions
from plugins.model.addresses import Root

SECRET = b"51.5007,-0.1246 taken by Morag"
ROOT = Root.of("https://example.org/hub")


def a_picture(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Return a picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), "blue")
    ImageDraw.Draw(image).rectangle((0, 0, width // 2 - 1, height), fill="red")
    return image.convert(mode)


def saved(image: Image.Image, form: str, **more: object) -> bytes:
    made = io.BytesIO()
    image.save(made, form, **more)
    return made.getvalue()


def exif(orientation: int = 1) -> bytes:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010E] = SECRET.decode()  # the description
    found.get_ifd(0x8825)[1] = "N"  # where it was taken
    return found.tobytes()


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def colours(content: bytes) -> tuple[str, str]:
    """Return what colour the first and the last pixel are nearest to."""
    image = opened(content).convert("RGB")

    def near(at: tuple[int, int]) -> str:
        red, _, blue = image.getpixel(at)  # type: ignore[misc]
        return "red" if red > blue else "blue"

    return near((2, 2)), near((image.width - 3, image.height - 3))


TOLD = {
    "image/jpeg": lambda: saved(
        a_picture(), "JPEG", exif=exif(), comment=SECRET, xmp=b"<x>" + SECRET + b"</x>"
    ),
    "image/webp": lambda: saved(
        a_picture(), "WEBP", exif=exif(), xmp=b"<x>" + SECRET + b"</x>", lossless=True
    ),
    "image/png": lambda: saved(a_picture(), "PNG", exif=exif(), pnginfo=_notes()),
    "image/gif": lambda: saved(
        a_picture(), "GIF", comment=SECRET, save_all=True, loop=0, duration=80,
        append_images=[a_picture(60, 40).rotate(180)],
    ),
}  # fmt: skip


def _notes() -> PngInfo:
    notes = PngInfo()
    notes.add_text("Author", SECRET.decode())
    notes.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return notes


@pytest.mark.parametrize("type", TOLD)
def test_a_plain_file_has_every_pixel_and_nothing_else(type: str) -> None:
    original = TOLD[type]()
    assert SECRET in original or SECRET.replace(b" ", b"\0 ") in original

    made = plain(type, original)

    assert SECRET not in made
    assert b"Exif" not in made
    assert b"xmp" not in made.lower()
    image, before = opened(made), opened(original)
    assert (image.size, image.mode) == (before.size, before.mode)
    assert image.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert not image.getexif()


@pytest.mark.parametrize("type", TOLD)
def test_a_plain_file_is_plain_already(type: str) -> None:
    made = plain(type, TOLD[type]())

    assert plain(type, made) == made


def test_a_moving_picture_still_moves() -> None:
    made = opened(plain("image/gif", TOLD["image/gif"]()))

    assert getattr(made, "n_frames") == 2  # noqa: B009 - declared on one subclass only
    assert made.info["loop"] == 0


def test_what_follows_the_picture_goes() -> None:
    """Cameras put a second picture there, and people put archives."""
    for type in ("image/jpeg", "image/png"):
        clean = plain(type, TOLD[type]())
        assert plain(type, clean + b"\xff\xd8" + SECRET) == clean


def test_a_profile_of_colours_stays_in_a_plain_file() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for type, form in (("image/jpeg", "JPEG"), ("image/png", "PNG"), ("image/webp", "WEBP")):
        content = saved(a_picture(), form, icc_profile=profile)
        assert opened(plain(type, content)).info["icc_profile"] == profile


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("turn", "undo"), [(3, 180), (6, 90), (8, 270)])
def test_a_turned_picture_is_published_upright(form: str, turn: int, undo: int) -> None:
    lying = saved(a_picture().rotate(undo, expand=True), form, exif=exif(turn))
    type = f"image/{form.lower()}"

    made = plain(type, lying)

    assert opened(made).size == (60, 40)
    assert upright(*opened(lying).size, lying) == (60, 40)
    assert colours(made) == ("red", "blue")
    assert not opened(made).getexif()
    small = rendered(lying, Rendition(save_as="x", form="webp", width=30, height=20))
    assert colours(small) == ("red", "blue")


def test_a_large_picture_is_published_smaller() -> None:
    large = saved(a_picture(2000, 1000), "JPEG", exif=exif())

    made = opened(plain("image/jpeg", large))

    assert made.size == shrunk(2000, 1000) == (1600, 800)


def test_there_are_sizes_up_to_its_own_in_each_format() -> None:
    found = renditions("images/a.b.png", "0123456789abcdef", "image/png", 1000, 500)

    assert [(each.save_as, each.width, each.height) for each in found] == [
        ("images/a.b.0123456789-480.avif", 480, 240),
        ("images/a.b.0123456789-800.avif", 800, 400),
        ("images/a.b.0123456789-1000.avif", 1000, 500),
        ("images/a.b.0123456789-480.webp", 480, 240),
        ("images/a.b.0123456789-800.webp", 800, 400),
        ("images/a.b.0123456789-1000.webp", 1000, 500),
    ]


@pytest.mark.parametrize("type", ["image/svg+xml", "image/gif", ""])
def test_drawings_and_what_may_move_have_none(type: str) -> None:
    assert renditions("images/a.svg", "0123456789", type, 1000, 500) == ()


def test_a_page_names_them_with_their_widths() -> None:
    found = renditions("images/a b.png", "0123456789", "image/png", 300, 200)

    assert [(each.type, each.srcset) for each in alternatives(found, ROOT)] == [
        ("image/avif", "/hub/images/a%20b.0123456789-300.avif 300w"),
        ("image/webp", "/hub/images/a%20b.0123456789-300.webp 300w"),
    ]


@pytest.mark.parametrize("form", ["avif", "webp"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "CMYK", "1", "LA", "I;16"])
def test_every_kind_of_picture_becomes_every_format(mode: str, form: str) -> None:
    image = a_picture(mode="L" if mode == "I;16" else mode)
    image = image.convert("I;16") if mode == "I;16" else image
    content = saved(image, "JPEG" if mode == "CMYK" else "PNG")
    wanted = Rendition(save_as="x", form=form, width=30, height=20)

    made = rendered(content, wanted)

    assert opened(made).size == (30, 20)
    assert opened(made).format == form.upper()
    assert rendered(content, wanted) == made, "the same bytes each time"


@pytest.mark.parametrize("form", ["avif", "webp"])
def test_nothing_but_the_picture_is_in_a_rendition(form: str) -> None:
    for type in ("image/jpeg", "image/webp", "image/png"):
        made = rendered(TOLD[type](), Rendition(save_as="x", form=form, width=30, height=20))
        assert SECRET not in made
        assert not opened(made).getexif()
        assert "xmp" not in opened(made).info


def test_what_can_be_seen_through_stays_so() -> None:
    glass = Image.new("RGBA", (60, 40), (255, 0, 0, 0))

    made = rendered(saved(glass, "PNG"), Rendition(save_as="x", form="webp", width=30, height=20))

    assert opened(made).convert("RGBA").getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_picture_that_was_cut_short_is_read_by_nobody() -> None:
    """Chunks that say they are longer than the file must not be followed for ever."""
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IDAT" + zlib.compress(b"x")

    with pytest.raises(struct.error):
        list(parts("image/png", png))


# -- Drawings

DRAWING = """<?xml version="1.0"?><?xml-stylesheet href="https://example.org/x.css"?>
<!-- {secret} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" viewBox="0 0 4 3"
 inkscape:export-filename="{secret}" onload="alert(1)">
<metadata>{secret}</metadata><script>alert(1)</script><title>Kept</title>
<style>rect {{ fill: red }}</style><style>@import "https://example.org/x.css";</style>
<foreignObject><p>no</p></foreignObject><animate attributeName="href" to="javascript:x"/>
<defs><g id="a"/></defs><use href="#a"/><use xlink:href="https://example.org/b.svg#b"/>
<rect width="1" height="1" fill="url(#a)" onclick="x()" style="fill: url(https://example.org/)"/>
<a href="javascript:x"><text>linked</text></a>
<image href="data:image/png;base64,AAAA"/><image href="data:text/html;base64,AAAA"/>
</svg>"""


def test_a_drawing_keeps_its_shapes_and_nothing_that_runs_or_is_fetched() -> None:
    made = plain_drawing(DRAWING.format(secret=SECRET.decode()).encode()).decode()

    assert made == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3">\n'
        "<title>Kept</title>\n<style>rect { fill: red }</style>"
        '<defs><g id="a"/></defs><use href="#a"/><use/>\n'
        '<rect width="1" height="1" fill="url(#a)"/>\n'
        '<image href="data:image/png;base64,AAAA"/><image/>\n</svg>'
    )
    assert plain_drawing(made.encode()).decode() == made


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<svg", "Couldn't find end of Start Tag svg line 1, line 1, column 5"),
        ("<html/>", "no <svg> at its root"),
        ('<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', "no <svg> at its root"),
    ],
)
def test_what_is_no_drawing_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match="svg") as fault:
        plain_drawing(text.encode())

    assert str(fault.value) == said
