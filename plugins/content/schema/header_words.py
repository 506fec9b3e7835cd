"""Words of a header that YAML does not read, and signs that no field can show.

What stands behind ` #`, or is cut at a comma of a list, is lost or bent without a word; Markdown in
a field is printed as signs, for no field of a header is Markdown.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

import yaml

from plugins.base.problems import Problem
from plugins.content.front_matter import FieldPath, Header
from plugins.content.schema.headers import GROUPS, HEADERS, RECORDS
from plugins.content.schema.model import fields_of
from plugins.content.yaml_faults import line_of, quoted
from plugins.language import garbled, linked_text

# What of a value is lost or divided: nothing else need be said of it.
BENT = ("lost-words", "list-comma")
# Only the looks suffer: a field shows the signs as they are written.
ADVICE = "plain-field"
# Lists whose items are sentences, and begin with a capital letter or a number.
_TITLES = ("parts",)
# Lists of names of people and organisations, where a person is "Family, Given".
_NAMES = {"source": ("authors",)}
_PAIRS = (("(", ")"), ("\u201c", "\u201d"), ("\u2018", "\u2019"))
_REMARK = re.compile(r"[ \t]+#([^\n]*)")
_ACRONYM = re.compile(r"[A-Z0-9&-]{2,}")
# Fields that hold no running text: signs in them are their own.
_NOT_PROSE = ("url", "doi", "isbn", "archive", "src", "slug", "id", "aliases", "canonical", "text",
              "discussion", "date", "head", "post", "file", "link")  # fmt: skip
_MAIL = re.compile(r"(=(?:3D|C2=A0|E2=80=[0-9A-F]{2}))()")
_MARKDOWN = (
    ("stars", re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*\n]*[^\s*])\1(?![\w*])")),
    ("underlines", re.compile(r"(?<![\w_\\])(_{1,3})(?=[^\s_])([^_\n]*[^\s_])\1(?![\w_])")),
    ("backticks", re.compile(r"(`{1,2})([^`\n]+)\1")),
    ("double waves", re.compile(r"(~~)([^~\n]+)\1")),
    ("a link", re.compile(r"(!?\[)([^\]\n]+)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")),
    ("a note", re.compile(r"(\[\^)[^\]\s]+\]()")),
    ("a citation", re.compile(r"(\[)-?@[\w-]+[^\]]*\]()")),
    ("HTML", re.compile(r"(</?(?:a|b|br|code|em|i|p|span|strong|su[bp]|u)(?: [^<>]*)?/?>)()")),
    ("HTML", re.compile(r"(&(?:nbsp|amp|lt|gt|quot|apos|[nm]dash|[lr][sd]quo|hellip|#\d+);)()")),
    ("signs of an e-mail's source", _MAIL),
)  # fmt: skip
_SIGNS = re.compile(r"[*_`~\[<&#=]")
_HEADING = re.compile(r"#{1,6}\s+\S")


@cache
def _hints() -> frozenset[str]:
    """Return what `new` writes behind fields that are still empty."""
    models = (*HEADERS.values(), *RECORDS.values(), *GROUPS.values())
    return frozenset(
        (about.description or "").strip() for model in models for about in fields_of(model).values()
    )


def faults(path: str, header: Header, kind: str = "") -> Iterator[tuple[str, Problem]]:
    """Yield what is lost or bent, each with the name of the field at the top that it is in."""
    if header.root is None:
        return
    if " #" in header.source or "\t#" in header.source:
        yield from _cut(path, header)
    if "[" in header.source or "{" in header.source:
        yield from _divided(path, header, header.root, (), kind)
    yield from _marked(path, header, header.values, ())


# -- What stands behind ` #`


def _cut(path: str, header: Header) -> Iterator[tuple[str, Problem]]:
    """Yield each remark behind a value that may be a part of it."""
    lines = header.source.split("\n")
    for place, node in _ends(header.root, ()):
        line, column = node.end_mark.line, node.end_mark.column
        style = getattr(node, "style", None) or ""  # libyaml's plain style is an empty text
        if style in (">", "|"):
            line = node.start_mark.line
            sign = re.match(r"[>|][-+\d]*", lines[line][node.start_mark.column :])
            column = node.start_mark.column + (sign.end() if sign else 0)
        found = _REMARK.match(lines[line][column:]) if line < len(lines) else None
        if found is None or found[1].strip() in _hints():
            continue
        own_end = bool(style) or isinstance(node, yaml.CollectionNode)
        value, remark = header.written(place), f"#{found[1].rstrip()}"
        spaced = found[1][:1] in (" ", "\t", "")
        if spaced and own_end:
            continue  # behind quotes and brackets it is a remark to everybody
        name = _name(place)
        what = f"{name} is read without '{_short(remark)}', for ' #' begins a remark"
        what = what if value else f"{name} is empty, for '{_short(remark)}' is a remark"
        hint = "put quotes round the whole text"
        if own_end:
            hint = "put it inside the quotes or brackets, or write '# ' before a remark"
        elif spaced:
            hint += ", or write the remark on a line of its own"
        elif "\n" not in value:
            name = place[-1] if isinstance(place[-1], str) else ""
            hint = line_of(
                name, f"{value}{found[0].rstrip()}".replace("\t", " ").strip(), "" if name else "- "
            )
        number = line + 2 - header.added
        yield str(place[0]), Problem(path, max(number, 1), what, hint, "lost-words")


def _ends(node: yaml.Node | None, place: FieldPath) -> Iterator[tuple[FieldPath, yaml.Node]]:
    """Yield every value that a remark may stand behind."""
    if place and (isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False)):
        yield place, node  # type: ignore[misc]
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _ends(value, (*place, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _ends(value, (*place, number))


# -- What a comma divides


def _divided(
    path: str, header: Header, node: yaml.Node, place: FieldPath, kind: str
) -> Iterator[tuple[str, Problem]]:
    """Yield texts that a comma or a colon within brackets divides."""
    if isinstance(node, yaml.MappingNode):
        if node.flow_style and place:
            yield from _group(path, header, node, place)
        for key, value in node.value:
            yield from _divided(path, header, value, (*place, str(key.value)), kind)
    elif isinstance(node, yaml.SequenceNode):
        if node.flow_style and place:
            yield from _list(path, header, node, place, kind)
        for number, value in enumerate(node.value):
            yield from _divided(path, header, value, (*place, number), kind)


def _group(
    path: str, header: Header, node: yaml.MappingNode, place: FieldPath
) -> Iterator[tuple[str, Problem]]:
    """Yield a part of a text that stands as a field without a value: `{alt: A ward, at night}`."""
    before: tuple[str, str] | None = None
    for key, value in node.value:
        if not (isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode)):
            before = None
            continue
        bare = value.start_mark.index == value.end_mark.index and value.value == ""
        if bare and before and (" " in key.value or not re.fullmatch(r"[a-z_]+", key.value)):
            whole = f"{before[1]}, {key.value}"
            what = f"{_name((*place, before[0]))} ends at a comma, before '{_short(key.value)}'"
            hint = f"put quotes round the whole text: {quoted(whole)}"
            line = max(key.start_mark.line + 2 - header.added, 1)
            yield str(place[0]), Problem(path, line, what, hint, "list-comma")
            before = (before[0], whole)
            continue
        before = (key.value, value.value) if not value.style else None


def _list(
    path: str, header: Header, node: yaml.SequenceNode, place: FieldPath, kind: str
) -> Iterator[tuple[str, Problem]]:
    """Yield two items of a list that are one text with a comma in it."""
    name = place[-1]
    items = [each.value if _is_plain(each) else None for each in node.value]
    for number, (item, after) in enumerate(pairwise(items)):
        if item is None or after is None:
            continue
        whole = f"{item}, {after}"
        torn = any(
            item.count(a) > item.count(b) and after.count(b) > after.count(a) for a, b in _PAIRS
        )
        small = name in _TITLES and after[:1].islower()
        what = f"{_name(place)} takes '{_short(item)}' and '{_short(after)}' for two"
        hint = f"if that is one text, put quotes round it: {quoted(whole)}"
        if name in _NAMES.get(kind, ()) and _one_word(item) and _one_word(after, given=True):
            what = f"{_name(place)} takes '{item}' and '{after}' for two names of one word each"
            hint = f"write {quoted(whole)} for one person, or put quotes round each name"
        elif not (torn or small):
            continue
        line = max(node.value[number + 1].start_mark.line + 2 - header.added, 1)
        yield str(place[0]), Problem(path, line, what, hint, "list-comma")
        return  # what follows is divided in the same way


def _is_plain(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and bool(node.value)


def _one_word(name: str, given: bool = False) -> bool:
    """Return whether a name is a family's or, if `given`, a given one, by its shape."""
    if given and re.fullmatch(r"(?:[^\W\d_]\.?[ -]?){1,3}", name):
        return True  # initials
    words = name.split()
    return len(words) == 1 and not _ACRONYM.fullmatch(name) and name[:1].isupper()


