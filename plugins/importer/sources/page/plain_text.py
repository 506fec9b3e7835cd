"""A post as somebody copied it from a web page into a text file.

Such a text has a title, a line with a date, paragraphs, and the furniture of its page round it.
What a line is has to be guessed from how it stands; each guess is named in the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from plugins.importer.found import Found, Name, Refused
from plugins.importer.sources.page.furniture import is_boilerplate
from plugins.importer.sources.page.written_dates import Written, date_within, written_date
from plugins.importer.sources.reading import LARGEST, take_html

_BULLET = re.compile(r"^\s*(?:[\u2022\u00b7\u25cf\u25e6\u2023\u2043\u25aa*-]|\u2013(?=\s))\s+")
_NUMBER = re.compile(r"^\s*(\d{1,2})[.)]\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]]")
_BY = re.compile(r"^(?:written |posted |published )?by:?\s+(.{2,80})$", re.IGNORECASE)
_FIELD = re.compile(
    r"^(title|date|published|authors?|by|topics?|tags?|category|categories|series|summary|address|"
    r"url|source)\s*:\s+(.+)$",
    re.IGNORECASE,
)
_CRUMBS = re.compile(
    r"^(?:home|blog|news|you are here)\b.{0,80}(?:[>/\u203a\u00bb]|$)", re.IGNORECASE
)
_SMALL_TALK = re.compile(
    r"^(?:\d+\s+min(?:ute)?s?(?: read)?|\d[\d,.]*\s+(?:views?|reads?|likes?)|blog|news|home|menu|"
    r"share|print|listen|posted (?:in|by)\b.{0,60}|categor(?:y|ies):.*)$",
    re.IGNORECASE,
)
# A line of its own such as "PE Image" or "ward-3.jpg", which stood for a picture.
_PICTURE = re.compile(
    r"(?:[\w'\u2019&-]+ ){0,4}(?:image|photo|picture|logo|banner|icon|thumbnail|headshot|avatar)"
    r"(?: \d+)?|(?:image|photo|picture)(?: (?:of|by|credit)?:? ?[\w'\u2019-]+){0,2}|"
    r"[\w() -]+\.(?:png|jpe?g|gif|webp|svg)",
    re.IGNORECASE,
)
# How far from its beginning a text may say its date and its author.
_HEAD = 12


def posts_in_text(file: str, text: str) -> Iterator[Found | Refused]:
    """Yield the post that a text holds."""
    if len(text) > LARGEST:
        why = f"is too large ({len(text):,} characters, at most {LARGEST:,})"
        yield Refused(file, why)
        return
    lines = [" ".join(line.replace("\xa0", " ").split()) for line in text.split("\n")]
    if not any(lines):
        yield Refused(file, "is empty")
        return
    found = Found(file, file=file, closed="")
    start = _take_head(found, lines)
    body = _take_tail(found, lines[start:])
    take_html(found, html_of(body, found))
    yield found


def _take_head(found: Found, lines: Sequence[str]) -> int:
    """Take title, date and author from the first lines; return where the text begins."""
    at = 0
    seen = 0
    named: list[str] = []
    while at < len(lines) and seen < _HEAD:
        line = lines[at]
        at += 1
        if not line:
            continue
        seen += 1
        plain = _BULLET.sub("", line)
        field = _FIELD.match(plain)
        if not found.title and not field:
            if _is_furniture(line) or written_date(plain):
                _take_date(found, written_date(plain))
                continue
            found.title = _title(line)
            continue
        if field:
            _take_field(found, field[1].lower(), field[2])
        elif not found.date and (written := written_date(plain) or _dated(plain)):
            _take_date(found, written)
            _take_people(found, re.split(r"\s*[|\u2022\u00b7]\s*", plain))
        elif said := _BY.match(plain):
            _take_people(found, [f"By {said[1]}"])
        elif _is_furniture(line):
            continue
        elif _is_name(plain) and (_next(lines, at) and not found.authors) and not named:
            named.append(plain)
            after = _BULLET.sub("", _next(lines, at))
            if not (written_date(after) or found.date):
                at -= 1
                break
            found.authors.append(Name(plain))
            found.notes.guessed.append(f"the author, from the line '{plain}'")
        else:
            at -= 1
            break
    if not found.title:
        found.notes.ask("title", "no title is given")
    if not found.date:
        found.notes.ask("date", "no date is given")
    return at


def _title(line: str) -> str:
    return re.sub(r"^#+\s*|[*_]{2}", "", line).strip()


def _next(lines: Sequence[str], at: int) -> str:
    return next((line for line in lines[at:] if line), "")


def _is_furniture(line: str) -> bool:
    plain = _BULLET.sub("", line)
    return is_boilerplate(plain) or bool(_CRUMBS.match(plain) or _SMALL_TALK.match(plain))


def _is_name(line: str) -> bool:
    """Return whether a line is the name of a person or an organisation: a few capital words."""
    words = line.split()
    return (
        1 < len(words) <= 5
        and not re.search(r"[.!?:;\d]$", line)
        and sum(word[:1].isupper() for word in words) >= len(words) - 1
    )


def _dated(line: str) -> Written | None:
    """Return the date in a line such as "Ann Example | 16 December 2021 | Blog"."""
    if len(line) > 120 or len(re.findall(r"[.!?]\s", line)) > 1:
        return None
    parts = re.split(r"\s*[|\u2022\u00b7]\s*|\s+\u2013\s+", line)
    by = re.match(r"(?:by|posted|published|written|date|last updated)\b", line, re.IGNORECASE)
    if len(parts) > 1 or by:
        return date_within(line)
    return None


def _take_date(found: Found, written: Written | None) -> None:
    if written is not None and not found.date:
        found.date = written.stated
        found.notes.guessed += [written.guessed] if written.guessed else []


def _take_people(found: Found, parts: Sequence[str]) -> None:
    for part in parts:
        said = _BY.match(part.strip())
        if not said:
            continue
        text = re.split(r"\s+on\s+|,\s*(?=\d)|\s+(?=\d{1,2}(?:st|nd|rd|th)?\s)", said[1])[0]
        for name in re.split(r",\s*|\s+and\s+|\s*&\s*", text):
            if name and all(name != each.text for each in found.authors):
                found.authors.append(Name(name.strip(" ,")))


def _take_field(found: Found, name: str, value: str) -> None:
    if name == "title":
        found.title = value
    elif name in ("date", "published"):
        _take_date(found, written_date(value))
    elif name in ("author", "authors", "by"):
        _take_people(found, [f"by {value}"])
    elif name == "series":
        found.series = Name(value)
    elif name == "summary":
        found.summary = value[:300]
    elif name in ("address", "url", "source"):
        found.addresses = [value] if value.startswith("http") else found.addresses
    else:
        found.categories += [Name(each.strip()) for each in value.split(",") if each.strip()]


def _take_tail(found: Found, lines: Sequence[str]) -> list[str]:
    """Return the lines without the furniture at the end; say what was left out.

    Furniture begins at the first of its lines in the last third from which on nothing but short
    lines follows.
    """
    end = len(lines)
    for at in range(len(lines) - 1, len(lines) // 3, -1):
        line = lines[at]
        if not line:
            continue
        if _is_furniture(line):
            end = at
        elif len(line.split()) > 16 or re.search(r"[.!?]$", line):
            break
    gone = [line for line in lines[end:] if line]
    kept = list(lines[:end])
    if gone:
        shown = "; ".join(f"'{line[:60]}'" for line in gone[:6])
        more = f" and {len(gone) - 6} more lines" if len(gone) > 6 else ""
        found.notes.lost.append(f"what stood below the text: {shown}{more}")
    return kept


# -- The text


def html_of(lines: Sequence[str], found: Found) -> str:
    """Return the HTML that a text most likely was."""
    paragraphs = [*_without_furniture(_paragraphs(lines), found)]
    out: list[str] = []
    headings: list[str] = []
    for number, (kind, text) in enumerate(paragraphs):
        after = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else ""
        if kind == "text" and after and _is_heading(text):
            headings.append(text)
            out.append(f"<h2>{escape(text)}</h2>")
        elif kind == "text":
            out.append(f"<p>{linked(text)}</p>")
        else:
            out.append(f"<{kind}><li>{linked(text)}</li></{kind}>")
    if headings:
        shown = "; ".join(f"'{each}'" for each in headings[:5])
        found.notes.guessed.append(f"which lines are headings: {shown}")
    return re.sub(r"</(ul|ol)><\1>", "", "".join(out))


def _without_furniture(
    paragraphs: Sequence[tuple[str, str]], found: Found
) -> Iterator[tuple[str, str]]:
    """Yield what is text: no name of a picture that came along, and no point of a menu."""
    for kind, text in paragraphs:
        if _PICTURE.fullmatch(text) or (kind == "ul" and _is_furniture(text)):
            found.notes.lost.append(f"'{text[:60]}', which is a part of the page")
        else:
            yield kind, text


def _paragraphs(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return paragraphs (`text`) and points (`ul`, `ol`) of a text.

    A line is a paragraph by itself, unless the text was wrapped: then an empty line ends one.
    """
    wrapped = _is_wrapped(lines)
    found: list[tuple[str, str]] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
            continue
        bullet, number = _BULLET.match(line), _NUMBER.match(line)
        if bullet:
            found.append(("ul", line[bullet.end() :]))
        elif number:
            found.append(("ol", line[number.end() :]))
        elif wrapped and not ended and found:
            kind, text = found[-1]
            found[-1] = (kind, f"{text} {line}")
        else:
            found.append(("text", line))
        ended = False
    return found


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Return whether lines were cut at a width: most of them end within a sentence."""
    inner = [line for line, after in pairwise(lines) if line and after]
    inner = [line for line in inner if not (_BULLET.match(line) or _NUMBER.match(line))]
    cut = [line for line in inner if len(line) > 40 and not re.search(r"[.!?:;]$", line)]
    longest = max((len(line) for line in lines), default=0)
    return longest <= 100 and len(cut) > 1 and len(cut) * 2 > len(inner)


def _is_heading(text: str) -> bool:
    words = text.split()
    return (
        0 < len(words) <= 10
        and len(text) <= 80
        and not re.search(r"[.,;:!\u2026]$", text)
        and text[:1].isupper()
        and not _ADDRESS.search(text)
    )


def linked(text: str) -> str:
    """Return a text as HTML in which addresses are links."""
    out, at = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        out += [escape(text[at : found.start()]), f'<a href="{address}">{address}</a>']
        at = found.end()
    return "".join([*out, escape(text[at:])])
