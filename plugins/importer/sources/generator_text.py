"""The Markdown of Jekyll, Hugo, Zola, Eleventy and Pelican as HTML.

What their programs put between `{{` and `}}` is turned into what it stands for, or left out and
named; the inside of a comment goes without a word. Code stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from plugins.importer.found import Found

_FENCED = re.compile(r"(^(`{3,}|~{3,})[^\n]*\n.*?(?:^\2[`~]*[ \t]*$|\Z))", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"((?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", re.DOTALL)
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}|"
    r"\{\{[<%]\s*highlight\s+(\w+)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/highlight\s*[>%]\}\}",
    re.DOTALL,
)
# Everything to the end of a text that breaks off is comment as well.
_COMMENTS = re.compile(
    r"\{%-?\s*comment\b.*?(?:\{%-?\s*endcomment\s*-?%\}|\Z)|\{#[^{}\n]*#\}|\{#[\s-].*?(?:#\}|\Z)|"
    r"\{\{[<%]?-?\s*/\*.*?(?:\*/\s*-?[>%]?\}\}|\Z)|"
    r"\{\{[<%]\s*comment\b.*?(?:\{\{[<%]\s*/\s*comment\s*[>%]\}\}|\Z)|"
    r"\{::comment\}.*?(?:\{:/(?:comment)?\}|\Z)|\{/\*.*?(?:\*/\}|\Z)|<!--.*?(?:-->|\Z)",
    re.DOTALL,
)
_RAW = re.compile(r"\{%-?\s*(?:end)?(?:raw|verbatim)\s*-?%\}")
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(\S+?)\s*-?%\}")
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\"\s>%]+)\"?[^>%]*[>%]\}\}")
_AT_LINK = re.compile(r"\]\(@/([^)\s]+)\)")  # Zola
_FIGURE = re.compile(
    r"\{\{[<%]\s*(?:figure|img|image|picture|imgproc|photo|responsive-image)\s+(?P<hugo>.*?)/?\s*[>%]\}\}|"
    r"\{\{\s*(?:figure|img|image|picture|resize_image|photo)\s*\((?P<zola>.*?)\)\s*\}\}|"
    r"\{%-?\s*include\s+\S*(?:figure|image|img|picture|photo)\S*\s+(?P<jekyll>.*?)-?%\}|"
    r"\{%-?\s*(?:image|img|figure|picture|responsive_image)\s+(?P<eleventy>.*?)-?%\}",
    re.DOTALL,
)
_FILM = re.compile(
    r"\{\{[<%]\s*(?P<a>youtube|vimeo|video|audio)\s+(?P<hugo>.*?)/?\s*[>%]\}\}|"
    r"\{\{\s*(?P<b>youtube|vimeo|video|audio)\s*\((?P<zola>.*?)\)\s*\}\}|"
    r"\{%-?\s*(?:include\s+)?(?P<c>youtube|vimeo|video|audio)(?:\.html|Player)?\s+(?P<jekyll>.*?)-?%\}",
    re.DOTALL,
)
_BOX_NAMES = (
    "alert admonition callout notice hint info note tip warning danger caution important box "
    "quote blockquote pullquote details expand"
).split()
_PAIRED = re.compile(
    rf"\{{\{{[<%]\s*(?P<a>{'|'.join(_BOX_NAMES)})\b(?P<hugo>[^>%]*)[>%]\}}\}}(?P<inner>.*?)"
    r"\{\{[<%]\s*/\s*(?P=a)\s*[>%]\}\}|"
    rf"\{{%-?\s*(?P<b>{'|'.join(_BOX_NAMES)})\b\s*(?:\((?P<zola>.*?)\))?(?P<liquid>[^%]*?)-?%\}}"
    r"(?P<within>.*?)\{%-?\s*end(?P=b)?\s*-?%\}",
    re.DOTALL,
)
_SITE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.url|config\.base_url)\s*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?\s*[\"']([^\"'{}]+)[\"']\s*\|\s*(?:(?:relative_|absolute_)?url|(?:rel|abs)U(?:RL|rl)"
    r"|prepend:[^}]*|safe)\s*-?\}\}"
)
PELICAN_LINK = re.compile(r"(?:\{|%7B|\|)(?:filename|static|attach)(?:\}|%7D|\|)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_KRAMDOWN = re.compile(
    r"^\s*\{:.*?\}\s*$|\{:\s*[.#\w][^}\n]*\}|[ \t]+\{[#.][\w:.-]+[^}\n]*\}(?=[ \t]*$)", re.MULTILINE
)
_TOC = re.compile(r"^(?:\[TOC\]|[*-] (?:TOC|toc)|\[\[_TOC_\]\]|\[\[toc\]\])[ \t]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]+(.+)$", re.MULTILINE)
# The kind of a box, its title and its words; those of Docusaurus and Pandoc stand between colons.
_ADMONITION = re.compile(
    r"^(?:!!!|\?\?\?\+?)[ \t]*(\w+)(?:[ \t]+\"([^\"\n]*)\")?[^\n]*\n"
    r"(\n*(?:[ ]{4}|\t)[^\n]*\n?(?:(?:[ ]{4}|\t)[^\n]*\n?|\n)*)",
    re.MULTILINE,
)
_COLONS = re.compile(
    r"^:::+[ \t]*\{?\.?(\w+)\}?(?:[ \t]*\[([^\]\n]*)\]|[ \t]+([^\n{}]+))?[^\n]*\n(.*?)^:::+[ \t]*$",
    re.MULTILINE | re.DOTALL,
)
_TERMS = re.compile(
    r"^(?![ \t>#|*+-])(\S[^\n]*)\n(?:\n(?=:))?((?::[ \t]+[^\n]*(?:\n[ \t]+\S[^\n]*)*(?:\n|\Z))+)",
    re.MULTILINE,
)
_SUB = re.compile(r"(?<![~\\])~([^\s~]{1,30})~(?!~)")
_SUP = re.compile(r"(?<![\[^\\])\^([^\s^\]\[]{1,30})\^(?!\^)")
_MARK = re.compile(r"(?<![=\\])==([^\s=](?:[^=\n]{0,200}[^\s=])?)==(?!=)")
# HTML in which no generator looks for Markdown.
_HTML = re.compile(
    r"^[ \t]*<(table|ul|ol|dl|figure|iframe|video|audio|object)\b(?:(?!</?\1\b).)*(?:<\1\b.*?</\1>"
    r"(?:(?!</?\1\b).)*)*</\1>",
    re.MULTILINE | re.DOTALL | re.IGNORECASE,
)
_HOLDER = re.compile(r"<(/?)(div|section|article|center|aside|main|header|footer|nav)\b", re.I)
_BOXES = {"tip": "TIP", "hint": "TIP", "warning": "WARNING", "attention": "WARNING",
          "danger": "CAUTION", "caution": "CAUTION", "error": "CAUTION",
          "important": "IMPORTANT"}  # fmt: skip
_QUOTES = frozenset(("quote", "blockquote", "pullquote"))


def html_of(body: str, found: Found) -> str:
    """Return the HTML of Markdown with what generators put into it."""
    from cmarkgfm import markdown_to_html_with_extensions
    from cmarkgfm.cmark import Options

    body = _HIGHLIGHT.sub(
        lambda each: f"\n```{each[1] or each[3]}\n{each[2] or each[4]}\n```\n", body
    )
    body = _outside_code(body, lambda text: _COMMENTS.sub("", text))
    body = _outside_fences(_boxes(body), _unbroken)
    body = _outside_code(body, lambda text: _with_signs(without_templates(text, found)))
    options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    return str(markdown_to_html_with_extensions(body, options, extensions))


def html_with_templates(body: str, found: Found) -> str:
    """Return the HTML of a text that is HTML already, without what a program would fill."""
    return without_templates(_COMMENTS.sub("", body), found)


def _outside_fences(body: str, change: Callable[[str], str]) -> str:
    """Return a text changed where it is no block of code."""
    out = []
    for number, piece in enumerate(_FENCED.split(body)):
        if number % 3 == 0:
            out.append(change(piece))
        elif number % 3 == 1:
            out.append(piece)
    return "".join(out)


def _outside_code(body: str, change: Callable[[str], str]) -> str:
    """Return a text changed where it is no code, neither a block nor within a line."""
    kept: list[str] = []

    def hide(code: re.Match[str]) -> str:
        kept.append(code[0])
        return f"\x05{len(kept) - 1}\x06"

    hidden = _outside_fences(body, lambda text: _CODE.sub(hide, text))
    fences: list[str] = []

    def hide_fence(code: re.Match[str]) -> str:
        fences.append(code[0])
        return f"\x07{len(fences) - 1}\x08"

    changed = change(_FENCED.sub(hide_fence, hidden))
    changed = re.sub("\x07(\\d+)\x08", lambda each: fences[int(each[1])], changed)
    return re.sub("\x05(\\d+)\x06", lambda each: kept[int(each[1])], changed)


def without_templates(text: str, found: Found) -> str:
    """Return a text without the signs of programs; name in `found` what is lost with them."""
    text = _RAW.sub("", text)
    text = _POST_URL.sub(r"source:\1", _REF.sub(r"source:\1", text))
    text = _AT_LINK.sub(r"](source:/\1)", text)
    text = _SITE.sub("", _FILTERED.sub(r"\1", text))
    text = PELICAN_LINK.sub("source:", text)
    text = _FILM.sub(_film, _FIGURE.sub(_figure, text))
    lost = dict.fromkeys(f"the short form {each[0][:40]}" for each in _TEMPLATE.finditer(text))
    found.notes.lost += [*lost][:20]
    return _TEMPLATE.sub("", text)


def _with_signs(text: str) -> str:
    """Return a text whose signs of other dialects are HTML or go."""
    text = _TOC.sub("", _KRAMDOWN.sub("", _ABBREVIATION.sub("", text)))
    text = _SUP.sub(r"<sup>\1</sup>", _SUB.sub(r"<sub>\1</sub>", text))
    return _TERMS.sub(_terms, _MARK.sub(r"<mark>\1</mark>", text))


def _terms(found: re.Match[str]) -> str:
    said = re.findall(r"^:[ \t]+(.*(?:\n[ \t]+\S.*)*)", found[2], re.MULTILINE)
    points = "".join(f"\n    {' '.join(each.split())}\n" for each in said)
    return f"\n- **{found[1].strip()}**\n{points}\n"


def _unbroken(text: str) -> str:
    """Return a text in whose HTML no empty line and no indent ends or begins anything."""

    def closed(found: re.Match[str]) -> str:
        if re.search(r"<pre\b", found[0], re.IGNORECASE):
            return found[0]
        return "\n".join(line.strip() for line in found[0].splitlines() if line.strip())

    depth = 0
    lines = []
    for line in _HTML.sub(closed, text).split("\n"):
        plain = line.lstrip()
        lines.append(plain if depth > 0 and plain.startswith("<") else line)
        for tag in _HOLDER.finditer(line):
            depth = max(0, depth + (-1 if tag[1] else 1))
    return "\n".join(lines)


def _values(said: str) -> dict[str, str]:
    """Return the named words of a short form; those without a name are numbered from "0"."""
    values: dict[str, str] = {}
    pattern = (
        r"""([\w-]+)\s*[=:]\s*(?:"([^"]*)"|'([^']*)'|([^\s,)]+))|"([^"]*)"|'([^']*)'|([^\s,]+)"""
    )
    for each in re.finditer(pattern, said or ""):
        value = next((part for part in each.groups()[1:] if part is not None), "")
        values.setdefault(each[1] or str(sum(key.isdecimal() for key in values)), value)
    return values


