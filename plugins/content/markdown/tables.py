"""Tables of a text: captions, heads of columns and rows, and their values for spreadsheets."""

from __future__ import annotations

import re
from collections import Counter
from html import escape

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from plugins.base.csv_file import csv_file
from plugins.base.problems import joined
from plugins.content.markdown.draft import TABLE, Draft, Reference, words_of
from plugins.language.numerals import read_number

# A paragraph beside a table that begins so is its caption, as in Pandoc's Markdown.
CAPTION = "Table:"
_CITED = re.compile(r"\s*\[(?:@|\^)[^\]]*\]")
_RECORD = "{fig:"
# Rows below the head from which the values of a table are worth a file.
FEWEST_ROWS = 2


def tables(draft: Draft) -> None:
    """Let a wide table scroll by itself, also by keyboard, and say what its heads are for."""
    captions, named = 0, Counter[str]()
    for number, node in enumerate(draft.all("table"), 1):
        caption = _taken(node)
        heads = [words for cell in node.css("thead th") if (words := _value(cell))]
        rows = [row.css("th, td") for row in node.css("tbody tr")]
        if _names_rows(node, rows):
            for row in rows:
                _retagged(row[0], "th", "row")
        for cell in node.css("thead th"):
            if cell.text(strip=True) or cell.css_first("img"):
                cell.attrs["scope"] = "col"
            else:  # a head without words is none: read aloud, it would name its column nothing
                _retagged(cell, "td")
        _align(node)
        if caption:
            captions += 1
            name = f"Table {captions}"
            label = f"{name}: {_CITED.sub('', Tree(caption).text(deep=True)).strip()}"
            inside = node.inner_html or ""
            table = f"<table><caption>{name}: {caption}</caption>{inside}</table>"
        else:
            label, table = f"Table of {joined(heads)}" if heads else "Table", node.html or ""
        named[label] += 1
        label += f" ({named[label]})" if named[label] > 1 else ""
        if values := _csv(node):
            node.insert_after(draft.gap(Reference(TABLE, str(number), "", 0, alt=values)))
        box = (
            f'<div class="table" role="region" tabindex="0" aria-label="{escape(label)}">'
            f"{table}</div>"
        )
        made = Tree(f"<body>{box}").css_first("div")
        assert made is not None
        node.replace_with(made)


def _taken(table: Node) -> str:
    """Return the caption that stands above or below a table, and take it from there."""
    for beside in (_element(table, -1), _element(table, 1)):
        if beside is not None and beside.tag == "p":
            said = (beside.inner_html or "").strip()
            if said.startswith(CAPTION) and said != CAPTION:
                beside.decompose()
                return said.removeprefix(CAPTION).strip()
    return ""


def _element(node: Node, way: int) -> Node | None:
    """Return the element before or after one."""
    found = node.next if way > 0 else node.prev
    while found is not None and found.tag == "-text" and not (found.text() or "").strip():
        found = found.next if way > 0 else found.prev
    return found


def _align(table: Node) -> None:
    for cell in table.css("th, td"):
        style = (cell.attributes.get("style") or "").replace(" ", "").rstrip(";")
        side = cell.attributes.get("align") or style.removeprefix("text-align:")
        for name in ("style", "align"):
            if name in cell.attributes:
                del cell.attrs[name]
        if side in ("right", "center"):
            cell.attrs["class"] = f"to-{side}"


def _names_rows(table: Node, rows: list[list[Node]]) -> bool:
    """Return whether the first column names the rows: each cell of it is short, in words and
    another than the others, and the corner above it is empty or all other cells are numbers.
    """
    names = [_value(row[0]) for row in rows if len(row) > 1]
    if not names or len(names) < len(rows) or len(set(names)) < len(names):
        return False
    if not all(name and len(name) <= 60 and not _is_number(name) for name in names):
        return False
    corner = table.css_first("thead th")
    if corner is not None and not corner.text(strip=True):
        return True
    others = [_value(cell) for row in rows for cell in row[1:]]
    return all(map(_is_number, filter(None, others))) and any(others)


def _is_number(text: str) -> bool:
    said = _CITED.sub("", text).strip()
    return _RECORD in said or read_number(said.removesuffix("%").strip()) is not None


def _retagged(cell: Node, tag: str, scope: str = "") -> None:
    """Make a cell one of another kind."""
    kept = {name: said or "" for name, said in cell.attributes.items() if name != "scope"}
    kept |= {"scope": scope} if scope else {}
    said = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
    inside = cell.inner_html or ""
    made = Tree(f"<table><tr><{tag}{said}>{inside}</{tag}></tr></table>").css_first(tag)
    assert made is not None
    cell.replace_with(made)


def _csv(table: Node) -> str:
    """Return a table of numbers as a file for spreadsheets, or nothing for any other."""
    head = [_value(cell) for cell in table.css("thead th, thead td")]
    rows = [[_value(cell) for cell in row.css("th, td")] for row in table.css("tbody tr")]
    cells = [cell for row in rows for cell in row[1:]]
    if len(rows) < FEWEST_ROWS or any(_RECORD in cell for cell in cells):
        return ""  # a figure of the register is in a file of its own
    numbers = sum(map(_is_number, cells))
    return csv_file(head, rows).decode() if 0 < len(cells) <= 2 * numbers else ""


def _value(cell: Node) -> str:
    return " ".join(_CITED.sub("", words_of(cell)).split())


def csv_link(url: str, number: int) -> str:
    """Return the way to the values of a table."""
    return (
        f'<p class="downloads"><a href="{escape(url)}" download>Take the values away (CSV)'
        f'<span class="away">: table {number}</span></a></p>'
    )
