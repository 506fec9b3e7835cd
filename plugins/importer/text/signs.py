"""Text that Markdown leaves alone, and emphasis that it sees."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from plugins.content.front_matter import CONTROL
from plugins.language.unseen_signs import without

# Stand round the number of a reference: where a link opens and closes, and where an image is.
# (Python takes the separators from \x1c on for spaces, so these are others.)
OPEN, CLOSE, IMAGE = "\x02", "\x03", "\x04"
BREAK = "\x01"  # a break of the line

_TAG_OF = {"**": "strong", "*": "em", "~~": "del"}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(
    r"([\\`*\[~])|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?]|\S*@)|&(?=#?\w+;)|(?<![^\W_])(?<![/.])www\.(?=\S)"
    r"|\{(?=\s*[Ff]ig|\s*[:#.{%])"
    # What a check would take for the markup of another system, see `content/markdown`.
    r"|(?<!=)=(?==[^\s=])|(?<!:):(?=::)|(?<!!)!(?=!!)|(?<!\?)\?(?=\?\?)|(?<!%)%(?=%)|\^(?=\[)"
    r"|(?<=\s)\||(?<!')'(?='')|(?<!\.)\.(?=\. [\w-]+::)"
)
# Python-Markdown knows no backslash before these.
_WRITTEN = {"<": "&lt;", "&": "&amp;", "www.": r"www\."} | {
    sign: f"&#{ord(sign)};" for sign in "=:?%^'."
}
# Where only the opening bracket is escaped, a check takes it for an accident of a rich-text editor.
_MEANT = re.compile(r"(\\\[[@!][^\[\]\\]*)\]")
_CLOSED = re.compile(r"(?<!\\)\](?=\()")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"(#{1,6}|>|\||[-+]|~~~|=(?==*\s*$))")
_ADDRESS = re.compile(r"(https?://[^\s<>\\`\[\]{}]*[^\s<>\\`.,;:!?'\")\[\]{}])")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


def clean(text: str) -> str:
    """Return a text with single spaces, and nothing in it that nobody sees."""
    text = _SPACE.sub(" ", CONTROL.sub("", without(text)))
    return re.sub(" ?\xa0[\xa0 ]+| \xa0", " ", text) if "\xa0" in text else text


def seen(value: Any) -> Any:
    """Return a value of a header with all its texts as one line that can be seen."""
    if isinstance(value, str):
        return without(value)
    if isinstance(value, Mapping):
        return {name: seen(below) for name, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [seen(below) for below in value]
    return value


def _is_mark(sign: str) -> bool:
    """Return whether Markdown takes a character for punctuation."""
    return sign in (OPEN, CLOSE, IMAGE) or unicodedata.category(sign)[0] in "PS"


def escaped(text: str, in_link: bool = False) -> str:
    """Return a text in which nothing is Markdown. A bare address stays a bare address."""
    if in_link or "://" not in text:
        return _escaped(text, in_link)
    pieces = _ADDRESS.split(text)
    for number, piece in enumerate(pieces):
        plain = number % 2 == 0
        pieces[number] = _escaped(piece, False) if plain else f"<{_ENTITY.sub('&amp;', piece)}>"
    return "".join(pieces)


def _escaped(text: str, in_link: bool) -> str:
    def put(found: re.Match[str]) -> str:
        sign = found[0]
        return _WRITTEN.get(sign, f"\\{sign}")

    made = _SPECIAL.sub(put, text)
    if in_link:
        return made.replace("]", r"\]").replace("^", "&#94;")
    return _CLOSED.sub(r"\\]", _MEANT.sub(r"\1\\]", made)) if "]" in made else made


def lines_of(paragraph: str) -> list[str]:
    """Return the lines of a paragraph, none of which begins anything but a line."""
    parts = [part.strip(" ") for part in paragraph.split(BREAK)]
    lines = [_begun(part) for part in parts if part]
    return [f"{line}\\" for line in lines[:-1]] + lines[-1:]


def _begun(line: str) -> str:
    if _LINE_START.match(line):
        return f"&#61;{line[1:]}" if line.startswith("=") else f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def target(address: str) -> str:
    """Return an address as it can stand between the brackets of a link."""
    text = re.sub(r"[\x00-\x20<>\"\\`*\x7f]", lambda sign: f"%{ord(sign[0]):02X}", address)
    depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            break
    return text.replace("(", "%28").replace(")", "%29") if depth else text


def emphasised(sign: str, inner: str, before: str, after: str) -> str:
    """Return words with their emphasis. `before` and `after` are the characters round it.

    Where Markdown would not see the signs, or take them for others, a tag stands in their place.
    """
    tag = _TAG_OF[sign]
    opens = not before or before in f" {BREAK}" or _is_mark(before) or not _is_mark(inner[0])
    closes = not after or after in f" {BREAK}" or _is_mark(after) or not _is_mark(inner[-1])
    touches = before in ("*", "_", "~") or after in ("*", "_", "~")
    if not opens or not closes or touches or BREAK in inner or sign[0] in (inner[0], inner[-1]):
        return f"<{tag}>{inner}</{tag}>".replace(BREAK, "<br>")
    if sign in inner:
        free = sign == "*" and "_" not in inner and not (before.isalnum() or after.isalnum())
        return f"_{inner}_" if free else f"<{tag}>{inner}</{tag}>"
    return f"{sign}{inner}{sign}"