# -- Markdown where none is read


def _marked(
    path: str, header: Header, value: object, place: FieldPath
) -> Iterator[tuple[str, Problem]]:
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _marked(path, header, below, (*place, name))
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from _marked(path, header, below, (*place, number))
    elif isinstance(value, str) and place:
        last = next((step for step in reversed(place) if isinstance(step, str)), "")
        if last in _NOT_PROSE:
            return
        for odd in garbled.places(value):
            what, line = f"{_name(place)} {odd.message}", header.line(place)
            yield str(place[0]), Problem(path, line, what, odd.hint, "garbled-sign")
        if place[0] == "updates":
            value = linked_text.plain(value)
        if found := markdown_in(value):
            what = f"{_name(place)} holds {found}, which a field shows as signs"
            bare = without_markdown(value)
            hint = f"write {bare}" if bare and len(bare) <= 80 else "write it without them"
            yield str(place[0]), Problem(path, header.line(place), what, hint, "plain-field")


def markdown_in(text: str) -> str:
    """Return what of Markdown or HTML a text holds, or nothing."""
    if not _SIGNS.search(text):
        return ""
    if _HEADING.match(text):
        return "the sign of a heading"
    return next((name for name, pattern in _MARKDOWN if pattern.search(text)), "")


def without_markdown(text: str) -> str:
    """Return the words of a text without the signs that `markdown_in` finds."""
    text = re.sub(r"^#{1,6}\s+", "", text)
    for sign, meant in _MEANT.items():
        text = text.replace(sign, meant)
    while _MAIL.search(text):  # the text of a reply may be encoded twice
        text = quopri.decodestring(text.encode()).decode("utf-8", "replace")
    for _ in range(3):  # stars within stars
        for _, pattern in _MARKDOWN:
            text = pattern.sub(r"\2", text)
    return " ".join(text.split())


_MEANT = {"<br>": " ", "<br/>": " ", "<br />": " ", "&nbsp;": " ", "&amp;": "&", "&lt;": "<",
          "&gt;": ">", "&quot;": '"', "&apos;": "'", "&ndash;": "\u2013", "&mdash;": "\u2014",
          "&hellip;": "\u2026"}  # fmt: skip


def _name(place: FieldPath) -> str:
    return ".".join(step for step in place if isinstance(step, str))


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:47]}..."
