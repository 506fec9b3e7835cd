"""The posts and pages of a Ghost export (JSON), of Ghost 1 to 6."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any
from urllib.parse import urljoin

from plugins.importer.found import Damage, Found, Name, Refused
from plugins.importer.sources.page.written_dates import written_date
from plugins.importer.sources.reading import picture_from, shortened, take_html
from plugins.importer.sources.states import (
    PAGES,
    POSTS,
    PRIVATE_BLOG,
    why_audience,
    why_state,
    word,
)

Row = dict[str, Any]

_HOME = re.compile(r"__GHOST_URL__")
_WALL = re.compile(r"<!--\s*(?:members-only|kg-gated-block:begin|kg-paywall)\b")


def tables_of(export: Any) -> dict[str, Any] | None:
    """Return the tables of a Ghost export, or nothing for what is none."""
    try:
        found = export["db"][0]["data"] if "db" in export else export["data"]
    except (KeyError, IndexError, TypeError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("posts"), list) else None


def version_of(export: Any) -> str:
    """Return of which version of Ghost an export is, or nothing if it does not say."""
    try:
        meta = export["db"][0]["meta"] if "db" in export else export["meta"]
        return str(meta["version"])
    except (KeyError, IndexError, TypeError):
        return ""


def posts_in_ghost(
    file: str, export: Any, kinds: Sequence[str] = ()
) -> Iterator[Found | Refused | Damage]:
    """Yield the posts and pages of an export."""
    tables = tables_of(export) or {}
    version = version_of(export)
    if version and not re.fullmatch(r"0*[1-6](?:\..*)?", version):
        yield Damage(file, f"is of Ghost {version[:20]}; versions 1 to 6 are known")
    tags = _joined(tables, "posts_tags", "tag_id", "tags")
    people = _joined(tables, "posts_authors", "author_id", "users")
    more = {each.get("post_id"): each for each in _rows(tables, "posts_meta")}
    users = {each.get("id"): each for each in _rows(tables, "users")}
    pattern = _permalinks(tables)
    private = any(
        each.get("key") == "is_private" and word(each.get("value")) in ("true", "1")
        for each in _rows(tables, "settings")
    )
    for number, row in enumerate(tables["posts"], 1):
        origin = f"{file}, post {number}"
        if not isinstance(row, dict):
            yield Refused(origin, "is no post that can be read", "item that cannot be read")
            continue
        kind = word(row.get("type")) or ("page" if row.get("page") in (True, 1) else "post")
        if kind not in POSTS | PAGES and kind not in kinds:
            yield Refused(origin, f"is of the kind '{kind}'", f"item of the kind '{kind}'")
            continue
        own = people.get(row.get("id"), [])
        if not own and row.get("author_id") in users:
            own = [users[row.get("author_id")]]
        found = _post(row, kind, origin, file, own, tags.get(row.get("id"), []), more, pattern)
        found.closed = found.closed or (PRIVATE_BLOG if private else "")
        yield found


def _rows(tables: dict[str, Any], name: str) -> list[Row]:
    found = tables.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _joined(tables: dict[str, Any], pairs: str, key: str, name: str) -> dict[Any, list[Row]]:
    """Return the rows of a table by the posts that they belong to, in their order."""
    rows = {each.get("id"): each for each in _rows(tables, name)}
    found: defaultdict[Any, list[Row]] = defaultdict(list)
    for pair in sorted(_rows(tables, pairs), key=lambda each: _number(each.get("sort_order"))):
        if pair.get(key) in rows:
            found[pair.get("post_id")].append(rows[pair.get(key)])
    return found


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _permalinks(tables: dict[str, Any]) -> str:
    """Return how the addresses of posts were made; Ghost 1 says it among its settings."""
    for each in _rows(tables, "settings"):
        if each.get("key") == "permalinks" and each.get("value"):
            return str(each["value"])
    return "/:slug/"


def _closed(row: Row, meta: Row) -> str:
    if why := why_state(str(row.get("status") or "")):
        return why
    if (said := row.get("visibility")) is not None and (why := why_audience(said)):
        return why
    if meta.get("email_only") or row.get("email_only"):
        return "it was sent by e-mail only"
    return "a part of it was for members only" if _WALL.search(_text(row, "html")) else ""


def _text(row: Row, *names: str) -> str:
    for name in names:
        value = row.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def _post(
    row: Row, kind: str, origin: str, file: str, people: list[Row], tags: list[Row],
    more: dict[Any, Row], pattern: str,
) -> Found:  # fmt: skip
    meta = more.get(row.get("id"), {})
    found = Found(origin, file=file, kind="page" if kind in PAGES else "post")
    found.title, found.slug = _text(row, "title"), _text(row, "slug")
    found.closed = _closed(row, meta)
    found.id = str(row.get("id") or "")
    if written := written_date(_text(row, "published_at", "created_at")):
        found.date = written.stated
    elif found.kind == "post" or _text(row, "published_at"):
        found.close("its date cannot be read")
    if found.slug and not found.closed:
        found.addresses = [_address(pattern if found.kind == "post" else "/:slug/", found)]
    found.summary = shortened(_text({**meta, **row}, "custom_excerpt", "meta_description"))
    found.authors = [
        Name(_text(each, "name"), _text(each, "slug"), private=True)
        for each in people
        if _text(each, "name")
    ]
    for each in tags:
        name = _text(each, "name")
        if name and not name.startswith("#") and not why_audience(each.get("visibility", "public")):
            found.categories.append(Name(name, _text(each, "slug")))
    if image := _text(row, "feature_image"):
        alt = _text({**meta, **row}, "feature_image_alt")
        found.picture = picture_from(_HOME.sub("", image), alt)
    html = _text(row, "html")
    if not html and (plain := _text(row, "plaintext")):
        html = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", plain))
        found.notes.lost.append("headings, links and pictures: the export has the plain words only")
    elif not html and _text(row, "lexical", "mobiledoc"):
        found.notes.ask("words", "the export holds the text in Ghost's own form only: copy it")
    take_html(found, _HOME.sub("", html), found.addresses[0] if found.addresses else "")
    return found


def _address(pattern: str, found: Found) -> str:
    year, month, day = [*found.day.split("-"), "", "", ""][:3]
    words = {":slug": found.slug, ":year": year, ":month": month, ":day": day}
    path = re.sub(r":\w+", lambda each: words.get(each[0], each[0]), pattern)
    path = re.sub(r"\{(\w+)\}", lambda each: words.get(f":{each[1]}", each[0]), path)
    return urljoin("/", path)
