"""Which kind of source a file is, known by what is in it rather than by its name.

Every item of a source is counted twice: by what reads it, and here without reading it. What was
counted and not read is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from plugins.base.printing import Say
from plugins.base.progress import tracked
from plugins.importer.found import Damage, Found, Refused, place_of
from plugins.importer.sources.blogger import is_blogger, posts_in_blogger
from plugins.importer.sources.feeds import (
    is_listing,
    posts_in_feed,
    posts_in_json_feed,
    posts_in_listing,
)
from plugins.importer.sources.front_matter import posts_in_markdown, posts_in_rst
from plugins.importer.sources.ghost import posts_in_ghost, tables_of
from plugins.importer.sources.movable_type import is_movable_type, posts_in_movable_type
from plugins.importer.sources.page.opening import Opened, decoded
from plugins.importer.sources.page.plain_text import posts_in_text
from plugins.importer.sources.pages import posts_in_page
from plugins.importer.sources.safe_xml import Document, Unsafe, document, root_of
from plugins.importer.sources.site_config import Site, site_of
from plugins.importer.sources.wordpress import posts_in_export

Item = Found | Refused | Damage

_HEADED = re.compile(
    r"\A\ufeff?(?:---[ \t]*\n|\+\+\+[ \t]*\n|(?:[Tt]itle|TITLE|[Dd]ate|[Ss]tatus|[Ss]lug)[ \t]*:"
    r"[ \t].*(?:\n[A-Za-z]+:|\Z))"
)
_WORDPRESS = re.compile(
    r"wordpress\.org/export/|<(?:\w+:)?(?:wxr_version|post_type|post_password)>"
)
_EXPORTS = ".xml .rss .atom .rdf .json".split()
# Files that lie beside posts and are none.
_OTHERS = frozenset(
    "robots.txt humans.txt ads.txt security.txt llms.txt readme.md readme.txt readme.rst "
    "license.md license.txt licence.txt changelog.md contributing.md requirements.txt "
    "package.json package-lock.json tsconfig.json composer.json manifest.json "
    "code_of_conduct.md".split()
)
# Folders of generators whose files are parts of pages, data or examples.
_PARTS = frozenset(
    "_includes _layouts _data _sass _templates layouts archetypes themes node_modules templates "
    "partials shortcodes i18n _plugins".split()
)


@dataclass
class Reading:
    """All that a source holds. `items` are counted without reading them."""

    found: list[Found] = field(default_factory=list)
    left: list[Refused] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    items: int = 0

    def take(self, file: str, expected: int, items: Iterator[Item]) -> None:
        """Take the items of one file, of which there should be at least as many as expected."""
        got = 0
        for each in items:
            if isinstance(each, Damage):
                self.damage.append(each)
            elif isinstance(each, Found):
                each.collection = each.collection or _collection(file)
                self.found.append(each)
                got += 1
            else:
                self.left.append(each)
                got += each.count
        if missing := max(0, expected - got):
            what = "item that cannot be read"
            self.left.append(Refused(file, f"holds {missing:,} that cannot be read", what, missing))
            if not any(each.file == file for each in self.damage):
                self.damage.append(Damage(file, f"cannot be read in {missing:,} of its items"))
        self.items += max(expected, got)


def read_source(source: Opened, kinds: Sequence[str], tell: Say) -> Reading:
    """Return what a source holds. `kinds` are those asked for besides posts and pages."""
    reading = Reading()
    alone = len(source.texts) == 1 and not source.parts
    for each in source.refused:
        reading.take(each.file, each.count, iter((each,)))
    site = site_of(source.root)
    for file in tracked(source.texts, len(source.texts), "Reading files", tell):
        try:
            text, said = decoded(source.read(file))
        except ValueError as error:
            reading.take(file, 1, iter((Refused(file, str(error)),)))
            continue
        except OSError as error:
            reading.take(file, 1, iter((Refused(file, f"cannot be read ({error.strerror})"),)))
            continue
        expected, items = _of_file(file, text, alone, site, kinds)
        reading.take(file, expected, _with_encoding(items, said))
    for found in reading.found:
        _hide_people(found)
        found.addresses = [each for each in found.addresses if place_of(each)]
    return reading


def _collection(file: str) -> str:
    """Return what an item of a file is one of: an export, or all files of one kind."""
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in _EXPORTS:
        return file
    return "pages" if suffix in (".html", ".htm", ".xhtml") else "texts"


def _with_encoding(items: Iterator[Item], said: str) -> Iterator[Item]:
    for each in items:
        if said and isinstance(each, Found):
            each.notes.guessed.append(f"the encoding: {said}")
        yield each


def _hide_people(found: Found) -> None:
    """Leave out names of authors that are addresses of e-mail."""
    kept = [each for each in found.authors if "@" not in each.text]
    if len(kept) < len(found.authors):
        found.notes.lost.append("an author who is only known by an e-mail address")
    found.authors = kept
    if re.match(r"(?:private|protected)\s*:", found.title, re.IGNORECASE):  # WordPress writes so
        found.close(f"its title says that it was {found.title.partition(':')[0].lower()}")


def _of_file(
    file: str, text: str, alone: bool, site: Site, kinds: Sequence[str]
) -> tuple[int, Iterator[Item]]:
    """Return how many items a file has, and those that can be read."""
    name = PurePosixPath(file)
    suffix = name.suffix.lower()
    if not alone and name.name.lower() in _OTHERS:
        return 1, iter((Refused(file, "is no post by its name"),))
    if not alone and not _PARTS.isdisjoint(name.parts[:-1]):
        return 1, iter((Refused(file, "is a part of a program's pages", "template"),))
    start = text[:3000].lstrip("\ufeff \n\t")
    if not text.strip():
        return 1, iter((Refused(file, "is empty"),))
    page = suffix in (".html", ".htm", ".xhtml")
    if page and re.match(r"(?:---|\+\+\+)[ \t]*\n", start):
        return 1, posts_in_markdown(file, start_of(text), alone, site, kinds, html=True)
    if page or re.match(r"<!doctype html|<html[\s>]", start, re.I):
        return 1, posts_in_page(file, text, alone)
    if suffix == ".json":
        return _of_json(file, text, alone, kinds)
    if suffix in (".xml", ".rss", ".atom", ".rdf") or start.startswith("<?xml"):
        return _of_xml(file, text, kinds)
    if suffix == ".rst":
        return 1, posts_in_rst(file, text, site)
    if is_movable_type(text):
        return text.count("\n--------\n") or 1, posts_in_movable_type(file, text)
    if suffix in (".txt", ".text") and not _HEADED.match(text):
        return 1, posts_in_text(file, text)
    return 1, posts_in_markdown(file, text, alone, site, kinds)


def start_of(text: str) -> str:
    """Return a text from its first sign on."""
    return text.lstrip("\ufeff \n\t")


def _of_xml(file: str, text: str, kinds: Sequence[str]) -> tuple[int, Iterator[Item]]:
    root = root_of(text)
    name = re.match(r"<(?:[\w.-]+:)?(\w+)", root)
    if name is None or name[1].lower() not in ("rss", "feed", "rdf"):
        what = f"<{name[1]}>" if name else "nothing"
        why = f"is neither an export nor a feed (it begins with {what})"
        return 1, iter((Refused(file, why),))
    try:
        source = document(text)
    except Unsafe as unsafe:
        return 1, iter((Refused(file, str(unsafe)), Damage(file, str(unsafe))))
    return source.count, _items_of(file, source, root, kinds)


def _items_of(file: str, source: Document, root: str, kinds: Sequence[str]) -> Iterator[Item]:
    if source.damage:
        yield Damage(file, source.damage)
    if _WORDPRESS.search(root) or _WORDPRESS.search(source.text):
        yield from posts_in_export(file, source, kinds)
    elif is_blogger(source.text):
        yield from posts_in_blogger(file, source, kinds)
    else:
        yield from posts_in_feed(file, source)


def _of_json(file: str, text: str, alone: bool, kinds: Sequence[str]) -> tuple[int, Iterator[Item]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return 1, iter((Refused(file, _UNREAD_JSON), Damage(file, _UNREAD_JSON)))
    if (tables := tables_of(found)) is not None:
        return len(tables["posts"]), posts_in_ghost(file, found, kinds)
    if isinstance(found, dict) and isinstance(found.get("items"), list):
        return len(found["items"]), posts_in_json_feed(file, found)
    if not alone and is_listing(found):
        return len(found["posts"]), posts_in_listing(file, found)
    if not alone:
        return 1, iter((Refused(file, "is data of a program, not a feed", "file of data"),))
    return 1, iter((Refused(file, _UNREAD_JSON),))


_UNREAD_JSON = "is neither a JSON Feed nor an export of Ghost that can be read"
