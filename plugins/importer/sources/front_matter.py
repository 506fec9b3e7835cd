"""The posts and pages of Pelican, Hugo, Zola, Jekyll, Eleventy and of another hub.

Their Markdown goes through HTML, so that every source is cleaned by the same rules.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from plugins.base import clock
from plugins.content.front_matter import parse
from plugins.content.schema.foreign_fields import theirs
from plugins.importer.found import Found, Name, Picture, Refused
from plugins.importer.sources.generator_text import PELICAN_LINK, html_of, html_with_templates
from plugins.importer.sources.page.written_dates import Written, written_date
from plugins.importer.sources.reading import LARGEST, shortened, take_html
from plugins.importer.sources.site_config import Site
from plugins.importer.sources.states import PAGES, POSTS, why_folder, why_header, word
from plugins.model.disclosure import FIELDS

Values = Mapping[str, Any]

_PELICAN = re.compile(r"(?:[A-Za-z][\w-]{0,30}:(?:[ \t].*)?\n(?:[ \t]+\S.*\n)*)+(?:\n|$)")
_PELICAN_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]*(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_RST_FIELD = re.compile(r"^:([a-z_]+):[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_DATED_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2})[-_](.+)$")
# Fields that say where a post was once, not where it is.
_FORMER = ("alias", "aliases", "redirect_from", "redirects", "old_url", "old_urls")
# What Obsidian shows to nobody but those who write, and what Nikola says of a post.
_REMARK = re.compile(r"%%(?:[^%]|%(?!%))*%%")
_NIKOLA = re.compile(r"^\.\. ([a-z_]+):[ \t]*(.*)$", re.MULTILINE)
# The properties of a page of Notion, below its title.
_NOTION = re.compile(r"\A\s*# [^\n]+\n+((?:[A-Z][\w ]{0,30}: [^\n]*\n)+)(?=\n|\Z)")
_MORE = re.compile(r"<!--\s*more\s*-->")

# A state that a header says in a line that its reader cannot read as it should.
_NO_END = "its header cannot be read: it has no end, or breaks off"
_LOOP = re.compile(r"\{%-?\s*for\s+\w+\s+in\s|\{\{-?\s*range\s")
_LINE = re.compile(r"^\s*[\"']?([A-Za-z][\w-]*)[\"']?\s*[:=]\s*(.*?)\s*,?$", re.MULTILINE)
_FEWEST = 3  # words; a text with fewer breaks off, or is none


def posts_in_markdown(
    file: str, text: str, alone: bool, site: Site, kinds: Sequence[str] = (), html: bool = False
) -> Iterator[Found | Refused]:
    """Yield the post or page of a file with a header. With `html` the text below it is HTML."""
    if len(text) > LARGEST:
        yield Refused(file, f"is too large ({len(text):,} characters, at most {LARGEST:,})")
        return
    text = _REMARK.sub("", text)
    head = header_of(file, text)
    values, body = head.values, head.body
    name = PurePosixPath(file)
    if name.stem == "_index":
        yield Refused(file, "introduces a list of posts, and is none itself", "list of posts")
        return
    if not alone and not values and not head.unread:
        yield Refused(file, "has no header, so it is no post")
        return
    kind = kind_of(values, name)
    if kind not in POSTS | PAGES and kind not in kinds:
        yield Refused(file, f"is of the kind '{kind}'", f"item of the kind '{kind}'")
        return
    if _LOOP.search(body):
        yield Refused(file, "is a template: a program fills it", "template")
        return
    found = Found(file, file=file, kind="page" if kind in PAGES else "post")
    if head.said:
        found.notes.guessed.append(head.said)
    _take_header(found, values, name, site)
    if not found.title and (heading := re.match(r"\s*#[ \t]+(.+)", body)):
        found.title = heading[1].strip(" #")
        body = body[heading.end() :]
    if not found.title:
        found.notes.ask("title", "no title is given")
    if not found.summary and (more := _MORE.search(body)):
        found.summary = shortened(re.sub(r"[*_`#>\[\]]", "", body[: more.start()]))
    made = html_with_templates(body, found) if html else html_of(body, found)
    found.closed = why_file(file, head, made) or site.inherited.why(file, clock.now())
    if not found.date and not found.closed and found.kind == "post":
        found.notes.ask("date", "no date is given")
    take_html(found, made, "")
    yield found


def posts_in_rst(file: str, text: str, site: Site) -> Iterator[Found | Refused]:
    """Yield the post of a reStructuredText file, as Pelican reads them."""
    from docutils.core import publish_parts

    if len(text) > LARGEST:
        yield Refused(file, f"is too large ({len(text):,} characters, at most {LARGEST:,})")
        return
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "report_level": 5,
        "halt_level": 5,
        "_disable_config": True,
        "initial_header_level": 2,
        "input_encoding": "unicode",
    }
    fields = {name.lower(): value.strip() for name, value in _NIKOLA.findall(text[:4000])}
    fields |= {name.lower(): value.strip() for name, value in _RST_FIELD.findall(text[:4000])}
    text = _NIKOLA.sub("", text[:4000]) + text[4000:]
    body = PELICAN_LINK.sub("source:", re.sub(r"\A((?:.*\n){0,5}?)((?::\w+:.*\n)+)", r"\1", text))
    try:
        parts = publish_parts(body, writer="html5", settings_overrides=settings)
    except Exception as error:  # docutils raises whatever a broken text leads it to
        yield Refused(file, f"cannot be read as reStructuredText ({type(error).__name__})")
        return
    name = PurePosixPath(file)
    kind = kind_of(fields, name)
    found = Found(file, file=file, kind="page" if kind in PAGES else "post")
    _take_header(found, {"title": parts["title"], **fields}, name, site)
    found.closed = why_file(file, Head(fields, parts["body"]), parts["body"])
    if shut := {"draft", "private"} & {each.strip() for each in fields.get("tags", "").split(",")}:
        found.closed = found.closed or f"its tags say '{min(shut)}'"  # as Nikola reads them
    found.closed = found.closed or site.inherited.why(file, clock.now())
    take_html(found, parts["body"], "")
    yield found


def why_file(file: str, head: Head, html: str) -> str:
    """Return why a file with a header may not be public, or nothing."""
    if head.unread:
        return head.unread
    now = clock.now()
    why = why_header(head.values, now) or why_folder(file)
    if not why and head.raw:
        # What a broken header says twice, or below something else, counts too.
        lines = ({_plain_name(name): value} for name, value in _LINE.findall(head.raw))
        why = next((said for each in lines if (said := why_header(each, now))), "")
    if not why and len(re.findall(r"\w+", re.sub(r"<(?!img|iframe|audio|video)[^>]*>", " ", html)
                                  )) < _FEWEST:  # fmt: skip
        why = "it has no text"
    return why


def kind_of(values: Values, name: PurePosixPath) -> str:
    """Return the kind of a file: what its header says, or else where it lies."""
    for key in ("post_type", "type", "content_type"):
        if said := re.sub(r"[^a-z0-9_]", "", word(values.get(key))):
            return said
    folders = {each.casefold().lstrip("_") for each in name.parts[:-1]}
    is_page = word(values.get("layout")) in PAGES and "date" not in values
    return "page" if is_page or "pages" in folders else "post"


# -- The header


@dataclass(frozen=True)
class Head:
    """The fields of a header by their names in small letters, and the text below it.

    `said` is what is odd about the header, and `raw` its text where it could not be read as it
    should; `unread` says why what begins like a header is none.
    """

    values: Values
    body: str
    said: str = ""
    raw: str = ""
    unread: str = ""


def header_of(file: str, text: str) -> Head:
    """Return the header of a file, in YAML, TOML, JSON or lines of fields."""
    text = text.lstrip("\ufeff")
    if re.match(r"---[ \t]*\n", text):
        return _yaml(file, re.sub(r"\A---[ \t]*\n", "---\n", text))
    if re.match(r"\+\+\+[ \t]*\n", text):
        return _toml(text)
    if text.startswith("{") and not text.startswith(("{%", "{{", "{#", "{:")):
        try:
            values, at = json.JSONDecoder().raw_decode(text)
            return Head(_small(_flat(values)), text[at:])
        except (ValueError, RecursionError, AttributeError):
            return Head({}, text, unread=_NO_END)
    if found := _PELICAN.match(f"{text}\n"):
        fields = {name: " ".join(value.split()) for name, value in _PELICAN_FIELD.findall(found[0])}
        return Head(_small(fields), text[found.end() :])
    if found := _NOTION.match(text):
        fields = dict(re.findall(r"^([A-Z][\w ]*): (.*)$", found[1], re.MULTILINE))
        fields["title"] = text.lstrip()[2:].partition("\n")[0]
        return Head(_small(fields), text[found.end() :])
    begins = re.match(r"(?:---|\+\+\+|(?:title|date|status|slug|author)[ \t]*:)", text, re.I)
    return Head({}, text, unread=_NO_END if begins else "")


def _yaml(file: str, text: str) -> Head:
    header, problems = parse(file, text)
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
    raw = text[4 : end.start()] if end and problems else ""
    if header.values:
        return Head(_small(_flat(header.values)), header.body, raw=raw)
    if end and problems:
        values = dict(_PELICAN_FIELD.findall(raw))
        what = f"the header, read line by line, because its YAML is broken ({problems[0].message})"
        return Head(_small(_unquoted(values)), text[end.end() :], what, raw)
    return Head({}, header.body if end else text, unread="" if end else _NO_END)


def _toml(text: str) -> Head:
    end = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE).search(text, 4)
    if not end:
        return Head({}, text, unread=_NO_END)
    raw, body = text[text.index("\n") : end.start()], text[end.end() :]
    try:
        values = _flat(tomllib.loads(raw))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        lines = dict(re.findall(r"^(\w+)\s*=\s*(.+)$", raw, re.MULTILINE))
        what = f"the header, read line by line, because its TOML is broken ({error})"
        return Head(_small(_unquoted(lines)), body, what, raw)
    return Head(_small(values), body)


def _plain_name(name: str) -> str:
    return name.lower().replace("-", "_")


def _small(values: Values) -> Values:
    return {_plain_name(str(name)): value for name, value in values.items()}


def _flat(values: Values) -> Values:
    """Return values with those of Hugo's and Zola's inner tables among them."""
    found: dict[str, Any] = {}
    for name in ("params", "extra", "taxonomies", "meta", "frontmatter", "eleventyComputed"):
        inner = values.get(name)
        found |= inner if isinstance(inner, dict) else {}
    return {**found, **values}


def _unquoted(values: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        text = value.strip()
        if text.startswith("[") and text.endswith("]"):
            found[name] = [each.strip(" \"'") for each in text[1:-1].split(",")]
        else:
            found[name] = text.strip("\"'")
    return found


def _take_header(found: Found, values: Values, name: PurePosixPath, site: Site) -> None:
    found.title = _text(values, "title")
    dated = _DATED_NAME.match(name.stem)
    written = _date(values, *theirs("date", values))
    if written is None and dated and (written := written_date(dated[1])):
        found.notes.guessed.append("the date, from the name of the file")
    if written is not None:
        found.date = written.stated
    elif any(values.get(name) for name in theirs("date", values)):
        found.close("its date cannot be read")
    if (whole := _text(values, "slug")).startswith("/"):  # Docusaurus, Gatsby: it is the address
        found.addresses.append(whole)
        whole = whole.strip("/").rpartition("/")[2]
    slug = whole or (dated[2] if dated else name.stem)
    found.slug = slug if slug != "index" else name.parent.name
    found.summary = shortened(_text(values, *theirs("summary", values)))
    authors = next(filter(None, (_names(values, key) for key in theirs("authors", values))), [])
    found.authors = [Name(each, each if _is_slug(each) else "") for each in authors]
    for key in theirs("topics", values):
        sure = key not in ("tags", "tag", "keywords")
        for each in _names(values, key, spaces=key == "categories"):
            if all(each != known.text for known in found.categories):
                slug = each if _is_slug(each) else ""
                found.categories.append(Name(each, slug, sure=sure))
    for key in theirs("series", values)[:1]:
        for each in _names(values, key)[:1]:
            found.series = Name(each, each if _is_slug(each) else "")
    part = next((values[key] for key in theirs("part", values)), 0)
    if part in ("introduction", "closing") or str(part).isdecimal():
        found.part = int(part) if str(part).isdecimal() else part
    if word(values.get("status")) == "withdrawn":
        found.notes.ask("closed", "it was withdrawn, and is a draft now")
    found.id = _text(values, "id", "guid")
    for field in ("content_note", *FIELDS):
        setattr(found, field, _text(values, field))
    found.form = "story" if word(values.get("kind")) == "story" else ""
    found.rules, found.support = _names(values, "rules"), _names(values, "support")
    reviewed = values.get("reviewed")
    if isinstance(reviewed, dict) and {"date", "by"} <= reviewed.keys():
        found.reviewed = {name: str(reviewed[name]) for name in ("date", "by")}
    _take_addresses(found, values)
    own = [each for each in theirs("address", values) if each not in _FORMER]
    if not own and (address := site.address(found, name)):
        found.addresses.insert(0, address)
    _take_picture(found, values)


def _take_addresses(found: Found, values: Values) -> None:
    for key in theirs("address", values):
        for each in _names(values, key):
            path = unquote(each)
            if re.match(r"https?://", path) or (path.startswith("/") and ":" not in path):
                found.addresses.append(path)
            elif key == "aliases" or (path and ":" not in path and "{" not in path):
                found.addresses.append(f"/{path.removeprefix('./')}")


def _take_picture(found: Found, values: Values) -> None:
    image = next((values[key] for key in theirs("image", values) if values.get(key)), None)
    image = image[0] if isinstance(image, list) and image else image
    if isinstance(image, dict):
        address = image.get("src") or image.get("image") or image.get("path") or image.get("url")
        alt = image.get("alt") or image.get("caption") or ""
        if address:
            credit = str(image.get("credit") or "")
            found.picture = Picture(str(address), str(alt), credit)
    elif isinstance(image, str):
        found.picture = Picture(PELICAN_LINK.sub("", image), _text(values, "image_alt"))


def _date(values: Values, *names: str) -> Written | None:
    for name in names:
        value = values.get(name)
        if value is not None and not isinstance(value, bool):
            text = value.isoformat() if hasattr(value, "isoformat") else str(value)
            text = re.sub(r"(\d) ([+-]\d{4})$", r"\1\2", text)  # Jekyll: 10:00:00 +0100
            if written := written_date(text):
                return written
    return None


def _text(values: Values, *names: str) -> str:
    for name in names:
        value = values.get(name)
        if (
            isinstance(value, (str, int, float))
            and not isinstance(value, bool)
            and str(value).strip()
        ):
            return " ".join(str(value).split())
    return ""


def _names(values: Values, key: str, spaces: bool = False) -> list[str]:
    """Return a list of names, however the program writes a list."""
    value = values.get(key)
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, (list, tuple)):
        each = [item.get("name") if isinstance(item, dict) else item for item in value]
        return [str(item).strip() for item in each if item is not None and str(item).strip()]
    if not isinstance(value, str):
        return []
    text = value.strip()
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    sign = ";" if ";" in text else ","
    if spaces and sign not in text:  # Jekyll: "categories: safety news"
        return text.split()
    return [part.strip(" \"'") for part in text.split(sign) if part.strip()]


def _is_slug(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text) is not None
