"""The files of the search index, made again only when something in it changed.

They lie in the build's memory under the key of all entries. A build claims them like any file, so
that they go live with the pages.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from plugins.base import checked_json
from plugins.base.code_version import key
from plugins.base.hashing import digest
from plugins.base.problems import SiteFault
from plugins.base.progress import Say, quiet, tracked
from plugins.base.safe_write import replace
from plugins.model import addresses
from plugins.model.library import Library
from plugins.outputs.search.entries import Entry, entries
from plugins.outputs.search.pagefind import index
from plugins.presentation.contracts import BuildContext, files
from plugins.presentation.views import fingerprint

MANIFEST = "manifest.json"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One file of the index. Its digest says all there is to know of it."""

    sums_up: ClassVar[bool] = True

    save_as: str
    digest: str
    origin: str = field(repr=False, compare=False)

    def render(self) -> bytes:
        try:
            content = Path(self.origin).read_bytes()
        except OSError:
            content = b""
        if digest(content) != self.digest:
            raise SiteFault("The search index in .hub/ is damaged; build again with --clean.")
        return content


def pieces(library: Library, language: str, folder: Path, tell: Say = quiet) -> Iterator[Piece]:
    """Yield the files of the index of a library, kept in `folder` until an entry changes."""
    wanted = tuple(entries(library))
    stamp = fingerprint(key(), language, wanted)
    known = _known(folder, stamp)
    if known is None:
        known = _make(wanted, language, folder, stamp, tell)
    for name, what in known.items():
        yield Piece(save_as=addresses.PAGEFIND + name, digest=what, origin=str(folder / name))


def _known(folder: Path, stamp: str) -> dict[str, str] | None:
    """Return the digests of the files that were made from the same entries, if they were."""
    try:
        found = checked_json.read(folder / MANIFEST)
        if found["key"] == stamp:
            return {str(name): str(what) for name, what in found["files"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None


def _make(
    wanted: Sequence[Entry], language: str, folder: Path, stamp: str, tell: Say
) -> dict[str, str]:
    pages = ((entry.url, entry.html(language)) for entry in wanted)
    files = index(tracked(pages, len(wanted), "Indexing", tell), language)
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        replace(folder / name, content)
    known = {name: digest(content) for name, content in files.items()}
    checked_json.write(folder / MANIFEST, {"key": stamp, "files": known})
    return known


def _files(build: BuildContext) -> Iterable[Piece]:
    if not build.settings["SEARCH"]:
        return ()
    language = build.site.language.partition("-")[0].lower()
    return pieces(build.library, language, build.cache / "search", build.report)


register = files(_files)
