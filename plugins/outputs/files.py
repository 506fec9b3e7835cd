"""What is published as it is: the theme's static files, and posts in other formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.base.file_state import FolderScan, read
from plugins.model.library import Library
from plugins.presentation.contracts import BuildContext, files
from plugins.presentation.theme_assets import STATIC, assets, generated, generated_names


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A file that is published byte for byte. Its digest says all there is to know of it."""

    save_as: str
    digest: str
    origin: str = field(repr=False, compare=False)

    def render(self) -> bytes:
        return read(self.origin)


def copies(theme: FolderScan) -> Iterator[Copy]:
    """Yield the theme's own files."""
    for name, path in assets(theme).items():
        source = STATIC + name
        origin = str(theme.place(source))
        yield Copy(save_as=path, digest=theme.files[source].digest, origin=origin)


def attachments(library: Library) -> Iterator[Copy]:
    """Yield the files that public posts have in other formats."""
    for file in library.attachments:
        yield Copy(save_as=file.path, digest=file.digest, origin=file.origin)


@dataclass(frozen=True, kw_only=True)
class Generated:
    """A file that follows from settings: a stylesheet of one colour, a plain mark."""

    save_as: str
    text: str

    def render(self) -> bytes:
        return self.text.encode()


def made(accent: str, mark: str) -> Iterator[Generated]:
    """Yield the files of `static/` that follow from settings."""
    texts = generated(accent, mark)
    for name, path in generated_names(texts).items():
        yield Generated(save_as=path, text=texts[name])


def _files(build: BuildContext) -> Iterator[Copy | Generated]:
    yield from copies(build.theme)
    yield from made(build.settings["ACCENT"], build.settings["MARK"])
    yield from attachments(build.library)


register = files(_files)
