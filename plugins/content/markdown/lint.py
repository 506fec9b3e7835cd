"""Faults that show in the Markdown itself, and would not show in its HTML.

An engine drops or swallows some things without a word: a note that nothing mentions, a comment
that is never closed, a control character given by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.content.front_matter import CONTROL, may_hold_control
from plugins.content.markdown import (
    lint_blocks,
    lint_leftovers,
    lint_lines,
    lint_links,
    lint_tables,
)
from plugins.content.markdown.fault import Fault, lines_of, shortened
from plugins.language import garbled

_FENCED = re.compile(r"^( {0,3})(`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}\2[`~]*[ \t]*$|\Z)", re.M | re.S)
_FENCE_ENDS = re.compile(r"\n {0,3}[`~]{3,}[ \t]*\n?\Z")
# Backticks, and all up to as many again; without the second ones they are only backticks.
# No code goes on over an empty line.
_INLINE = re.compile(r"(``*)(?:(?!`)((?:[^`\n]++|\n(?![ \t]*\n)|(?!\1(?!`))`++)++)\1(?!`))?")
_NUMBERED = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
# The words of a note: in its line, or indented below it.
_NOTE_TEXT = re.compile(r":[ \t]*(?:\S|\n+(?: {4}|\t)\s*\S)")
# What follows a note and was meant to belong to it: with too few blanks, or a list.
_AFTER_NOTE = re.compile(
    r"(?m)^ {0,3}\[\^[^\]\s]+\]:[^\n]*\n(?:[ \t]*\n {2,3}|(?=[-*+] ))(?P<words>\S[^\n]*)"
)
_MENTION = re.compile(r"\[\^([^\]\s]+)\]")
_COMMENT = re.compile(r"(?<!\\)<!--(?:.*?-->|.*)", re.DOTALL)
# What an indented paragraph may belong to: an item of a list, or a note.
_HOLDER = re.compile(r" {0,3}(?:[-+*]|\d{1,9}[.)]|\[\^[^\]\s]+\]:)(?:\s|$)")
_INDENTED = ("    ", "\t")


def without_code(text: str) -> str:
    """Return a text of the same length in which code is blank. Ends of lines stay."""
    text = _without_indented(text)
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(_blank, text)
    if "`" in text:
        text = _INLINE.sub(_blank_inline, text)
    return text


def _without_indented(text: str) -> str:
    """Blank the lines that are code by their indentation: after an empty line, and in no list."""
    if "\n    " not in text and "\n\t" not in text and not text.startswith(_INDENTED):
        return text
    lines = text.split("\n")
    holds, after_blank, in_code = False, True, False
    for number, line in enumerate(lines):
        if not line.strip():
            after_blank = True
            continue
        if line.startswith(_INDENTED):
            in_code = in_code or (after_blank and not holds)
            if in_code:
                lines[number] = " " * len(line)
        else:
            in_code = False
            holds = bool(_HOLDER.match(line)) or (holds and not after_blank)
        after_blank = False
    return "\n".join(lines)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _blank_inline(found: re.Match[str]) -> str:
    return _blank(found) if found[2] else found[0]


def faults(text: str, prose: str | None = None) -> Iterator[Fault]:
    """Yield what is wrong in the Markdown of a body, in no order; `prose` is it without code."""
    prose = without_code(text) if prose is None else prose
    yield from _controls(prose)
    if "<!--" in prose:
        yield from _comments(prose)
        prose = _COMMENT.sub(_blank, prose)
    if lint_blocks.may_hold_some(prose):
        yield from lint_blocks.faults(text, lines_of(prose))
    yield from lint_lines.faults(text, prose)
    if "|" in prose:
        yield from lint_tables.faults(prose, lines_of(prose))
    if lint_tables.may_hold_columns(text):
        yield from lint_tables.without_bars(text, lines_of(prose))
    if "\n    " in text or "\n\t" in text or text.startswith(_INDENTED):
        yield from _indented(text, prose)
    if "```" in text or "~~~" in text:
        yield from _open_fences(text)
    if "`" in text and "'" in text:
        yield from _typed_quotes(text)
    for found in garbled.places(prose):
        yield Fault(found.at, found.message, found.hint, "garbled-sign")
    if "[" in prose:
        yield from lint_links.faults(prose, text)
        if "[^" in prose:
            yield from _notes(prose)
    if "<http" in prose:
        yield from lint_links.spaced_addresses(prose)
    yield from lint_leftovers.faults(text, prose)


# Words of a sentence, and no sign of a program.
_WORDS = re.compile(
    r"(?P<begins>[\"“'‘]?[A-Z]|\([a-z\d]{1,4}\) )?[^{}<>=|;\\_/$]*(?P<ends>[.,:!?…][\"”’)]*)?"
)
_FEWEST_WORDS, _FEWEST_BEGUN = 5, 3


def _indented(text: str, prose: str) -> Iterator[Fault]:
    """Yield each paragraph that is shown as code, because blanks stand before it."""
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(_blank, text)
    at, in_code = 0, False
    for line, seen in zip(text.split("\n"), prose.split("\n"), strict=True):
        words = line.strip()
        is_code = line.startswith(_INDENTED) and not seen.strip()
        said = words if is_code and not in_code and _is_said(words) else ""
        row = words if is_code and not in_code and words[:1] == "|" and "|" in words[2:] else ""
        if said or row:
            what = f"'{shortened(words)}' is shown as code, because blanks stand before it"
            hint = "begin it at the start of the line; write '> ' before it for a quotation"
            hint = "begin each row at the start of the line" if row else hint
            yield Fault(at + line.index(words), what, hint, "indented-words", advice=not row)
        in_code = bool(words) and is_code
        at += len(line) + 1


def _is_said(words: str) -> bool:
    """Return whether a line is of a text: it begins or ends as sentences do, and is no program."""
    found, count = _WORDS.fullmatch(words), len(words.split())
    if found is None or "`" in words:
        return False
    return (found["begins"] is not None and count >= _FEWEST_BEGUN) or (
        words.endswith((".", ",", "!", "?", ":", "…")) and count >= _FEWEST_WORDS
    )


# Quotation marks of a typewriter: `no' and then `yes'.
_DRAWN_LINE = 5  # tildes: with more of them somebody draws a line, and opens no code
_TYPED_QUOTES = re.compile(r"(?<![\w`])`(?=\w)[^`'\n(){}=<>]{1,60}'(?=[\s.,;:!?)]|$)", re.M)


def _typed_quotes(text: str) -> Iterator[Fault]:
    found = list(_TYPED_QUOTES.finditer(_FENCED.sub(_blank, text)))
    if len(found) > 1:
        what = f"what stands between two '`' is shown as code, from {shortened(found[0][0])} on"
        yield Fault(
            found[0].start(), what, 'write quotation marks: "words"', "left-over-sign", True
        )


def _open_fences(text: str) -> Iterator[Fault]:
    for found in _FENCED.finditer(text):
        within = found[0].split("\n")[1:-1]
        if found[2][0] == "~" and len(found[2]) > _DRAWN_LINE and any(map(_is_said, within)):
            what = f"'{shortened(found[2])}' makes code of the words below it"
            hint = "write '---' for a line across the page, with an empty line above it"
            yield Fault(found.start(2), what, hint, "indented-words", advice=True)
        if not _FENCE_ENDS.search(found[0]):
            what = f"'{found[2]}' begins a passage of code that never ends"
            hint = f"write '{found[2]}' in a line of its own where it ends, or delete it here"
            yield Fault(found.start(2), what, hint, "open-code")


def harmless(text: str) -> str:
    """Return a text of the same length without control characters, plain or by number.

    Two of them mark gaps and cuts in converted text, and one engine stumbles over others.
    """
    if may_hold_control(text.encode("utf-8", "surrogatepass")):
        text = CONTROL.sub(" ", text)
    if "&#" not in text:
        return text
    pieces, at = [], 0
    for found in _NUMBERED.finditer(without_code(text)):  # in code a number is only text
        if _is_control(found):
            pieces += [text[at : found.start()], " " * len(found[0])]
            at = found.end()
    return "".join([*pieces, text[at:]])


def _is_control(found: re.Match[str]) -> bool:
    number = int(found[1], 16) if found[1] else int(found[2])
    surrogate = 0xD800 <= number <= 0xDFFF
    return number == 0 or number > 0x10FFFF or surrogate or bool(CONTROL.match(chr(number)))


def _controls(text: str) -> Iterator[Fault]:
    if "&#" not in text:
        return
    for found in _NUMBERED.finditer(text):
        if _is_control(found):
            number = int(found[1], 16) if found[1] else int(found[2])
            what = f"holds the control character U+{number:04X} by its number ('{found[0]}')"
            yield Fault(found.start(), what, "delete it", "control-character")


def _comments(prose: str) -> Iterator[Fault]:
    at = _opened(prose, 0)
    while at >= 0:
        end = prose.find("-->", at)
        if end < 0:
            what = "a comment is opened with '<!--' and never closed"
            yield Fault(at, what, "close it with '-->'", "open-comment")
            return
        at = _opened(prose, end)


def _opened(prose: str, start: int) -> int:
    """Return where the next comment opens; a backslash before it makes it a text."""
    at = prose.find("<!--", start)
    while at > 0 and prose[at - 1] == "\\":
        at = prose.find("<!--", at + 1)
    return at


def _notes(prose: str) -> Iterator[Fault]:
    notes: dict[str, re.Match[str]] = {}
    mentions: dict[str, re.Match[str]] = {}
    written: dict[str, re.Match[str]] = {}
    for found in _MENTION.finditer(prose):
        name = found[1].casefold()
        if prose[found.start() - 1 : found.start()] == "\\":
            continue
        if not _is_note(prose, found):
            mentions.setdefault(name, found)
            written.setdefault(found[1], found)
            continue
        if name in notes:
            what = f"the note [^{found[1]}] is given twice"
            yield Fault(found.start(), what, "give one of them another name", "doubled-note")
        notes.setdefault(name, found)
    for name, found in notes.items():
        if name not in mentions:
            what = f"the note [^{found[1]}] is mentioned nowhere"
            hint = f"write [^{found[1]}] where it belongs, or delete the note"
            yield Fault(found.start(), what, hint, "unused-note")
        elif not _NOTE_TEXT.match(prose, found.end()):
            what, hint = f"the note [^{found[1]}] has no text", "write it behind the colon"
            yield Fault(found.start(), what, hint, "missing-note")
    for name, found in mentions.items():
        if name not in notes:
            yield _without_text(prose, found)
    for given, found in written.items():
        note = notes.get(given.casefold())
        if note and note[1] != given:
            what = f"the note is called [^{note[1]}], and here [^{given}]"
            yield Fault(found.start(), what, f"write [^{note[1]}]", "missing-note")
    for found in _AFTER_NOTE.finditer(prose) if notes else ():
        what = f"'{shortened(found['words'])}' is not shown with the note above it"
        hint = "write four spaces before it"
        yield Fault(found.start("words"), what, hint, "note-end")


def _without_text(prose: str, found: re.Match[str]) -> Fault:
    """Return the fault of a mention without a note: its text may stand there in another form."""
    name = found[1]
    written = re.search(
        rf"^ {{0,3}}(?:\[\^{re.escape(name)}\](?=[ \t]+\S|[ \t]*:)|\[{re.escape(name)}\]:?(?=[ \t]+\S)|\^{re.escape(name)}:)",
        prose,
        re.M | re.I,
    )
    if written and not re.match(
        r"\[[^\^\]]+\]: *(?:https?:|[./])", prose[written.start() :].lstrip()
    ):
        what = f"'{written[0].strip()}' gives the note [^{name}] no text"
        at = written.end() - len(written[0].lstrip())
        return Fault(at, what, f"write '[^{name}]: ' before its text", "missing-note")
    what = f"the note [^{shortened(name)}] has no text"
    hint = f"write '[^{shortened(name)}]: ' and its text in a line of its own, or delete it here"
    return Fault(found.start(), what, hint, "missing-note")


def _is_note(prose: str, found: re.Match[str]) -> bool:
    """Return whether this begins a note: at the start of a line, with a colon behind it."""
    before = prose[prose.rfind("\n", 0, found.start()) + 1 : found.start()]
    return prose.startswith(":", found.end()) and len(before) <= 3 and not before.strip(" ")
