"""The files of a source, within limits, and nothing that lies outside it.

A source is one file or a folder. Links to other places are not followed, archives are not
unpacked, and what is too large to be true is refused with a line.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.content.front_matter import CONTROL
from plugins.importer.found import Refused

# Bytes. An export of 20,000 long posts has some 200 MB; a page or a text has far less than 20.
LARGEST_EXPORT = 400_000_000
LARGEST_FILE = 20_000_000
MOST_FILES = 100_000
DEEPEST = 24  # folders within folders

TEXTS = frozenset(
    ".xml .rss .atom .rdf .json .html .htm .xhtml .md .markdown .mkd .mdown .rst .txt .text".split()
)
EXPORTS = frozenset((".xml", ".rss", ".atom", ".rdf", ".json"))
TEMPLATES = frozenset(
    ".njk .liquid .hbs .handlebars .ejs .pug .haml .mustache .jinja .jinja2 .j2 .webc .astro .vue "
    ".svelte .tera .slim .erb .11ty.js".split()
)
# Folders beside an export that hold its pictures.
_UPLOADS = frozenset("assets files images img media photos pictures uploads wp-content".split())
PICTURES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif"))
UNREAD = {
    ".zip": "is an archive: unpack it and give the folder",
    ".gz": "is packed: unpack it and give what is inside",
    ".tgz": "is an archive: unpack it and give the folder",
    ".tar": "is an archive: unpack it and give the folder",
    ".docx": "is a Word file: save it there as a web page (filtered), and give that",
    ".doc": "is a Word file: save it there as a web page (filtered), and give that",
    ".odt": "is a document: save it as HTML, and give that",
    ".pdf": "is a PDF, which does not say what is a heading: copy its text into a .txt file",
    ".org": "is a text of Emacs: save it as HTML or Markdown, and give that",
    ".adoc": "is AsciiDoc: save it as HTML, and give that",
    ".asciidoc": "is AsciiDoc: save it as HTML, and give that",
    ".mdx": "is Markdown with programs: save its page as HTML, and give that",
    ".textile": "is Textile: save it as HTML, and give that",
    ".mhtml": "is a web archive: save the page as 'web page, complete', and give that",
    ".mht": "is a web archive: save the page as 'web page, complete', and give that",
}
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.-]+)|<meta[^>]{0,120}?charset\s*=\s*["']?([\w.-]+)""",
    re.IGNORECASE,
)
# UTF-8 that somebody read as Windows-1252 and saved again: "donâ€™t" for "don't".
_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192"
                    "\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,3}")  # fmt: skip


@dataclass
class Opened:
    """The files of a source by their paths below it."""

    root: Path
    texts: list[str] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)  # folded path: path
    refused: list[Refused] = field(default_factory=list)
    parts: int = 0  # templates of programs, which are no texts

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()


def opened(source: Path) -> Opened:
    """Return the files of a source. Raises SiteFault where there is nothing to read.

    The source itself may be a link, as `output` is; what lies in it may not.
    """
    if not source.exists():
        raise SiteFault(f"There is no file or folder '{source}'; look at its name.", 2)
    source = source.resolve()
    if source.is_dir():
        found = Opened(source)
        _walk(found)
        if not found.texts and not found.refused:
            raise SiteFault(f"'{source}' holds no page, feed, export or text.", 2)
        return found
    if not source.is_file():
        raise SiteFault(f"'{source}' is not a plain file.", 2)
    if why := UNREAD.get(source.suffix.lower()):
        raise SiteFault(f"'{source}' {why}.", 2)
    found = Opened(source.parent)
    for name in _beside(source):
        found.pictures[name.casefold()] = name
    _take(found, source.name, source.stat())
    if not found.texts:
        why = found.refused[0].why if found.refused else "is none of the kinds that can be read"
        raise SiteFault(f"'{source}' {why}.", 2)
    return found


