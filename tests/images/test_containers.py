"""Containers: every byte of a file is in one of its parts, or filling, and no damage goes on."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from plugins.images.containers import END, HEAD, REST, parts
from plugins.images.plain_copy import plain

FORMS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}


def made(media: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 7), colour) for colour in ("red", "blue")]
    more = (
        {"save_all": True, "append_images": frames[1:]}
        if media in ("image/gif", "image/webp")
        else {}
    )
    frames[0].save(out, FORMS[media], **more)
    return out.getvalue()


@pytest.mark.parametrize("media", FORMS)
def test_all_bytes_are_in_one_part(media: str) -> None:
    content = made(media) + b"more"

    found = list(parts(media, content))

    assert b"".join(part.raw for part in found) == content
    assert (found[0].kind, found[-1].kind, found[-1].data) == (HEAD, REST, b"more")
    assert [part.kind for part in found[1:-1] if part.kind in (HEAD, REST)] == []


@pytest.mark.parametrize("media", FORMS)
def test_what_was_cut_short_is_told_and_not_followed(media: str) -> None:
    content = made(media)
    last = len(content) - (1 if media != "image/png" else 13)

    for end in range(16, last, 7):
        with pytest.raises((struct.error, IndexError)):
            list(parts(media, content[:end]))


def test_filling_and_restarts_of_a_jpeg_are_no_parts() -> None:
    content = made("image/jpeg")
    filled = content[:2] + b"\xff\xff" + content[2:]

    kinds = [part.kind for part in parts("image/jpeg", content)]
    assert [part.kind for part in parts("image/jpeg", filled)] == kinds
    assert kinds[-2:] == [END, REST]


@pytest.mark.parametrize("media", FORMS)
def test_a_plain_copy_shows_the_same(media: str) -> None:
    content = made(media)

    with (
        Image.open(io.BytesIO(content)) as one,
        Image.open(io.BytesIO(plain(media, content))) as two,
    ):
        assert getattr(one, "n_frames", 1) == getattr(two, "n_frames", 1)
        assert one.convert("RGB").tobytes() == two.convert("RGB").tobytes()
