"""What rooms and the pipeline agree on: what a room is given, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from plugins.base.file_state import FolderScan
from plugins.base.printing import Say
from plugins.model.library import Library
from plugins.model.text import Body
from plugins.presentation.views import SiteView, View


class OutputFile(Protocol):
    """A published file that is not a page: frozen data, and how its bytes are made from it.

    A class that says `heavy` takes long to render, and is shared out among workers singly.
    """

    @property
    def save_as(self) -> str: ...

    def render(self) -> bytes:
        """Return the bytes. Called only when the data changed since they were last written."""
        ...


@runtime_checkable
class Worded(Protocol):
    """A document whose bytes do not show its words, and neither do its fields.

    What it gives is searched for what is not public before the file goes live.
    """

    def words(self) -> Iterable[str]: ...


class SumsUp(Protocol):
    """A class of documents made of the texts of all posts, though their fields do not hold them.

    It says by itself which of them change with the texts of a few posts.
    """

    @classmethod
    def with_texts(cls, cache: Path, changes: Iterable[tuple[str, Body]]) -> Iterable[OutputFile]:
        """Yield the documents that change. A change is the key of the old text, and the new one.

        `cache` is that of the build context. Raises LookupError or ValueError when it cannot be
        said; a whole build then makes them all.
        """
        ...


class Claims(Protocol):
    """The site writer, as a room's files reach it. Nothing is written before all is claimed."""

    def write_views(self, views: Iterable[View]) -> None:
        """Account for pages; those that changed are rendered by the template they name."""
        ...

    def write_documents(self, documents: Iterable[OutputFile]) -> None:
        """Account for other files; those that changed are rendered by themselves."""
        ...


@dataclass(frozen=True)
class BuildContext:
    """What a room is given: all that is public, and what the build knows beside it.

    `cache` is a folder in which a room may keep what costs much to make; `report` shows progress;
    `workers` is how many processes may share the work.
    """

    library: Library
    settings: Mapping[str, Any]
    site: SiteView
    theme: FolderScan
    cache: Path
    report: Say
    workers: int = 1


@dataclass(frozen=True)
class Room:
    """A plugin that gives the site pages or files; it is what its module calls `register`.

    Pelican calls `register()` when it loads the plugin. There is nothing to connect: the adapter
    asks the rooms that `PLUGINS` names, in that order.
    """

    claim: Callable[[BuildContext, Claims], None]

    def __call__(self) -> None:
        """Do what Pelican asks of every plugin."""


def pages(views: Callable[[BuildContext], Iterable[View]]) -> Room:
    """Return a room that gives pages."""
    return Room(lambda build, writer: writer.write_views(views(build)))


def files(documents: Callable[[BuildContext], Iterable[OutputFile]]) -> Room:
    """Return a room that gives files which are no pages."""
    return Room(lambda build, writer: writer.write_documents(documents(build)))
