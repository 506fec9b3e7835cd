"""What was written for another system, and is printed as signs here; HTML that is never closed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from plugins.content.markdown.fault import Fault, shortened
from plugins.content.markdown.lint_blocks import BOXES

CONTENTS = "delete it; the hub lists the headings of a long post by itself"
IN_MARKDOWN = "write it in Markdown, or delete it"
CITE = "cite the source itself: '[@key]'"
FORMULA = "write it in words, or with signs such as × ÷ ≤ ≥ ² ₂"
_BOXES = {
    **dict.fromkeys("tip hint success".split(), "TIP"),
    **dict.fromkeys("warning attention".split(), "WARNING"),
    **dict.fromkeys("danger error caution bug failure".split(), "CAUTION"),
    "important": "IMPORTANT",
}


def _box(name: str) -> str:
    kind = _BOXES.get(name.lower(), "NOTE")
    return f"write '> [!{kind}]', and '> ' before each line of the box"


def _of_hugo(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in ("ref", "relref"):
        return "link to the file, such as [words](../2021/name.md)"
    if name in ("figure", "img", "image"):
        return "write '![What it shows](../../images/name.png \"Caption\")'"
    if name in ("youtube", "vimeo", "tweet", "x", "instagram", "gist"):
        return "link to it: [What it shows](https://...)"
    return (
        _box(name)
        if name in ("note", "notice", "alert", "warning", "tip", "hint", "callout")
        else IN_MARKDOWN
    )


def _of_liquid(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in ("link", "post_url"):
        return "link to the file, such as [words](../2021/name.md)"
    if name in ("highlight", "endhighlight", "raw", "endraw"):
        return "put ``` above and below the code"
    return IN_MARKDOWN


def _of_wordpress(found: re.Match[str]) -> str:
    name = found[1].lower()
    if name in ("caption", "gallery", "wp_caption"):
        return "write '![What it shows](../../images/name.png \"Caption\")'"
    if name in ("embed", "audio", "video", "youtube", "playlist", "vimeo"):
        return "link to it: [What it shows](https://...)"
    return IN_MARKDOWN


# The kinds of box of MkDocs; other words behind '!!!' are a cry.
_ADMONITIONS = (
    "note|abstract|summary|tldr|info|todo|tip|hint|important|success|check|done|question|help|faq|"
    "warning|caution|attention|failure|fail|missing|danger|error|bug|example|quote|cite|seealso"
)

Cure = str | Callable[[re.Match[str]], str]
# What must be there before a pattern is tried ('[': what `_BRACKETS` finds); the pattern; whose it
# is, and what to do.
SYSTEMS: tuple[tuple[str, re.Pattern[str], str, Cure], ...] = (
    ("{{", re.compile(r"\{\{[<%]\s*/?\s*([\w-]*)[^\n]*?[%>]\}\}"), "Hugo", _of_hugo),
    ("{%", re.compile(r"\{%-?\s*(\w*)[^\n]*?%\}"), "Jekyll or Eleventy (Liquid)", _of_liquid),
    ("{{", re.compile(r"\{\{(?![<%])[^\n{}]*\}\}"), "a template (Jekyll, Eleventy, Handlebars)", IN_MARKDOWN),
    ("{:", re.compile(r"\{:[ \t]*[^{}\n]*\}"), "kramdown (Jekyll)", "delete it"),
    ("{", re.compile(r"(?<=[\s\])`*_])\{\s*[#.][A-Za-z][\w-]*(?:\s+[^{}\n]*)?\}"), "Pandoc or kramdown", "delete it; a heading gets its address from its words"),
    ("{", re.compile(r"\{[ \t]*(?:width|height|align|style|class|target|rel|loading)[ \t]*=[^{}\n]*\}"), "Pandoc or kramdown", "delete it"),
    ("{", re.compile(r"\{[A-Z][^{}\n@]{2,60}?,? (?:19|20)\d\d[a-z]?(?:,? [#\d][^{}\n]{0,20})?\}"), "EndNote or Zotero", CITE),
    ("ADDIN", re.compile(r"\bADDIN [A-Z]{2}[\w.]*(?: CSL_CITATION)?"), "Word", "write what should stand there"),
    ("Error!", re.compile(r"\bError! (?:Reference source|Bookmark|No) [a-z ]{5,40}\.?"), "Word", "write what should stand there"),
    ("\nh", re.compile(r"\nh[1-6]\. \S[^\n]*"), "Textile", "write '## ' before it"),
    ("\nbq. ", re.compile(r"\nbq\. \S[^\n]*"), "Textile", "write '> ' before it"),
    ("\":http", re.compile(r"\"[^\"\n]{1,80}\":https?://\S+"), "Textile", "write '[words](https://...)'"),
    ("[/", re.compile(r"\[/(?:b|i|u|s|url|img|quote|code|size|color|center|list)\](?![(\[:])", re.I), "a forum (BBCode)", IN_MARKDOWN),
    ("[", re.compile(r"\[\[?_?(?:toc|TOC|Toc)_?\]?\](?![(\[:])"), "a table of contents of another system", CONTENTS),
    ("[", re.compile(r"!\[\[[^\[\]\n]+\]\]"), "Obsidian", "write '![What it shows](../../images/name.png)'"),
    ("[", re.compile(r"(?<!\])\[\[(?!_?toc_?\]\])[^\[\]\n]+\]\](?!\()", re.I), "Obsidian or a wiki", "write '[words](../2021/name.md)'"),
    ("[", re.compile(r"\[/?(caption|wp_caption|gallery|embed|playlist|contact-form(?:-7)?|vc_\w+|et_pb_\w+|su_\w+|fusion_\w+|gravityform|ninja_form|tablepress)\b[^\]\n]*\](?![(\[:])"), "WordPress", _of_wordpress),
    ("=", re.compile(r"\[/?([a-z][\w-]*)(?:\s+[\w-]+=(?:\"[^\"\n]*\"|'[^'\n]*'|[“”″][^\n\]]*|[^\s\[\]]+)){1,12}\s*/?\](?![(\[:])"), "WordPress", _of_wordpress),
    ("[", re.compile(r"\[/([a-z][\w-]*)\](?![(\[:])"), "WordPress", IN_MARKDOWN),
    (":::", re.compile(r"(?m)^[ \t]*:{3,}[ \t]*\{?([\w-]*)[^\n]*"), "Pandoc, Docusaurus or MyST", lambda found: _box(found[1]) if found[1] else "delete the line"),
    ("!!!", re.compile(rf"(?m)^[ \t]*!!!\+?[ \t]+({_ADMONITIONS})(?:[ \t]+\"[^\n]*)?$"), "MkDocs", lambda found: _box(found[1])),
    ("???", re.compile(rf"(?m)^[ \t]*\?\?\?\+?[ \t]+({_ADMONITIONS})(?:[ \t]+\"[^\n]*)?$"), "MkDocs", lambda found: _box(found[1])),
    ("..", re.compile(r"(?m)^[ \t]*\.\. ([\w-]+)::[^\n]*"), "reStructuredText (Sphinx)", lambda found: _box(found[1]) if found[1] in ("note", "warning", "tip", "important", "hint", "danger", "caution", "attention", "error") else IN_MARKDOWN),
    ("==", re.compile(r"(?<![=\w!<>])==(?=[^\s=<>])([^=\n]+)(?<=[^\s=<>])==(?![=\w])"), "Obsidian or Typora", lambda found: f"write '**{shortened(found[1])}**', or '<mark>{shortened(found[1])}</mark>'"),
    ("%%", re.compile(r"(?m)^[ \t]*%%[^\n]*(?:%%|$)"), "Obsidian", "write '<!-- ... -->' for what readers should not see"),
    ("^[", re.compile(r"(?<![\[\\])\^\[[^\]\n]+\]"), "Pandoc", "write '[^1]' there, and '[^1]: ' with the words at the end"),
    ("'''", re.compile(r"(?<!')'{3,5}(?!')[^'\n]+'{3,5}(?!')"), "a wiki (MediaWiki)", "write '**words**'"),
    ("[cid:", re.compile(r"\[cid:[^\]\n]+\]"), "an e-mail", "save the picture in content/images/, and write '![What it shows](../../images/name.png)'"),
    # The first one tells of all: every line of such a text has some.
    ("=", re.compile(r"=(?:3D|C2=A0|E2=80=[0-9A-F]{2}).*", re.DOTALL), "the source of an e-mail", "copy the words from the e-mail as it is shown"),
    ("{", re.compile(r"\{(?:\+\+[^{}]*\+\+|--[^{}]*--|~~[^{}]*~>[^{}]*~~|>>[^{}]*<<|==[^{}]*==)\}"), "a program that tracks changes (CriticMarkup)", "take or refuse the change, and delete its signs"),
    ("\\(", re.compile(r"\\\((?=[^\n]{1,200}?\\\))[^\n]*?\\\)"), "LaTeX", FORMULA),
    ("\\[", re.compile(r"\\\[(?=[^\[\]\n]*(?<!\\)\\[A-Za-z]{2})[^\[\]\n]{1,200}?\\\]"), "LaTeX", FORMULA),
    ("$", re.compile(r"\${1,2}(?=[^$\n]*(?:\\[A-Za-z]|[\^_]\{|[A-Za-z]\s*=))[^$\n]{1,200}(?<!\s)\${1,2}(?!\d)"), "LaTeX", FORMULA),
    ("\u3010", re.compile(r"\u3010\d+[^\u3011\n]{0,40}\u3011"), "a program that writes texts (ChatGPT)", CITE),
    (":content", re.compile(r":contentReference\[[^\]\n]*\](?:\{[^}\n]*\})?"), "a program that writes texts (ChatGPT)", CITE),
    (":", re.compile(r":(?<![\w:/]:)(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+:|(?:heart|tada|fire|rocket|smile|warning|star|eyes|pray|clap|thinking|bulb|pill|hospital|syringe|wave|calendar|memo):)(?![\w:])"), "a chat (Slack, Teams, GitHub)", "write the sign itself, or leave it out"),
    ("*[", re.compile(r"(?m)^\*\[[^\]\n]+\]:[^\n]*"), "PHP Markdown Extra or MkDocs", "write the term and its meaning in content/glossary.yaml"),
    ("\\", re.compile(r"\\(?:cite[pt]?|ref|label|footnote|textbf|textit|emph|newpage|pagebreak|section)\b(?:\{[^{}\n]*\})?"), "LaTeX", IN_MARKDOWN),
)  # fmt: skip
_BRACKETS = re.compile(r"\[(?:[\[/_]|(?:toc|TOC|Toc)\]|caption|gallery|embed|wp_|playlist|contact|vc_|et_|su_|fusion|gravity|ninja|tablepress)")  # fmt: skip
_CLOSES = re.compile(r"\[/|\{\{[<%]\s*/|\{%-?\s*end|\s*:::+\s*$")
_MYST = re.compile(r"(?m)^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{([\w:.-]+)\}[^\n]*")
_CITED = re.compile(r"\[(?!@)([^\[\]\n@]*)(?<!\w)@([A-Za-z0-9][\w:.-]*)([^\[\]\n]*)\](?![(\[:])")

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[^<>]*?)?)(/?)>")
# What browsers close by themselves, or that has no end.
_VOID = frozenset("br hr img input wbr col area base embed link meta source track".split())
_OPTIONAL = frozenset(
    "p li dt dd tr td th thead tbody tfoot colgroup rp rt option html head body".split()
)


def faults(text: str, prose: str) -> Iterator[Fault]:
    """Yield what is left over; `prose` is the text without code."""
    taken = bytearray(len(prose))  # what belongs to a fault already
    told: set[str] = set()
    brackets = _BRACKETS.search(prose) is not None
    for sign, pattern, system, cure in SYSTEMS:
        if not brackets if sign == "[" else sign[0] not in prose or sign not in prose:
            continue
        for found in pattern.finditer(prose):
            start, end = found.span()
            if prose[start - 1 : start] == "\\" or taken.find(1, start, end) >= 0:
                continue
            closes = _CLOSES.match(found[0]) is not None
            if closes and system in told:
                continue  # it ends what is told already
            told.add(system)
            taken[start:end] = b"\1" * (end - start)
            start += len(found[0]) - len(found[0].lstrip(" \t\n>"))
            what = f"'{shortened(found[0])}' is of {system}, and is printed as signs here"
            if system.startswith("a table of contents"):
                what = f"'{shortened(found[0])}' is {system}, and is printed as signs here"
            hint = cure if isinstance(cure, str) else cure(found)
            yield Fault(start, what, hint, "other-system")
    if "```" in text or "~~~" in text:
        for found in _MYST.finditer(text) if "{" in text else ():
            what = f"'{shortened(found[0])}' is of MyST (Sphinx), and is printed as code here"
            yield Fault(found.start(), what, _box(found[1]), "other-system")
    if "\\[" in prose:
        yield from _escaped(prose)
    if "@" in prose:
        yield from _citations(prose, taken)
    if "<" in prose:
        yield from _tags(prose)


# What rich-text editors make of signs that they do not know. Who means the signs themselves escapes
# the closing bracket, too, as our importer does.
_ESCAPED = re.compile(
    r"(?<!\\)\\(?P<plain>"
    r"\[@[A-Za-z0-9][^\[\]\n\\]*\](?!\()"
    rf"|\[!(?:{'|'.join(BOXES)})\]"
    r"|\[[^\[\]\n\\]+\]\((?=[^()\s]*[/.:#])[^()\s]*(?:\([^()\s]*\)[^()\s]*)*\))",
    re.IGNORECASE,
)


def _escaped(prose: str) -> Iterator[Fault]:
    """A citation, a box or a link that a backslash turned into signs."""
    for found in _ESCAPED.finditer(prose):
        what = (
            f"'{shortened(found[0], 60)}' is printed as signs, because a backslash stands before it"
        )
        hint = f"write '{shortened(found['plain'], 60)}'; put signs that are meant in backquotes"
        yield Fault(found.start(), what, hint, "escaped-signs")


def _citations(prose: str, taken: bytearray) -> Iterator[Fault]:
    """A citation in the form of another program."""
    if "[" not in prose:
        return
    for found in _CITED.finditer(prose):
        before, name, after = found.groups()
        if prose[found.start() - 1 : found.start()] == "\\" or taken[found.start()]:
            continue
        words = before.strip().rstrip("-").strip()
        page = after.strip(" ,;")
        better = f"{words} " if words else ""
        better += f"[@{name.rstrip('.:')}" + (f", {page}]" if page else "]")
        what = f"cannot read the citation '{shortened(found[0], 60)}'"
        yield Fault(found.start(), what, f"write '{better}'", "bad-citation")


def _tags(prose: str) -> Iterator[Fault]:
    """Yield each element that is opened and never closed, or closed and never opened."""
    from plugins.content.markdown.sanitise import ALLOWED

    opened: dict[str, list[int]] = {}
    for found in _TAG.finditer(prose):
        closes, tag, itself = found[1], found[2].lower(), found[4]
        if (
            tag in _VOID
            or tag in _OPTIONAL
            or tag not in ALLOWED
            or prose[found.start() - 1 : found.start()] == "\\"
        ):
            continue
        if not closes:
            if itself:
                what = f"'{shortened(found[0])}' does not close <{tag}>; all that follows belongs to it"
                yield Fault(
                    found.start(), what, f"write '<{tag}></{tag}>', or delete it", "open-html"
                )
                continue
            opened.setdefault(tag, []).append(found.start())
        elif opened.get(tag):
            opened[tag].pop()
        else:
            what = f"'</{tag}>' closes what was never opened"
            yield Fault(
                found.start(), what, f"delete it, or write '<{tag}>' where it begins", "open-html"
            )
    for tag, places in opened.items():
        for at in places:
            what = f"<{tag}> is opened and never closed"
            hint = f"write '</{tag}>' where it ends, or '&lt;' for a '<' that begins no HTML"
            yield Fault(at, what, hint, "open-html")
