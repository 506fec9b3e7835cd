"""One page, looked at alone: what it holds, and what its HTML lacks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from selectolax.lexbor import LexborHTMLParser as Html

from plugins.audit import structured_data
from plugins.audit.findings import Finding

# Attributes that name another file, by the element that has them.
_FILES = (
    ("img", "src"), ("source", "src"), ("script", "src"), ("iframe", "src"),
    ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"), ("use", "href"),
)  # fmt: skip
_LISTS = (("img", "srcset"), ("source", "srcset"))
_LINKS = (("a", "href"), ("area", "href"), ("form", "action"))
# Of <link>, what a browser fetches; the others lead on, as links in the text do.
_FETCHED = {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload"}
# Attributes whose words are ids of the same page.
_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "for", "headers")
_HEADINGS = "h1, h2, h3, h4, h5, h6"
_FIELDS = "input:not([type=hidden], [type=submit], [type=button], [type=reset]), select, textarea"
_NO_LINK = re.compile(r"(?:mailto|tel|data|javascript|sms):", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """What a page says of itself: the ids in it, what it leads to, and what it is made of."""

    name: str
    title: str
    ids: frozenset[str]
    links: tuple[str, ...]
    files: tuple[str, ...]
    redirect: bool
    unlisted: bool
    faults: tuple[Finding, ...]


def look(name: str, content: bytes, thoroughly: bool = True) -> Page:
    """Look at one page; `thoroughly` also by the parser that says what it had to mend."""
    tree = Html(content)
    ids = [str(each.attributes["id"]) for each in tree.css("[id]")]
    redirect = tree.css_first("meta[http-equiv=refresh]") is not None
    robots = tree.css_first("meta[name=robots]")
    title = tree.css_first("title")
    found = [Finding("html", name, fault) for fault in _html(tree, ids)]
    if thoroughly:
        found += [Finding("html", name, fault) for fault in mended(content)]
    found += [Finding("headings", name, fault) for fault in _headings(tree)]
    found += [Finding("names", name, fault) for fault in _names(tree)]
    for script in tree.css("script[type='application/ld+json']"):
        found += [Finding("data", name, each) for each in structured_data.faults(script.text())]
    return Page(
        name=name,
        title=title.text(strip=True) if title else "",
        ids=frozenset(ids) | {str(each.attributes.get("name")) for each in tree.css("a[name]")},
        links=tuple(dict.fromkeys(_links(tree))),
        files=tuple(dict.fromkeys(_files(tree))),
        redirect=redirect,
        unlisted=robots is not None and "noindex" in str(robots.attributes.get("content")),
        faults=tuple(dict.fromkeys(found)),
    )


# -- What it leads to


def _links(tree: Html) -> Iterator[str]:
    for element, attribute in _LINKS:
        for node in tree.css(f"{element}[{attribute}]"):
            value = str(node.attributes[attribute] or "")
            if not _NO_LINK.match(value.strip()):
                yield value
    for node in tree.css("link[href]"):
        if not _is_fetched(node):
            yield str(node.attributes["href"] or "")


def _is_fetched(node: Any) -> bool:
    return not _FETCHED.isdisjoint(str(node.attributes.get("rel") or "").lower().split())


def _files(tree: Html) -> Iterator[str]:
    for element, attribute in _FILES:
        for node in tree.css(f"{element}[{attribute}]"):
            value = str(node.attributes[attribute] or "")
            if not value.startswith("data:"):
                yield value
    for node in tree.css("link[href]"):
        if _is_fetched(node):
            yield str(node.attributes["href"] or "")
    for element, attribute in _LISTS:
        for node in tree.css(f"{element}[{attribute}]"):
            for part in str(node.attributes[attribute] or "").split(","):
                yield (part.split() or [""])[0]


# -- HTML


def mended(content: bytes) -> Iterator[str]:
    """Yield what a parser by the standard has to mend (HTML, 13.2), each with its line."""
    from tinyhtml5.parser import HTMLParser

    parser = HTMLParser()
    parser.parse(content, transport_encoding="utf-8")
    for (line, _), code, values in parser.errors:
        named = f" ({values['name']})" if values and "name" in values else ""
        yield f"line {line}: {str(code).replace('-', ' ')}{named}"


def _html(tree: Html, ids: list[str]) -> Iterator[str]:
    for twice in sorted({each for each in ids if ids.count(each) > 1}) if _twice(ids) else ():
        yield f"has the id '{twice}' twice"
    known = set(ids)
    for attribute in _IDS:
        for node in tree.css(f"[{attribute}]"):
            for wanted in str(node.attributes[attribute] or "").split():
                if wanted not in known:
                    yield f"has no id '{wanted}', which {attribute} of <{node.tag}> names"
    root = tree.css_first("html")
    if root is None or not root.attributes.get("lang"):
        yield "does not say its language (lang)"


def _twice(values: list[str]) -> bool:
    return len(set(values)) != len(values)


# -- Headings


def _headings(tree: Html) -> Iterator[str]:
    title = tree.css_first("title")
    if title is None or not title.text(strip=True):
        yield "has no title"
    levels = [int(str(each.tag)[1]) for each in tree.css(_HEADINGS)]
    if levels.count(1) != 1:
        yield f"has {levels.count(1)} headings of the first level, not one"
    if levels and levels[0] != 1:
        yield f"begins with a heading of level {levels[0]}"
    for before, after in sorted(set(pairwise(levels))):
        if after > before + 1:
            yield f"leaves out a level: a heading of level {after} follows one of {before}"
    for each in tree.css(_HEADINGS):
        if not _name(tree, each):
            yield f"has an empty heading of level {str(each.tag)[1]}"


# -- Names


def _names(tree: Html) -> Iterator[str]:
    for node in tree.css("img:not([alt])"):
        yield f"has a picture without alt: {node.attributes.get('src')}"
    for node in tree.css("a[href]"):
        if not _name(tree, node):
            yield f"has a link without words: {node.attributes.get('href')}"
    unseen = {each.mem_id for each in tree.css("[hidden], [hidden] *")}  # a script may fill them
    for node in tree.css("button, summary"):
        if node.mem_id not in unseen and not _name(tree, node):
            yield f"has a <{node.tag}> without words"
    labelled = {str(each.attributes["for"]) for each in tree.css("label[for]")}
    inside = {id.mem_id for id in tree.css("label " + ", label ".join(_FIELDS.split(", ")))}
    for node in tree.css(_FIELDS):
        named = node.attributes.get("id") in labelled or node.mem_id in inside
        if not (named or _name(tree, node)):
            yield f"has a field without a label: {node.attributes.get('name')}"
    for node in tree.css("iframe:not([title])"):
        yield f"has a frame without a title: {node.attributes.get('src')}"
    for node in tree.css("svg[role=img]"):
        if not _name(tree, node):
            yield "has a drawing without a name"
    if not tree.css_first("meta[http-equiv=refresh]") and len(tree.css("main")) != 1:
        yield f"has {len(tree.css('main'))} main parts, not one"
    names = [_label(tree, node) for node in tree.css("nav")]
    if len(names) > 1 and "" in names:
        yield "has a menu without a name, beside others"
    for name in sorted({each for each in names if each and names.count(each) > 1}):
        yield f"has two menus of the name '{name}'"
    viewport = tree.css_first("meta[name=viewport]")
    wanted = str(viewport.attributes.get("content") or "") if viewport else ""
    if "user-scalable=no" in wanted.replace(" ", "") or "maximum-scale=1" in wanted:
        yield "keeps readers from making it larger"


def _label(tree: Html, node: Any) -> str:
    """Return the name that attributes give to an element."""
    said = str(node.attributes.get("aria-label") or "").strip()
    by = str(node.attributes.get("aria-labelledby") or "").split()
    return said or " ".join(_texts(tree, by))


def _texts(tree: Html, ids: Iterable[str]) -> Iterator[str]:
    for wanted in ids:
        for node in tree.css("[id]"):
            if node.attributes["id"] == wanted:
                yield node.text(strip=True)


def _name(tree: Html, node: Any) -> str:
    """Return the words by which an element is read aloud (a part of W3C's accname)."""
    if found := _label(tree, node):
        return found
    if found := node.text(strip=True):
        return str(found)
    for each in node.css("img[alt], [aria-label], svg title"):
        words = each.attributes.get("alt") or each.attributes.get("aria-label") or each.text()
        if words and words.strip():
            return str(words).strip()
    return str(node.attributes.get("title") or node.attributes.get("alt") or "").strip()
