"""Lists, headings and boxes that are none: printed as signs, or run together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.base.problems import did_you_mean
from plugins.content.markdown.fault import Fault, Line, ends_in_break, shortened
from plugins.content.markdown.html_pass import CALLOUTS

BOXES = tuple(mark[2:-1] for mark in CALLOUTS)
# What other programs call their boxes, by the name of ours.
OTHER_BOXES = {
    **dict.fromkeys("INFO ABSTRACT SUMMARY TLDR TODO EXAMPLE QUESTION HELP FAQ QUOTE CITE".split(), "NOTE"),
    **dict.fromkeys("HINT SUCCESS CHECK DONE".split(), "TIP"),
    **dict.fromkeys("ATTENTION ALERT".split(), "WARNING"),
    **dict.fromkeys("DANGER ERROR FAILURE FAIL MISSING BUG".split(), "CAUTION"),
}  # fmt: skip
# What word processors put before an item of a list, and what people draw there themselves.
BULLETS = frozenset("•●▪◦‣■□▫○⁃∙·\uf0b7\uf0a7\uf0d8\uf06f")
DRAWN = frozenset("✓✔✗✘➢➤→►▶✅❌☐☑⬤★☆")
# Letters that a font of signs shows as bullets, before a tab.
TYPED = "o§Øüqv"
HARD_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"

_SIGNS = frozenset("-+*#–—([.!=" + TYPED) | BULLETS | DRAWN
# A line that begins otherwise than with words, with '- ', '* ' or with '## ' and words.
_SUSPECT = re.compile(
    rf"\n[ \t>]*(?:[{''.join(BULLETS | DRAWN)}–—.=§]|-(?! \S)|[*+](?! )|#+(?!#)(?! [^ #\n])|\[!|[{TYPED}]\t"
    r"|\(?[a-zA-Z0-9]{1,4}[.)]|\d{1,2}\.)"
)
_HARD = re.compile(rf"(?:[-*+]|\d{{1,3}}[.)])[{HARD_SPACES}]")
_NO_SPACE = re.compile(
    r"(?:-|\+|\*(?!\[|[^\n]*\*)|\d{1,2}[.)])(?=[^\W\d_]{2}|[^\W\d_] |[“\"'(\[]\w|\*{2}\w)"
)
_LETTERED = re.compile(
    r"\((?:[a-z]|[ivx]{1,4}|\d{1,2})\)|(?:[a-zA-Z]|[ivx]{1,4})\)|(?:[a-z]|[ivx]{2,5})\.(?=[ \t])|\d{1,2}\.\d{1,2}\.?(?= )"
)
_NUMBERED = re.compile(r"(\d{1,2})[.)] ")
_SECTION = re.compile(r"(\d{1,2})\.(\d{1,2})")
# A star behind a word or a number, as the sign of a note stands.
STARRED = re.compile(r"(?<=[\w%)])\*{1,3}(?=[\s.,;:)]|\Z)")
_HEADING = re.compile(r"(#{1,6})(?!#)(.?)(.*)")
_BOX = re.compile(r"\[!\s*([\w-]+)\s*\]?([-+]?)")
# Signs of a line that is meant as a rule between two parts; more underline a heading.
SHORT_RULE = 5
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?:\s|$)")
_UNDERLINE = re.compile(r"-+")
_NO_TEXT = re.compile(r"[#>|<\[{:=]|[-*_]{3}")


def may_hold_some(prose: str) -> bool:
    """Return whether any line begins with a sign that needs a second look. Few texts have one."""
    return _SUSPECT.search(f"\n{prose}") is not None


def faults(text: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield what looks like a list, a heading or a box and is none.

    `lines` are those of the text without code.
    """
    last = len(lines) - 1
    dashed = -9
    for number, line in enumerate(lines):
        sign = line.text[:1]
        if sign not in _SIGNS and not (
            sign.isdigit() or line.text[1:2] in (".", ")") or line.text[2:3] in (".", ")")
        ):
            continue
        before = lines[number - 1] if number else _NOTHING
        after = lines[number + 1] if number < last else _NOTHING
        if line.indent > 3 and not before.text:
            continue
        if sign == "#":
            yield from _heading(text, line, before, after)
        elif sign == "[":
            if line.text[1:2] == "!":
                yield from _box(line)
        elif sign == "-" and _UNDERLINE.fullmatch(line.text):
            if _UNDERLINE.fullmatch(_end_of(text, line).rstrip()):
                yield from _underlined(line, before, lines, number)
        elif sign in ("–", "—"):
            if not line.quoted and line.text[1:2] in (" ", "\u00a0", "\t"):
                near = number - dashed
                fresh = dashed < 0 or near > 2
                below = _is_dashed(after, sign)
                if sign == "–" and not below and not after.text and number + 2 <= last:
                    below = _is_dashed(lines[number + 2], sign)
                dashed = number if below or not fresh else -9
                if below and fresh:
                    what = f"lines that begin with '{sign}' make no list"
                    yield Fault(
                        line.at,
                        what,
                        "begin each item with a hyphen and a space: '- '",
                        "list-sign",
                    )
        else:
            yield from _item(text, line, before, after)


