"""Output: what a room may ask of the writer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from plugins.core.views import View


class Document(Protocol):
    """A published file that is not a page: frozen data, and how its bytes are made from it.

    A class that says `heavy` takes long to render, and is shared out among workers singly. One that
    says `sums_up` is made of the texts of all posts, though its fields do not hold them.
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


class Output(Protocol):
    """The writer, as a room sees it. Nothing is written before the whole build has succeeded."""

    def write_views(self, views: Iterable[View]) -> None:
        """Account for pages; those that changed are rendered by the template they name."""
        ...

    def write_documents(self, documents: Iterable[Document]) -> None:
        """Account for other files; those that changed are rendered by themselves."""
        ...
