"""The images that lie beside the pages of a source. Nothing is ever fetched."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path, PurePosixPath
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from pydantic_core import PydanticCustomError

from plugins.base.hashing import digest
from plugins.content.schema.values import slug_from
from plugins.importer.found import Notes
from plugins.importer.sources.page.opening import Opened
from plugins.language.web_address import parts_of

# Bytes. A photo of a telephone has some 8 MB.
LARGEST = 30_000_000

_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*;base64,(.*)", re.DOTALL)
_SIZED = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|-scaled(?=\.\w+$)")
_ACTIVE = re.compile(rb"<script|\son\w+\s*=|<foreignObject|javascript:|<!ENTITY", re.IGNORECASE)


class Gallery:
    """Images of a source under the names that they get in `content/images/`.

    `new` are those to be written. `missing` are addresses whose file is not there, with the name
    that the posts show them under.
    """

    def __init__(self, source: Opened, content: Path) -> None:
        self.source, self.content = source, content
        self.new: dict[str, bytes] = {}
        self.missing: dict[str, str] = {}
        self.said: dict[str, str] = {}
        self._taken: dict[str, tuple[str, str]] = {}
        self._by_digest: dict[str, str] = {}
        self._names = {
            path.relative_to(content).as_posix().casefold()
            for path in sorted((content / "images").rglob("*"))
            if path.is_file()
        }
        self._by_size: dict[int, list[Path]] = {}
        for path in sorted((content / "images").rglob("*")):
            if path.is_file() and not path.is_symlink():
                self._by_size.setdefault(path.stat().st_size, []).append(path)

    def shown(self, address: str, file: str, notes: Notes, beside_only: bool) -> str:
        """Return the path under which a post shows an image, and note what a person has to know.

        `beside_only` leaves out what is not beside the source.
        """
        path, problem = self.take(address, file)
        if problem and path and not beside_only:
            notes.ask("picture", problem)
            return path
        if problem:
            self.missing.pop(address, None)
            notes.lost.append(problem.partition(": save it")[0])
        return "" if problem else path

    def take(self, address: str, file: str) -> tuple[str, str]:
        """Return the path of an image in the content, and what a person has to know of it."""
        key = address if address.startswith("data:") else f"{dirname(file)}\n{address}"
        if key not in self._taken:
            self._taken[key] = self._take(address, file)
        return self._taken[key]

    def _take(self, address: str, file: str) -> tuple[str, str]:
        if address.startswith("data:"):
            inside = _DATA.match(address)
            try:
                content = base64.b64decode(inside[1], validate=False) if inside else b""
            except (ValueError, binascii.Error):
                content = b""
            return (
                self._kept("picture", content) if content else ("", "an image that was cut short")
            )
        name = self._beside(address, file)
        if name:
            found = self.source.root / name
            if found.stat().st_size > LARGEST:
                return "", f"the image '{name}' is too large (at most {LARGEST // 10**6} MB)"
            return self._kept(PurePosixPath(name).name, found.read_bytes())
        wanted = f"images/{_plain_name(PurePosixPath(unquote(parts_of(address).path)).name)}"
        if wanted.casefold() in self._names:
            return wanted, ""
        self.missing[address] = wanted
        return wanted, f"the image {address} is not beside the source: save it as content/{wanted}"

    def _beside(self, address: str, file: str) -> str:
        """Return the file of an image below the source: where its address says, or would end."""
        try:
            path = unquote(urlsplit(address.removeprefix("source:")).path)
        except ValueError:
            return ""
        pictures = self.source.pictures
        near = normpath(f"{dirname(file)}/{path}").lstrip("/")
        parts = [part for part in path.split("/") if part not in ("", ".", "..")]
        ends = ["/".join(parts[number:]) for number in range(len(parts))]
        beside = [f"{dirname(file)}/{parts[-1]}".lstrip("/")] if parts else []
        for each in (near, *ends[:-1], *beside, *ends[-1:]):
            for name in (each, _SIZED.sub("", each)):
                if found := pictures.get(name.casefold()):
                    return found
        last = f"/{parts[-1]}".casefold() if parts else "/"
        same = [path for folded, path in pictures.items() if f"/{folded}".endswith(last)]
        return same[0] if len(same) == 1 else ""

    def _kept(self, name: str, content: bytes) -> tuple[str, str]:
        suffix = _suffix(content)
        if not suffix:
            return "", f"'{name}' is not an image of a kind that browsers show"
        if suffix == ".svg" and _ACTIVE.search(content):
            return "", f"the drawing '{name}' holds a program, and is left out"
        key = digest(content)
        if key in self._by_digest:
            return self._by_digest[key], ""
        for path in self._by_size.get(len(content), ()):
            if path.read_bytes() == content:
                self._by_digest[key] = path.relative_to(self.content).as_posix()
                return self._by_digest[key], ""
        stem = _plain_name(name).rpartition(".")[0]
        number, wanted = 1, f"images/{stem}{suffix}"
        while wanted.casefold() in self._names:
            number += 1
            wanted = f"images/{stem}-{number}{suffix}"
        self._names.add(wanted.casefold())
        self._by_digest[key] = wanted
        self.new[wanted] = content
        return wanted, ""


def _suffix(content: bytes) -> str:
    """Return the ending that an image should have, by what it is."""
    for sign, suffix in _SIGNS:
        if content.startswith(sign):
            return suffix
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return ".webp"
    start = content[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if (
        start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg"))
        and b"<svg" in content[:4096]
    ):
        return ".svg"
    return ""


def _plain_name(name: str) -> str:
    """Return the name of a file with nothing in it that an address would have to encode."""
    stem, dot, suffix = name.rpartition(".")
    stem, suffix = (stem, suffix.lower()) if dot else (name, "png")
    try:
        plain = slug_from(stem[:80])
    except PydanticCustomError:
        plain = "picture"
    suffix = suffix if re.fullmatch(r"[a-z]{3,4}", suffix) else "png"
    return f"{plain}.{'jpg' if suffix == 'jpeg' else suffix}"
