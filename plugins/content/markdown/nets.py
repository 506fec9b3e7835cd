"""Two nets over a conversion: no word is lost, and no sign of Markdown is left over.

They know nothing of causes: they compare what was written with what the page says, and so find what
no check in `lint` knows. Equal letters in equal order are the fast and usual case; only a text that
differs there is looked at word by word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from plugins.content.markdown.draft import Reference
from plugins.content.markdown.fault import Fault, shortened
from plugins.content.markdown.lint_lines import is_starred
from plugins.model.text import PLACEHOLDER

_NOT_LETTERS = bytes(each for each in range(128) if not chr(each).isalnum())
_WORD = re.compile(r"[^\W_]+")

# -- What was written, without what no page says: addresses, tags, comments, names of notes.

# Each begins with one character and no condition, so that the engine of `re` can skip to it: that
# makes ten times the speed. Code stays as it is, but for the word behind its fence.
_FENCE = r"\n[ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?P<sign>`{3,}|~{3,})[^\n]*(?P<code>\n(?:.*?\n)??[ \t>]*(?P=sign)[`~]*(?=[ \t]*(?:\n|\Z))|.*\Z)"
_DEFINITION = r"\n {0,3}\[[^\]\[^\n][^\]\[\n]*\]:[ \t]*\n?[ \t]*(?:<[^<>\n]*>|\S+)[ \t]*(?:\n?[ \t]*(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*(?=\n|\Z)"
_NUMBER = r"\n[ \t>]*(?:[-*+][ \t]+)*(?:\d{1,9}[.)](?:[ \t]+\[[ xX]\])?(?=\s)|[-*+][ \t]+\[[ xX]\](?=\s)|\\?\[![\w-]+\\?\])"
_INLINE = r"`(?<!``)(?P<ticks>`*)(?!`)(?:[^`\n]++|\n(?![ \t]*\n)|(?!`(?P=ticks)(?!`))`++)++`(?P=ticks)(?!`)"
_TAG = r"<!--(?:.*?-->|.*)|<mailto:|</?[A-Za-z][\w-]*(?:\s(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*)?/?>"
_NOTE = r"\[\^[^\]\s]+\]"
_DESTINATION = r"\]\([ \t\n]*(?:<[^<>\n]*>|[^()\s<>\"]*(?:\([^()\s]*\)[^()\s<>\"]*)*)(?:[ \t\n]+(?:\"(?:\\.|[^\"])*\"|'(?:\\.|[^'])*'))?[ \t\n]*\)|\]\([^()<>\n\"']*\)"
_UNSEEN = re.compile("|".join((_FENCE, _DEFINITION, _NUMBER, _INLINE, _TAG, _NOTE, _DESTINATION)), re.DOTALL)  # fmt: skip
_NAMED = re.compile(r"\]\[([^\]\[\n]*)\]")
_BEGINS_NOTE = re.compile(r"(?:^|(?<=\n)) {0,3}\[\^([^\]\s]+)\]:")
_FOOTNOTES = re.compile(
    r"<sup class=\"footnote-ref\".*?</sup>|<a class=\"footnote-backref\".*?</a>", re.DOTALL
)
_GAP = re.compile(f"{PLACEHOLDER}(\\d+){PLACEHOLDER}")
_ANY_TAG = re.compile(r"<[^>]*>")
_ALT = re.compile(r"<img [^>]*?alt=\"([^\"]*)\"[^>]*>")
_LABEL = re.compile(r"<p class=\"callout-label\">[^<]*</p>")


def _seen(found: re.Match[str]) -> str:
    """Return what a reader sees of a piece of Markdown, as long as it was, so that places stay."""
    whole = found[0]
    if whole[0] == "\n":
        code = found["code"]
        if code is not None:
            return "\n" + " " * (len(whole) - len(code) - 1) + code
    elif whole[0] == "`" or found.string[found.start() - 1] == "\\":
        return whole
    if "\n" in whole:
        return "".join("\n" if each == "\n" else " " for each in whole)
    return " " * len(whole)


def seen(text: str) -> str:
    """Return a text of the same length with blanks for all that is no word of its page."""
    made = _UNSEEN.sub(_seen, f"\n{text}")[1:]
    if "][" in made:
        defined = {
            " ".join(found[1].split()).casefold()
            for found in re.finditer(r"(?:^|\n) {0,3}\[([^\]\[^\n][^\]\[\n]*)\]:", text)
        }
        made = _NAMED.sub(
            lambda found: (
                " " * len(found[0])
                if " ".join(found[1].split()).casefold() in defined
                else found[0]
            ),
            made,
        )
    return made


def without_comments(text: str) -> str:
    """Return a text without its comments; what only looks like one, in code, stays."""

    def kept(found: re.Match[str]) -> str:
        escaped = found.string[found.start() - 1] == "\\"
        return found[0] if escaped or not found[0].startswith("<!--") else ""

    return _UNSEEN.sub(kept, f"\n{text}")[1:]


def shown(html: str, references: Sequence[Reference]) -> str:
    """Return the words of a page: its text, and the words of its images."""
    if "footnote" in html:
        html = _FOOTNOTES.sub("", html)
    if "callout" in html:
        html = _LABEL.sub("", html)
    if "<img" in html:
        html = _ALT.sub(r" \1 ", html)
    text = _ANY_TAG.sub(" ", html)  # what stands in a tag is no word
    if PLACEHOLDER in text:
        text = _GAP.sub(lambda found: references[int(found[1])].alt, text)
    return unescape(text) if "&" in text else text


def _letters(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass").translate(None, _NOT_LETTERS)


def _in_order(written: str, text: str) -> str:
    """Return the words of a text with its notes at the end, as they are mentioned."""
    notes: dict[str, str] = {}
    pieces = _BEGINS_NOTE.split(text)
    if len(pieces) == 1:
        return written
    body, at = [], 0
    for found in _BEGINS_NOTE.finditer(text):
        if found.start() < at:
            continue
        body.append((at, found.start()))
        at = found.end()
        while True:  # its lines: up to an empty one, unless what follows is indented
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            rest = text[end:]
            goes_on = re.match(
                r"\n(?:[ \t]*\n)*(?: {4}|\t)|\n(?![ \t]*\n| {0,3}\[\^[^\]\s]+\]:|\Z)", rest
            )
            at = end
            if not goes_on:
                break
            at = end + goes_on.end()
        notes.setdefault(found[1].casefold(), written[found.end() : at])
    body.append((at, len(text)))
    order: list[str] = []
    raw = "".join(text[start:end] for start, end in body)
    waiting = re.findall(r"\[\^([^\]\s]+)\]", raw)
    while waiting:
        name = waiting.pop(0).casefold()
        if name in notes and name not in order:
            order.append(name)
    return " ".join(
        [*(written[start:end] for start, end in body), *(notes[name] for name in order)]
    )


def lost(text: str, html: str, references: Sequence[Reference]) -> Iterator[Fault]:
    """Yield the words of a text that its page does not say, or says fewer times, line by line."""
    written, page = seen(text), shown(html, references)
    plain = unescape(written) if "&" in written else written
    one, other = _letters(plain), _letters(page)
    if one == other:
        return
    if "[^" in text:
        plain = _in_order(written, text)
        if _letters(unescape(plain)) == other:
            return
    yield from _missing(text, written, page)


_LINK = re.compile(r"\[([^\[\]\n]+)\]\(")
_COMMENT = re.compile(r"<!--(?:.*?-->|.*)", re.DOTALL)
_ANCHOR = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)


def lost_links(html: str, prose: str, references: Sequence[Reference]) -> Iterator[Fault]:
    """Yield each link of a text, without its code, whose page has its words and no link on them."""
    written = prose.count("](")
    if not written or written <= html.count("<a ") - html.count("footnote-") // 2 - html.count(
        "doc-noteref"
    ) + html.count("<img") + sum(each.kind in ("image", "figure") for each in references):
        return
    there = Counter(_letters(unescape(_ANY_TAG.sub("", words))) for words in _ANCHOR.findall(html))
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), prose)
    for found in _LINK.finditer(bare):
        words = _letters(unescape(found[1]))
        if bare[found.start() - 1 : found.start()] in ("!", "\\") or not words:
            continue
        there[words] -= 1
        if there[words] < 0:
            what = f"the link '{shortened(found[1])}' is not shown as a link"
            hint = (
                "write it in one line, as [words](address), with an empty line above the paragraph"
            )
            yield Fault(found.start(), what, hint, "link-form")


def _missing(text: str, written: str, page: str) -> Iterator[Fault]:
    found = [(word[0], word.start()) for word in _WORD.finditer(written)]
    said = Counter(_WORD.findall(page))
    gone = Counter(word for word, _ in found)
    gone.subtract(said)
    if "&" in written:  # a sign by its name is no word
        for name in re.findall(r"&#?(\w+);", written):
            gone[name] = 0
    missing = {word for word, count in gone.items() if count > 0}
    if not missing:
        return
    from difflib import SequenceMatcher

    words = [word for word, _ in found]
    alike = SequenceMatcher(None, words, _WORD.findall(page), autojunk=False)
    runs: dict[int, list[str]] = {}
    for kind, start, end, _, _ in alike.get_opcodes():
        if kind in ("delete", "replace"):
            for number in range(start, end):
                if words[number] in missing and gone[words[number]] > 0:
                    gone[words[number]] -= 1
                    at = found[number][1]
                    runs.setdefault(text.rfind("\n", 0, at) + 1, []).append(words[number])
    for start, each in runs.items():
        line = text[start : end if (end := text.find("\n", start)) >= 0 else None]
        at = start + max(line.find(each[0]), 0)
        what = f"'{shortened(' '.join(each))}' is not shown on the page"
        yield Fault(at, what, _cure(line), "lost-words")


def _cure(line: str) -> str:
    if "|" in line:
        return "give the row as many cells as the table has columns, and the table empty lines round it"
    if "<" in line:
        return "write '&lt;' for a '<' that begins no HTML"
    if "`" in line:
        return "look at the '`' round code: there must be as many behind it as before it"
    if "[" in line:
        return "write '\\[' for a '[' that begins no link and no note"
    return "put an empty line above and below this paragraph, and begin it at the start of the line"


# -- What is printed as signs

_MARKS = ("](", "[^", "[!", "**", "__", "~~", "][", "``")
_CODE_TEXT = re.compile(r"<(pre|code|kbd|samp|var|script|style|math)\b[^>]*>.*?</\1>", re.DOTALL)
_LEFT = re.compile(
    r"(?P<link>!?\[[^\[\]\n]{0,60}\]\([^\n]{0,4})"
    r"|(?P<note>\[\^[^\]\[\n]{0,60}[^\S\n][^\]\[\n]{0,60}\])"
    r"|(?P<box>\[![\w-]*\]?)"
    # Beside a word on one side, as emphasis is; '2**20' and a wildcard '**' are meant so.
    r"|(?P<stars>(?<![^\s(\[“\"'])\*\*(?=[^\W\d_])[^\n]{0,4}|(?<=\w[\w.,;:!?])\*\*(?=[\s.,;:!?)]|$))"
    r"|(?P<apart>\*\*[ \t]+\w[^*\n]{0,60}[ \t]\*\*(?!\*))"
    r"|(?P<lines>(?<![^\s(\[“\"'])__(?=[^\W\d_])[^\n]{0,4}|(?<=[^\W_][^\W_]|[^\W_][.,;:!?])__(?=[\s.,;:!?)]|$))"
    r"|(?P<quotes>(?<![`\\w])``(?=\w)[^\n]{0,4})"
    r"|(?P<struck>(?<![^\s(\[“\"'])~~(?=\w)[^\n]{0,4}|(?<=\w[\w.,;:!?])~~(?=[\s.,;:!?)]|$))",
    re.M,
)
_BLOCK_LEFT = re.compile(
    r"<(?:p|li)>(?:\s*|[^<]*\n[ \t]*)(?P<row>\|[^\n<]*)"
    r"|<(?:p|li)>(?:\s*|[^<]*\n[ \t]*)(?P<heading>#{2,6}(?![\w#])[^\n<]{0,20})"
)
BOLD = (
    "write '{0}words{0}': a space before and behind it, none within it, and no empty line; or "
    "'{1}' for the signs themselves"
)
_WHY: dict[str, tuple[str, str, bool]] = {
    "link": ("link-form", "write the whole link in one line, as [words](address)", False),
    "note": (
        "missing-note",
        "the name of a note holds no spaces; write '[^1]' and below '[^1]: ' with its text",
        False,
    ),
    "box": ("unknown-box", "write '> [!NOTE]' as the first line of a quotation", False),
    "stars": ("left-over-sign", BOLD.format("**", r"\*\*"), True),
    "apart": ("left-over-sign", "let no space stand between '**' and the words: '**words**'", True),
    "lines": ("left-over-sign", BOLD.format("__", r"\_\_"), True),
    "struck": (
        "left-over-sign",
        "let no space stand between '~~' and the words: '~~words~~'",
        True,
    ),
    "quotes": ("left-over-sign", 'write quotation marks: "words"', True),
    "row": (
        "table-dashes",
        "put an empty line above the table and a line of dashes below its head",
        False,
    ),
    "heading": (
        "heading-space",
        "leave an empty line above the heading, and begin it at the start of the line",
        False,
    ),
}


def left_over(html: str, prose: str) -> Iterator[Fault]:
    """Yield each sign of Markdown that a page shows. `prose` is the text without code.

    What is written with a backslash before it was meant so.
    """
    if _is_odd(prose, "*") or _is_odd(prose, "_"):
        yield from _open_emphasis(html, prose)
    small = "^" in prose or "~" in prose
    if (
        not any(mark in html for mark in _MARKS)
        and not small
        and "|" not in html
        and "##" not in html
    ):
        return
    page = _CODE_TEXT.sub(" ", html)
    if small:
        yield from _small_numbers(prose, unescape(_ANY_TAG.sub("", page)))
    if "|" in page or "##" in page:
        for found in _BLOCK_LEFT.finditer(page):
            yield from _told(prose, found)
    if any(mark in page for mark in _MARKS):
        for found in _LEFT.finditer(unescape(_ANY_TAG.sub("", page))):
            yield from _told(prose, found)


# A line that says what two stars behind a word mean.
_STAR_NOTE = re.compile(r"^\*\*(?!\*)[ \t]*\w[^*\n]*$", re.M)
_RAISED = str.maketrans("0123456789+-\u2212", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


# A star or a line before a word, and no other in its paragraph.
_OPEN = re.compile(
    r"(?<![\w*_\\/.])(?P<sign>[*_])(?=[^\W\d_])(?:(?!(?P=sign))[^\n]|\n(?!\n))*(?=\n\n|\Z)"
)


def _is_odd(prose: str, sign: str) -> bool:
    """Return whether a paragraph holds a sign an odd number of times: one of them has no other."""
    if sign not in prose:
        return False
    return any(each.count(sign) % 2 for each in prose.split("\n\n"))


def _open_emphasis(html: str, prose: str) -> Iterator[Fault]:
    """Yield each sign of emphasis that nothing closes, and that a page prints."""
    page = ""
    for found in () if is_starred(prose) else _OPEN.finditer(prose):
        page = page or unescape(_ANY_TAG.sub("", _CODE_TEXT.sub(" ", html)))
        words = re.match(r"[*_]\w+", found[0])
        if words and words[0] in page:
            sign = found["sign"]
            what = f"'{words[0]}' is printed as it stands: nothing closes its '{sign}'"
            hint = f"write '{sign}' behind the words that are meant, or '\\{sign}' for the sign"
            yield Fault(found.start(), what, hint, "left-over-sign", advice=True)


_NUMBER_SIGN = re.compile(
    r"\^(?:(?P<up>[-+\u2212]?\d+)\b|\{(?P<braced>[^{}\n]{1,12})\})|~(?P<down>\d+)~(?P<rest>\w*)"
)
_BASE = re.compile(r"(?<![/\w.~^-])[\w.]+\Z")


def _small_numbers(prose: str, page: str) -> Iterator[Fault]:
    """Yield '10^9' and 'H~2~O' where a page prints them so, but for those of an address."""
    for found in _NUMBER_SIGN.finditer(page):
        base = _BASE.search(page, max(found.start() - 20, 0), found.start())
        at = prose.find(base[0] + found[0]) if base else -1
        if base and at >= 0:
            up = found["up"] or found["braced"]
            number = (
                up.translate(_RAISED) if up else found["down"].translate(_LOWERED) + found["rest"]
            )
            what = f"'{base[0]}{found[0]}' is printed as it stands"
            hint = f"write '{base[0]}{number}'"
            yield Fault(at, what, hint, "left-over-sign", advice=True)


_TIMES = re.compile(r"(?<=[\d)])(?<!\\)\*(?=[\d(])")


def lost_signs(html: str, prose: str) -> Iterator[Fault]:
    """Yield a star between numbers that was taken for emphasis: '2*3*4' would show 234."""
    found = _TIMES.search(prose) if "*" in prose else None
    if found is None:
        return
    page = unescape(_ANY_TAG.sub("", _CODE_TEXT.sub(" ", html)))
    if len(_TIMES.findall(page)) < len(_TIMES.findall(prose)):
        end = re.compile(r"[^\w*().]|\Z").search(prose, found.end())
        start = re.search(r"[\w.(]*\Z", prose[: found.start()])
        written = prose[start.start() if start else 0 : end.start() if end else None].rstrip(".")
        what = f"the stars of '{shortened(written)}' are taken for emphasis, and not shown"
        hint = f"write '{written.replace('*', '×')}'"
        if "%" in written or prose[found.end() : found.end() + 1] == "(":
            hint += ", or '\\*' for the sign of a note"
        yield Fault(found.start(), what, hint, "lost-sign")


# A star that begins or ends emphasis between two letters: of a word that nobody wants to write out.
_WITHIN = re.compile(
    r"\*(?<=[^\W\d_]\*)\*{0,2}(?=[^\W\d_])(?=(?P<within>(?:(?!\n\n)[^*])*)(?<!\\)(?<=[^\W_])\*{1,3}[^\W\d_])"
)


def stars_within_words(html: str, prose: str) -> Iterator[Fault]:
    """Yield the first star that stands for a letter and was taken for emphasis: 's**t'."""
    found = _WITHIN.search(prose) if "*" in prose else None
    if found is None:
        return
    one_star = "**" not in prose[found.start() : found.end("within") + 2]
    if not re.search(r"\s" + one_star * r"|\A[^aeiouy]+\Z", found["within"], re.IGNORECASE):
        return  # 'un*believ*able' is stressed
    word = re.search(r"\S*\Z", prose[: found.start()])
    written = (word[0] if word else "") + prose[found.start() :].split()[0]
    page = unescape(_ANY_TAG.sub("", _CODE_TEXT.sub(" ", html)))
    if page.count(written) < prose.count(written):
        what = f"the stars of '{shortened(written)}' are taken for emphasis, and not shown"
        hint = "write '\\*' for each star that stands for a letter"
        yield Fault(found.start(), what, hint, "lost-sign")


# What an engine takes into an address that stands bare in a text, and a reader's browser into its
# request: quotation marks, dashes, dots and hard spaces behind it, and the next address.
_TAKEN_IN = re.compile(
    r"<a href=\"(https?://[^\"<>]*?)(?:%E2%80%(?:9[3489CD]|A6)|%C2%A0|[;,]https?://)[^\"<>]*\"",
    re.I,
)


def long_addresses(html: str, prose: str) -> Iterator[Fault]:
    """Yield each bare address of a text whose link goes on behind its end."""
    for found in _TAKEN_IN.finditer(html) if "<a href=" in html else ():
        address = unescape(found[1])
        at = prose.find(address)
        if prose[at + len(address) : at + len(address) + 1] == "%":
            continue  # a sign that whoever wrote it has encoded
        if at >= 0 and prose[at - 2 : at] != "](" and prose[at - 1 : at] != "<":
            what = f"the link to '{shortened(address, 60)}' takes in what stands behind it"
            yield Fault(at, what, f"write '<{address}>'", "link-form")


def _told(prose: str, found: re.Match[str]) -> Iterator[Fault]:
    name = found.lastgroup or ""
    sign = unescape(found[name])
    at = prose.find(sign)
    while at > 0 and prose[at - 1] == "\\":
        at = prose.find(sign, at + 1)
    if at >= 0:
        rule, hint, advice = _WHY[name]
        if name == "stars" and _STAR_NOTE.search(prose) and is_starred(prose):
            return  # it stands for a note, and is meant as it is
        what = f"'{shortened(sign)}' is printed as it stands"
        yield Fault(at, what, hint, rule, advice)