def _walk(found: Opened) -> None:
    folders = [("", 0)]
    count = 0
    while folders:
        prefix, depth = folders.pop()
        with os.scandir(found.root / prefix) as entries:
            listed = sorted(entries, key=lambda each: each.name)
        for entry in listed:
            name = prefix + entry.name
            known = entry.stat(follow_symlinks=False)
            count += 1
            if count > MOST_FILES:
                raise SiteFault(f"'{found.root}' holds more than {MOST_FILES:,} files.", 2)
            if entry.name.startswith("."):
                continue
            if stat.S_ISLNK(known.st_mode):
                found.refused.append(Refused(name, "is a link to another place"))
            elif stat.S_ISDIR(known.st_mode):
                if depth < DEEPEST:
                    folders.append((f"{name}/", depth + 1))
                else:
                    found.refused.append(Refused(name, f"lies {DEEPEST} folders deep"))
            elif stat.S_ISREG(known.st_mode):
                _take(found, name, known)
            else:
                found.refused.append(Refused(name, "is not a plain file"))
    found.texts.sort()


def _take(found: Opened, name: str, known: os.stat_result) -> None:
    suffix = Path(name).suffix.lower()
    limit = LARGEST_EXPORT if suffix in EXPORTS else LARGEST_FILE
    if suffix in UNREAD:
        found.refused.append(Refused(name, UNREAD[suffix]))
    elif suffix in TEMPLATES or name.lower().endswith(".11ty.js"):
        found.parts += 1
        found.refused.append(Refused(name, "is a template: a program fills it", "template"))
    elif suffix in PICTURES or suffix in TEXTS:
        if known.st_size > limit:
            size, most = f"{known.st_size / 1e6:,.0f} MB", f"{limit / 1e6:,.0f} MB"
            found.refused.append(Refused(name, f"is too large ({size}, at most {most})"))
        elif suffix in PICTURES:
            found.pictures[name.casefold()] = name
        else:
            found.texts.append(name)


def _beside(source: Path) -> Iterator[str]:
    """Yield the pictures that lie beside one file: there, where a browser saves them, in uploads.

    A blog's uploads lie below year and month.
    """
    for folder in ("", f"{source.stem}_files", f"{source.stem}.fld"):
        yield from _pictures(source.parent, folder, 1)
    for each in sorted(source.parent.iterdir()):
        if each.name.casefold() in _UPLOADS or re.fullmatch(r"(?:19|20)\d\d", each.name):
            yield from _pictures(source.parent, each.name, DEEPEST)


def _pictures(root: Path, folder: str, depth: int) -> Iterator[str]:
    """Yield the pictures of a folder and, so many folders deep, of those in it."""
    if not (root / folder).is_dir() or (folder and (root / folder).is_symlink()):
        return
    count = 0
    for place, inside, names in os.walk(root / folder):
        inside.sort()
        if len(Path(place).relative_to(root / folder).parts) >= depth - 1:
            inside.clear()
        for name in sorted(names):
            count += 1
            if count > MOST_FILES:
                raise SiteFault(f"'{root / folder}' holds more than {MOST_FILES:,} files.", 2)
            path = Path(place, name)
            if path.suffix.lower() in PICTURES and path.is_file() and not path.is_symlink():
                yield path.relative_to(root).as_posix()


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text of some bytes, and what had to be done for it, or nothing.

    Raises ValueError for what is no text.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _plain(content.decode(name, "replace")), ""
    if b"\0" in content[:4096]:
        raise ValueError("is not text")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _by_its_word(content)
    if _TWICE.search(text):
        mended = _TWICE.sub(_read_again, text)
        if mended != text:
            return _plain(mended), "letters that were encoded twice are mended"
    return _plain(text), ""


def _by_its_word(content: bytes) -> tuple[str, str]:
    """Decode what is not UTF-8 as it says of itself, or else as Windows writes it."""
    declared = _DECLARED.search(content[:2000])
    name = (declared[1] or declared[2]).decode("ascii") if declared else ""
    try:
        known = codecs.lookup(name).name if name else ""
    except LookupError:
        known = ""
    if known in ("", "utf-8", "ascii", "iso8859-1", "latin-1", "utf-16", "utf-16-le", "utf-16-be"):
        known = "cp1252"
    try:
        text = content.decode(known)
    except (UnicodeDecodeError, LookupError, AssertionError):
        text = content.decode("cp1252", "replace")
        known = "cp1252"
    shown = "Windows-1252" if known == "cp1252" else known
    return _plain(text), f"read as {shown}, because it is not UTF-8"


def _read_again(found: re.Match[str]) -> str:
    try:
        return found[0].encode("cp1252").decode("utf-8")
    except UnicodeError:
        return found[0]


def _plain(text: str) -> str:
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
