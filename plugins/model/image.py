"""An image as pages show it, in its variants, and as a file."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image as a page shows it. Width and height in pixels, 0 where unknown.

    `length` is the size of its plain file in bytes.
    """

    url: str
    alt: str
    credit: str = ""
    width: int = 0
    height: int = 0
    type: str = ""
    length: int = 0
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, kw_only=True)
class File:
    """An image of the content that a public page shows, or only leads to.

    Width and height in pixels, upright; `moving` says that it has several frames. `origin` is where
    it lies on this disk.
    """

    path: str
    digest: str
    type: str = ""
    width: int = 0
    height: int = 0
    shown: bool = True
    moving: bool = False
    origin: str = field(repr=False, compare=False)


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """What a browser may take instead of the plain file: a media type, and files by width."""

    type: str
    srcset: str
