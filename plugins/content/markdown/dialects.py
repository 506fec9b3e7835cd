"""The places of a text that the two engines, and other previewers, read differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape

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
UNKNOWN_CAUSE = "write it more simply; docs/markdown.md shows how, where the dialects differ"
# What the engines are known to read differently, and the cure.
CAUSES = (
    (
        re.compile(r"^(?![ \t]*(?:[-*+]|\d+[.)])[ \t]|[ \t]*$|[#>|]|[ \t]{2,})[^\n]+\n((?:[-*+]|\d+[.)])[ \t])", re.M),
        "leave an empty line before the list",
    ),
    (re.compile(r"^( {1,3}(?:[-*+]|\d+[.)])[ \t])", re.M), "indent a list inside a list by four"),
    (re.compile(r"^(\d+\)[ \t])", re.M), "write '1.' instead of '1)'"),
    (re.compile(r"^([-*+])[ \t][^\n]*\n\n?((?!\1)[-*+])[ \t]", re.M), "begin all items of a list with the same sign"),
    (re.compile(r"^(#{1,6}[^#\s])", re.M), "put a space after '#'"),
    (re.compile(r"^(?![ \t]*[|]|[ \t]*$)[^\n]+\n([|][^\n]+[|]\n[|][ :|-]+$)", re.M), "leave an empty line before the table"),
    (re.compile(r"^([|][^\n]*`[^`\n]*\\[|])", re.M), "leave '|' out of code in a table"),
    (re.compile(r"^>[^\n]*\n\n+(> )", re.M), "write words between two quotations or boxes in a row"),
    (re.compile(r"^(?:[-*+]|\d+[.)])[^\n]+\n\n?( {2,3}(?![-*+\d ])\S)", re.M), "indent what belongs to a list item by four"),
    (re.compile(r"^([ \t]+(```+|~~~+))[^\n]*\n(?s:.*?)(?:^[ \t]*\2[ \t]*$|\Z)", re.M), "begin '```' at the start of the line, below the list"),
    (re.compile(r"^(?:[-*+]|\d+[.)])[^\n]+\n\n((?: {6,}|\t\t)\S)", re.M), "put '```' above and below the code, below the list"),
    (re.compile(r"^((?:```+|~~~+)(?![ \t]*[\w+#-]*[ \t]*$)[^\n`]+)$", re.M), "write one plain word behind '```', or none"),
    (re.compile(r"((?<![*\w])[*]{3}(?=[^\s*])|(?<!\w)___(?=[^\s_]))"), "emphasise with one star or two, not three"),
    (re.compile(r"(?<![<(\[\"'])\b((?:https?://|www\.)[^\s<>]*\))"), "put '<' and '>' round the address"),
    (re.compile(r"^(<[a-z][a-z0-9]*(?:[ \t][^>\n]*)?>)", re.M), "write the passage in Markdown alone, without HTML tags"),
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
    html = re.sub(rf"\s*({_BLOCK})\s*", r"\1", re.sub(r"\s+", " ", html)).strip()
    return re.split(rf"(?={_BLOCK})", html)


def two_readings(path: str, body: str) -> Iterator[tuple[int, str]]:
    """Yield the line, counted from 0, of each place that is read in two ways, and the cure.

    A known cause is named where its own passage differs; else the first difference is.
    """
    one, other = _both(path, body)
    if one == other:
        return
    bare = blanked(body, _FENCED)
    found = {
        (match.start(match.lastindex or 0), hint)
        for pattern, hint in CAUSES
        for match in pattern.finditer(body if "```" in hint else bare)
    }
    lines = {at: body.count("\n", 0, at) for at, _ in found}
    told = {(lines[at], hint) for at, hint in found if _differs(path, body, bare, at)}
    if not told:
        first = _first_difference(body, one, other)
        near = [(lines[at], hint) for at, hint in found if first - NEAR <= lines[at] <= first]
        told = {max(near, default=(first, UNKNOWN_CAUSE))}
    yield from sorted(told)


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