_NOTHING = Line(0, "", False, 0)


def _is_dashed(line: Line, sign: str) -> bool:
    return line.text[:1] == sign and line.text[1:2] in (" ", "\u00a0", "\t")


def _item(text: str, line: Line, before: Line, after: Line) -> Iterator[Fault]:
    sign = line.text[0]
    if sign in BULLETS or (sign in TYPED and line.text[1:2] == "\t"):
        if before.text[:1] != sign:  # a list of them is one fault
            what = f"lines that begin with '{sign}' make no list"
            if sign > "\ue000":
                what = "lines that begin with a bullet of a word processor make no list"
            yield Fault(
                line.at, what, "begin each item with a hyphen and a space: '- '", "list-sign"
            )
    elif sign in DRAWN:
        if after.text[:1] in DRAWN and before.text[:1] not in DRAWN:
            what = f"lines that begin with '{sign}' make no list, and run together"
            hint = f"begin each item with a hyphen and a space: '- {sign} '"
            yield Fault(line.at, what, hint, "list-sign")
    elif hard := _HARD.match(line.text):
        if not _HARD.match(before.text):
            what = f"a hard space (U+{ord(hard[0][-1]):04X}) stands behind '{hard[0][:-1]}', so that it begins no list"
            yield Fault(line.at, what, "put a plain space there", "list-space")
    elif close := _NO_SPACE.match(line.text):
        alike = _NO_SPACE.match(after.text)
        if (
            (not before.text and _ends(after))
            or (alike and not _NO_SPACE.match(before.text))
            or (ITEM.match(before.text) and _kind(before) == _kind(line))
        ):
            what = f"no space stands behind '{close[0]}', so that it begins no list"
            hint = f"write '{close[0]} ' before each item"
            if close[0] == "*" and STARRED.search(text):
                hint = "write '[^1]' for the star in the text, and '[^1]: ' before these words"
            yield Fault(line.at, what, hint, "list-space")
    elif lettered := _LETTERED.match(line.text):
        inner = line.indent > 0 and ITEM.match(before.text)  # one by itself, within an item
        runs_on = not ends_in_break(text, before if inner else line)
        follows = _is_lettered(after) and _counts_on(lettered[0], after.text)
        if (follows or inner) and not _is_lettered(before) and runs_on:
            what = f"'{lettered[0]}' begins no list, so that these lines run together"
            hint = "number them with '1.', or put an empty line between them"
            yield Fault(line.at, what, hint, "list-sign")
    elif (found := _NUMBERED.match(line.text)) and found[1] not in ("1", "01"):
        following = _NUMBERED.match(after.text)
        if (
            before.text
            and following
            and int(following[1]) == int(found[1]) + 1
            and not ITEM.match(before.text)
            and not before.indent
            and not _NO_TEXT.match(before.text)
        ):
            what = f"'{found[0].strip()}' directly below text begins no list"
            yield Fault(line.at, what, "leave an empty line before the list", "list-gap")


def _kind(line: Line) -> str:
    """Return the sign of an item, and the same one for all numbers."""
    return "1" if line.text[0].isdigit() else line.text[0]


