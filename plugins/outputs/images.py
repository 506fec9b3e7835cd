"""Every image that public pages show, plain under its own name and in other sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from plugins.base.file_cache import Cache
from plugins.base.file_state import read
from plugins.base.hashing import digest
from plugins.images.plain_copy import plain
from plugins.images.variants import Rendition, recipe, rendered, renditions
from plugins.model.image import File
from plugins.model.library import Library
from plugins.presentation.contracts import BuildContext, OutputFile, files


@dataclass(frozen=True, kw_only=True)
class Plain:
    """An image under its own name. The digest of the original says what it is made from."""

    heavy: ClassVar[bool] = True

    save_as: str
    digest: str
    type: str
    recipe: str
    moving: bool = False
    origin: str = field(repr=False, compare=False)

    def render(self) -> bytes:
        return plain(self.type, read(self.origin), self.moving)


@dataclass(frozen=True, kw_only=True)
class Resized:
    """A rendition of an image, kept in the cache because it costs much to make."""

    heavy: ClassVar[bool] = True

    save_as: str
    digest: str
    rendition: Rendition
    recipe: str
    origin: str = field(repr=False, compare=False)
    cache: Cache = field(repr=False, compare=False)

    def render(self) -> bytes:
        size = f"{self.rendition.width}x{self.rendition.height}.{self.rendition.form}"
        key = digest(self.digest.encode(), size.encode(), self.recipe.encode())
        found = self.cache.get(key)
        if found is None:
            found = rendered(read(self.origin), self.rendition)
            self.cache.put(key, found)
        return found


def image_documents(library: Library, formats: Sequence[str], cache: Cache) -> Iterator[OutputFile]:
    """Yield the files of all images of public pages."""
    made_by = recipe() if library.files else ""
    for file in library.files:
        yield Plain(
            save_as=file.path, digest=file.digest, type=file.type, recipe=made_by,
            moving=file.moving, origin=file.origin,
        )  # fmt: skip
        for each in _renditions(file, formats):
            yield Resized(
                save_as=each.save_as, digest=file.digest, rendition=each, recipe=made_by,
                origin=file.origin, cache=cache,
            )  # fmt: skip


def _renditions(file: File, formats: Sequence[str]) -> tuple[Rendition, ...]:
    if file.moving or not file.shown:  # it would stand still; or no page shows it
        return ()
    return renditions(file.path, file.digest, file.type, file.width, file.height, formats)


def _files(build: BuildContext) -> Iterable[OutputFile]:
    cache = Cache(build.cache / "images")
    cache.prune()
    return image_documents(build.library, build.settings["IMAGE_FORMATS"], cache)


register = files(_files)
