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
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_PARTING = frozenset("br p li div ul ol dl dt dd td th tr blockquote img".split())
_SILENT = frozenset("head link meta noscript template title base colgroup col".split())
_UNSEEN = frozenset("screen-reader-text sr-only visually-hidden visuallyhidden".split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def parsed(html: str) -> BeautifulSoup:
    """Return a tree of any HTML, however broken, in which elements say what styles would show."""
    soup = BeautifulSoup(CONTROL.sub("", html), "lxml")
    if _MEANT.search(html):
        _say_what_styles_show(soup)
    return soup


# What a style makes of words, and the element that says so. A dose that was struck out would stand
# beside the one that took its place.
_STYLES = {
    "del": re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE),
    "sup": re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE),
    "sub": re.compile(r"vertical-align\s*:\s*sub(?!\w|er)", re.IGNORECASE),
}
_MEANT = re.compile(r"line-through|vertical-align\s*:\s*su[pb]", re.IGNORECASE)
_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_PLAIN = frozenset("span font p li td em strong b i u a".split())


def _say_what_styles_show(soup: BeautifulSoup) -> None:
    """Put words that a style strikes out, raises or lowers into an element that does."""
    by_class: dict[str, str] = {}
    for sheet in soup.find_all("style"):
        by_class |= dict(_RULE.findall(sheet.get_text()))
    for tag in soup.find_all(_PLAIN):
        styles = (by_class.get(each, "") for each in classes_of(tag))
        stated = ";".join((str(tag.get("style") or ""), *styles))
        for name, pattern in _STYLES.items():
            if pattern.search(stated) and tag.find_parent(name) is None:
                inner = soup.new_tag(name)
                for child in list(tag.contents):
                    inner.append(child.extract())
                tag.append(inner)


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
        " " if isinstance(each, Tag) else _as_shown(each)
        for each in node.descendants
        if (each.name in _PARTING if isinstance(each, Tag) else type(each) is NavigableString)
    )
    return " ".join(clean("".join(shown)).split())


_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _as_shown(text: PageElement) -> str:
    """Return a text in plain signs: 10⁹ for a raised 9, and nothing of what is struck out."""
    holder = text.parent.name if text.parent is not None else ""
    if holder in ("del", "s", "strike"):
        return ""
    table = {"sup": _RAISED, "sub": _LOWERED}.get(holder)
    return str(text).translate(table) if table else str(text)


def classes_of(tag: Tag) -> list[str]:
    found: object = tag.attrs.get("class") or ()
    return found.split() if isinstance(found, str) else [str(each) for each in found]  # type: ignore[attr-defined]


def take_out_what_is_no_text(root: Tag) -> Counter[str]:
    """Take out comments, programs, forms and what is hidden; return what of it is worth a word."""
    lost: Counter[str] = Counter()
    for node in list(root.descendants):
        if isinstance(node, PreformattedString):
            node.extract()
        elif isinstance(node, Tag) and node.name == "button" and node.find_parent(_HEADINGS):
            node.unwrap()  # a heading that folds what is below it
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
