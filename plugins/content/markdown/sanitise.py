"""What an author's HTML may hold. All else is refused by name, then removed."""

from __future__ import annotations

import re
from urllib.parse import unquote

import nh3
from selectolax.lexbor import LexborNode as Node

from plugins.content.markdown.draft import Draft

# What an author's HTML may hold: tags, and their attributes. All else is refused by name.
ALLOWED: dict[str, set[str]] = {
    **{
        tag: set()
        for tag in (
            "p br hr em strong b i u s del ins mark small sub sup code pre kbd samp var q cite dfn "
            "ul dl dt dd blockquote h2 h3 h4 h5 h6 table caption thead tbody tfoot tr figure "
            "figcaption details summary section div span"
        ).split()
    },
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "ol": {"start", "reversed"},
    "li": {"value"},
    "th": {"scope", "colspan", "rowspan", "align", "style"},
    "td": {"colspan", "rowspan", "align", "style"},
    "time": {"datetime"},
    "input": {"type", "checked", "disabled"},
    "bdo": {"dir"},
}
EVERYWHERE = {"lang", "dir", "id", "class"}
SCHEMES = {"http", "https", "mailto", "tel"}

# A parser takes these to be the page's own, and drops them from a body without a word.
_LOST = re.compile(r"<(html|head|body|frameset|!\[CDATA\[|!doctype|\?)", re.IGNORECASE)
# Outside a table these are dropped.
_TABLE_PARTS = ("caption", "tbody", "tr", "td", "th")


def cleaned(html: str) -> str:
    """Return the HTML with nothing in it but what is allowed. A second wall behind `refuse`."""
    return nh3.clean(
        html,
        tags={*ALLOWED, "h1"},  # `headings` reports it
        attributes={**ALLOWED, "*": EVERYWHERE},
        url_schemes=SCHEMES,
        link_rel=None,
    )


def refuse(draft: Draft) -> None:
    """Report HTML that may not be there. Nothing is dropped without a word."""
    for found in _LOST.finditer(draft.engine_html):
        _refuse_element(draft, found[1].lower())
    elements: dict[str, list[Node]] = {}
    for node in draft.body.traverse():
        elements.setdefault(node.tag or "", []).append(node)
    for tag in _TABLE_PARTS:
        written = len(re.findall(rf"<{tag}[\s>]", draft.engine_html, re.IGNORECASE))
        if written > len(elements.get(tag, ())):
            _refuse_element(draft, tag)
    for tag, nodes in elements.items():
        if tag.startswith(("-", "!")) or tag == "body":
            continue
        for node in nodes:
            if tag == "h1":
                continue  # `headings` says it better
            if tag not in ALLOWED:
                _refuse_element(draft, tag)
                continue
            for name, value in node.attributes.items():
                if name in ("href", "src") and tag in ("a", "img"):
                    _refuse_address(draft, (value or "").strip())
                if _may_hold(tag, name, value or "", node):
                    continue
                place = draft.place(f"{name}=")
                draft.problem(
                    place,
                    f"<{tag}> has the attribute {name!r}, which is not allowed",
                    "delete the attribute",
                    "unsafe-html",
                )


def _refuse_element(draft: Draft, tag: str) -> None:
    what = f"holds the HTML element <{tag}>, which is not allowed"
    hint = "write it in Markdown, or leave it out"
    if re.search(rf"</{re.escape(tag)}\s*>", draft.source, re.IGNORECASE) is None:
        hint += f"; write '&lt;{tag}&gt;' for words between these signs"
    if tag.startswith("www."):
        hint = f"write '<https://{tag}>'"
    draft.problem(draft.place(f"<{tag}"), what, hint, "unsafe-html")


def _refuse_address(draft: Draft, href: str) -> None:
    """Report an address that would run a program. The cleaner would drop it without a word."""
    scheme = re.match(r"\s*([a-zA-Z][\w+.-]*)\s*:", re.sub(r"[\x00-\x20]", "", unquote(href)))
    if scheme and scheme[1].lower() not in SCHEMES:
        what = f"holds '{href[:60]}', which is not a safe address"
        hint = "write an address that begins with https://"
        draft.problem(draft.place(href), what, hint, "unsafe-address")


def _may_hold(tag: str, name: str, value: str, node: Node) -> bool:
    """Return whether an element may have an attribute, with what the engines write themselves."""
    if name == "id":
        return value.startswith("fn")
    if name == "style":
        return re.fullmatch(r"text-align: ?(left|right|center);?", value) is not None
    if name.startswith("data-footnote"):
        return True
    if name == "aria-label":
        return "backref" in (node.attributes.get("class") or "")
    return name in ALLOWED[tag] or name in EVERYWHERE
