"""What an image file is, and what must not be published in it.

Sizes are read before anything is decoded; only the formats that browsers show are opened at all.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from plugins.base.problems import Problem
from plugins.images import metadata
from plugins.images.plain_copy import DRAWN
from plugins.language.personal_data import signs

RASTERS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
# A photograph of a good camera has 24 million pixels and 10 million bytes.
MOST_PIXELS = 40_000_000
MOST_BYTES = 20_000_000
MOST_FRAMES = 500
DOCUMENTS = (".pdf", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp")

_CLEAN = "run python3 tasks.py clean-images, which takes it out and leaves the picture as it is"

# What is taken away without a word may be there, too.
_SVG_ELEMENTS = DRAWN | {"metadata"}
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_NAMES = ("dc", "creator", "rights", "publisher", "contributor", "Agent", "Person")


@dataclass
class Found:
    """What one image is: media type, width and height in pixels, whether it moves; its problems."""

    type: str = ""
    width: int = 0
    height: int = 0
    moving: bool = False
    problems: list[Problem] = field(default_factory=list)


def look_into(name: str, content: bytes) -> Found:
    """Return what an image is and all that is wrong with it. Never raises."""
    suffix = PurePosixPath(name).suffix.lower()
    found = Found()

    def problem(what: str, hint: str, rule: str, line: int = 0) -> None:
        found.problems.append(Problem(name, line, what, hint, rule))

    if len(content) > MOST_BYTES:
        what = f"is too large ({len(content):,} bytes, at most {MOST_BYTES:,})"
        problem(what, "save it smaller", "image-size")
        return found
    if suffix in DOCUMENTS:
        for what in sorted(set(document_signs(suffix, content))):
            hint = "clear the properties of the document before you save it"
            problem(f"holds {what}", hint, "document-metadata")
        if not name.startswith("images/"):
            return found
    if suffix == ".svg":
        found.type = "image/svg+xml"
        _look_into_drawing(content, found, problem)
    elif suffix not in RASTERS:
        hint = "save it as PNG, JPEG, WebP, GIF or SVG"
        problem(f"is not an image that browsers show ('{suffix}')", hint, "bad-image")
    else:
        _look_into_raster(suffix, content, found, problem)
    return found


def _look_into_raster(suffix: str, content: bytes, found: Found, problem: Any) -> None:
    import warnings

    from PIL import Image as Pillow

    Pillow.MAX_IMAGE_PIXELS = None  # our own limit comes first, and says what it found
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Pillow.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image,
        ):
            kind = Pillow.MIME[image.format or ""]
            width, height = image.size
            frames = getattr(image, "n_frames", 1)
            if width * height > MOST_PIXELS or frames > MOST_FRAMES:
                what = f"has {width:,} by {height:,} pixels (at most {MOST_PIXELS:,} in all)"
                if frames > MOST_FRAMES:
                    what = f"has {frames:,} frames (at most {MOST_FRAMES:,})"
                problem(what, "save it smaller", "image-size")
                return
            image.load()
            if kind == "image/mpo":  # a camera's, with a preview, which is no second frame
                kind, frames = RASTERS[".jpg"], 1
            if kind != RASTERS[suffix]:
                hint = "give the file the ending of what it is"
                problem(f"is named {suffix} but holds {kind}", hint, "bad-image")
                return
            found.type, found.width, found.height = kind, width, height
            found.moving = frames > 1
    except Exception:  # a broken file may raise anything
        hint = "save the image again, and look at it in a browser"
        problem("cannot be read as an image", hint, "bad-image")
        return
    for what in sorted(set(metadata.told(kind, content))):
        problem(f"holds {what}", _CLEAN, "image-metadata")


def _look_into_drawing(content: bytes, found: Found, problem: Any) -> None:
    from lxml import etree

    head = content[:4096].decode("utf-8", "replace")
    if box := re.search(
        r"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", head
    ):
        found.width, found.height = round(float(box[1])), round(float(box[2]))
    again = "export it again as plain SVG, or as PNG"
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content, re.IGNORECASE):
        problem("holds a document type, which can name other files", "delete it", "active-svg", 1)
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", 0) or 0
        problem("cannot be read as a drawing", again, "bad-image", line)
        return
    if root.tag != f"{_SVG}svg":
        problem("is named .svg but holds no drawing", again, "bad-image", 1)
        return
    for node in root.iter():
        line = node.sourceline or 0
        if not isinstance(node.tag, str):
            if node.tag is etree.ProcessingInstruction:
                problem("holds an instruction for programs", "delete it", "active-svg", line)
            continue
        _look_into_element(node, line, problem, again)
    text = " ".join(str(words) for words in root.itertext())
    for sign in signs(text):
        shown = f"'{sign.text[:3]}...'"
        problem(f"holds what looks like a {sign.check_id.replace('-', ' ')} ({shown})",
                "take it out of the drawing", sign.check_id)  # fmt: skip


def _look_into_element(node: Any, line: int, problem: Any, again: str) -> None:
    name = node.tag.rpartition("}")[2]
    drawn = node.tag.startswith(_SVG)
    if drawn and name not in _SVG_ELEMENTS:
        problem(f"holds the element <{name}>, which is not allowed", again, "active-svg", line)
        return
    if not drawn and name in _SVG_NAMES and "".join(node.itertext()).strip():
        problem(f"names somebody in its properties (<{name}>)", again, "image-metadata", line)
    if name == "style" and re.search(
        r"@import|url\(\s*['\"]?(?!#)|expression", node.text or "", re.I
    ):
        problem("has a style that loads something else", again, "active-svg", line)
    for key, value in node.attrib.items():
        short = key.rpartition("}")[2].lower()
        if short.startswith("on"):
            problem(f"<{name}> has the attribute '{short}', which runs a program", again,
                    "active-svg", line)  # fmt: skip
        elif short in ("href", "src") and not value.strip().startswith("#"):
            if not re.match(r"data:image/(?:png|jpeg|webp|gif);base64,", value.strip()):
                problem(f"<{name}> points to another place ('{value[:40]}')", again,
                        "active-svg", line)  # fmt: skip
        elif short == "style" and re.search(
            r"url\(\s*['\"]?(?!#)|expression", value, re.IGNORECASE
        ):
            problem("has a style that loads something else", again, "active-svg", line)
        elif short in ("docname", "export-filename", "absref") and value:
            problem(f"holds the name of a file ('{value[:20]}')", again, "image-metadata", line)


def document_signs(suffix: str, content: bytes) -> Iterator[str]:
    """Yield in words what the properties of a document give away. Unreadable ones give nothing."""
    if suffix == ".pdf":
        if re.search(rb"/Author\s*(?:\(\s*[^)\s]|<\s*[0-9A-Fa-f])|<dc:creator>", content):
            yield "the name of an author"
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in ("docProps/core.xml", "meta.xml"):
                if part not in archive.namelist():
                    continue
                with archive.open(part) as file:
                    text = file.read(1_000_000)
                if re.search(
                    rb"<(?:dc:creator|cp:lastModifiedBy|meta:initial-creator)[^>]*>[^<\s]", text
                ):
                    yield "the name of an author"
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return
