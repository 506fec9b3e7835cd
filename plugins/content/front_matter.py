"""The YAML between `---` lines at the top of a file, as values that know their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

import yaml

from plugins.base.problems import Problem, shortened
from plugins.content.yaml_faults import not_closed, not_opened, translated
from plugins.language.odd_signs import name_of

try:
    from yaml import CSafeLoader as Base
except ImportError:  # a PyYAML built without libyaml: the same answers, more slowly
    from yaml import SafeLoader as Base  # type: ignore[assignment]

FieldPath = tuple[str | int, ...]

# What neither XML nor a page can hold: C0 and C1 controls but tab, LF and CR; non-characters.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_C0 = bytes(number for number in (*range(32), 127) if number not in b"\t\n\r")
DEEPEST = 8
LONGEST = 64 * 1024
SAVE_AS = "save the file as UTF-8 (in Notepad: Save as, Encoding)"
MOST_UNREAD = 20  # fields; what has more is no header, or a weapon
LONGEST_DATA = 1024 * 1024  # a register of some three thousand figures


class _Loader(Base):
    """Knows text, whole numbers, decimals, true, false and nothing; guesses nothing else."""


_Loader.yaml_implicit_resolvers = {}

for _tag, _pattern, _first in (
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


# What may hide an alias, a tag or a deep nest; a header without it needs no second look.
_SUSPECT = re.compile(r"[*&!{?]|- -|^ {16}", re.MULTILINE)


class Whole(int):
    """A whole number that knows how it is written, for a volume 07 is not a volume 7."""

    written: str

    def __new__(cls, text: str) -> Whole:
        made = super().__new__(cls, text)
        made.written = text
        return made


@dataclass(frozen=True)
class Header:
    """The values of a header, and the text below it.

    `body_line` is the line of the file on which the body begins, counted from 1; `added` is how
    many lines stand above the fields here and not in the file.
    """

    values: dict[str, object]
    body: str
    body_line: int
    root: yaml.Node | None = field(default=None, repr=False, compare=False)
    added: int = field(default=0, repr=False, compare=False)
    source: str = field(default="", repr=False, compare=False)

    def written(self, place: FieldPath) -> str:
        """Return a value as it is written: `2024` of a title that YAML takes for a number."""
        node = self.node(place)
        return span(self.source, node) if node is not None else ""

    def node(self, place: FieldPath) -> yaml.Node | None:
        """Return what YAML made of a value, and nothing of one that is not there."""
        node = self.root
        for step in place:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if step < len(node.value) else None
            else:
                return None
        return node

    def line(self, place: FieldPath) -> int:
        """Return the line of a value such as ("topics", 1), or of what holds it."""
        for length in range(len(place), 0, -1):
            if found := self._lines.get(tuple(place[:length])):
                return max(found - self.added, 1)
        return 1

    def column(self, place: FieldPath, words: str = "") -> int:
        """Return the column of a value from 1, or of some words in it where they stand as such."""
        node = self.node(place)
        if node is None:
            return 1
        lines = self.source.split("\n")
        line = lines[node.start_mark.line] if node.start_mark.line < len(lines) else ""
        at = line.find(words, node.start_mark.column) if words else -1
        return (at if at >= 0 else node.start_mark.column) + 1

    @cached_property
    def _lines(self) -> dict[FieldPath, int]:
        return dict(_lines_of(self.root, ())) if self.root is not None else {}


def read_text(path: str, content: bytes) -> tuple[str, list[Problem]]:
    """Return the text of a file with LF line ends, and what is wrong with its bytes."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 text (byte 0x{content[error.start]:02X} at offset {error.start})"
        return "", [Problem(path, line, what, SAVE_AS, "encoding")]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    problems = []
    for found in CONTROL.finditer(text) if may_hold_control(content) else ():
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        what = f"holds the control character U+{ord(found[0]):04X} (column {column})"
        hint = "delete it"
        if found[0] in "\v\f":  # a word processor ends a line or a page with it
            hint = "put an empty line, or a space, in its place"
        problems.append(Problem(path, line, what, hint, "control-character"))
    return text, problems


def may_hold_control(content: bytes) -> bool:
    """Return whether UTF-8 must be searched for what `CONTROL` finds. Nearly no text must.

    C0 are bytes of their own; C1 begin with C2, surrogates with ED, the others with EF BF.
    """
    if b"\xc2" in content or b"\xed" in content or b"\xef\xbf" in content:
        return True
    return len(content.translate(None, _C0)) < len(content)


