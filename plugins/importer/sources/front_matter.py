"""The posts of Pelican, Hugo, Jekyll and of another hub, with their headers.

Their Markdown goes through HTML, so that every source is cleaned by the same rules.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from plugins.content.front_matter import parse
from plugins.content.schema.foreign_fields import is_hidden, theirs
from plugins.importer.found import Found, Name, Picture, Refused
from plugins.importer.sources.reading import LARGEST, shortened, take_html
from plugins.importer.sources.written_dates import Written, written_date
from plugins.model.disclosure import FIELDS

Values = Mapping[str, Any]

_PELICAN = re.compile(r"(?:[A-Za-z][\w-]{0,30}:[ \t].*\n(?:[ \t]+\S.*\n)*)+(?:\n|$)")
_PELICAN_FIELD = re.compile(r"^([A-Za-z][\w-]*):[ \t]+(.*(?:\n[ \t]+\S.*)*)", re.MULTILINE)
_RST_FIELD = re.compile(r"^:([a-z_]+):[ \t]*(.*)$", re.MULTILINE | re.IGNORECASE)
_DATED_NAME = re.compile(r"^(\d{4}-\d{2}-\d{2})[-_](.+)$")
_MORE = re.compile(r"<!--\s*more\s*-->")

# What programs write into Markdown, and what it stands for.
_HIGHLIGHT = re.compile(
    r"\{%-?\s*highlight\s+(\w+)[^%]*%\}\n?(.*?)\{%-?\s*endhighlight\s*-?%\}|"
    r"\{\{[<%]\s*highlight\s+(\w+)[^>%]*[>%]\}\}\n?(.*?)\{\{[<%]\s*/highlight\s*[>%]\}\}",
    re.DOTALL,
)
_POST_URL = re.compile(r"\{%-?\s*(?:post_url|link)\s+(\S+?)\s*-?%\}")
_REF = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+\"?([^\"\s>%]+)\"?[^>%]*[>%]\}\}")
_FIGURE = re.compile(r"\{\{[<%]\s*figure\s+([^>%]*?)/?\s*[>%]\}\}")
_TUBE = re.compile(r"\{\{[<%]\s*(youtube|vimeo)\s+\"?([\w-]+)\"?\s*[>%]\}\}")
_SITE = re.compile(r"\{\{-?\s*(?:site\.(?:baseurl|url)|page\.url)\s*-?\}\}")
_FILTERED = re.compile(
    r"\{\{-?\s*[\"']([^\"'{}]+)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}"
)
_PELICAN_LINK = re.compile(r"(?:\{|%7B|\|)(?:filename|static|attach)(?:\}|%7D|\|)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{[<%].*?[>%]\}\}", re.DOTALL)
_KRAMDOWN = re.compile(
    r"^\s*\{:.*?\}\s*$|\{:\s*[.#\w][^}\n]*\}|[ \t]+\{#[\w:.-]+\}(?=[ \t]*$)", re.MULTILINE
)
_TOC = re.compile(r"^(?:\[TOC\]|[*-] (?:TOC|toc)|\[\[_TOC_\]\])[ \t]*$", re.MULTILINE)
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]+(.+)$", re.MULTILINE)
_ADMONITION = re.compile(r"^!!!\s*(\w+)[^\n]*\n((?:(?:[ ]{4}|\t)[^\n]*\n?|\n)*)", re.MULTILINE)
_FENCED = re.compile(r"(^(`{3,}|~{3,})[^\n]*\n.*?^\2[ \t]*$)", re.MULTILINE | re.DOTALL)
_BOXES = {"tip": "TIP", "hint": "TIP", "warning": "WARNING", "attention": "WARNING",
          "danger": "CAUTION", "caution": "CAUTION", "important": "IMPORTANT"}  # fmt: skip


def posts_in_markdown(file: str, text: str, alone: bool) -> Iterator[Found | Refused]:
    """Yield the post of a Markdown file."""
    if len(text) > LARGEST:
        yield Refused(file, f"is too large ({len(text):,} characters, at most {LARGEST:,})")
        return
    values, body, said = header_of(file, text)
    name = PurePosixPath(file)
    if name.stem == "_index":
        yield Refused(file, "introduces a list of posts, and is none itself")
        return
    if not alone and not values:
        yield Refused(file, "has no header, so it is no post")
        return
    found = Found(file, file=file)
    if said:
        found.notes.guessed.append(said)
    _take_header(found, values, name)
    if not found.title and (heading := re.match(r"\s*#[ \t]+(.+)", body)):
        found.title = heading[1].strip(" #")
        body = body[heading.end() :]
    if not found.title:
        found.notes.person.append("no title is given")
    if not found.date and found.status == "published":
        found.notes.person.append("no date is given")
    if not found.summary and (more := _MORE.search(body)):
        found.summary = shortened(re.sub(r"[*_`#>\[\]]", "", body[: more.start()]))
    take_html(found, html_of(body, found), "")
    yield found


def posts_in_rst(file: str, text: str) -> Iterator[Found | Refused]:
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
    fields = {name.lower(): value.strip() for name, value in _RST_FIELD.findall(text[:4000])}
    body = _PELICAN_LINK.sub("source:", re.sub(r"\A((?:.*\n){0,5}?)((?::\w+:.*\n)+)", r"\1", text))
    try:
        parts = publish_parts(body, writer="html5", settings_overrides=settings)
    except Exception as error:  # docutils raises whatever a broken text leads it to
        yield Refused(file, f"cannot be read as reStructuredText ({type(error).__name__})")
        return
    found = Found(file, file=file)
    _take_header(found, {"title": parts["title"], **fields}, PurePosixPath(file))
    take_html(found, parts["body"], "")
    yield found


# -- The header


def header_of(file: str, text: str) -> tuple[Values, str, str]:
    """Return the fields of a header by their names in small letters, the text, and what is odd."""
    text = text.lstrip("\ufeff")
    if text.startswith("---"):
        header, problems = parse(file, re.sub(r"\A---[ \t]*\n", "---\n", text))
        if header.values:
            return _small(header.values), header.body, ""
        end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, 4)
        if end and problems:
            values = dict(_PELICAN_FIELD.findall(text[4 : end.start()]))
            what = (
                f"the header, read line by line, because its YAML is broken ({problems[0].message})"
            )
            return _small(_unquoted(values)), text[end.end() :], what
        return {}, text, ""
    if text.startswith("+++"):
        end = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE).search(text, 4)
        if end:
            try:
                return _small(_flat(tomllib.loads(text[4 : end.start()]))), text[end.end() :], ""
            except (tomllib.TOMLDecodeError, RecursionError) as error:
                values = dict(
                    re.findall(r"^(\w+)\s*=\s*(.+)$", text[4 : end.start()], re.MULTILINE)
                )
                what = f"the header, read line by line, because its TOML is broken ({error})"
                return _small(_unquoted(values)), text[end.end() :], what
    if text.startswith("{"):
        try:
            values, at = json.JSONDecoder().raw_decode(text)
            return _small(_flat(values)), text[at:], ""
        except (ValueError, RecursionError, AttributeError):
            return {}, text, ""
    if found := _PELICAN.match(text):
        fields = {name: " ".join(value.split()) for name, value in _PELICAN_FIELD.findall(found[0])}
        return _small(fields), text[found.end() :], ""
    return {}, text, ""


def _small(values: Values) -> Values:
    return {str(name).lower().replace("-", "_"): value for name, value in values.items()}


def _flat(values: Values) -> Values:
    """Return values with those of Hugo's table `params` among them."""
    inner = values.get("params")
    return {**(inner if isinstance(inner, dict) else {}), **values}


