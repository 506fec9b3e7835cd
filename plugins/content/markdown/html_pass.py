"""The ordered steps of the HTML pass: headings, notes, boxes, tables, links, images."""

from __future__ import annotations

import re
from collections.abc import Callable
from posixpath import dirname, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from plugins.base.problems import did_you_mean
from plugins.content.markdown import web_addresses
from plugins.content.markdown.draft import Draft, Place, Reference, words_of
from plugins.content.markdown.sanitise import SCHEMES
from plugins.content.markdown.tables import tables
from plugins.model import guests

CALLOUTS = {
    "[!NOTE]": "Note",
    "[!TIP]": "Tip",
    "[!IMPORTANT]": "Important",
    "[!WARNING]": "Warning",
    "[!CAUTION]": "Caution",
}

LOOK = "open the page in a browser, and copy the address from there"

_NO_WORD, _APOSTROPHE = re.compile(r"[^\w]+"), re.compile("['\u2019]")
# The whole address of another site, with nothing in it that asks for a second look.
_ELSEWHERE = re.compile(
    r"https?://(?:[a-z0-9](?:[\w-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9](?::[1-9]\d{0,3})?"
    r"(?:[/?#](?!\S*https?://)\S*)?$",
    re.ASCII | re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*{1,3}|`+)(?=\S)(.+?)(?<=\S)\1")


def headings(draft: Draft) -> None:
    """Give each heading an address of its own, made of its words."""
    taken = {"main"}  # the page's own
    for node in draft.body.css("h1, h2, h3, h4, h5, h6"):
        words = " ".join(words_of(node).split())
        level = int((node.tag or "h2")[1])
        if level == 1:
            draft.problem(
                draft.place(words.split(" ")[0]),
                f"the heading '{words}' is of level 1",
                "begin it with '##', for the title is level 1; or write '\\#' for the sign itself",
                "heading-level",
            )
        name = heading_name(words, taken)
        node.attrs["id"] = name
        draft.made.headings.append((level, name, words))


def heading_name(words: str, taken: set[str]) -> str:
    """Return the address of a heading, made of its words and unlike all `taken`; and take it."""
    plain = _NO_WORD.sub("-", _APOSTROPHE.sub("", words.lower())).strip("-_")
    if not plain or plain.startswith(("fn-", "fnref-")):  # those are the notes' own
        plain = f"section-{plain}".strip("-")
    name, number = plain, 2
    while name in taken:
        name, number = f"{plain}-{number}", number + 1
    taken.add(name)
    return name


def footnotes(draft: Draft) -> None:
    """Make both engines' footnotes the same: numbered ids, one way back for each mention."""
    mentions: dict[str, list[str]] = {}
    numbers: dict[str, str] = {}
    for node in draft.all("sup"):
        link = node.css_first("a")
        if link is None or not (link.attributes.get("href") or "").startswith("#fn"):
            continue
        href = link.attributes["href"] or ""
        number = numbers.setdefault(href, str(len(numbers) + 1))
        back = mentions.setdefault(number, [])
        name = f"fnref-{number}" + (f"-{len(back) + 1}" if back else "")
        back.append(name)
        _furnish(node, {"class": "footnote-ref", "id": name})
        node.inner_html = f'<a href="#fn-{number}" role="doc-noteref">{number}</a>'
    if not numbers and "footnote" not in draft.engine_html:
        return
    for holder in draft.body.css("div.footnote, section.footnotes"):
        for rule in holder.css("hr"):
            rule.decompose()
        for item in holder.css("ol > li"):
            number = numbers.get(f"#{item.attributes.get('id') or ''}", "")
            if not number:  # one engine shows notes that nothing mentions
                item.decompose()
                continue
            for way in item.css("a.footnote-backref"):
                way.decompose()
            item.attrs["id"] = f"fn-{number}"
            last = item.css("p")[-1] if item.css("p") else item
            inner = (last.inner_html or "").replace("&nbsp;", " ").rstrip()
            ways = "".join(
                f' <a class="footnote-backref" href="#{name}" role="doc-backlink" '
                f'aria-label="Back to mention {count} of note {number}">\u21a9\ufe0e</a>'
                for count, name in enumerate(mentions.get(number, []), 1)
            )
            last.inner_html = inner + ways
        if holder.css_first("li") is None:
            holder.decompose()
            continue
        marks = {"class": "footnotes", "role": "doc-endnotes", "aria-label": "Notes"}
        if holder.tag == "section":
            _furnish(holder, marks)
            continue
        section = draft.tree.create_node("section")
        section.inner_html = holder.inner_html or ""
        _furnish(section, marks)
        holder.replace_with(section)


def callouts(draft: Draft) -> None:
    """Turn a quotation that begins with a mark such as [!NOTE] into an aside."""
    for node in draft.all("blockquote"):
        first = node.css_first("p")
        text = (first.text() if first is not None else "").lstrip()
        mark = next((mark for mark in CALLOUTS if text.upper().startswith(mark)), None)
        if mark is None or first is None:
            continue
        inner = first.inner_html or ""
        at = inner.upper().find(mark)
        rest = re.sub(r"^\s*(?:<br\s*/?>)?\s*", "", inner[at + len(mark) :])
        if rest:
            first.inner_html = rest
        else:
            first.decompose()
        label = CALLOUTS[mark]
        kind = mark[2:-1].lower()
        aside = (
            f'<aside class="callout {kind}" aria-label="{label}"><p class="callout-label">'
            f"{label}</p>{node.inner_html or ''}</aside>"
        )
        node.replace_with(_node(aside, "aside"))


def task_lists(draft: Draft) -> None:
    """Make both engines' check boxes the same: a picture of a state, not a control."""
    for node in draft.body.css("li input") if "<input" in draft.engine_html else ():
        done = "checked" in node.attributes
        label = "done" if done else "to do"
        item = node.parent
        while item is not None and item.tag != "li":
            item = item.parent
        if item is not None:
            item.attrs["class"] = "task"
            if item.parent is not None and "class" in item.parent.attributes:
                del item.parent.attrs["class"]
        mark = f'<span class="box{" done" if done else ""}" role="img" aria-label="{label}"></span>'
        holder, text = node.parent, _next_element(node)
        in_item = holder is not None and holder.tag == "li"
        if text is not None and text.tag == "p" and in_item:
            text.inner_html = f"{mark} {text.inner_html or ''}"
            node.decompose()
            continue
        node.replace_with(_node(mark, "span"))
        if holder is not None and holder.tag == "label":
            holder.unwrap()


def _next_element(node: Node) -> Node | None:
    after = node.next
    while after is not None and after.tag == "-text" and not (after.text_content or "").strip():
        after = after.next
    return after


def links(draft: Draft) -> None:
    """Leave a gap for each link within the site; report addresses that are not safe.

    A link to another site says what the hub thinks of it; `rel` comes last, where feeds drop it.
    """
    ids: set[str | None] = set()
    rel = guests.rel(draft.path)
    for node in draft.body.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not node.text().strip() and node.css_first("img") is None:
            what = f"the link to '{href[:60]}' has no words"
            hint = "write what it leads to between '[' and ']'"
            draft.problem(draft.place(href), what, hint, "link-empty")
        better = web_addresses.unwrapped(href)
        if _ELSEWHERE.match(href) and not better:
            node.attrs["rel"] = rel
            draft.made.outward.append((href, *draft.place(href)))
            continue
        place = draft.place(href) if not href.startswith("#") else Place(0, 0)
        if better := better or web_addresses.better(href):
            what, hint = (
                f"links to '{href[:60]}', {better.why}",
                f"write '{better.address}'" if better.address else LOOK,
            )
            draft.problem(place, what, hint, "web-address")
            continue
        if href.startswith("#"):
            ids = ids or {each.attributes.get("id") for each in draft.body.css("[id]")}
            if href[1:] and unquote(href[1:]) not in ids:
                place = draft.place(href)
                draft.problem(
                    place,
                    f"links to '{href}', but this post has no such heading",
                    _near_heading(draft, href[1:]),
                    "broken-anchor",
                )
            continue
        if " " in href:
            node.attrs["href"] = href.replace(" ", "%20")
        target = _reference(draft, href, "links to", place)
        if target is not None:
            node.attrs["href"] = draft.gap(target)
        elif not href.lower().startswith(("mailto:", "tel:")):
            node.attrs["rel"] = rel
            if href.lower().startswith(("http://", "https://")):
                draft.made.outward.append((href, *place))


def _near_heading(draft: Draft, fragment: str) -> str:
    names = [name for _, name, _ in draft.made.headings]
    return did_you_mean(fragment, names) if names else "delete the part after '#'"


def images(draft: Draft) -> None:
    """Leave a gap for each image; its file decides on the markup."""
    for node in draft.all("img"):
        src = (node.attributes.get("src") or "").strip()
        # One engine leaves Markdown in the text; a reader's software would read out the stars.
        alt = _EMPHASIS.sub(r"\2", (node.attributes.get("alt") or "").strip())
        title = (node.attributes.get("title") or "").strip()
        place = draft.place(src)
        if not alt and title.casefold() != "decorative":
            draft.problem(
                place,
                f"the image '{src}' has no alternative text",
                "write what it shows between '![' and ']'",
                "missing-alt",
            )
        if urlsplit(src).scheme in ("http", "https") or src.startswith("//"):
            draft.problem(
                place,
                f"shows an image from another site ('{src}')",
                "save it in content/images/ and point there",
                "foreign-image",
            )
            continue
        target = _reference(draft, src, "shows", place)
        if target is None:
            continue
        caption = "" if title.casefold() == "decorative" else title
        holder = node.parent
        alone = holder is not None and holder.tag == "p" and len(holder.css("img")) == 1
        if alone and holder is not None and not holder.text().strip():
            figure = target._replace(kind="figure", alt=alt, caption=caption)
            holder.replace_with(draft.gap(figure))
        else:
            node.replace_with(draft.gap(target._replace(kind="image", alt=alt)))


def _reference(draft: Draft, href: str, verb: str, place: Place) -> Reference | None:
    """Return what an address within the site means, or nothing for one that leads elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme and not href.startswith(("{", "|")):
        if parts.scheme not in SCHEMES:
            draft.problem(
                place,
                f"{verb} '{href[:60]}', which is not a safe address",
                "write an address that begins with https://",
                "unsafe-address",
            )
        return None
    if not href or href.startswith("//"):
        draft.problem(
            place,
            f"{verb} nothing" if not href else f"{verb} '{href}', half an address",
            "write the whole address",
            "unsafe-address",
        )
        return None
    if parts.query:
        what = f"{verb} '{href}' with a question, and no page of this site answers one"
        draft.problem(place, what, "delete the part that begins with '?'", "address-query")
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if prefix := re.match(r"[{|](?:filename|static|attach)[}|]", path):
        path = path[prefix.end() :]
        inside = path.startswith("/")
        path = path.lstrip("/") if inside else normpath(f"{dirname(draft.path)}/{path}")
        return Reference("source", path, fragment, place.line, column=place.column)
    if path.startswith("/"):
        return Reference(
            "address", path.removeprefix("/"), fragment, place.line, column=place.column
        )
    return Reference(
        "source",
        normpath(f"{dirname(draft.path)}/{path}"),
        fragment,
        place.line,
        column=place.column,
    )


def _furnish(node: Node, attributes: dict[str, str]) -> None:
    """Give an element these attributes, in this order, and no others."""
    for name in node.attributes:
        del node.attrs[name]
    for name, value in attributes.items():
        node.attrs[name] = value


def _node(markup: str, tag: str) -> Node:
    found = Tree(markup).css_first(tag)
    assert found is not None
    return found


# The pass, in its order. The author's HTML is made safe before it; what it adds is ours.
PASS: tuple[Callable[[Draft], None], ...] = (
    headings,
    footnotes,
    callouts,
    tables,
    task_lists,
    links,
    images,
)
