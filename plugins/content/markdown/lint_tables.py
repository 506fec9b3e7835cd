"""Tables that would lose a cell, or that are none: both engines would say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from plugins.content.markdown.fault import Fault, Line, ends_in_break, shortened
from plugins.content.markdown.lint_blocks import ITEM

_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_CLOSE = re.compile(r"[^\s\\]\|[^\s|]")
# What databases print below the head of a table.
_CROSSED = re.compile(r"[-=]{2,}(?:\+[-=]{2,})+")
_BAR = re.compile(r"(?<!\\)\|")
# Columns as a spreadsheet, a word processor or an e-mail divides them. One tab behind the sign of an
# item is none.
_COLUMNS = re.compile(r"(?<=\S)(?:\t[\t ]*| {3,})(?=\S)")
_SIGN = re.compile(r"\A(?:[^\w\s]|[oØüqv]|\(?(?:\d{1,3}|[a-z]{1,4})[.)]|\[\^[^\]\s]+\]:)[\t ]+")
_LEFT_OVER = re.compile(r"\{:|:::|</?[a-z]+>$")


def faults(prose: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield what is wrong with the tables of a text without code; `lines` are its lines."""
    number = 0
    while number < len(lines):
        line = lines[number]
        if not _is_row(line):
            number += 1
            continue
        first, number = number, _end(lines, number)
        dashes = next((at for at in range(first, number) if _is_dashes(lines[at])), -1)
        if dashes > first:
            yield from _table(lines, dashes - 1, number)
        elif line.text[:1] == "|" or dashes == first or _are_rows(prose, lines[first:number]):
            yield from _rows(lines, first, number, dashes)
        elif number < len(lines) and _CROSSED.fullmatch(lines[number].text):
            columns = " | ".join(["---"] * len(_cells(line.text)))
            what = (
                f"'{shortened(lines[number].text)}' makes no table, so that its rows run together"
            )
            yield Fault(lines[number].at, what, f"write | {columns} | for it", "table-dashes")


def may_hold_columns(text: str) -> bool:
    return ("\t" in text or "   " in text) and _COLUMNS.search(text) is not None


def without_bars(text: str, lines: list[Line]) -> Iterator[Fault]:
    """Yield each run of lines whose columns only blanks divide: a page runs them together.

    `lines` are those of the text without code.
    """
    written = [_as_written(text, line) for line in lines]
    before = 0
    for line, (words, after) in zip(lines, pairwise([*written, ""]), strict=True):
        columns = _divided(words)
        if columns != before and columns > 1 and _divided(after) == columns:
            cells = [shortened(each, 20) for each in _COLUMNS.split(words)]
            row, dashes = f"| {' | '.join(cells)} |", f"| {' | '.join('---' for _ in cells)} |"
            what = "the columns of these lines are divided by blanks, which make no table"
            hint = f"write each line as '{row}', and '{dashes}' below the first"
            yield Fault(line.at, what, hint, "table-blanks")
        before = columns


def _as_written(text: str, line: Line) -> str:
    """Return a line with its code from its first word on, or nothing for one of code or a row."""
    if not line.text or line.indent > 3 or "|" in line.text:
        return ""
    end = text.find("\n", line.at)
    return _SIGN.sub("", text[line.at : end if end >= 0 else len(text)].rstrip(), count=1)


def _divided(words: str) -> int:
    return len(_COLUMNS.split(words))


def _is_row(line: Line) -> bool:
    return "|" in line.text and _BAR.search(line.text) is not None


def _are_rows(prose: str, lines: list[Line]) -> bool:
    """Return whether lines hold cells, as many in each: two bars in two lines, or one in three.

    Lines that a break ends are shown below each other, as they are meant.
    """
    if any(ends_in_break(prose, each) for each in lines[:-1]):
        return False
    if any(ITEM.match(each.text) or _CLOSE.search(each.text) for each in lines):
        return False  # choices, such as {a|b|c}
    bars = {len(_BAR.findall(each.text)) for each in lines}
    return len(bars) == 1 and len(lines) > 1 and min(bars) * len(lines) > 2


