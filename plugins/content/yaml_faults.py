"""Why a header cannot be read, in plain words: the line, the cause, and the line to write.

YAML's own words are for programmers, and often about the line below the one that is wrong. So the
lines are looked at first, from the top to where YAML gave up, for what people and programs write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from plugins.base.problems import Problem
from plugins.language.odd_signs import DASH, ODD_SPACE, QUOTE, name_of, plain

LONGEST_SHOWN = 90

_QUOTED_TWICE = re.compile(r"\s*(?:- )?[\w-]+:\s*([\"']).*?\1\s*\w")
_CONVERT = "import it (python3 tasks.py import), or write 'name: value' between lines ---"
_NAME = r"(?P<name>[\w-]+)"
_ODD_BEFORE = re.compile(rf"[ \t]*(?P<sign>{ODD_SPACE})[\s\u200b\ufeff]*(?:[\w-]+:(?:\s|$)|- )")
_ODD_AFTER = re.compile(rf"[ \t]*(?:- +)?(?:{_NAME}[ \t]*:|-)(?P<sign>{ODD_SPACE})")
_NO_SPACE = re.compile(rf"{_NAME}:(?P<value>[^\s:/][^\n]*)")
_OTHER_COLON = re.compile(rf"{_NAME}[ \t]*(?P<sign>[\uff1a=;])[ \t]*(?P<value>\S[^\n]*)")
_RULER = re.compile(rf"[ \t]*(?:-|_|=|~|\*|\.|{DASH}){{2,}}[ \t]*")
_DASH_ITEM = re.compile(
    rf"[ \t]*(?P<sign>{DASH}|[\u2022\u00b7\u2023*])[ \t\u00a0]+(?P<value>\S[^\n]*)"
)
_VALUE = re.compile(rf"(?P<before>[ \t]*(?:- +)?)(?:{_NAME}[ \t]*:[ \t]+)?(?P<value>\S[^\n]*)")
_TEXT_BELOW = re.compile(r"[ ]*(?:- +)*[\w-]+:[ \t]+[>|][-+\d]*[ \t]*(?:#.*)?")
_CLOSED_EARLY = re.compile(r"(?:\[[^\]]*\]+|\{[^}]*\}+)\s*[^\s#,\]}:]")
_REMARK_INSIDE = re.compile(r"[\[{][^\]}\"']*[ \t]#")


class Cause(NamedTuple):
    """A line that cannot be read, with its cause and its cure. `line` counts from 1 in the file."""

    line: int
    what: str
    hint: str
    rule: str = "yaml"


def quoted(text: str) -> str:
    """Return a text as YAML reads it whatever it holds: in double quotes where that can be."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def line_of(name: str, text: str, before: str = "") -> str:
    """Return how to write a field, ready to copy, or advice where it is too long for that."""
    found = f"{before}{name}: {quoted(text)}" if name else f"{before}{quoted(text)}"
    short = len(found) <= LONGEST_SHOWN
    return f"write {found.strip()}" if short else "put quotes round the whole text"


def causes(lines: list[str]) -> Iterator[Cause]:
    """Yield what people and programs write in the lines of a header, and YAML cannot read."""
    within = -1  # how far the field is indented that holds a text of several lines
    for number, line in enumerate(lines, 2):
        indent = len(line) - len(line.lstrip(" "))
        if within >= 0 and (indent > within or not line.strip()):
            continue
        within = indent if _TEXT_BELOW.fullmatch(line) else -1
        if found := _cause(line):
            yield Cause(number, *found)


def _cause(line: str) -> tuple[str, str, str] | None:
    if odd := odd_space(line):
        return odd
    if _RULER.fullmatch(line):
        return (
            f"the line '{line.strip()}' does not end the header",
            "write three hyphens: ---",
            "odd-sign",
        )
    if found := _OTHER_COLON.fullmatch(line):
        sign = name_of(found["sign"]) if found["sign"] == "\uff1a" else f"'{found['sign']}'"
        hint = f"write {found['name']}: {found['value'].strip()}"
        return f"{found['name']} is followed by {sign}, not by a colon", hint, "odd-sign"
    if found := _NO_SPACE.fullmatch(line):
        hint = f"write {found['name']}: {found['value'].strip()}"
        return f"no space stands behind the colon of {found['name']}", hint, "yaml"
    if (found := _DASH_ITEM.fullmatch(line)) and found["sign"] != "*":
        what = f"an item of a list begins with {name_of(found['sign'])}"
        return what, f"write - {found['value'].strip()}", "odd-sign"
    return _cause_in_value(line)