def _figure(found: re.Match[str]) -> str:
    said = _values(next(each for each in found.groups() if each is not None))
    named = ("src", "url", "path", "image", "image_path", "link", "filename", "file", "0")
    address = next((said[name] for name in named if said.get(name)), "")
    if not re.search(r"\.(?:png|jpe?g|gif|webp|svg|avif)\b", address, re.IGNORECASE):
        return found[0]
    image = f'<img src="{escape(address)}" alt="{escape(said.get("alt", said.get("1", "")))}">'
    caption = said.get("caption") or said.get("title", "")
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"\n\n<figure>{image}{words}</figure>\n\n"


def _film(found: re.Match[str]) -> str:
    name = found["a"] or found["b"] or found["c"]
    said = _values(found["hugo"] or found["zola"] or found["jekyll"] or "")
    given = said.get("id") or said.get("src") or said.get("url") or said.get("0") or ""
    name = said.get("provider", name)
    if given.startswith(("http://", "https://", "/")) or "." in given:
        what = "Sound" if name == "audio" else "Video"
        return f"\n\n[{what}]({given})\n\n"
    if name in ("youtube", "vimeo") and re.fullmatch(r"[\w-]{4,20}", given):
        place = "www.youtube.com/watch?v=" if name == "youtube" else "vimeo.com/"
        return f"\n\n[Video](https://{place}{given})\n\n"
    return found[0]