def _unquoted(values: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in values.items():
        text = value.strip()
        if text.startswith("[") and text.endswith("]"):
            found[name] = [each.strip(" \"'") for each in text[1:-1].split(",")]
        else:
            found[name] = text.strip("\"'")
    return found


def _take_header(found: Found, values: Values, name: PurePosixPath) -> None:
    found.title = _text(values, "title")
    dated = _DATED_NAME.match(name.stem)
    written = _date(values, *theirs("date", values))
    if written is None and dated and (written := written_date(dated[1])):
        found.notes.guessed.append("the date, from the name of the file")
    if written is not None:
        found.date = written.stated
    slug = _text(values, "slug") or (dated[2] if dated else name.stem)
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
    state = _text(values, "status").lower()
    if is_hidden(values) or state == "draft" or "_drafts" in name.parts:
        found.status = "draft"
    if state == "withdrawn":
        found.status = "draft"
        found.notes.person.append("it was withdrawn, and is a draft now")
    found.id = _text(values, "id", "guid")
    for field in ("content_note", *FIELDS):
        setattr(found, field, _text(values, field))
    _take_addresses(found, values)
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
        found.picture = Picture(_PELICAN_LINK.sub("", image), _text(values, "image_alt"))


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


# -- The text


def html_of(body: str, found: Found) -> str:
    """Return the HTML of Markdown with what generators put into it."""
    from cmarkgfm import markdown_to_html_with_extensions
    from cmarkgfm.cmark import Options

    body = _HIGHLIGHT.sub(
        lambda each: f"\n```{each[1] or each[3]}\n{each[2] or each[4]}\n```\n", body
    )
    pieces = _FENCED.split(body)
    out = []
    for number, piece in enumerate(pieces):
        if number % 3 == 0:
            out.append(_without_templates(piece, found))
        elif number % 3 == 1:
            out.append(piece)
    options = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    return str(markdown_to_html_with_extensions("".join(out), options, extensions))


def _without_templates(text: str, found: Found) -> str:
    text = re.sub(r"\{%-?\s*(?:end)?raw\s*-?%\}", "", text)
    text = _POST_URL.sub(r"source:\1", _REF.sub(r"source:\1", text))
    text = _SITE.sub("", _FILTERED.sub(r"\1", text))
    text = _PELICAN_LINK.sub("source:", text)
    text = _FIGURE.sub(_figure, text)
    text = _TUBE.sub(_video, text)
    text = _ADMONITION.sub(_box, text)
    lost = [f"the short form {each[0][:40]}" for each in _TEMPLATE.finditer(text)]
    lost += [
        f"the explanation of '{name}' as '{words}'" for name, words in _ABBREVIATION.findall(text)
    ]
    found.notes.lost += lost[:20]
    text = _ABBREVIATION.sub("", _TEMPLATE.sub("", text))
    return _TOC.sub("", _KRAMDOWN.sub("", text))


def _figure(found: re.Match[str]) -> str:
    said = dict(re.findall(r"(\w+)\s*=\s*\"([^\"]*)\"", found[1]))
    image = f'<img src="{escape(said.get("src", ""))}" alt="{escape(said.get("alt", ""))}">'
    caption = said.get("caption") or said.get("title", "")
    words = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f"\n\n<figure>{image}{words}</figure>\n\n"


def _video(found: re.Match[str]) -> str:
    place = "www.youtube.com/watch?v=" if found[1] == "youtube" else "vimeo.com/"
    return f"\n\n[Video](https://{place}{found[2]})\n\n"


def _box(found: re.Match[str]) -> str:
    lines = [re.sub(r"^(?: {4}|\t)", "", line) for line in found[2].rstrip("\n").split("\n")]
    quoted = "\n".join(f"> {line}" if line else ">" for line in lines)
    return f"> [!{_BOXES.get(found[1].lower(), 'NOTE')}]\n{quoted}\n\n"
