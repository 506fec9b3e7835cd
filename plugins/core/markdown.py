"""Markdown: the seam for the engines, and our own pass over the HTML they give.

An engine turns Markdown into HTML. The pass then makes that HTML safe and adds what is the hub's
own, so that both engines give the same page. What other files decide (where a link leads, how
large an image is) stays open as a numbered gap, so that a conversion depends on one file alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from html import escape
from posixpath import dirname, normpath
from typing import NamedTuple, Protocol
from urllib.parse import unquote, urlsplit

import nh3
from selectolax.lexbor import LexborHTMLParser as Tree
from selectolax.lexbor import LexborNode as Node

from plugins.core import quotes
from plugins.core.library import GAP
from plugins.core.problems import Problem, did_you_mean

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
_PAGE_TAGS = re.compile(r"<(html|head|body|frameset)\b", re.IGNORECASE)

_BLANKS = re.compile(r"[\x00-\x20\x7f-\x9f]+")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")

SKIPPED = frozenset(("code", "pre", "kbd", "samp", "var", "script", "style", "math", "time"))
BLOCKS = frozenset(
    "p li dt dd td th caption figcaption summary h1 h2 h3 h4 h5 h6 blockquote div section ul ol "
    "table pre details".split()
)


class Reference(NamedTuple):
    """Something a body points at. `kind` says how `target` is meant:

    `source` a file of the content, `address` a path of the site, `figure` an image that stands
    alone, `image` one within a line.
    """

    kind: str
    target: str
    fragment: str
    line: int
    alt: str = ""
    caption: str = ""


@dataclass
class Converted:
    """What a conversion found: plain data, all that is stored."""

    html: str = ""
    words: int = 0
    headings: list[tuple[int, str, str]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


class Engine(Protocol):
    name: str

    def render(self, text: str) -> str: ...


class PythonMarkdown:
    """Python-Markdown, with what GitHub's renderer understands and nothing more."""

    name = "markdown"

    def __init__(self) -> None:
        from markdown import Markdown

        self.markdown = Markdown(
            extensions=[
                "tables",
                "fenced_code",
                "footnotes",
                "sane_lists",
                "pymdownx.magiclink",
                "pymdownx.tasklist",
                "pymdownx.tilde",
            ],
            extension_configs={
                "footnotes": {"USE_DEFINITION_ORDER": False},
                "pymdownx.tilde": {"subscript": False},
            },
            output_format="html",
        )

    def render(self, text: str) -> str:
        try:
            return self.markdown.reset().convert(text)
        except RecursionError:
            raise TooDeep from None


class GitHub:
    """cmarkgfm, GitHub's own renderer: some thirty times as fast."""

    name = "cmarkgfm"

    def __init__(self) -> None:
        from cmarkgfm.cmark import Options

        self.options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE

    def render(self, text: str) -> str:
        import cmarkgfm

        return str(
            cmarkgfm.markdown_to_html_with_extensions(
                text, self.options, ["table", "strikethrough", "autolink", "tasklist"]
            )
        )


class TooDeep(Exception):
    """The engine gave up on a text that is nested too deep."""


ENGINES: dict[str, Callable[[], Engine]] = {
    PythonMarkdown.name: PythonMarkdown,
    GitHub.name: GitHub,
}


@cache
def engine(name: str) -> Engine:
    """Return the one engine of that name in this process. Raises KeyError."""
    return ENGINES[name]()


class Draft:
    """A body on its way through the pass."""

    def __init__(self, path: str, source: str, first_line: int, html: str) -> None:
        self.path = path
        self.source = source
        self.engine_html = html
        self.first_line = first_line
        self.tree = Tree(f"<body>{html}")  # or a leading script would be moved to the head
        self.made = Converted()
        self.found: dict[str, list[Node]] = {}
        body = self.tree.body
        assert body is not None
        self.body = body
        for node in body.traverse():
            self.found.setdefault(node.tag or "", []).append(node)
        self._searched: dict[str, int] = {}

    def all(self, *tags: str) -> Iterator[Node]:
        for tag in tags:
            yield from self.found.get(tag, ())

    def line(self, needle: str) -> int:
        """Return the line on which a text stands; each call goes on after the last find."""
        at = self.source.find(needle, self._searched.get(needle, 0)) if needle else -1
        if at < 0:
            at = max(self.source.find(needle), 0) if needle else 0
        else:
            self._searched[needle] = at + 1
        return self.first_line + self.source.count("\n", 0, at)

    def problem(self, line: int, message: str, hint: str, rule: str) -> None:
        self.made.problems.append(Problem(self.path, line, message, hint, rule))

    def gap(self, reference: Reference) -> str:
        self.made.references.append(reference)
        return f"{GAP}{len(self.made.references) - 1}{GAP}"


