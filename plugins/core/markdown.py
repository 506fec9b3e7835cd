"""Markdown: the seam for the engines, and our own pass over the HTML they give.

An engine turns Markdown into HTML. The pass then makes that HTML safe and adds what is the hub's
own, so that both engines give the same page. What other files decide (where a link leads, how
large an image is) stays open as a numbered gap, so that a conversion depends on one file alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from posixpath import dirname, normpath
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from plugins.core import guests, mentions, quotes, source, terms
from plugins.core.engines import TooDeep, engine
from plugins.core.library import GAP
from plugins.core.problems import Problem, did_you_mean
from plugins.core.renditions import Alternative

CALLOUTS = {
    "[!NOTE]": "Note",
    "[!TIP]": "Tip",
    "[!IMPORTANT]": "Important",
    "[!WARNING]": "Warning",
    "[!CAUTION]": "Caution",
}

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

_NO_WORD, _APOSTROPHE = re.compile(r"[^\w]+"), re.compile("['\u2019]")
# The whole address of another site, with nothing in it that asks for a second look.
_ELSEWHERE = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?#]\S*)?$", re.ASCII | re.IGNORECASE)
# One tag, as a serialiser writes it: '<' and '>' are names everywhere else.
_TAG = re.compile("(<[^>]*>)")
_EMPHASIS = re.compile(r"(\*{1,3}|`+)(?=\S)(.+?)(?<=\S)\1")


class Reference(NamedTuple):
    """Something a body points at. `kind` says how `target` is meant:

    `source` a file of the content, `address` a path of the site, `figure` an image that stands
    alone, `image` one within a line; `cite` a source that is cited, `number` a figure of the
    register, `chart` several of them, whose `alt` is what else the chart says. `day` is that of the
    dated note in which a record is mentioned.
    """

    kind: str
    target: str
    fragment: str
    line: int
    alt: str = ""
    caption: str = ""
    day: str = ""


# The kinds of references that call for records, not for files or pages.
TERM = "term"
RECORDS = ("cite", "number", "chart")


@dataclass
class Converted:
    """What a conversion found: plain data, all that is stored.

    `notes` are the days of dated notes, such as "Note added, 15 September 2025", with their lines.
    """

    html: str = ""
    words: int = 0
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Draft:
    """A body on its way through the pass."""

    def __init__(self, path: str, source: str, first_line: int, html: str) -> None:
        self.path = path
        self.source = source
        self.engine_html = html
        self.first_line = first_line
        self.tree = Tree(f"<body>{html}")  # or a leading script would be moved to the head
        self.made = Converted()
        body = self.tree.body
        assert body is not None
        self.body = body
        self._searched: dict[str, int] = {}

    def all(self, tag: str) -> list[Node]:
        """Return the elements that the engine made of one kind, in order."""
        return self.body.css(tag) if f"<{tag}" in self.engine_html else []

    def line(self, needle: str) -> int:
        """Return the line on which a text stands; each call goes on after the last find.

        An engine may have encoded the text, so it is also looked for as it was before.
        """
        plain = unquote(needle)
        for each in (needle, plain, escape(plain), plain.rpartition("/")[2]):
            at = self.source.find(each, self._searched.get(needle, 0)) if each else -1
            if at < 0 and each:
                at = self.source.find(each)
            if at >= 0:
                self._searched[needle] = at + 1
                return self.first_line + self.source.count("\n", 0, at)
        return self.first_line

    def problem(self, line: int, message: str, hint: str, rule: str) -> None:
        self.made.problems.append(Problem(self.path, line, message, hint, rule))

    def gap(self, reference: Reference) -> str:
        self.made.references.append(reference)
        return f"{GAP}{len(self.made.references) - 1}{GAP}"

    def leave(self, kind: str, target: str, line: int, day: str, alt: str = "") -> str:
        return self.gap(Reference(kind, target, "", line, alt, day=day))


def convert(path: str, text: str, first_line: int, engine_name: str) -> Converted:
    """Convert the body of the file `path`, whose first line is line `first_line` of that file."""
    written, text = text, source.harmless(text)
    try:
        calls = mentions.calls_for(text)
        html = engine(engine_name).render(mentions.kept_as_text(text) if calls else text)
    except TooDeep:
        hint = "use fewer levels of lists and quotations"
        problem = Problem(path, first_line, "is nested too deep to be converted", hint, "too-deep")
        return Converted(problems=[problem])
    problems = [
        Problem(path, first_line + text.count("\n", 0, at), message, hint, rule)
        for at, message, hint, rule in source.faults(written)
    ]
    draft = Draft(path, text, first_line, html)
    if "<" in text:  # without it no HTML of the author's own can be in the result
        refuse(draft)
        problems += draft.made.problems
        draft = Draft(path, text, first_line, _clean(html))
    for step in PASS:
        step(draft)
    made = draft.made
    made.problems += problems
    pieces = _TAG.split((draft.body.inner_html or "").strip(" \t\n"))
    made.words = len(" ".join(pieces[::2]).replace("&nbsp;", " ").split())
    if quotes.needs(text):
        quotes.in_html(pieces)  # here, not in an engine, so that both agree
    if terms.may_hold_some(text):
        terms.marked(pieces, lambda word: draft.gap(Reference(TERM, word, "", 0)))
    made.html = "".join(pieces)
    made.notes = [
        (day, draft.line(words.split(",")[0]))
        for level, _, words in made.headings
        if level == mentions.NOTE_LEVEL and (day := mentions.note_day(words))
    ]
    if calls:
        made.html = mentions.marked(made.html, draft)
        _in_pictures(draft)
    return made


def _in_pictures(draft: Draft) -> None:
    """Report records that are called for where only words can stand."""
    for each in draft.made.references:
        for words in (each.alt, each.caption) if each.kind in ("image", "figure") else ():
            if "[@" in words or "{fig" in words:
                draft.problem(
                    each.line,
                    f"the words of the image '{each.target}' call for a source or a figure",
                    "put it into the text beside the image",
                    "record-in-heading",
                )


def _clean(html: str) -> str:
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
                line = draft.line(f"{name}=")
                draft.problem(
                    line,
                    f"<{tag}> has the attribute {name!r}, which is not allowed",
                    "delete the attribute",
                    "unsafe-html",
                )


def _refuse_element(draft: Draft, tag: str) -> None:
    what = f"holds the HTML element <{tag}>, which is not allowed"
    hint = "write it in Markdown, or leave it out"
    draft.problem(draft.line(f"<{tag}"), what, hint, "unsafe-html")


def _refuse_address(draft: Draft, href: str) -> None:
    """Report an address that would run a program. The cleaner would drop it without a word."""
    scheme = re.match(r"\s*([a-zA-Z][\w+.-]*)\s*:", re.sub(r"[\x00-\x20]", "", unquote(href)))
    if scheme and scheme[1].lower() not in SCHEMES:
        what = f"holds '{href[:60]}', which is not a safe address"
        hint = "write an address that begins with https://"
        draft.problem(draft.line(href), what, hint, "unsafe-address")


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


def headings(draft: Draft) -> None:
    """Give each heading an address of its own, made of its words."""
    taken = {"main"}  # the page's own
    for node in draft.body.css("h1, h2, h3, h4, h5, h6"):
        words = " ".join(node.text().split())
        level = int((node.tag or "h2")[1])
        if level == 1:
            draft.problem(
                draft.line(words.split(" ")[0]),
                f"the heading '{words}' is of level 1",
                "begin it with '##'; the title is level 1",
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


def tables(draft: Draft) -> None:
    """Let a wide table scroll by itself, also by keyboard, and say what its heads are for."""
    for number, node in enumerate(draft.all("table"), 1):
        for cell in node.css("thead th"):
            cell.attrs["scope"] = "col"
        for cell in node.css("th, td"):
            style = (cell.attributes.get("style") or "").replace(" ", "").rstrip(";")
            side = cell.attributes.get("align") or style.removeprefix("text-align:")
            for name in ("style", "align"):
                if name in cell.attributes:
                    del cell.attrs[name]
            if side in ("right", "center"):
                cell.attrs["class"] = f"to-{side}"
        box = (
            f'<div class="table" role="region" tabindex="0" aria-label="Table {number}">'
            f"{node.html}</div>"
        )
        node.replace_with(_node(box, "div"))


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
        if _ELSEWHERE.match(href):
            node.attrs["rel"] = rel
            continue
        if href.startswith("#"):
            ids = ids or {each.attributes.get("id") for each in draft.body.css("[id]")}
            if href[1:] and unquote(href[1:]) not in ids:
                line = draft.line(href)
                draft.problem(
                    line,
                    f"links to '{href}', but this post has no such heading",
                    _near_heading(draft, href[1:]),
                    "broken-anchor",
                )
            continue
        if " " in href:
            node.attrs["href"] = href.replace(" ", "%20")
        target = _reference(draft, href, "links to", draft.line(href))
        if target is not None:
            node.attrs["href"] = draft.gap(target)
        elif not href.lower().startswith(("mailto:", "tel:")):
            node.attrs["rel"] = rel


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
        line = draft.line(src)
        if not alt and title.casefold() != "decorative":
            draft.problem(
                line,
                f"the image '{src}' has no alternative text",
                "write what it shows between '![' and ']'",
                "missing-alt",
            )
        if urlsplit(src).scheme in ("http", "https") or src.startswith("//"):
            draft.problem(
                line,
                f"shows an image from another site ('{src}')",
                "save it in content/images/ and point there",
                "foreign-image",
            )
            continue
        target = _reference(draft, src, "shows", line)
        if target is None:
            continue
        caption = "" if title.casefold() == "decorative" else title
        holder = node.parent
        alone = holder is not None and holder.tag == "p" and len(holder.css("img")) == 1
        if alone and holder is not None and not holder.text().strip():
            figure = target._replace(kind="figure", alt=alt, caption=caption, line=line)
            holder.replace_with(draft.gap(figure))
        else:
            node.replace_with(draft.gap(target._replace(kind="image", alt=alt, line=line)))


def _reference(draft: Draft, href: str, verb: str, line: int) -> Reference | None:
    """Return what an address within the site means, or nothing for one that leads elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme and not href.startswith(("{", "|")):
        if parts.scheme not in SCHEMES:
            draft.problem(
                line,
                f"{verb} '{href[:60]}', which is not a safe address",
                "write an address that begins with https://",
                "unsafe-address",
            )
        return None
    if not href or href.startswith("//"):
        draft.problem(
            line,
            f"{verb} nothing" if not href else f"{verb} '{href}', half an address",
            "write the whole address",
            "unsafe-address",
        )
        return None
    if parts.query:
        what = f"{verb} '{href}' with a question, and no page of this site answers one"
        draft.problem(line, what, "delete the part that begins with '?'", "address-query")
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if prefix := re.match(r"[{|](?:filename|static|attach)[}|]", path):
        path = path[prefix.end() :]
        inside = path.startswith("/")
        path = path.lstrip("/") if inside else normpath(f"{dirname(draft.path)}/{path}")
        return Reference("source", path, fragment, line)
    if path.startswith("/"):
        return Reference("address", path.removeprefix("/"), fragment, line)
    return Reference("source", normpath(f"{dirname(draft.path)}/{path}"), fragment, line)


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


# How wide an image in the text is: the column, or the screen less its edges.
SIZES = "(min-width: 40rem) 36rem, 92vw"


def image_markup(
    url: str,
    alt: str,
    width: int,
    height: int,
    others: Sequence[Alternative] = (),
    lazy: bool = True,
) -> str:
    """Return the markup of an image in a body. Width and height in pixels, 0 where unknown."""
    size = f' width="{width}" height="{height}"' if width and height else ""
    late = ' loading="lazy"' if lazy else ""
    image = f'<img src="{escape(url)}" alt="{escape(alt)}"{size}{late} decoding="async">'
    if not others:
        return image
    sources = "".join(
        f'<source type="{each.type}" srcset="{escape(each.srcset)}" sizes="{SIZES}">'
        for each in others
    )
    return f"<picture>{sources}{image}</picture>"


def figure_markup(image: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{image}{words}</figure>"