def _boxes(text: str) -> str:
    text = _PAIRED.sub(_paired, text)
    text = _COLONS.sub(lambda found: _box(found[1], found[2] or found[3] or "", found[4]), text)
    return _ADMONITION.sub(
        lambda found: _box(
            found[1],
            found[2] or "",
            re.sub(r"^(?: {4}|\t)", "", found[3].rstrip("\n"), flags=re.MULTILINE),
        ),
        text,
    )


def _box(kind: str, title: str, inner: str) -> str:
    """Return a box; its title, which a box here has not, begins its words."""
    words = f"**{title.strip()}**\n\n{inner}" if title.strip() else inner
    return _quoted(words, f"[!{_BOXES.get(kind.lower(), 'NOTE')}]")


def _paired(found: re.Match[str]) -> str:
    name = found["a"] or found["b"]
    inner = (found["inner"] or found["within"] or "").strip("\n")
    said = _values(found["hugo"] or found["zola"] or found["liquid"] or "")
    if name in ("details", "expand"):
        title = said.get("summary") or said.get("title") or said.get("0") or ""
        return f"\n\n**{title}**\n\n{inner}\n\n" if title else f"\n\n{inner}\n\n"
    if name in _QUOTES:
        by = said.get("author") or said.get("source") or said.get("by") or ""
        return _quoted(f"{inner}\n\n{by}" if by else inner)
    kinds = (name, said.get("type", ""), said.get("class", ""), said.get("0", ""))
    mark = next((_BOXES[each.lower()] for each in kinds if each.lower() in _BOXES), "NOTE")
    title = said.get("title", "")
    return _quoted(f"**{title}**\n\n{inner}" if title else inner, f"[!{mark}]")


def _quoted(text: str, first: str = "") -> str:
    lines = [first, *text.split("\n")] if first else text.split("\n")
    return "\n\n" + "\n".join(f"> {line}" if line.strip() else ">" for line in lines) + "\n\n"
