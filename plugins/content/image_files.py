"""What the images of the content are, by their bytes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from plugins.base import code_version, hashing
from plugins.base.file_state import FileState
from plugins.base.problems import Problem
from plugins.content.conversion_cache import CachedRow, ConversionCache, Record
from plugins.content.parse import signs_in_name
from plugins.content.parsed import Content, Image
from plugins.images.inspection import DOCUMENTS
from plugins.language.personal_data import pointing

# -- Images


def is_image(name: str) -> bool:
    return name.startswith("images/") or name.lower().endswith(DOCUMENTS)


def image_key(name: str, look: FileState) -> str:
    return hashing.digest(
        b"image", name.encode(), look.digest.encode(), code_version.key().encode()
    )


def read_image(content: Content, store: ConversionCache, name: str) -> None:
    look = content.folder.files[name]
    key = image_key(name, look)
    record = store.records.get(key)
    if record is None:
        from plugins.images.inspection import look_into

        given = content.folder.read(name)
        found = look_into(name, given)
        problems = [
            *found.problems,
            *(
                Problem(
                    name, 0, f"has a name that {pointing(sign)}", "rename the file", sign.check_id
                )
                for sign in signs_in_name(name)
            ),
        ]
        made = {"type": found.type, "width": found.width, "height": found.height, "size": 0,
                "moving": found.moving}  # fmt: skip
        if name.startswith("images/") and not problems:
            problems += _as_published(made, name, given)
        made["problems"] = [dataclasses.astuple(each) for each in problems]
        store.put(CachedRow.of(key, made, ""))
        record = store.records[key]
    content.problems += [Problem(*each) for each in record["problems"]]
    if name.startswith("images/"):  # also a bad one: that it is bad has been said
        content.images[name] = Image(
            record["type"], record["width"], record["height"], record["size"], look.digest,
            record["moving"],
        )  # fmt: skip


def _as_published(made: Record, name: str, content: bytes) -> Iterator[Problem]:
    """Put into a record how large its plain file is, in pixels and bytes."""
    from plugins.images import pixels, plain_copy, variants

    try:
        made["size"] = len(plain_copy.plain(made["type"], content, made["moving"]))
    except ValueError as error:
        what = f"is not a drawing that browsers show ({error})"
        yield Problem(name, 0, what, "export it again as plain SVG, or as PNG", "bad-image")
        return
    if made["type"] in variants.PAINTED and not made["moving"]:
        width, height = pixels.upright(made["width"], made["height"], content)
        made["width"], made["height"] = pixels.shrunk(width, height)