def parse(
    path: str, text: str, longest: int = LONGEST, added: int = 0
) -> tuple[Header, list[Problem]]:
    """Return the header and body of a text, and what cannot be read in the header."""
    empty = Header({}, text, 1)
    if not text.startswith("---\n"):
        return empty, [not_opened(path, text)]
    end = re.compile(r"^---[ \t]*$", re.MULTILINE).search(text, 4)
    if end is None:
        return empty, [not_closed(path, text)]
    source = text[4 : end.start()]
    ends = [*_other_ends(path, source)]
    # YAML would count these as ends of a line; no editor does.
    source = _OTHER_ENDS.sub(" ", source) if ends else source
    body = text[end.end() + 1 :]
    body_line = text.count("\n", 0, end.end()) + 2
    if problem := _refused(path, source, longest):
        return empty, [problem]
    try:
        root = yaml.compose(source, Loader=_Loader)
    except yaml.YAMLError as error:
        return empty, [translated(path, source, error)]
    if root is None:
        return Header({}, body, body_line), []
    if not isinstance(root, yaml.MappingNode):
        hint = "write one field a line, such as 'title: A title'"
        return empty, [Problem(path, 2, "the header is not a list of fields", hint, "yaml")]
    problems = [*ends, *_doubled(path, root, "", added)]
    problems += _escaped(path, root) if "\\" in source else ()
    return Header(_value(root), body, body_line, root, source=source), problems  # type: ignore[arg-type]


def parse_all(path: str, text: str) -> tuple[Header, list[Problem], frozenset[str]]:
    """Return what `parse` does, and the names of the fields that cannot be read.

    Those are taken for not there, so that one of them hides no fault of the others.
    """
    header, problems = parse(path, text)
    unread = set[str]()
    while header.root is None and problems and problems[-1].check_id == "yaml":
        if len(unread) >= MOST_UNREAD:
            break
        text, name = _without(text, problems[-1].line)
        if not text:
            break
        unread.add(name)
        header, more = parse(path, text)
        problems += more
    return header, problems, frozenset(unread)


def _without(text: str, line: int) -> tuple[str, str]:
    """Return a text with the field blank to which a line belongs, and its name."""
    lines = text.split("\n")
    first = line - 1
    while first > 1 and lines[first][:1] in (" ", "\t", "-"):
        first -= 1
    last = first + 1
    while last < len(lines) and lines[last][:1] in (" ", "\t", "-") and lines[last] != "---":
        last += 1
    if lines[first].strip("- ") == "":
        return "", ""  # nothing is left that could be the cause
    name = lines[first].partition(":")[0].strip()
    return "\n".join((*lines[:first], *[""] * (last - first), *lines[last:])), name


def parse_data(path: str, text: str, at: int = 1) -> tuple[Header, list[Problem]]:
    """Return what a file says that is YAML from its first line to its last, such as the figures.

    Numbers stay texts, as they are written there: 3.50 is not 3.5. `at` is the line of the file on
    which the text begins.
    """
    lines = text.removeprefix("---\n")
    # `parse` wants a line that the file may not have.
    added = (1 if lines == text else 0) - (at - 1)
    header, found = parse(path, f"---\n{lines.rstrip()}\n---\n", LONGEST_DATA, added)
    problems = [replace(each, line=max(each.line - added, 1)) for each in found]
    if not found and header.body.strip("-\n"):
        line = header.body_line - 1 - added
        hint = "delete the line; such a file is one list of records"
        problems.append(Problem(path, line, "a line '---' ends the records here", hint, "yaml"))
    if header.root is None:
        return Header({}, "", 1), problems
    texts: dict[str, object] = _texts(header.root)  # type: ignore[assignment]
    return Header(texts, "", 1, header.root, added, header.source), problems


def span(source: str, node: yaml.Node) -> str:
    """Return the part of a source that a node was made of."""
    first, last = node.start_mark, node.end_mark
    lines = source.split("\n")[first.line : last.line + 1]
    if not lines:
        return ""
    lines[-1] = lines[-1][: last.column] if last.line < source.count("\n") + 1 else lines[-1]
    lines[0] = lines[0][first.column :]
    return "\n".join(lines).strip()