def _is_dashes(line: Line) -> bool:
    return "-" in line.text and "|" in line.text and _DASHES.fullmatch(line.text) is not None


def _end(lines: list[Line], number: int) -> int:
    """Return the number of the first line below that holds no '|'."""
    while number < len(lines) and _is_row(lines[number]):
        number += 1
    return number


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    if text.endswith("|") and not text.endswith("\\|"):
        text = text[:-1]
    return [each.strip() for each in _BAR.split(text)]


def _table(lines: list[Line], head: int, end: int) -> Iterator[Fault]:
    """Yield what is wrong with one table, from its head up to the line below it."""
    columns, dashes = len(_cells(lines[head].text)), len(_cells(lines[head + 1].text))
    if columns != dashes:
        what = (
            f"the head of the table has {_counted(columns, 'cell')}, the dashes below it {dashes}"
        )
        hint = f"write the line of dashes as | {' | '.join(['---'] * columns)} |"
        yield Fault(lines[head + 1].at, what, hint, "table-columns")
        return
    barred = lines[head].text.startswith("|") and lines[head].text.endswith("|")
    for line, after in zip(lines[head + 2 : end], lines[head + 3 : end], strict=False):
        if barred and not line.text.endswith("|") and not after.text.startswith("|"):
            what = "a cell of the row goes on in the next line, which becomes a row of its own"
            hint = "write each row in one line; '<br>' breaks a line within a cell"
            yield Fault(line.at, what, hint, "table-cells")
    for line in lines[head + 2 : end]:
        cells = _cells(line.text)
        if _is_dashes(line):
            what = "a second line of dashes is shown as a row of the table"
            yield Fault(line.at, what, "delete the line", "table-dashes")
        lost = [cell for cell in cells[columns:] if cell]
        if lost:
            shown = shortened(", ".join(lost))
            what = f"the row has {len(cells)} cells, the table {_counted(columns, 'column')}: '{shown}' would not be shown"
            hint = "write '\\|' for a '|' that belongs to the text, or add a column to the head"
            if "||" in line.text:
                hint = "'||' makes an empty cell: delete one '|' of it, or add a column to the head"
            yield Fault(line.at, what, hint, "table-cells")
    if end < len(lines) and lines[end].text and not _LEFT_OVER.match(lines[end].text):
        kind = "heading" if lines[end].text.startswith("#") else "line"
        what = f"the {kind} directly below the table becomes a row of it"
        yield Fault(lines[end].at, what, "leave an empty line below the table", "table-end")


def _rows(lines: list[Line], first: int, end: int, dashes: int) -> Iterator[Fault]:
    """Yield why rows are no table."""
    above = first - 1
    while above >= 0 and not lines[above].text:
        above -= 1
    gap = first - 1 > above >= 0
    if gap and lines[above].text.startswith("|"):
        what = "the empty line above ends the table, so that this row is printed as signs"
        hint = "delete the empty line, so that the rows of a table follow each other"
        yield Fault(lines[first].at, what, hint, "table-gap")
    elif end - first > 1 or lines[first].text.count("|") > 2:
        columns = len(_cells(lines[first].text))
        below = end
        while below < len(lines) and not lines[below].text:
            below += 1
        if below > end and below < len(lines) and _is_dashes(lines[below]):
            return  # the gap is told there
        what = "the rows have no line of dashes below the first, so that they are printed as signs"
        if dashes == first:
            what = "the table has no head above its line of dashes, and is printed as signs"
            hint = "write the names of the columns above the line of dashes"
            yield Fault(lines[first].at, what, hint, "table-dashes")
            return
        dashes_as = f"| {' | '.join(['---'] * columns)} |"
        hint = f"write {dashes_as} below the first row"
        if first + 1 < end and not re.search(r"\w", lines[first + 1].text):
            hint = f"write {dashes_as} for '{shortened(lines[first + 1].text)}'"
        yield Fault(lines[first].at, what, hint, "table-dashes")


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