def convert(path: str, source: str, first_line: int, engine_name: str) -> Converted:
    """Convert the body of the file `path`, whose first line is line `first_line` of that file."""
    try:
        html = engine(engine_name).render(source)
    except TooDeep:
        hint = "use fewer levels of lists and quotations"
        problem = Problem(path, first_line, "is nested too deep to be converted", hint, "too-deep")
        return Converted(problems=[problem])
    draft = Draft(path, source, first_line, html)
    if "<" in source:  # without it no HTML of the author's own can be in the result
        refuse(draft)
        refused = draft.made.problems
        draft = Draft(path, source, first_line, _clean(html))
        draft.made.problems += refused
    for step in PASS:
        step(draft)
    made = draft.made
    made.words = len(draft.body.text(separator=" ").split())
    made.html = (draft.body.inner_html or "").strip()
    return made


def _clean(html: str) -> str:
    """Return the HTML with nothing in it but what is allowed. A second wall behind `refuse`."""
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={**ALLOWED, "*": EVERYWHERE},
        url_schemes=SCHEMES,
        link_rel=None,
    )


def refuse(draft: Draft) -> None:
    """Report HTML that may not be there. Nothing is dropped without a word."""
    at = draft.source.find("<!--")
    while at >= 0:
        end = draft.source.find("-->", at)
        if end < 0:
            line = draft.first_line + draft.source.count("\n", 0, at)
            draft.problem(
                line,
                "a comment is opened with '<!--' and never closed",
                "close it with '-->'",
                "open-comment",
            )
            return
        at = draft.source.find("<!--", end)
    for found in _PAGE_TAGS.finditer(draft.engine_html):
        _refuse_element(draft, found[1])
    for tag, nodes in draft.found.items():
        if tag.startswith(("-", "!")) or tag == "body":
            continue
        for node in nodes:
            if tag == "h1":
                continue  # `headings` says it better
            if tag not in ALLOWED:
                _refuse_element(draft, tag)
                continue
            for name, value in node.attributes.items():
                if name in ("href", "src") and not _is_safe(value or ""):
                    verb = "links to" if name == "href" else "shows"
                    _refuse_address(draft, draft.line(f"{name}="), verb, value or "")
                    continue
                if _may_hold(tag, name, value or "", node):
                    continue
                line = draft.line(f"{name}=")
                draft.problem(
                    line,
                    f"<{tag}> has the attribute {name!r}, which is not allowed",
                    "delete the attribute",
                    "unsafe-html",
                )


def _is_safe(href: str) -> bool:
    """Return whether an address names no scheme, or one that opens a page.

    Browsers pass over blanks and control characters, so they may not hide a scheme.
    """
    scheme = _SCHEME.match(_BLANKS.sub("", href))
    return scheme is None or scheme[1].lower() in SCHEMES


def _refuse_address(draft: Draft, line: int, verb: str, href: str) -> None:
    shown = _BLANKS.sub("", href)[:60]
    draft.problem(
        line,
        f"{verb} '{shown}', which is not a safe address",
        "write an address that begins with https://",
        "unsafe-address",
    )


def _refuse_element(draft: Draft, tag: str) -> None:
    what = f"holds the HTML element <{tag}>, which is not allowed"
    hint = "write it in Markdown, or leave it out"
    draft.problem(draft.line(f"<{tag}"), what, hint, "unsafe-html")


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
    taken: set[str] = set()
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
        plain = (
            re.sub(r"[^\w]+", "-", re.sub("['\u2019]", "", words.lower())).strip("-_") or "section"
        )
        name, number = plain, 2
        while name in taken or name.startswith(("fn-", "fnref-")):
            name, number = f"{plain}-{number}", number + 1
        taken.add(name)
        node.attrs["id"] = name
        draft.made.headings.append((level, name, words))


def footnotes(draft: Draft) -> None:
    """Make both engines' footnotes the same: numbered ids, one way back for each mention."""
    mentions: dict[str, list[str]] = {}
    numbers: dict[str, str] = {}
    for node in list(draft.all("sup")):
        link = node.css_first("a")
        if link is None or not (link.attributes.get("href") or "").startswith("#fn"):
            continue
        href = link.attributes["href"] or ""
        number = numbers.setdefault(href, str(len(numbers) + 1))
        back = mentions.setdefault(number, [])
        name = f"fnref-{number}" + (f"-{len(back) + 1}" if back else "")
        back.append(name)
        markup = (
            f'<sup class="footnote-ref" id="{name}"><a href="#fn-{number}" '
            f'role="doc-noteref">{number}</a></sup>'
        )
        node.replace_with(_node(markup, "sup"))
    for holder in draft.body.css("div.footnote, section.footnotes"):
        for rule in holder.css("hr"):
            rule.decompose()
        for item in holder.css("ol > li"):
            href = f"#{item.attributes.get('id') or ''}"
            number = numbers.get(href, "")
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
        inner = holder.inner_html or ""
        section = (
            f'<section class="footnotes" role="doc-endnotes" aria-label="Notes">{inner}</section>'
        )
        holder.replace_with(_node(section, "section"))