def _texts(node: yaml.Node) -> object:
    """Return the values of a node, numbers as they are written."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _texts(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_texts(value) for value in node.value]
    number = node.tag.rpartition(":")[2] in ("int", "float")
    return node.value if number else _value(node)


def _refused(path: str, source: str, longest: int) -> Problem | None:
    """Return the problem of a header that YAML could use as a weapon, or that it would misread."""
    if len(source) > longest:
        what = f"the header is too long ({len(source):,} characters, at most {longest:,})"
        return Problem(path, 2, what, "move text below the header", "header-size")
    for number, line in enumerate(source.split("\n") if "\t" in source else (), 2):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            hint = "indent with spaces instead"
            return Problem(path, number, "the line is indented with a tab", hint, "yaml")
    if _SUSPECT.search(source) or source.count("[") > DEEPEST:
        try:
            depth = 0
            for event in yaml.parse(source, Loader=_Loader):
                opens = isinstance(event, yaml.CollectionStartEvent)
                depth += opens - isinstance(event, yaml.CollectionEndEvent)
                mark = isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None)
                if mark or getattr(event, "tag", None):
                    hint = "put quotes round the text"
                    what = "'*', '&' and '!' have a meaning of their own at the start of a value"
                    return Problem(path, _line(event), what, hint, "yaml")
                if depth > DEEPEST:
                    what = f"the fields are nested too deep (at most {DEEPEST} levels)"
                    return Problem(path, _line(event), what, "write less", "yaml")
        except yaml.YAMLError as error:
            return translated(path, source, error)
    return None


def _line(event: yaml.Event) -> int:
    return (event.start_mark.line if event.start_mark else 0) + 2


def _doubled(path: str, node: yaml.Node, within: str, added: int) -> Iterator[Problem]:
    """Yield a problem for each field that is given twice. `added` lines are not in the file."""
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 2
            if not isinstance(key, yaml.ScalarNode):
                yield Problem(path, line, "a field's name is not a word", "write a word", "yaml")
            elif name in seen:
                lines = f"lines {seen[name] - added} and {line - added}"
                what = f"{within}{name} is given twice ({lines})"
                yield Problem(path, line, what, "delete one of them", "doubled-field")
            seen.setdefault(name, line)
            yield from _doubled(path, value, f"{within}{name}.", added)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _doubled(path, value, within, added)


_OTHER_ENDS = re.compile("[\x85\u2028\u2029]")


def _other_ends(path: str, source: str) -> Iterator[Problem]:
    """Yield each sign in a header that ends a line for some programs, and for no editor."""
    for found in _OTHER_ENDS.finditer(source) if not source.isascii() else ():
        line, start = source.count("\n", 0, found.start()), source.rfind("\n", 0, found.start()) + 1
        column = found.start() - start + 1
        bare = _OTHER_ENDS.sub(" ", source[start:].partition("\n")[0]).strip()
        what = f"holds {name_of(found[0])}, which nobody sees (column {column})"
        hint = f"delete the line, and write it anew: {shortened(bare)}"
        yield Problem(path, line + 2, what, hint, "odd-sign", column)


def _escaped(path: str, node: yaml.Node) -> Iterator[Problem]:
    """Yield a problem for each control character that is written as an escape, such as "\\x1f"."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _escaped(path, key)
            yield from _escaped(path, value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _escaped(path, value)
    elif found := CONTROL.search(node.value):
        what = f"holds the control character U+{ord(found[0]):04X}, written as an escape"
        yield Problem(path, node.start_mark.line + 2, what, "delete it", "control-character")


def _value(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        pairs = [pair for pair in node.value if isinstance(pair[0], yaml.ScalarNode)]
        return {str(key.value): _value(value) for key, value in pairs}
    if isinstance(node, yaml.SequenceNode):
        return [_value(value) for value in node.value]
    text, kind = node.value, node.tag.rpartition(":")[2]
    if kind == "int":
        return Whole(text) if len(text) < 19 else text
    if kind == "float":
        return float(text)
    if kind == "bool":
        return text.casefold() == "true"
    return None if kind == "null" else text


def _lines_of(node: yaml.Node, place: FieldPath) -> Iterator[tuple[FieldPath, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*place, str(key.value))
            yield below, key.start_mark.line + 2
            yield from _lines_of(value, below)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield (*place, number), value.start_mark.line + 2
            yield from _lines_of(value, (*place, number))
