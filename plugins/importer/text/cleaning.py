"""What is no text of a page is taken out before it is read."""

from __future__ import annotations

import re
from collections import Counter

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag

from plugins.content.front_matter import CONTROL
from plugins.importer.text.signs import clean

# Left out with a word on it.
DROPPED = {
    "script": "script",
    "style": "style sheet",
    "form": "form",
    "button": "button",
    "select": "form field",
    "textarea": "form field",
    "input": "form field",
    "object": "embedded object",
    "applet": "embedded object",
    "canvas": "drawing",
    "svg": "inline drawing",
    "math": "formula",
}
_PARTING = frozenset("br p li div ul ol dl dt dd td th tr blockquote img".split())
_SILENT = frozenset("head link meta noscript template title base colgroup col".split())
_UNSEEN = frozenset("screen-reader-text sr-only visually-hidden visuallyhidden".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parsed(html: str) -> BeautifulSoup:
    """Return a tree of any HTML, however broken."""
    return BeautifulSoup(CONTROL.sub("", html), "lxml")


def tags_of(root: Tag) -> list[Tag]:
    """Return every element below one. Faster than to ask for each kind by itself."""
    return [each for each in root.descendants if isinstance(each, Tag)]


def is_gone(tag: Tag) -> bool:
    """Return whether an element was taken away. (Asking the element itself searches all of it.)"""
    return "_decomposed" in tag.__dict__


def words_of(node: PageElement) -> str:
    """Return the words of an element on one line."""
    return clean(node.get_text(" ") if isinstance(node, Tag) else str(node)).strip()


def plain_words(html: str) -> str:
    """Return the words of some HTML that readers see, on one line."""
    tree = parsed(html)
    take_out_what_is_no_text(tree)
    return text_of(tree)


def text_of(node: Tag) -> str:
    """Return the text of an element on one line, with spaces only where the text has some."""
    shown = (
        " " if isinstance(each, Tag) else str(each)
        for each in node.descendants
        if (each.name in _PARTING if isinstance(each, Tag) else type(each) is NavigableString)
    )
    return " ".join(clean("".join(shown)).split())


def classes_of(tag: Tag) -> list[str]:
    found: object = tag.attrs.get("class") or ()
    return found.split() if isinstance(found, str) else [str(each) for each in found]  # type: ignore[attr-defined]


def take_out_what_is_no_text(root: Tag) -> Counter[str]:
    """Take out comments, programs, forms and what is hidden; return what of it is worth a word."""
    lost: Counter[str] = Counter()
    for node in list(root.descendants):
        if isinstance(node, PreformattedString):
            node.extract()
        elif isinstance(node, Tag) and not is_gone(node) and _is_unwanted(node):
            if what := DROPPED.get(node.name):
                lost[what] += 1
            elif node.name not in _SILENT and not _is_for_machines(node) and words_of(node):
                lost["hidden text"] += 1
            node.decompose()
    return lost


def _is_unwanted(tag: Tag) -> bool:
    if tag.name in DROPPED:
        return not (tag.name == "input" and tag.get("type") == "checkbox" and tag.find_parent("li"))
    if tag.name in _SILENT:
        return True
    attributes = tag.attrs
    return bool(attributes) and (
        "hidden" in attributes
        or bool(_HIDDEN.search(str(attributes.get("style", ""))))
        or _is_for_machines(tag)
    )


def _is_for_machines(tag: Tag) -> bool:
    hidden = tag.get("aria-hidden") == "true" and tag.name in ("a", "span", "i")
    return hidden or not _UNSEEN.isdisjoint(classes_of(tag))