def callouts(draft: Draft) -> None:
    """Turn a quotation that begins with a mark such as [!NOTE] into an aside."""
    for node in list(draft.all("blockquote")):
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
    for number, node in enumerate(list(draft.body.css("table")), 1):
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
    for node in list(draft.body.css("li input")):
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
        holder = node.parent
        node.replace_with(_node(mark, "span"))
        if holder is not None and holder.tag == "label":
            holder.unwrap()


def links(draft: Draft) -> None:
    """Leave a gap for each link within the site; report addresses that are not safe."""
    ids = {node.attributes.get("id") for node in draft.body.css("[id]")}
    for node in draft.body.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href.startswith("#"):
            if href[1:] and unquote(href[1:]) not in ids:
                line = draft.line(href)
                draft.problem(
                    line,
                    f"links to '{href}', but this post has no such heading",
                    _near_heading(draft, href[1:]),
                    "broken-anchor",
                )
            continue
        target = _reference(draft, href, "links to")
        if target is not None:
            node.attrs["href"] = draft.gap(target)


def _near_heading(draft: Draft, fragment: str) -> str:
    names = [name for _, name, _ in draft.made.headings]
    return did_you_mean(fragment, names) if names else "delete the part after '#'"


def images(draft: Draft) -> None:
    """Leave a gap for each image; its file decides on the markup."""
    for node in list(draft.body.css("img")):
        src = (node.attributes.get("src") or "").strip()
        alt = (node.attributes.get("alt") or "").strip()
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
        target = _reference(draft, src, "shows")
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


def _reference(draft: Draft, href: str, verb: str) -> Reference | None:
    """Return what an address within the site means, or nothing for one that leads elsewhere."""
    try:
        parts = urlsplit(href)
    except ValueError:
        parts = urlsplit("")
    line = draft.line(href)
    if not _is_safe(href):
        _refuse_address(draft, line, verb, href)
        return None
    if parts.scheme and not href.startswith(("{", "|")):
        return None
    if not href or href.startswith("//"):
        draft.problem(
            line,
            f"{verb} nothing" if not href else f"{verb} '{href}', half an address",
            "write the whole address",
            "unsafe-address",
        )
        return None
    path, fragment = unquote(parts.path), unquote(parts.fragment)
    if prefix := re.match(r"[{|](?:filename|static|attach)[}|]", path):
        path = path[prefix.end() :]
        inside = path.startswith("/")
        path = path.lstrip("/") if inside else normpath(f"{dirname(draft.path)}/{path}")
        return Reference("source", path, fragment, line)
    if path.startswith("/"):
        return Reference("address", path.removeprefix("/"), fragment, line)
    return Reference("source", normpath(f"{dirname(draft.path)}/{path}"), fragment, line)


def smart_quotes(draft: Draft) -> None:
    """Make quotes typographic. Done here, not in an engine, so that both agree."""
    if not quotes.needs(draft.source):
        return
    run: list[Node | None] = []
    for node in list(draft.body.traverse(include_text=True)):
        tag = node.tag
        if tag == "-text":
            parent = node.parent
            run.append(None if parent is not None and parent.tag in SKIPPED else node)
        elif tag in BLOCKS or tag == "br":
            _educate(run)
            run = []
    _educate(run)


def _educate(run: list[Node | None]) -> None:
    before = [quotes.CODE if node is None else node.text_content or "" for node in run]
    if not any(map(quotes.needs, before)):
        return
    for node, old, new in zip(run, before, quotes.educate(before), strict=True):
        if node is not None and old != new:
            node.replace_with(new)


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
    smart_quotes,
)


def image_markup(url: str, alt: str, width: int, height: int) -> str:
    """Return the markup of an image in a body. Width and height in pixels, 0 where unknown."""
    size = f' width="{width}" height="{height}"' if width and height else ""
    return f'<img src="{escape(url)}" alt="{escape(alt)}"{size} loading="lazy" decoding="async">'


def figure_markup(image: str, caption: str) -> str:
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"<figure>{image}{words}</figure>"
