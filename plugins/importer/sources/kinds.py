"""Which kind of source a file is, known by what is in it rather than by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from plugins.base.progress import Say, tracked
from plugins.importer.found import Found, Refused
from plugins.importer.sources.feeds import posts_in_json, posts_in_xml
from plugins.importer.sources.front_matter import posts_in_markdown, posts_in_rst
from plugins.importer.sources.opening import Opened, decoded
from plugins.importer.sources.pages import posts_in_page
from plugins.importer.sources.plain_text import posts_in_text
from plugins.importer.sources.safe_xml import root_of
from plugins.importer.sources.wordpress import posts_in_export

_HEADED = re.compile(
    r"\A\ufeff?(?:---\s*\n|\+\+\+\s*\n|(?:[Tt]itle|TITLE):[ \t].*\n[A-Za-z]+:[ \t])"
)
# Files that lie beside posts and are none.
_OTHERS = frozenset(
    "robots.txt humans.txt ads.txt security.txt llms.txt readme.md readme.txt readme.rst "
    "license.md license.txt licence.txt changelog.md contributing.md requirements.txt".split()
)


def posts_in(source: Opened, tell: Say) -> Iterator[Found | Refused]:
    """Yield the posts of a source, and why something in it is none."""
    alone = len(source.texts) == 1
    yield from source.refused
    for file in tracked(source.texts, len(source.texts), "Reading files", tell):
        if not alone and PurePosixPath(file).name.lower() in _OTHERS:
            yield Refused(file, "is no post by its name")
            continue
        try:
            text, said = decoded(source.read(file))
        except ValueError as error:
            yield Refused(file, str(error))
            continue
        except OSError as error:
            yield Refused(file, f"cannot be read ({error.strerror})")
            continue
        for each in _posts_in(file, text, alone):
            if said and isinstance(each, Found):
                each.notes.guessed.append(f"the encoding: {said}")
            yield each


def _posts_in(file: str, text: str, alone: bool) -> Iterator[Found | Refused]:
    suffix = PurePosixPath(file).suffix.lower()
    start = text[:3000].lstrip("\ufeff \n\t")
    if suffix in (".html", ".htm", ".xhtml") or re.match(r"<!doctype html|<html[\s>]", start, re.I):
        return posts_in_page(file, text, alone)
    if suffix == ".json":
        return posts_in_json(file, text)
    if suffix in (".xml", ".rss", ".atom", ".rdf") or start.startswith("<?xml"):
        return _posts_in_xml(file, text)
    if suffix == ".rst":
        return posts_in_rst(file, text)
    if suffix in (".txt", ".text") and not _HEADED.match(text):
        return posts_in_text(file, text)
    return posts_in_markdown(file, text, alone)


def _posts_in_xml(file: str, text: str) -> Iterator[Found | Refused]:
    root = root_of(text)
    if "wordpress.org/export" in root:
        return posts_in_export(file, text)
    name = re.match(r"<(?:\w+:)?(\w+)", root)
    if name and name[1].lower() in ("rss", "feed", "rdf"):
        return posts_in_xml(file, text)
    what = f"<{name[1]}>" if name else "nothing"
    return iter((Refused(file, f"is neither an export nor a feed (it begins with {what})"),))
