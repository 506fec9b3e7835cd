"""Lines whose beginning Markdown takes for its own, and lines that a page runs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plugins.content.markdown.fault import Fault, Line, ends_in_break, lines_of, shortened
from plugins.content.markdown.lint_blocks import BULLETS, DRAWN, STARRED

_ITEM = re.compile(r"(?P<sign>[-*+]|\d{1,9}[.)])[ \t]+")
# A comparison at the start of a line or of an item: a quotation begins with the same sign.
_COMPARISON = re.compile(
    r"^[ \t]*(?P<item>(?:[-*+]|\d{1,3}[.)])[ \t]+)?>(?P<gap>[ \t]*)(?P<rest>=?[ \t]*[£$€]?\d[^\n]*)",
    re.M,
)
_FEW_WORDS = 4
_NUMBER = re.compile(r"(\d{1,9})([.)])[ \t]")
# What people number notes with by hand.
_NOTE_SIGN = re.compile(
    r"(\[\d{1,3}\](?!:)|[\u00b9\u00b2\u00b3\u2070-\u2079]+|[†‡§¶]{1,3}|\d{1,2}(?= [A-Z]))[ \t]?(?=\S)"
)
_LABEL = re.compile(
    r"(?:[*_]{0,3}[A-Z][\w.'’ -]{0,30}(?:\([^()\n]{1,20}\))?:[*_]{0,3}|[QA]\d{0,2}[.):]|[a-z]{2,12}:"
    r"|[*_]{2,3}[^*_\n]{1,40}(?:[*_]{2,3}(?:[:.]| [–—-])|:[*_]{2,3})|[A-Z][\w.'’]{0,15}(?: [A-Z][\w.'’]{0,15})? [–—-])[ \t]+\S"
)
# The moment at which something was said or done.
_MOMENT = re.compile(
    r"\[?(?:\d{1,2}:\d\d(?::\d\d)?\b|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d\d)\b|\d{4}-\d\d-\d\d\b"
    r"|\d{1,2}(?:st|nd|rd|th)? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{4}\b)"
)
_BOX_TO_TICK = re.compile(r"\[[ xX]?[ ]?\][ \t]*\S")
_SIGNED = re.compile(r"(?:[+-]|\u2212[ \t]?)(?=[\d£$€.])")
# A number before a line, in other forms than that of a list.
_COUNTED = re.compile(
    r"(?!\d{1,9}[.)][ \t]|\[\d+\]:)(?:#(\d{1,3})|\[?(\d{1,3})(?:[ ]?[.)\]:/]{1,2}|[ ][–—-]|(?=[ ][A-Z])))[ \t]+(?=[^\W\d_]|[*_“\"'‘(])"
)
_BOLD = re.compile(r"([*_]{2,3})[^*_\n]{1,40}\1[ \t]+\S")
_BOLD_LINE = re.compile(r"([*_]{2,3})[^*_\n]{2,80}\1:?")
# The sign of a list within a list, directly below an item and without its four spaces.
_INNER_SIGN = re.compile(
    r"(?m)^(?:[-*+]|\d{1,3}[.)])[ \t][^\n]*\n[ \t]*(?P<sign>--|\*\*|\+\+|o(?= +[A-Z]))[ \t]+\S"
)
_INNER, _BOX = re.compile(r"\n[ \t]*(?:--|\*\*|\+\+|o) "), re.compile(r"\[[ xX]{0,2}\]")
_BLANKS = re.compile(r"_{2,}(?:[ ]?[/.:-][ ]?_{2,})+")
# An item of a task list whose box no program reads.
_ODD_BOX = re.compile(
    r"(?m)^[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+(\[(?:\]|[xX] \]| [xX] ?\]|  \]|[xX](?:\](?=\S)(?![(\[:]))))"
)
_QUANTITY = re.compile(
    r"\d[\d,.]*[ \u00a0]?(?:°[ ]?[CF]?|%|(?:m|µ|micro)?(?:l|g|mol|kPa|mmHg)(?:/\w+)?|mmol/l|mEq/l|kg|cm|mm|dB|dioptres?)?[.,]?",
    re.I,
)
_DEFINED = re.compile(r":[ \t]+\S")
_CAPITAL = re.compile(r"[\"“'‘]?(?:[A-Z]|\d(?!\d*\.\d))")
# Words and no sign of a block: of a heading, a table, a box, a list, a quotation, HTML, a fence.
_PLAIN = re.compile(r"(?!\d{1,9}[.)][ \t])[^\W_]|[\"“'‘(]|[*_]{1,3}[^\W_]")
# What people draw before an item; some are told as signs of a list by `lint_blocks`.
_DRAWN = re.compile(
    "(?:[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?|\\d\ufe0f?\u20e3|[-=]>|~|\u00bb"
    "|[\u2010-\u2012\u2212\u00d8]|--|\\\\[-*+]|o(?= +[A-Z]))[ \\t]+(?=\\S)"
)
_IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
_CUT_ADDRESS = re.compile(r"https?://\S+[/?&=_-]\n[ \t>]*(?=\S*[/=&?_-])[a-z0-9%]\S+", re.I)
# A raised number that lost its place: of a note, behind the end of a sentence.
_STUCK = re.compile(r"\b\w*[a-z]{3}[.,;:](\d{1,2})(?=[ \t]+[A-Z]|[ \t]*(?:\n|\Z))")
_SHORT_LINE, _SHORT_NUMBERED, _WRAPPED = 60, 45, 30
_FEWEST_LINES = 3
_SENTENCE_ENDS = re.compile(r"[.!?…][\"”'’)]*$")
_BROKEN = re.compile(r"-\n(?<=[^\W_]-\n)[ \t>]*(?!(?:and|or|to|nor|but|und|a|ac|neu)\b)(?=[^\W_])")
_EMPHASISED = re.compile(r"(?<![\w%)*])\*{1,3}(?=\S)[^*\n]+?(?<=\S)\*{1,3}")


# What has to be there before lines are looked at one by one: few texts have any of it.
_HEAD = r"[ \t>]*[\"“'‘]?[A-Z\d][^\n]{0,59}"
_MAY_RUN = re.compile(
    rf"\n(?:{_HEAD}\n{_HEAD}\n{_HEAD}(?:\n|\Z)|[ \t>]*(?:#\d|(?:[A-Z][\w.'’ -]{{0,30}}(?:\([^()\n]{{1,20}}\))?:|[QA][.)]|:)[ \t]"
    r"|[*_]{1,3}[A-Za-z]|(?!\d{1,9}[.)][ \t])[#(\[]?\d{1,3}[ ]?[.)\]:/–—-]|\[[ xX]?[ ]?\]|\[\d|[+\u2212-][ ]?[\d£$€.]|--[ \t]|\\[-*+][ \t]"
    r"|[\u2010-\u2012\u2212\u00d8][ \t]|o [A-Z]|\d{1,2} [A-Z]|\d{1,2}[/-]\d|\d{1,2}\.\d{1,2}\.\d|\d{4}-\d|[a-z]{2,12}:[ \t]|[QA]\d{0,2}[.):]|[A-Z][\w.'’ ]{0,32} [–—-] "
    r"|[^\n,]{1,30},[^\s,][^\n,]{0,30},|\d\ufe0f?\u20e3|[-=]>|~[ \t]|[\u00bb\u2190-\u2bff\U0001f000-\U0001faff]|[^\n]{0,59};\n"
    r"|\[\d{1,3}\](?!:)|[\u00b9\u00b2\u00b3\u2070-\u2079†‡§¶]|1 [A-Z]))"
)
_MAY_SWALLOW = re.compile(
    r"\n[ ]{0,3}>[ ]?>[^\n]*\n[ ]{0,3}>(?![ ]?>)|\n(?:[-*+>]|\d{1,9}[.)])[^\n]*\n(?!\d{1,9}[.)])[\"“'‘]?[A-Z\d]"
)
_MAY_LOSE = re.compile(r"\n[-+][ \t]+[a-z\d]")
_MAY_COUNT = re.compile(r"\n\d{1,9}[.)][ \t]")


def faults(text: str, prose: str) -> Iterator[Fault]:
    """Yield what is shown otherwise than it stands; `prose` is the text without code."""
    if "-\n" in prose:
        for found in _BROKEN.finditer(prose):
            yield from _broken_word(prose, found.start())
    if "://" in prose:
        for found in _CUT_ADDRESS.finditer(prose):
            what = f"the end of a line divides the address '{shortened(found[0], 60)}'"
            yield Fault(found.start(), what, "write it in one line", "link-form")
    if ".1" in prose or ",1" in prose:
        yield from _stuck_numbers(prose)
    if ")\n" in prose and "![" in prose:
        yield from _beside_images(prose)
    if "\u2028" in prose or "\u2029" in prose:
        at = min(each for each in (prose.find("\u2028"), prose.find("\u2029")) if each >= 0)
        what = "a line of another program ends here (U+2028), and the next is shown beside it"
        yield Fault(
            at,
            what,
            "put an empty line, or two spaces and a new line, there",
            "run-together",
            advice=True,
        )
    for found in _BLANKS.finditer(prose) if "__" in prose else ():
        what = f"'{found[0]}' is a form to fill in, and shown with some of its lines missing"
        yield Fault(
            found.start(), what, "write 'DD/MM/YYYY', or three dots", "left-over-sign", advice=True
        )
    for found in _INNER_SIGN.finditer(prose) if _INNER.search(prose) else ():
        what = f"'{found['sign']}' within an item begins no list, and its words run on"
        hint = "write four spaces and '- ' before each item of the inner list"
        yield Fault(found.start("sign"), what, hint, "list-sign")
    for found in _ODD_BOX.finditer(prose) if _BOX.search(prose) else ():
        ticked = "[x] " if "x" in found[1].lower() else "[ ] "
        what = f"'{found[1]}' is printed as signs, and is no box to tick"
        yield Fault(found.start(1), what, f"write '- {ticked}'", "left-over-sign", advice=True)
    begun = f"\n{prose}"
    compares = ">" in prose and _COMPARISON.search(prose)
    starred = "\n* " in prose and is_starred(prose)
    alone = _MAY_LOSE.search(begun) is not None
    counts, swallows = _MAY_COUNT.search(begun), _MAY_SWALLOW.search(begun)
    runs = _MAY_RUN.search(begun)
    if not (compares or starred or alone or counts or swallows or runs):
        return
    lines = lines_of(prose)
    if compares:
        yield from _comparisons(prose, lines)
    if starred:
        yield from _starred(lines)
    if alone:
        yield from _lost_dashes(lines)
    if counts:
        yield from _numbers(lines)
    if swallows:
        yield from _swallowed(text, lines)
    if runs:
        yield from _together(text, lines)


def _stuck_numbers(prose: str) -> Iterator[Fault]:
    """Yield the first of several numbers of notes that stand in the line of their sentences."""
    found = list(_STUCK.finditer(prose))
    if [each[1] for each in found[:2]] == ["1", "2"]:
        what = f"'{found[0][0]}' ends in the number of a note, which is not raised any more"
        hint = "write '[^1]' there, and '[^1]: ' before the words of the note"
        yield Fault(found[0].start(), what, hint, "left-over-sign", advice=True)


def _beside_images(prose: str) -> Iterator[Fault]:
    for line, after in pairwise(lines_of(prose)):
        if _IMAGE.fullmatch(line.text) and _PLAIN.match(after.text.lstrip("*_")):
            what = f"'{shortened(after.text)}' is shown beside the image above it"
            hint = (
                "leave an empty line between them; write the words below an image behind its "
                'address: (../../images/name.png "Words")'
            )
            yield Fault(after.at, what, hint, "run-together", advice=True)


def is_starred(prose: str) -> bool:
    """Return whether stars stand behind words as the signs of notes do, and end no emphasis."""
    return STARRED.search(_EMPHASISED.sub(" ", prose)) is not None


def _comparisons(prose: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield each "more than" that became a quotation and lost its sign."""
    told = -9
    for found in _COMPARISON.finditer(prose):
        number = prose.count("\n", 0, found.start())
        before = lines[number - 1] if number else None
        after = lines[number + 1] if number + 1 < len(lines) else None
        within = before is not None and before.quoted and told != number - 1
        alone = not (after and after.text)
        if within and not found["item"]:
            continue  # a quotation whose line begins with a number
        below_text = before is not None and bool(before.text) and not before.quoted
        few = len(found["rest"].split()) <= _FEW_WORDS and alone
        if found["item"] or not found["gap"] or below_text or few or told == number - 1:
            told = number
            words = shortened(found["rest"], 24)
            what = f"'>{found['gap']}{words}' becomes a quotation, and loses its '>'"
            hint = f"write 'more than {words}', or '\\>' for the sign itself"
            if words.startswith("="):
                hint = f"write 'at least {words[1:].strip()}', or '\\>' for the sign itself"
            yield Fault(found.start() + found[0].index(">"), what, hint, "lost-sign")


