"""A body on its way through the HTML pass, and what a conversion gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from plugins.base.problems import Problem
from plugins.model.text import PLACEHOLDER


class Reference(NamedTuple):
    """Something a body points at. `kind` says how `target` is meant:

    `source` a file of the content, `address` a path of the site, `figure` an image that stands
    alone, `image` one within a line; `cite` a source that is cited, `number` a figure of the
    register, `chart` several of them, whose `alt` is what else the chart says. `day` is that of the
    dated note in which a record is mentioned. `line` and `column` count from 1, 0 where unknown.
    """

    kind: str
    target: str
    fragment: str
    line: int
    alt: str = ""
    caption: str = ""
    day: str = ""
    column: int = 0


class Place(NamedTuple):
    """Where something stands in a file: line and column from 1; a column of 0 is not known."""

    line: int
    column: int


# The kinds of references that call for records, not for files or pages.
TERM = "term"
TABLE = "table"  # of numbers: `alt` has them as CSV
RECORDS = ("cite", "number", "chart")


@dataclass
class Converted:
    """What a conversion found: plain data, all that is stored.

    `notes` are the days of dated notes, such as "Note added, 15 September 2025", with their lines.
    `problems` stop a build, and `advice` does not. `outward` are the addresses of other sites, with
    line and column.
    """

    html: str = ""
    words: int = 0
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    advice: list[Problem] = field(default_factory=list)
    outward: list[tuple[str, int, int]] = field(default_factory=list)


class Draft:
    """A body on its way through the pass."""

    def __init__(self, path: str, source: str, first_line: int, html: str) -> None:
        self.path = path
        self.source = source
        self.engine_html = html
        self.first_line = first_line
        self.tree = Tree(f"<body>{html}")  # or a leading script would be moved to the head
        self.made = Converted()
        body = self.tree.body
        assert body is not None
        self.body = body
        self._searched: dict[str, int] = {}

    def all(self, tag: str) -> list[Node]:
        """Return the elements that the engine made of one kind, in order."""
        return self.body.css(tag) if f"<{tag}" in self.engine_html else []

    def place(self, needle: str) -> Place:
        """Return where a text stands; each call goes on after the last find.

        An engine may have encoded the text, so it is also looked for as it was before.
        """
        plain = unquote(needle)
        for each in (needle, plain, escape(plain), plain.rpartition("/")[2]):
            at = self.source.find(each, self._searched.get(needle, 0)) if each else -1
            if at < 0 and each:
                at = self.source.find(each)
            if at >= 0:
                self._searched[needle] = at + 1
                return self.place_at(at)
        return Place(self.first_line, 0)

    def place_at(self, at: int) -> Place:
        """Return where the character number `at` of the source stands in the file."""
        line = self.first_line + self.source.count("\n", 0, at)
        return Place(line, at - self.source.rfind("\n", 0, at))

    def problem(self, place: Place, message: str, hint: str, rule: str) -> None:
        problem = Problem(self.path, place.line, message, hint, rule, place.column)
        self.made.problems.append(problem)

    def gap(self, reference: Reference) -> str:
        self.made.references.append(reference)
        return f"{PLACEHOLDER}{len(self.made.references) - 1}{PLACEHOLDER}"

    def leave(self, kind: str, target: str, place: Place, day: str, alt: str = "") -> str:
        reference = Reference(kind, target, "", place.line, alt, day=day, column=place.column)
        return self.gap(reference)


def words_of(node: Node) -> str:
    """Return the words of an element without the numbers of its footnotes."""
    if node.css_first("sup a[href^='#fn']") is None:
        return node.text()
    html = node.html or ""
    if node.tag in ("th", "td"):  # which stand in no other place
        html = f"<table><tr>{html}</tr></table>"
    copied = Tree(f"<body>{html}").css_first(node.tag or "*")
    assert copied is not None
    for each in copied.css("sup"):
        if each.css_first("a[href^='#fn']") is not None:
            each.decompose()
    return copied.text()