def _ends(after: Line) -> bool:
    return not after.text or _NO_SPACE.match(after.text) is not None


def _is_lettered(line: Line) -> bool:
    return _LETTERED.match(line.text) is not None


def _counts_on(sign: str, text: str) -> bool:
    """Return whether the sign of the next line follows: '2.2' follows '2.1', and '2.5 mg' not."""
    found, other = _SECTION.match(sign), _SECTION.match(text)
    if found is None:
        return True
    (part, number), (next_part, next_number) = (
        map(int, each.groups()) if each else (0, 0) for each in (found, other)
    )
    return (next_part, next_number) in ((part, number + 1), (part + 1, 1))


def _end_of(text: str, line: Line) -> str:
    """Return a line as it was written, with its code, from its first word on."""
    end = text.find("\n", line.at)
    return text[line.at : end if end >= 0 else None]


def _heading(text: str, line: Line, before: Line, after: Line) -> Iterator[Fault]:
    found = _HEADING.match(_end_of(text, line))
    if found is None:
        return
    signs, space, words = found.groups()
    if not (space + words).strip(" \t#"):
        hint = "write its words behind the '#', or delete the line"
        yield Fault(line.at, "the heading has no words", hint, "heading-empty")
    elif space in (" ", "\t"):
        return
    elif re.match(rf"[{HARD_SPACES}]", space):
        what = (
            f"a hard space (U+{ord(space):04X}) stands behind '{signs}', so that this is no heading"
        )
        yield Fault(
            line.at, what, f"put a plain space there: '{signs} {shortened(words)}'", "heading-space"
        )
    elif len(signs) > 1 or (
        # '#PatientSafety' is a word; a line of words by itself was meant to be a heading.
        not before.text and not after.text and " " in words.strip()
        and words.rstrip()[-1:] not in ".!?" and "#" not in words and len(words) < 80
        and not space.isdigit()
    ):  # fmt: skip
        what = f"no space stands behind '{signs}', so that this is no heading"
        level = signs if len(signs) > 1 else "##"
        hint = f"write '{level} {shortened(space + words)}', or '\\{signs}' for the sign itself"
        yield Fault(line.at, what, hint, "heading-space")


def _underlined(line: Line, before: Line, lines: list[Line], number: int) -> Iterator[Fault]:
    """A line directly above '---' becomes a heading. One as long as its words was meant so."""
    words = before.text
    if (
        not words
        or (_NO_TEXT.match(words) and not words.startswith("["))
        or line.quoted != before.quoted
    ):
        return
    above = lines[number - 2].text if number > 1 else ""
    item = ITEM.match(words) is not None
    paragraph = above and not _NO_TEXT.match(above) and not item
    if item and len(line.text) < 3:
        return  # an item without words
    short = len(line.text) <= SHORT_RULE and (
        len(line.text) * 2 < len(words) or words.endswith((".", "!", "?", ":", ";", ","))
    )
    if short or paragraph:
        what = f"'{shortened(words)}' becomes a heading, because '{shortened(line.text, 6)}' stands directly below it"
        hint = "leave an empty line between them, or write '## ' before it if it is a heading"
        yield Fault(line.at, what, hint, "heading-line", advice=True)


def _box(line: Line) -> Iterator[Fault]:
    found = _BOX.match(line.text)
    if found is None:
        return  # an image in a link
    name, fold = found[1].upper(), found[2]
    right = name if name in BOXES else OTHER_BOXES.get(name, "")
    if not line.quoted:
        what = f"the box '{found[0]}' stands outside a quotation, and is printed as signs"
        hint = f"write '> [!{right or 'NOTE'}]', and '> ' before each line of the box"
        yield Fault(line.at, what, hint, "unknown-box")
    elif name not in BOXES:
        hint = f"write '[!{right}]'" if right else did_you_mean(name, BOXES)
        yield Fault(line.at, f"the box '{found[0]}' is not known", hint, "unknown-box")
    elif found[0] != f"[!{found[1]}]":
        what = (
            f"the box '{found[0]}' is printed as signs"
            if not fold
            else f"the box '{found[0]}' cannot fold"
        )
        yield Fault(line.at, what, f"write '[!{name}]'", "unknown-box")