def _numbers(lines: list[Line]) -> Iterator[Fault]:
    """Yield the first item of a list whose number a page does not show as it was written."""
    first, count, sign, last, told = 0, 0, "", 0, False
    before = Line(0, "", False, 0)
    for line in lines:
        found = _NUMBER.match(line.text) if line.indent == 0 and not line.quoted else None
        if found is None:
            if line.text and line.indent < 2 and (not before.text or not _PLAIN.match(line.text)):
                count = 0  # it ends the list
        elif count and found[2] == sign:
            count += 1
            written, shown = int(found[1]), first + count - 1
            same = written == last == first
            if written != shown and not same and not told:
                what = f"the page shows {shown} for '{found[1]}{sign}', since a list is numbered from its first number on"
                hint = f"write {shown}, or '{found[1]}\\{sign}' in each line for numbers that are meant"
                told = True
                yield Fault(line.at, what, hint, "list-number")
            last = written
        elif not before.text or int(found[1]) == 1:
            first = last = int(found[1])
            count, sign, told = 1, found[2], False
        before = line


def _together(text: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield each run of lines that were meant to stand below each other."""
    number = 0
    while number < len(lines):
        start, depth = number, _depth(text, lines[number])
        while number < len(lines) and _is_plain(text, lines[number], depth):
            number += 1
        run = lines[start:number]
        number += not run
        if len(run) < 2 or (start and lines[start - 1].text and not lines[start - 1].quoted):
            continue
        yield from _run(run)


def _depth(text: str, line: Line) -> int:
    """Return within how many quotations a line stands."""
    return text.count(">", text.rfind("\n", 0, line.at) + 1, line.at) if line.quoted else 0


def _is_plain(text: str, line: Line, depth: int) -> bool:
    """Return whether a line is of a paragraph, and no break that readers see ends it."""
    if not line.text or line.indent > 3 or _depth(text, line) != depth:
        return False
    begins = (_PLAIN, _NOTE_SIGN, _DEFINED, _DRAWN, _BOX_TO_TICK, _MOMENT, _SIGNED, _COUNTED)
    if not any(each.match(line.text) for each in begins):
        return False
    return not ends_in_break(text, line)


def _run(run: list[Line]) -> Iterator[Fault]:
    for line, after in pairwise(run):
        if _DEFINED.match(after.text) and not _DEFINED.match(line.text):
            what = f"'{shortened(after.text)}' is printed behind the line above it, with its ':'"
            hint = f"write '**{shortened(line.text)}**: ' and its words in one line"
            yield Fault(after.at, what, hint, "run-together", advice=True)
            return
    for line, after in pairwise(run):
        sign, below = _NOTE_SIGN.match(line.text), _NOTE_SIGN.match(after.text)
        if sign and below and (not sign[1].isdecimal() or (sign[1], below[1]) == ("1", "2")):
            what = f"lines that begin with '{sign[1]}' run together"
            hint = "write a note for each: '[^1]' in the text, and '[^1]: ' before its words"
            if sign[1].isdecimal():
                hint = "write '1. ' before each item of a list, or '[^1]: ' before each note, and '[^1]' in the text"
            yield Fault(line.at, what, hint, "run-together", advice=True)
            return
    for line, after in pairwise(run):
        sign = _DRAWN.match(line.text)
        if sign and _DRAWN.match(after.text) and sign[0][0] not in DRAWN | BULLETS:
            what = f"lines that begin with '{sign[0].strip()}' make no list, and run together"
            kept = "" if sign[0].strip() in _NO_PICTURES else f"{sign[0].strip()} "
            hint = f"begin each item with a hyphen and a space: '- {kept}'"
            yield Fault(line.at, what, hint, "list-sign")
            return
    for line, after in pairwise(run):
        if _BOX_TO_TICK.match(line.text) and _BOX_TO_TICK.match(after.text):
            what = "boxes to tick outside a list are printed as signs, and their lines run together"
            yield Fault(line.at, what, "write '- [ ] ' before each item", "list-sign")
            return
        sign, below = _COUNTED.match(line.text), _COUNTED.match(after.text)
        first, second = (int(each[1] or each[2]) if each else -9 for each in (sign, below))
        if sign and second == first + 1 > 0 and not _MOMENT.match(line.text):
            what = f"'{sign[0].strip()}' begins no list, so that these lines run together"
            yield Fault(line.at, what, f"write '{first}. ' before the first item", "list-sign")
            return
    for line, after in pairwise(run):
        if any(each.match(line.text) and each.match(after.text) for each in _EACH_A_LINE):
            yield _in_one(line, after)
            return
        if _BOLD.match(line.text) and _BOLD.match(after.text) and _SENTENCE_ENDS.search(line.text):
            yield _in_one(line, after)
            return
    if _BOLD_LINE.fullmatch(run[0].text) and not _SENTENCE_ENDS.search(run[0].text.strip("*_")):
        what = f"'{shortened(run[0].text)}' is shown in one line with the words below it"
        hint = "leave an empty line below it, or write '## ' for its stars"
        yield Fault(run[0].at, what, hint, "run-together", advice=True)
        return
    if any("\t" in line.text or "   " in line.text or "|" in line.text for line in run):
        return  # columns: they are told as such
    commas = {line.text.count(",") for line in run}
    if len(run) >= _FEWEST_LINES and len(commas) == 1 and min(commas) > 1 and _are_cells(run):
        cells = [shortened(each, 20) for each in run[0].text.split(",")]
        row, dashes = f"| {' | '.join(cells)} |", f"| {' | '.join('---' for _ in cells)} |"
        what = "the columns of these lines are divided by commas, which make no table"
        hint = f"write each line as '{row}', and '{dashes}' below the first"
        yield Fault(run[0].at, what, hint, "table-blanks")
        return
    short = all(_begins(line) for line in run)
    sentences = all(_SENTENCE_ENDS.search(line.text) for line in run)
    listed = all(line.text.endswith(";") and len(line.text) <= _SHORT_LINE for line in run[:-1])
    if len(run) >= _FEWEST_LINES and ((short and not sentences) or listed):
        yield _in_one(*run[:2])


_EACH_A_LINE = (_LABEL, _MOMENT, _SIGNED)
# Signs that stand for a hyphen, and are no picture of their own.
_NO_PICTURES = frozenset("\u2010 \u2011 \u2012 \u2212 \u00d8 -- o \\- \\* \\+".split(" "))


def _are_cells(run: list[Line]) -> bool:
    """Return whether all between the commas of some lines is short, and no sentence ends there."""
    return all(
        len(each) <= _WRAPPED and not each.startswith(" ")
        for line in run
        for each in line.text.split(",")
    )


def _begins(line: Line) -> bool:
    """Return whether a line is short and begins as a line of its own does, with a capital or a time.

    A paragraph that an editor has wrapped may have a number there by chance.
    """
    most = _SHORT_NUMBERED if line.text[0].isdigit() else _SHORT_LINE
    return len(line.text) <= most and _CAPITAL.match(line.text) is not None


def _in_one(line: Line, after: Line) -> Fault:
    what = f"'{shortened(line.text)}' and '{shortened(after.text)}' are shown in one line"
    hint = "put two spaces at the end of each line, or an empty line between them"
    return Fault(line.at, what, hint, "run-together", advice=True)


def _swallowed(text: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield each line that belongs to the list or the quotation above it, and looks like none."""
    items = 0
    for before, line in pairwise(lines):
        is_item = _ITEM.match(before.text) is not None and before.indent == 0 and not before.quoted
        items = items + 1 if is_item else items if not before.text or before.indent else 0
        if line.quoted and before.quoted and line.text and before.text:
            outer, inner = _depth(text, line), _depth(text, before)
            if outer < inner and _PLAIN.match(line.text) and not ends_in_break(text, before):
                what = (
                    f"'{shortened(line.text)}' becomes a part of the quotation within the quotation"
                )
                hint = f"put a line of '{'> ' * outer}' alone between them"
                yield Fault(line.at, what, hint.replace("> '", ">'"), "quotation-end")
        if not line.text or line.indent or line.quoted or not before.text:
            continue
        if not _PLAIN.match(line.text) or not _CAPITAL.match(line.text):
            continue
        # An editor who wraps lines by hand does so far behind this, and within a sentence.
        ends = _SENTENCE_ENDS.search(before.text) or len(before.text) < _WRAPPED
        if not ends or ends_in_break(text, before):
            continue
        if before.quoted and not before.text.startswith("[!"):
            what = f"'{shortened(line.text)}' becomes a part of the quotation above it"
            hint = "leave an empty line between them, or write '> ' before it"
            yield Fault(line.at, what, hint, "quotation-end")
        elif is_item and items > 1:
            what = f"'{shortened(line.text)}' becomes a part of the last item above it"
            hint = "leave an empty line between them, or indent it by four spaces"
            yield Fault(line.at, what, hint, "item-end", advice=True)


def _broken_word(prose: str, at: int) -> Iterator[Fault]:
    if "://" in re.split(r"\s", prose[max(at - 200, 0) : at])[-1]:
        return  # the address is told
    before = re.search(r"[^\W_]+\Z", prose[:at])
    after = re.match(r"-\n[ \t>]*([^\W_]+)", prose[at:])
    if before and after:
        what = f"the end of a line divides '{before[0]}-{after[1]}', so that a space is shown in it"
        hint = f"write '{before[0]}{after[1]}' or '{before[0]}-{after[1]}' in one line"
        if not (before[0].isalpha() and after[1].islower() and len(before[0]) > 1):
            hint = f"write '{before[0]}-{after[1]}' in one line"
        yield Fault(before.start(), what, hint, "broken-word")


def _starred(lines: list[Line]) -> Iterator[Fault]:
    """Yield a line that says what a star behind a number means, and became a list of one item."""
    for number, line in enumerate(lines):
        if not line.text.startswith("* ") or line.indent or line.quoted:
            continue
        near = [*lines[max(number - 2, 0) : number], *lines[number + 1 : number + 3]]
        if not any(each.text.startswith("* ") for each in near):
            what = f"'{shortened(line.text)}' becomes an item of a list, and loses its star"
            hint = "write '[^1]' for the star in the text, and '[^1]: ' before these words"
            yield Fault(line.at, what, hint, "lost-sign")


def _lost_dashes(lines: list[Line]) -> Iterator[Fault]:
    """Yield a dash or a minus that became a list of one item: of a sentence, or of a number."""
    empty = Line(0, "", False, 0)
    for number, line in enumerate(lines):
        sign = line.text[:1]
        if (
            sign not in ("-", "+")
            or line.text[1:2] not in (" ", "\t")
            or line.indent
            or line.quoted
        ):
            continue
        near = [*lines[max(number - 2, 0) : number], *lines[number + 1 : number + 3]]
        if any(each.text.startswith(f"{sign} ") for each in near):
            continue
        before = lines[number - 1] if number else empty
        words = line.text[1:].strip()
        above = before if before.text or number < 2 else lines[number - 2]
        quantity = _QUANTITY.match(words)
        is_one = quantity is not None and not words[0].isalpha()
        goes_on = bool(before.text) and _PLAIN.match(before.text) and before.text[-1] not in ".:!?;"
        if (
            is_one
            and quantity
            and ((quantity.end() == len(words) and above.text[-1:] == ":") or goes_on)
        ):
            hint = f"write '{'minus' if sign == '-' else 'plus'} {shortened(words, 24)}', or the sign directly before the number"
        elif goes_on and words[:1].islower():
            hint = "write '–' for a dash within a sentence; leave an empty line above a list"
        else:
            continue
        what = f"'{shortened(line.text)}' becomes an item of a list, and loses its '{sign}'"
        yield Fault(line.at, what, hint, "lost-sign")
