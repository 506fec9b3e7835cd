"""The text of one paragraph, its emphasis, links, images and code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from bs4.element import PageElement, Tag

from plugins.importer.text.cleaning import classes_of, words_of
from plugins.importer.text.signs import BREAK, CLOSE, IMAGE, OPEN, clean, emphasised, escaped
from plugins.language.typography import educate
from plugins.language.web_address import parts_of

# Deeper markup than this is a program's fault or an attack: its words are kept, its shape is not.
DEEPEST = 60

# Inline HTML that the hub allows and Markdown has no sign for.
_HTML = frozenset("sub sup abbr kbd mark q cite samp var dfn ins".split())
_SIGN = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}
_PICTURES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif)$", re.IGNORECASE)
_SAFE = frozenset(("", "http", "https", "mailto", "tel", "source"))


class LinkReference(NamedTuple):
    """An address in a text. `kind` is `link`, `image`, or `anchor` for a heading of the text."""

    kind: str
    address: str
    alt: str = ""


class _Span(NamedTuple):
    sign: str
    inner: str


class Inline:
    """Turns runs of text into Markdown; collects the addresses in them and what was lost."""

    def __init__(self, here: str = "") -> None:
        self.here = here.partition("#")[0].rstrip("/")
        self.references: list[LinkReference] = []
        self.lost: Counter[str] = Counter()
        self.guessed: list[str] = []
        self.in_link = self.in_table = False

    def inline(self, nodes: Iterable[PageElement], depth: int = 0) -> str:
        """Return a run of text as Markdown. A break of the line is `BREAK`."""
        items: list[str | _Span] = []
        for node in nodes:
            for piece in self._pieces(node, depth):
                last = items[-1] if items else None
                if isinstance(piece, _Span) and isinstance(last, _Span) and last.sign == piece.sign:
                    items[-1] = _Span(last.sign, last.inner + piece.inner)
                else:
                    items.append(piece)
        return re.sub(" {2,}", " ", _rendered(items))

    def mark(self, kind: str, address: str, alt: str = "") -> int:
        """Remember an address; return its number."""
        self.references.append(LinkReference(kind, address, alt))
        return len(self.references) - 1

    def linked(self, words: str, address: str) -> str:
        number = self.mark(*self._kind_of(address))
        return f"{OPEN}{number}{OPEN}{words}{CLOSE}{number}{CLOSE}"

    def _pieces(self, node: PageElement, depth: int) -> Iterator[str | _Span]:
        if not isinstance(node, Tag):
            yield escaped(clean(str(node)), self.in_link)
            return
        name = node.name
        if depth > DEEPEST:
            yield escaped(clean(node.get_text(" ")), self.in_link)
        elif name == "br":
            yield BREAK
        elif name == "hub-note":
            yield f"[^{node['number']}]"
        elif name == "img":
            yield self.image(node)
        elif name in ("code", "tt") or "literal" in classes_of(node):  # docutils' word for code
            yield self._code(node)
        elif name == "a":
            yield self._link(node, depth)
        elif name in _HTML:
            yield self._tagged(node, depth)
        elif sign := _sign(node):
            inner = self.inline(node.children, depth + 1)
            pieces = inner.split(BREAK * 2)  # an emphasis does not run over paragraphs
            for number, piece in enumerate(pieces):
                if number:
                    yield BREAK * 2
                yield _Span(sign, piece)
        elif name == "span" and _language_of(node):
            inner = self.inline(node.children, depth + 1)
            yield f'<span lang="{_language_of(node)}">{inner}</span>' if inner.strip() else inner
        else:
            yield self.inline(node.children, depth + 1)

    def _tagged(self, node: Tag, depth: int) -> str:
        inner = self.inline(node.children, depth + 1).replace(BREAK, " ")
        if not inner.strip():
            return inner
        title = clean(str(node.get("title") or "")).strip() if node.name == "abbr" else ""
        said = title.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        opening = f'{node.name} title="{said}"' if title else node.name
        return f"<{opening}>{inner}</{node.name}>"

    def _code(self, node: Tag) -> str:
        text = clean(node.get_text()).strip()
        if not text:
            return " "
        if self.in_table and "|" in text:  # the engines disagree on it between backticks
            safe = re.sub(r"[^\w\s]", lambda sign: f"&#{ord(sign[0])};", text)
            return f"<code>{safe}</code>"
        longest = max((len(run) for run in re.findall("`+", text)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if text.startswith("`") or text.endswith("`") else ""
        return f"{fence}{pad}{text}{pad}{fence}"

    def _link(self, node: Tag, depth: int) -> str:
        href = str(node.get("href") or "").strip()
        if href and node.find("img") and not words_of(node) and is_safe(href):
            where = unquote(parts_of(href).path)
            if _PICTURES.search(where) or "attachment" in str(node.get("rel") or ""):
                href = ""  # it only shows the image larger
        if not href or self.in_link:
            return self.inline(node.children, depth + 1)
        if not is_safe(href):
            self.lost["unsafe link"] += 1
            return self.inline(node.children, depth + 1)
        self.in_link = True
        inner = self.inline(node.children, depth + 1).replace(BREAK, " ")
        self.in_link = False
        words = inner.strip()
        if not words:
            return inner
        lead, trail = inner[: inner.find(words[0])], " " if inner.endswith(" ") else ""
        return f"{lead}{self.linked(words, href)}{trail}"

    def _kind_of(self, href: str) -> tuple[str, str]:
        page, sign, fragment = href.partition("#")
        if sign and (not page or page.rstrip("/") == self.here):
            return "anchor", unquote(fragment)
        return "link", href

    def image(self, node: Tag, caption: str = "") -> str:
        """Return an image, or nothing where it shows nothing."""
        address, alt = address_of(node), clean(str(node.get("alt") or "")).strip()
        if not {"emoji", "wp-smiley"}.isdisjoint(classes_of(node)):
            return escaped(alt)
        if {str(node.get("width")), str(node.get("height"))} & {"0", "1"}:
            self.lost["tracking pixel"] += 1
            return ""
        if not address:
            self.lost["image without an address"] += 1
            return ""
        if not is_safe(address) and not address.startswith("data:image/"):
            self.lost["image with an unsafe address"] += 1
            return ""
        number = self.mark("image", address, alt)
        if not alt and node.get("role") in ("presentation", "none"):
            caption = caption or "decorative"
        caption = educate([caption])[0].replace('"', "\u201d") if caption else ""
        title = f' "{escaped(caption)}"' if caption else ""
        return f"![{escaped(alt, in_link=True)}]({IMAGE}{number}{IMAGE}{title})"


def is_safe(address: str) -> bool:
    """Return whether an address can stand in a post. A relative one can."""
    try:
        parts = urlsplit(re.sub(r"[\x00-\x20]", "", address))
    except ValueError:
        return False
    return parts.scheme.lower() in _SAFE


def address_of(image: Tag) -> str:
    """Return where an image says it lies; a lazy one says so in an attribute of its own."""
    source = str(image.get("src") or "").strip()
    for name in ("data-src", "data-lazy-src", "data-original"):
        later = str(image.get(name) or "").strip()
        if later and (not source or source.startswith("data:")):
            source = later
    if not source:
        first = str(image.get("srcset") or image.get("data-srcset") or "").split(",")[0].split()
        source = first[0] if first else ""
    return source


def _rendered(items: Sequence[str | _Span]) -> str:
    """Return a run; what stands before and after an emphasis decides on how it is written."""
    out = ""
    for number, item in enumerate(items):
        if isinstance(item, str):
            if item.startswith(OPEN) and out.endswith("!"):  # or the link would be an image
                out = f"{out[:-1]}\\!"
            out += item
            continue
        inner = item.inner.strip(f" {BREAK}")
        if not inner:
            out += item.inner
            continue
        at = item.inner.find(inner)
        lead, trail = item.inner[:at], item.inner[at + len(inner) :]
        out += lead
        following = items[number + 1] if number + 1 < len(items) else ""
        after = trail or (following if isinstance(following, str) else following.sign)
        out += emphasised(item.sign, inner, out[-1:], after[:1]) + trail
    return out


def _sign(node: Tag) -> str:
    """Return the sign of an emphasis; word processors say it by a style."""
    style = str(node.get("style") or "").replace(" ", "").lower()
    if node.name in ("b", "strong") and "font-weight:normal" in style:
        return ""
    if node.name in _SIGN:
        return _SIGN[node.name]
    if node.name in ("span", "font"):
        if re.search(r"font-weight:(?:bold|[6-9]00)", style):
            return "**"
        if "font-style:italic" in style:
            return "*"
    return ""


def _language_of(node: Tag) -> str:
    """Return the language of words that are not in the language of the site."""
    said = str(node.get("lang") or "")
    known = re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", said)
    return said if known and not said.lower().startswith("en") else ""
