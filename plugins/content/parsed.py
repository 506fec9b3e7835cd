"""What was read from the content folder, before anything is decided about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plugins.base.file_state import FolderScan
from plugins.base.problems import Problem
from plugins.content.markdown.draft import Reference
from plugins.language.claims import Claim
from plugins.language.personal_data import Sign
from plugins.model import addresses
from plugins.model.post import Fact


@dataclass
class Document:
    """What one Markdown file says. `values` are those of its header, checked.

    `named` are the authors, topics and series of a post whose header has a fault elsewhere.
    The `start` of a sign is its line, or 0 for one in the file's name. `notes` are the days of its
    dated notes, and `seal` are the digests of what a post says. `private` are texts of its header
    that are for editors only. `outward` are the addresses of other sites that it links to, and
    `plain_addresses` the paths of posts that its text names without a link, each with line and
    column.
    """

    path: str
    kind: str
    key: str
    slug: str
    values: dict[str, Any]
    words: int
    headings: list[tuple[int, str, str]]
    references: list[Reference]
    notes: list[tuple[str, int]]
    seal: tuple[str, str]
    problems: list[Problem]
    named: dict[str, list[str]] = field(default_factory=dict)
    advice: list[Problem] = field(default_factory=list)
    outward: list[tuple[str, int, int]] = field(default_factory=list)
    plain_addresses: list[tuple[str, int, int]] = field(default_factory=list)
    signs: list[Sign] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    opening: str = ""
    facts: list[Fact] = field(default_factory=list)
    private: list[str] = field(default_factory=list)


class Image(NamedTuple):
    """An image of the content: its media type; width and height in pixels and size in bytes of its
    plain file; the digest of the file as it lies there; whether it moves."""

    type: str
    width: int
    height: int
    size: int
    digest: str
    moving: bool = False


@dataclass
class Content:
    """All that was read, before anything is decided about it.

    `registers` has the records of each register by their names; one with a fault has none. `years`
    has the values of each closed year.
    """

    folder: FolderScan
    documents: list[Document] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    registers: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    years: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    converted: int = 0

    def of(self, kind: str) -> list[Document]:
        return [source for source in self.documents if source.kind == kind]


def address_of(source: Document) -> str:
    """Return the path of the page that a source becomes."""
    if source.kind == "post":
        return addresses.post(int(str(source.values["date"])[:4]), source.slug)
    makers = {
        "page": addresses.page,
        "topic": addresses.topic,
        "series": addresses.series,
        "author": addresses.author,
        "source": addresses.source,
        "rule": addresses.rule,
        "recommendation": addresses.recommendation,
    }
    return makers[source.kind](source.slug)


def paged(sources: Iterable[Document]) -> list[Document]:
    """Return the sources without a fault that become pages: all but letters, which have none."""
    return [source for source in sources if source.values and source.kind != "response"]


def valid(sources: Iterable[Document]) -> list[Document]:
    """Return the sources that have values: those without a fault of their own."""
    return [source for source in sources if source.values]
