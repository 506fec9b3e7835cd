"""The places of a text that the two engines, and other previewers, read differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from typing import NamedTuple

from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import Converted
from plugins.content.markdown.engines import ENGINES
from plugins.model.text import PLACEHOLDER

# A passage ends before a line at the margin that follows an empty one, unless a list or a
# quotation goes on there.
_PASSAGE = re.compile(r"\n{2,}(?=[^\s>])(?!(?:[-*+]|\d+[.)])[ \t])")
_FENCED = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n.*?(?:^[ \t]*\1[ \t]*$|\Z)", re.DOTALL | re.M)
# Lines between a cause and what it spoils, where neither does so by itself.
NEAR = 3


class Cause(NamedTuple):
    """Why the engines read a place differently: its pattern, check id, what is said, the cure."""

    pattern: re.Pattern[str]
    rule: str
    message: str
    hint: str


class Place(NamedTuple):
    """A place that is read in two ways: its line, from 0, and the cause."""

    line: int
    rule: str
    message: str
    hint: str


CAUSES = tuple(
    Cause(re.compile(pattern, re.M), *said)
    for pattern, *said in (
        (r"^( {1,3}(?:[-*+]|\d+[.)])[ \t])", "list-indent", "some programs take the inner list for items of the outer one", "indent a list inside a list by four spaces"),
        (r"^([-*+])[ \t][^\n]*\n\n?((?!\1)[-*+])[ \t]", "list-signs", "some programs begin a new list at another sign", "begin all items of a list with the same sign"),
        (r"^([|][^\n]*`[^`\n]*\\[|])", "code-bar", "some programs show the backslash before '|' in code", "leave '|' out of code in a table"),
        (r"^>[^\n]*\n\n+(> )", "quotations-apart", "some programs join two quotations or boxes in a row", "write words between them"),
        (r"^(?:[-*+]|\d+[.)])[^\n]+\n\n?( {2,3}(?![-*+\d ])\S)", "list-indent", "some programs do not take this line for a part of the item above", "indent what belongs to a list item by four spaces"),
        (r"^([ \t]+(```+|~~~+))[^\n]*\n(?s:.*?)(?:^[ \t]*\2[ \t]*$|\Z)", "code-in-list", "some programs do not read indented '```' as code", "begin '```' at the start of the line, below the list"),
        (r"^(?:[-*+]|\d+[.)])[^\n]+\n\n((?: {6,}|\t\t)\S)", "code-in-list", "some programs show code in a list with its indentation", "put '```' above and below the code, below the list"),
        (r"^((?:```+|~~~+)(?![ \t]*[\w+#-]*[ \t]*$)[^\n`]+)$", "fence-words", "some programs do not read this line as the beginning of code", "write one plain word behind '```', or none"),
        (r"(?<![<(\[\"'])\b((?:https?://|www\.)[^\s<>]*\))", "bare-address", "some programs end the bare address before its bracket", "put '<' and '>' round the address"),
        (r"^(<[a-z][a-z0-9]*(?:[ \t][^>\n]*)?>)", "html-block", "some programs read no Markdown between HTML tags", "write the passage in Markdown alone, without HTML tags"),
    )
)  # fmt: skip

_BLOCK = (
    r"</?(?:p|ul|ol|li|table|thead|tbody|tr|th|td|blockquote|pre|section|aside|div|h[1-6]|figure|"
    r"hr|br)\b[^>]*>"
)
_ATTRIBUTES = re.compile(r"<(\w+)((?:\s+[\w:-]+(?:=\"[^\"]*\")?)+)\s*(/?)>")


def _blocks(made: Converted) -> list[str]:
    """Return the blocks of a text as a reader meets them: without what nobody sees.

    That is white space, the order of attributes, and the numbers of gaps.
    """

    def what(found: re.Match[str]) -> str:
        each = made.references[int(found[1])]
        return f"{{{each.kind} {each.target} {each.fragment} {each.alt} {each.caption}}}"

    def ordered(found: re.Match[str]) -> str:
        names = sorted(re.findall(r"[\w:-]+(?:=\"[^\"]*\")?", found[2]))
        return f"<{' '.join((found[1], *names))}>"

    html = re.sub(f"{PLACEHOLDER}(\\d+){PLACEHOLDER}", what, _ATTRIBUTES.sub(ordered, made.html))
    html = html.replace("<em><strong>", "<strong><em>").replace("</strong></em>", "</em></strong>")
    html = re.sub(rf"\s*({_BLOCK})\s*", r"\1", re.sub(r"\s+", " ", html)).strip()
    return re.split(rf"(?={_BLOCK})", html)


def two_readings(path: str, body: str) -> Iterator[Place]:
    """Yield each place that is read in two ways for a known cause; another is not named.

    A cause counts where its own passage differs; else the nearest above the first difference does.
    """
    one, other = _both(path, body)
    if one == other:
        return
    bare = blanked(body, _FENCED)
    found: dict[int, Cause] = {}
    for cause in CAUSES:
        for match in cause.pattern.finditer(body if "```" in cause.hint else bare):
            found.setdefault(match.start(match.lastindex or 0), cause)
    lines = {at: body.count("\n", 0, at) for at in found}
    told = {
        _place(lines[at], cause) for at, cause in found.items() if _differs(path, body, bare, at)
    }
    if not told:
        first = _first_difference(body, one, other)
        near = [
            (lines[at], cause) for at, cause in found.items() if first - NEAR <= lines[at] <= first
        ]
        told = {_place(*max(near, key=lambda each: each[0]))} if near else set()
    yield from sorted(told)


def _place(line: int, cause: Cause) -> Place:
    return Place(line, cause.rule, cause.message, cause.hint)


def _differs(path: str, body: str, bare: str, at: int) -> bool:
    """Return whether the passage round a place differs by itself."""
    begin = max((found.end() for found in _PASSAGE.finditer(bare, 0, at + 1)), default=0)
    ended = _PASSAGE.search(bare, at)
    one, other = _both(path, body[begin : ended.start() if ended else len(bare)])
    return one != other


def _both(path: str, text: str) -> tuple[list[str], list[str]]:
    one, other = (_blocks(convert(path, text, 1, name)) for name in ENGINES)
    return one, other


def _first_difference(body: str, one: list[str], other: list[str]) -> int:
    for kind, since, upto, _, _ in SequenceMatcher(None, one, other, False).get_opcodes():
        if kind == "equal":
            continue
        for block in one[since : upto + 1]:
            words = unescape(re.sub(r"<[^>]*>|\{[^}]*\}", " ", block)).split()[:3]
            for looked in (" ".join(words), words[0] if words else ""):
                if looked and (at := body.find(looked)) >= 0:
                    return body.count("\n", 0, at)
    return 0


def blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """Return a text in which what matches is blank, and all else is where it was."""
    for pattern in patterns:
        text = pattern.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    return text