def _cause_in_value(line: str) -> tuple[str, str, str] | None:
    found = _VALUE.fullmatch(line)
    if found is None:
        return None
    name, value = found["name"] or "", found["value"].strip()
    field = name or "an item of a list"
    before = "" if name else found["before"]
    if re.match(QUOTE, value):
        bare = re.sub(rf"^{QUOTE}|{QUOTE}$", "", value).strip()
        what = f"{field} begins with {name_of(value[0])}, which opens nothing here"
        return what, line_of(name, bare, before), "odd-sign"
    if _CLOSED_EARLY.match(value):
        opened = "a list" if value[0] == "[" else "a group of fields"
        what = f"{field} begins with '{value[0]}', which opens {opened}"
        return what, line_of(name, value, before), "yaml"
    if _REMARK_INSIDE.match(value):
        return (
            f"{field} holds ' #', and what follows is not read",
            "put quotes round the text",
            "lost-words",
        )
    if re.match(r"[>|?,-] (?! *#)", value) and name:
        what = f"{field} begins with '{value[0]}', which has a meaning here"
        return what, line_of(name, value), "yaml"
    return None


def odd_space(line: str) -> tuple[str, str, str] | None:
    """Return what is wrong where a sign that looks like a space stands round a field's name."""
    if line.isascii():
        return None
    for pattern in (_ODD_BEFORE, _ODD_AFTER):
        if found := pattern.match(line):
            tidy = f"{plain(found[0])}{line[found.end() :]}"
            tidy = re.sub(r"^(\s*(?:- +)?[\w-]+:|\s*-)(?=\S)", r"\1 ", tidy)
            what = f"the line holds {name_of(found['sign'])} where an ordinary one belongs"
            what = what.replace("an ordinary one", "a space" if tidy.strip() else "nothing")
            return what, f"write {tidy.strip()}", "odd-sign"
    return None


# -- Where a header begins and ends


def not_opened(path: str, text: str) -> Problem:
    """Return why a text has no header."""
    first = text.partition("\n")[0]
    shape = "begin the file with a line '---', then the fields, then another line '---'"
    line, what, hint = 1, "has no header", shape
    bare = text.lstrip("\ufeff \t\n\u00a0\u200b")
    if text.startswith("\ufeff"):
        what, hint = (
            f"begins with {name_of(chr(0xFEFF))} more than one",
            "delete the first line, and write it anew",
        )
    elif first.rstrip(" \t\u00a0\u200b\ufeff") == "---" or (
        first.startswith("--- ") and not first.strip("- \t")
    ):
        space = next((sign for sign in first if sign not in "- \t"), "")
        behind = name_of(space) if space else "a space"
        what, hint = (
            f"the first line has {behind} behind its three hyphens",
            "write --- and nothing else",
        )
    elif re.match(r"---[ \t]+\S", first):
        what, hint = (
            "a field stands on the line of the three hyphens",
            "write --- on a line of its own",
        )
    elif not first.strip("\u00a0\u200b\ufeff \t") and bare.startswith("---"):
        line = text.count("\n", 0, len(text) - len(bare)) + 1
        lines = "line 1 is" if line == 2 else f"lines 1 to {line - 1} are"
        what, hint = (
            f"the header begins on line {line}: {lines} blank",
            "delete what stands above ---",
        )
        line = 1
    elif first.strip() == "---":
        what, hint = "the first line is indented", "write --- at the start of the line"
    elif _RULER.fullmatch(first):
        what, hint = f"the first line is '{first.strip()}'", "write three hyphens: ---"
    elif first.strip() == "+++":
        what, hint = (
            "has a header in TOML, as Hugo writes it",
            _CONVERT,
        )
    elif first.startswith("{"):
        what, hint = (
            "has a header in JSON",
            _CONVERT,
        )
    elif first.startswith(("```", "~~~")):
        what, hint = "the header stands in a fence of code", "delete the lines of the fence"
    elif re.match(
        r"(?:title|date|name|summary|authors?|topics?|slug|status|tags|category):\s",
        first,
        re.IGNORECASE,
    ):
        what, hint = (
            "begins with fields, and with no line ---",
            "write --- on a line above them, and --- on a line below",
        )
    return Problem(path, line, what, hint, "no-header")


