"""What every check is given: the content as it was read and put together, and the moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from plugins.base.problems import Problem
from plugins.content.assemble import AssembledContent
from plugins.content.front_matter import FieldPath, parse_all, read_text
from plugins.content.parsed import Content, Document
from plugins.model.post import Post


class CheckContext:
    """The content side by side. `documents` and `posts` are by the path of their file."""

    def __init__(
        self,
        assembled: AssembledContent,
        now: dt.datetime,
        settings: Mapping[str, Any] | None = None,
    ) -> None:
        self.assembled, self.now, self.settings = assembled, now, settings or {}
        self.content: Content = assembled.content
        self.documents: dict[str, Document] = {each.path: each for each in self.content.documents}
        self.findings: list[Problem] = []  # what all checks found, when they have run
        self.posts: dict[str, Post] = {post.document: post for post in assembled.posts}

    def line(self, path: str, *where: str | int) -> int:
        """Return the line of a field. Reads the file again: only what is wrong pays for it."""
        place: FieldPath = where
        text, _ = read_text(path, self.content.folder.read(path))
        header, *_ = parse_all(path, text)
        return header.line(place)

    def slugs(self, kind: str) -> set[str]:
        """Return the slugs of a vocabulary, with those of files that have faults of their own."""
        return {each.slug or stem(each.path) for each in self.content.of(kind)}

    @property
    def today(self) -> dt.date:
        """The day that it is on site."""
        return self.now.astimezone(ZoneInfo(self.assembled.zone)).date()


def stem(path: str) -> str:
    """Return the name of a file without folders and ending."""
    return path.rpartition("/")[2].removesuffix(".md")
