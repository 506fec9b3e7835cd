"""Rows and columns as both engines write them, with one line of heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bs4.element import Tag

from plugins.importer.text.cleaning import classes_of

Row = list[str]


def rows_of(table: Tag) -> list[list[Tag]]:
    """Return the cells of a table, row by row, without those of tables inside it."""
    rows = [row for row in table.find_all("tr") if row.find_parent("table") is table]
    return [row.find_all(["td", "th"], recursive=False) for row in rows]


def width_of(rows: Sequence[Sequence[Tag]]) -> int:
    return max((sum(span(cell, "colspan") for cell in row) for row in rows), default=0)


def is_layout(table: Tag, width: int) -> bool:
    """Return whether a table only puts things beside each other."""
    return (
        table.get("role") in ("presentation", "none")
        or width < 2
        or table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"]) is not None
    )


def has_heads(table: Tag, rows: Sequence[Sequence[Tag]]) -> bool:
    """Return whether the first row names the columns."""
    head = table.find("thead")
    return head is not None or all(cell.name == "th" for cell in rows[0])


def is_merged(rows: Sequence[Sequence[Tag]]) -> bool:
    return any(
        span(cell, way) > 1 for row in rows for cell in row for way in ("colspan", "rowspan")
    )


def grid(rows: Sequence[Sequence[Tag]], width: int, text: Callable[[Tag], str]) -> list[Row]:
    """Return the texts of all cells; a merged cell is written once, and the others are empty."""
    found: list[Row] = []
    below: dict[int, int] = {}  # rows for which a column is still taken by a cell above
    for row in rows:
        line = [""] * width
        cells = iter(row)
        at = 0
        while at < width:
            if below.get(at, 0) > 0:
                below[at] -= 1
                at += 1
                continue
            cell = next(cells, None)
            if cell is None:
                break
            line[at] = text(cell)
            across = span(cell, "colspan")
            for column in range(at, min(at + across, width)):
                below[column] = span(cell, "rowspan") - 1
            at += across
        for column in range(at, width):
            below[column] = max(0, below.get(column, 0) - 1)
        if any(line):
            found.append(line)
    return found


def sides_of(rows: Sequence[Sequence[Tag]], width: int) -> Row:
    """Return the line below the heads: on which side the words of each column stand."""
    sides = ["---"] * width
    for row in rows:
        for column, cell in enumerate(row[:width]):
            style = str(cell.get("style") or "").replace(" ", "")
            said = re.search(r"text-align:(right|center)", style)
            names = classes_of(cell)
            for side, sign in (("right", "--:"), ("center", ":-:")):
                classes = {f"to-{side}", f"has-text-align-{side}", f"text-{side}"}
                named = not classes.isdisjoint(names)
                if cell.get("align") == side or named or (said and said[1] == side):
                    sides[column] = sign
    return sides


def line_of(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def span(cell: Tag, way: str) -> int:
    """Return over how many columns (`colspan`) or rows (`rowspan`) a cell reaches."""
    said = str(cell.get(way) or "1")
    return max(1, min(int(said), 50)) if said.isdecimal() and len(said) < 5 else 1
