"""Signs that came to harm on the way: read in a wrong encoding, or taken from a printed page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# What the bytes from 80 on look like where they were read as Windows-1252; five have no sign there.
_HIGH = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + "\u0081\u008d\u008f\u0090\u009d"
_MISREAD = re.compile(f"[\u00c2-\u00f4][{re.escape(_HIGH)}]{{1,3}}")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
# Signs that fonts such as Wingdings have; at the start of a line they are told as those of a list.
_PRIVATE = re.compile("(?<!\n)(?<!^)[\ue000-\uf8ff]")
_ASKED = re.compile(r"\?(?:s|t|re|ve|ll|d|m)\b(?![\w=/])")
_LETTERS = re.compile(r"(?<![\w/=?&.-])[A-Za-z]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
# Letters of Cyrillic, and of Greek that look like ours. Small ones of Greek beside ours are terms:
# micrograms, the alpha of a protein.
_ALIKE = re.compile(
    "[\u0400-\u04ff\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf]"
)

# One look tells of most texts that they hold none of all these.
_ANY = re.compile(f"[\u00c2-\u00f4\ufffd\ue000-\uf8ff\ufb00-\ufb06{_ALIKE.pattern[1:]}")


class Garbled(NamedTuple):
    """Where a text holds one, the end of a sentence on it, and what to write."""

    at: int
    message: str
    hint: str


def places(text: str) -> Iterator[Garbled]:
    """Yield each place of a text that cannot be meant as it stands."""
    for found in _ASKED.finditer(text) if "?" in text else ():
        before = _LETTERS.search(text, max(found.start() - 20, 0), found.start())
        if before:
            written, meant = before[0] + found[0], before[0] + found[0].replace("?", "\u2019")
            what = f"holds '{written}', in which a '?' stands for an apostrophe"
            yield Garbled(before.start(), what, f"write '{meant}'")
    if text.isascii() or not _ANY.search(text):
        return
    for found in re.finditer("\ufffd+", text):
        what = f"holds a sign that could not be read ('{_near(text, found)}', U+FFFD)"
        yield Garbled(found.start(), what, "write the sign that stood there")
    for found in _MISREAD.finditer(text):
        meant = _meant(found[0])
        if meant:
            written = found[0][: len(meant.encode())]
            what = f"holds '{written}', which was '{meant}' before it was read in a wrong encoding"
            hint = f"write '{meant}'; look at the whole text, and save it as UTF-8"
            yield Garbled(found.start(), what, hint)
    for found in _PRIVATE.finditer(text):
        what = f"holds a sign that only one font has (U+{ord(found[0]):04X})"
        yield Garbled(found.start(), what, "write a sign that every device can show, or a word")
    for found in _LIGATURES.finditer(text):
        meant = unicodedata.normalize("NFKC", found[0])
        what = f"holds '{found[0]}', one sign for '{meant}', so that no search finds the word"
        yield Garbled(found.start(), what, f"write '{meant}'")
    if _ALIKE.search(text):
        yield from _mixed(text)


def _mixed(text: str) -> Iterator[Garbled]:
    """Yield each word of our letters in which one is of another alphabet."""
    for found in _WORD.finditer(text):
        odd = _ALIKE.search(found[0])
        if odd and re.search("[A-Za-z]{2}", found[0]):
            name = unicodedata.name(odd[0], "a letter").lower()
            what = f"holds '{found[0]}', in which '{odd[0]}' is the {name}"
            yield Garbled(found.start() + odd.start(), what, "write the word anew")


def _meant(run: str) -> str:
    """Return the one sign that a run of misread ones stands for, or nothing."""
    for end in range(len(run), 1, -1):
        try:
            said = b"".join(_byte(sign) for sign in run[:end]).decode("utf-8")
        except ValueError:
            continue
        if len(said) == 1 and (said.isprintable() or said == "\u00a0"):
            return said
    return ""


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def _near(text: str, found: re.Match[str]) -> str:
    start = max(text.rfind(" ", 0, found.start()), text.rfind("\n", 0, found.start())) + 1
    end = re.compile(r"\s|\Z").search(text, found.end())
    return text[start : end.start() if end else None][:24]
