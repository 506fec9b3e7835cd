"""The footnotes of a page, whichever program wrote them.

A note is known by its two links: a number leads to it, and it leads back. Where a feed has taken
the ways back away, the last list is taken for the notes if it has as many points as there are
numbers, and that is a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from bs4.element import NavigableString, Tag

_HOLDERS = ("li", "p", "dd", "td", "div", "aside")
_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*\u2020\u2021]{1,3}|[ivx]{1,5}|[a-z])[\])]?")
_TITLES = frozenset(("notes", "footnotes", "endnotes"))


@dataclass
class Note:
    """One note, taken out of its page. `guessed` where nothing led back from it."""

    element: Tag
    guessed: bool = False


def take_notes(root: Tag) -> list[Note]:
    """Take the notes out of a tree, in the order of their numbers.

    Each number becomes an element `hub-note`, which says which note it means.
    """
    links = [link for link in root.find_all("a", href=True) if "#" in str(link["href"])]
    if not links:
        return []
    places = _places(root)
    order = {id(tag): number for number, tag in enumerate(root.find_all(True))}
    pairs: list[tuple[Tag, Tag]] = []
    for link in links:
        target = places.get(_fragment(link))
        if target is None or order[id(target)] < order[id(link)]:
            continue
        note = target if target.name in _HOLDERS else target.find_parent(_HOLDERS)
        if isinstance(note, Tag) and note is not root and _ways_back(note, _names(link)):
            pairs.append((link, note))
    if not pairs:
        return _by_number(root, links)
    notes: list[Tag] = []
    for link, note in pairs:
        if not any(note is each for each in notes):
            notes.append(note)
        for way in _ways_back(note, _names(link)):
            _remove(way)
    for link, note in pairs:
        _mark(link, 1 + next(n for n, each in enumerate(notes) if each is note))
    for note in notes:
        holder = note.parent
        note.extract()
        if holder is not None:
            _close(holder)
    return [Note(note) for note in notes]


def _by_number(root: Tag, links: list[Tag]) -> list[Note]:
    """Take the points of the last list for notes, if numbers above the line count them."""
    numbered = [
        link
        for link in links
        if link.parent is not None and link.parent.name == "sup"
        and re.fullmatch(r"fn\D?\d+", _fragment(link))
    ]  # fmt: skip
    names = list(dict.fromkeys(_fragment(link) for link in numbered))
    lists = [each for each in root.find_all("ol") if each.find_parent(["ol", "ul"]) is None]
    if not names or not lists:
        return []
    points = lists[-1].find_all("li", recursive=False)
    if len(points) != len(names):
        return []
    for link in numbered:
        _mark(link, names.index(_fragment(link)) + 1)
    holder = lists[-1].parent
    lists[-1].extract()
    if holder is not None:
        _close(holder)
    return [Note(point, guessed=True) for point in points]


def _fragment(link: Tag) -> str:
    return unquote(str(link["href"]).partition("#")[2])


def _places(root: Tag) -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for tag in root.find_all(True):
        for name in (tag.get("id"), tag.get("name") if tag.name == "a" else None):
            if name:
                found.setdefault(str(name), tag)
    return found


def _names(link: Tag) -> set[str]:
    """Return the names by which a number can be gone back to: its own, and its sign's."""
    found = {str(link.get("id") or ""), str(link.get("name") or "")}
    for holder in list(link.parents)[:2]:
        if holder.name in ("sup", "span"):
            found.add(str(holder.get("id") or ""))
    return found - {""}


def _ways_back(note: Tag, names: set[str]) -> list[Tag]:
    return [
        each for each in note.find_all("a", href=True)
        if "#" in str(each["href"]) and _fragment(each) in names
    ]  # fmt: skip


def _remove(way: Tag) -> None:
    """Take a way back out, with the sign above the line that holds nothing else."""
    holder = way.parent
    way.decompose()
    while holder is not None and holder.name in ("sup", "span") and not holder.get_text().strip():
        above = holder.parent
        holder.decompose()
        holder = above


def _mark(link: Tag, number: int) -> None:
    """Turn the sign of a note into an element of our own."""
    holder = link.parent
    while holder is not None and holder.name in ("sup", "span"):
        if holder.get_text().strip() != link.get_text().strip():
            break
        holder.unwrap()
        holder = link.parent
    before = link.previous_sibling
    if isinstance(before, NavigableString) and before.endswith("["):  # [<a>1</a>]
        after = link.next_sibling
        if isinstance(after, NavigableString) and after.startswith("]"):
            before.replace_with(str(before)[:-1])
            after.replace_with(str(after)[1:])
    link.clear()
    link.name = "hub-note"
    link.attrs = {"number": str(number)}


def _close(holder: Tag) -> None:
    """Take away what held the notes when it is empty, with the title and the line above it."""
    while holder.parent is not None and holder.name in ("ol", "ul", "section", "div", "footer"):
        if [each for each in holder.stripped_strings if each.casefold() not in _TITLES]:
            return
        above, before = holder.parent, holder.find_previous_sibling()
        holder.decompose()
        while before is not None and (
            before.name == "hr"
            or (before.name in ("h2", "h3", "h4", "p")
                and before.get_text().strip().casefold().rstrip(":") in _TITLES)
        ):  # fmt: skip
            earlier = before.find_previous_sibling()
            before.decompose()
            before = earlier
        holder = above
