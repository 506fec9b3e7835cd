"""Bundle: the files of the search index, made again only when something in it changed.

They lie in the build's memory under the key of all entries. A build claims them like any file, so
that they go live with the pages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from plugins.core import addresses
from plugins.core.code import digest, key
from plugins.core.files import replace
from plugins.core.library import Library, library_of
from plugins.core.output import Output
from plugins.core.problems import SiteFault
from plugins.core.progress import Say, quiet, tracked
from plugins.core.views import fingerprint
from plugins.outputs.search.entries import Entry, entries
from plugins.outputs.search.pagefind import index

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
        check, _, text = (folder / MANIFEST).read_text(encoding="utf-8").partition("\n")
        found = json.loads(text)
        if check == digest(text.encode()) and found["key"] == stamp:
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
    text = json.dumps({"key": stamp, "files": known}, separators=(",", ":"))
    replace(folder / MANIFEST, f"{digest(text.encode())}\n{text}".encode())
    return known


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_index(generator: ArticlesGenerator, writer: Output) -> None:
    settings = generator.settings
    if not settings["SEARCH"]:
        return
    language = settings.get("DEFAULT_LANG", "en").partition("-")[0].lower()
    folder: Path = settings["HUB_MEMORY"].made / "search"
    library = library_of(generator.context)
    writer.write_documents(pieces(library, language, folder, settings["HUB_TELL"]))


def register() -> None:
    signals.article_writer_finalized.connect(write_index)
