"""Where a link of an old post leads in the hub."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from posixpath import dirname, normpath, relpath
from urllib.parse import unquote, urljoin, urlsplit

from plugins.content.vocabulary_index import VocabularyIndex
from plugins.importer.found import Found, place_of
from plugins.importer.text.inline import LinkReference
from plugins.language.web_address import parts_of
from plugins.model import addresses
from plugins.model.addresses import Root

_TERM = re.compile(r"/(topics?|category|categories|tags?|authors?|series)/(?:.*/)?([^/]+)/?$")
_KINDS = {"series": "series", "author": "authors", "authors": "authors"}
_GENERATED = frozenset(
    (addresses.BLOG, addresses.TOPICS, addresses.SERIES, addresses.YEARS, addresses.AUTHORS)
)


@dataclass
class Target:
    """A post that links may lead to: its file in the content, and its headings' new names."""

    path: str
    anchors: dict[str, str] = field(default_factory=dict)


class Links:
    """Knows all posts of a source, old and new, by their addresses and by their files."""

    def __init__(self, shelf: VocabularyIndex, root: Root) -> None:
        self.shelf, self.root = shelf, root
        self.terms: dict[tuple[str, str], str] = {}  # what topics and the like are called here
        self.by_place: dict[str, Target] = {}
        self.by_file: dict[str, Target] = {}
        self.by_name: defaultdict[str, list[Target]] = defaultdict(list)
        self.hosts: set[str] = set()

    def add(self, found: Found, path: str, anchors: dict[str, str] | None = None) -> None:
        """Let links lead to a post, whether it is written now or was here before."""
        target = Target(path, anchors or {})
        for address in found.addresses:
            place = place_of(address)
            self.by_place.setdefault(place, target)
            self.by_place.setdefault(place[place.find("/") :] if "/" in place else "", target)
            if host := parts_of(address).hostname:
                self.hosts.add(host.removeprefix("www."))
        if found.file:
            self.by_file.setdefault(found.file, target)
            name = found.file.rpartition("/")[2]
            self.by_name[name].append(target)
            self.by_name[name.rpartition(".")[0]].append(target)

    def answer(self, reference: LinkReference, found: Found, path: str) -> str:
        """Return the address that a link of the post `path` gets, or nothing to leave it out."""
        address = reference.address
        if address.startswith(("mailto:", "tel:")):
            return address
        here = found.addresses[0] if found.addresses else ""
        target, fragment = self._target(address, found, here)
        if target is not None:
            return self._to(target, fragment, found, path)
        try:
            whole = urljoin(here, address) if here.startswith("http") else address
            parts = urlsplit(whole)
        except ValueError:
            return ""
        if inside := self._inside(parts.hostname or "", parts.path, path):
            return inside
        if parts.scheme in ("http", "https"):
            if (parts.hostname or "").removeprefix("www.") in self.hosts:
                found.notes.lost.append(
                    f"nothing: the link to {whole} stays, but that page is not in the source"
                )
            return whole
        found.notes.lost.append(f"the link to '{address[:80]}', which leads nowhere by itself")
        return ""

    def _target(self, address: str, found: Found, here: str) -> tuple[Target | None, str]:
        plain, _, fragment = address.partition("#")
        fragment = unquote(fragment)
        if plain.startswith("source:"):
            name = unquote(plain.removeprefix("source:"))
            near = normpath(f"{dirname(found.file)}/{name}").lstrip("/")
            last = name.rpartition("/")[2]
            for each in (near, name.lstrip("/"), f"content{name}"):
                if target := self.by_file.get(each):
                    return target, fragment
            same = self.by_name.get(last) or self.by_name.get(last.rpartition(".")[0]) or []
            return (same[0] if len(same) == 1 else None), fragment
        if not parts_of(plain).scheme and not plain.startswith("/") and found.file:
            near = normpath(f"{dirname(found.file)}/{unquote(plain)}").lstrip("/")
            for each in (near, f"{near}/index.html", f"{near}.html"):
                if target := self.by_file.get(each):
                    return target, fragment
        try:
            whole = urljoin(here, plain) if here else plain
        except ValueError:
            return None, ""
        return self.by_place.get(place_of(whole)), fragment

    def _to(self, target: Target, fragment: str, found: Found, path: str) -> str:
        address = relpath(target.path, dirname(path))
        if not fragment:
            return address
        if name := target.anchors.get(fragment):
            return f"{address}#{name}"
        found.notes.lost.append(f"the place '#{fragment}' within a post that is linked to")
        return address

    def _inside(self, host: str, path: str, source: str) -> str:
        """Return the page of the hub that an address of the old site means, if it has one."""
        host = host.removeprefix("www.")
        own = urlsplit(self.root.origin).hostname or ""
        if host and host != own and host not in self.hosts:
            return ""
        plain = unquote(path)
        if host == own and self.root.base:
            plain = plain.removeprefix(unquote(self.root.base))
        page = plain.lstrip("/").removesuffix("index.html")
        for each in (page, f"{page}/"):
            if file := self.shelf.pages.get(each):
                return relpath(file, dirname(source))
        if page in _GENERATED or re.fullmatch(r"(?:blog|year-in-review)/\d{4}/", page):
            return f"/{page}" if host in ("", own) else ""
        if found := _TERM.search(plain):
            kind = _KINDS.get(found[1], "topics")
            if slug := self.terms.get((kind, found[2])):
                return relpath(f"{kind}/{slug}.md", dirname(source))
        return ""