def not_closed(path: str, text: str) -> Problem:
    """Return why a header does not end."""
    for number, line in enumerate(text.split("\n")[1:200], 2):
        bare = line.strip(" \t\u00a0\u200b\ufeff")
        if _RULER.fullmatch(line) or (bare == "---" and line != bare):
            said = f"'{line.strip()}'" if bare != "---" else "indented, or has odd spaces"
            what = f"the header is not closed: line {number} is {said}"
            return Problem(path, number, what, "write three hyphens there: ---", "open-header")
    hint = "put a line '---' after the last field"
    return Problem(path, 1, "the header is not closed", hint, "open-header")


# -- YAML's own faults


def translated(path: str, source: str, error: yaml.YAMLError) -> Problem:
    """Say in plain words what YAML could not read."""
    context: yaml.Mark | None = getattr(error, "context_mark", None)
    mark: yaml.Mark | None = getattr(error, "problem_mark", None) or context
    within = str(getattr(error, "context", "") or "")
    detail = str(getattr(error, "problem", "") or "")
    lines = source.rstrip("\n").split("\n")
    line = min(mark.line if mark else 0, len(lines) - 1) + 2
    if cause := next(causes(lines[: line - 1]), None):
        return Problem(path, *cause)
    here = lines[line - 2] if 0 <= line - 2 < len(lines) else ""
    name = here.split(":", 1)[0].strip()
    if "mapping values are not allowed" in detail and here.startswith(" "):
        what = "the line is indented, but the field above it holds a text"
        hint = "begin each field at the start of a line"
    elif "mapping values are not allowed" in detail:
        what, hint = f"{name} holds a colon", "put double quotes round the whole text"
    elif "could not find expected ':'" in detail or "expected ':'" in detail:
        at = context.line + 2 if context else line
        text = lines[at - 2].strip() if 0 <= at - 2 < len(lines) else ""
        line, what = at, f"the line '{text[:40]}' is not a field"
        hint = "write 'name: value', or put quotes round text that runs over several lines"
    elif "quoted scalar" in within:
        line = context.line + 2 if context else line
        name = lines[line - 2].split(":", 1)[0].strip() if line - 2 < len(lines) else name
        what, hint = f"{name} opens a quotation mark that is not closed", "close it"
        own = lines[line - 2] if line - 2 < len(lines) else ""
        if re.fullmatch(r"[^']*: +'[^']*", own):
            text = own[own.index("'") :].strip()
            hint = f"close it, or {line_of(name, text)} if it is an apostrophe"
        if "escape" in detail:
            what, hint = f"{name} holds a backslash", "use single quotes round the text"
    elif "cannot start any token" in detail:
        what, hint = (
            f"{name} begins with a sign that has a meaning here",
            "put quotes round the text",
        )
    elif "flow sequence" in within:
        line = context.line + 2 if context else line
        name = lines[line - 2].split(":", 1)[0].strip()
        what, hint = f"{name} opens a list with '[' that is not closed", "close it with ']'"
    elif "block" in within and (quoted := _QUOTED_TWICE.match(here)):
        what = f"{name} holds quotation marks within quotation marks"
        hint = "put single quotes round the whole text, or write “ and ” within"
        if quoted[1] == "'":
            what = f"{name} holds an apostrophe within single quotes"
            hint = "put double quotes round the whole text"
    elif "block" in within:
        what, hint = (
            "the line does not stand where a field can",
            ("begin each field at the start of a line; indent what belongs to it by two"),
        )
    else:
        what, hint = "the header cannot be read", "look at the quotes and colons of this line"
    return Problem(path, line, what, hint, "yaml")
