"""The entries of an export of Movable Type and TypePad, which is a text.

Each entry is a head of fields and some parts, of which comments and pings are other people's:
https://movabletype.org/documentation/appendices/import-export-format.html
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from plugins.importer.found import Found, Name
from plugins.importer.sources.page.paragraphs import with_paragraphs
from plugins.importer.sources.page.written_dates import written_date
from plugins.importer.sources.reading import shortened, take_html
from plugins.importer.sources.states import why_state
from plugins.importer.text.cleaning import plain_words

_BEGINS = re.compile(
    r"\A\s*(?:AUTHOR|TITLE|BASENAME|STATUS): [^\n]*\n(?:[A-Z][A-Z ]*:[^\n]*\n)+-----\n"
)
_FIELD = re.compile(r"^([A-Z][A-Z ]*): *(.*)$", re.MULTILINE)
_PART = re.compile(r"\A\s*([A-Z][A-Z ]*):[ \t]*\n")
_AMERICAN = re.compile(r"\A(\d\d)/(\d\d)/(\d{4})")
_ENTRY, _PARTS = "\n--------\n", "\n-----\n"


def is_movable_type(text: str) -> bool:
    return _BEGINS.match(text[:4000]) is not None


def posts_in_movable_type(file: str, text: str) -> Iterator[Found]:
    """Yield every entry. What other people wrote below it is counted and left out."""
    for number, entry in enumerate(f"{text}\n".split(_ENTRY), 1):
        if entry.strip():
            yield _post(file, number, entry)


def _post(file: str, number: int, entry: str) -> Found:
    head, *rest = entry.split(_PARTS)
    fields = _FIELD.findall(head)
    said = {name: value.strip() for name, value in reversed(fields)}  # the first one counts
    found = Found(f"{file}, entry {number}", file=file, closed="")
    found.title = plain_words(said.get("TITLE", ""))
    found.slug = said.get("BASENAME", "").replace("_", "-")
    found.closed = why_state(said.get("STATUS", ""))
    if written := written_date(_AMERICAN.sub(r"\3-\1-\2", said.get("DATE", ""))):
        found.date = written.stated
    else:
        found.close("its date cannot be read")
    if address := said.get("UNIQUE URL", ""):
        found.addresses = [address]
        found.id = address
    topics = [value.strip() for name, value in fields if name in ("PRIMARY CATEGORY", "CATEGORY")]
    found.categories = [Name(each) for each in dict.fromkeys(topics) if each]
    if author := said.get("AUTHOR", ""):
        found.authors = [Name(author)] if " " in author else []  # a word alone may be a login
    parts: dict[str, str] = {}
    others: Counter[str] = Counter()
    for part in rest:
        if name := _PART.match(part):
            words = part[name.end() :].strip("\n")
            others[name[1].lower()] += name[1] in ("COMMENT", "PING")
            parts.setdefault(name[1], words)
    found.notes.lost += [
        f"{count} {name}{'s' * (count > 1)}" for name, count in others.items() if count
    ]
    found.summary = shortened(plain_words(parts.get("EXCERPT", "")))
    html = "\n\n".join(filter(None, (parts.get("BODY"), parts.get("EXTENDED BODY"))))
    if said.get("CONVERT BREAKS", "1") not in ("0", "richtext"):
        html = with_paragraphs(html)
    take_html(found, html, found.addresses[0] if found.addresses else "")
    return found
