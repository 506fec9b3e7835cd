"""Links and images: each leads to something that readers can see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import dirname, relpath
from urllib.parse import unquote, urlsplit

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.checks.path_clashes import folded
from plugins.content.markdown.draft import RECORDS, TABLE, TERM, Place, Reference
from plugins.content.parsed import Document, address_of, paged
from plugins.model import addresses
from plugins.model.post import Post
from plugins.model.publication import is_public, state_of
from plugins.model.site_map import site_map

# Hosts that are this computer, whoever asks.
_LOCAL = frozenset(("localhost", "127.0.0.1", "0.0.0.0", "::1"))  # noqa: S104 - compared only


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from links(site)


def links(site: CheckContext) -> Iterator[Problem]:
    looked = _Links(site)
    for source in site.content.documents:
        image = source.values.get("image")
        if image and image["src"] not in site.content.images:
            line = site.line(source.path, "image", "src")
            yield looked.no_file(source, Place(line, 0), "image.src shows", image["src"])
        found: list[Problem] = []
        for each in source.references:
            # A term is a word that the glossary may know; `checks/records` looks at records.
            if each.kind not in (TERM, TABLE, *RECORDS):
                found += looked.reference(source, each)
        for address, line, column in source.outward:
            found += looked.outward(source, address, Place(line, column))
        if source.plain_addresses and looked.hidden:
            told = {problem.line for problem in found if problem.check_id == "hidden-target"}
            found += (each for each in looked.plain(source) if each.line not in told)
        yield from found


class _Links:
    """What links may lead to."""

    def __init__(self, site: CheckContext) -> None:
        self.site = site
        public = site_map(site.assembled.public)
        self.broken = any(not source.values for source in site.content.documents)
        self.by_path = {folded(path): path for path in public.paths}
        self.paths = public.paths
        self.hidden = {
            post.path: post for post in site.assembled.posts if not is_public(post, site.now)
        }
        self.moved = {
            each.old: each.new for each in public.redirects if each.old not in public.own_paths
        }
        self.anchors: dict[str, set[str]] = {}
        self.renamed = {
            f"{dirname(each.path)}/{old}.md": each.path
            for each in paged(site.content.documents)
            if each.kind in ("topic", "author", "series")
            for old in each.values["aliases"]
        }
        self.at = {address_of(each): each for each in paged(site.content.documents)}
        origin = site.assembled.root.origin
        self.root = (origin + site.assembled.root.url("")).rstrip("/") if origin else ""
        self.host = urlsplit(self.root).hostname or ""

    def reference(self, source: Document, each: Reference) -> Iterator[Problem]:
        site, place = self.site, Place(each.line, each.column)
        if each.kind in ("image", "figure"):
            if each.target not in site.content.images:
                yield self.no_file(source, place, "shows", each.target)
            return
        target = site.documents.get(each.target) if each.kind == "source" else None
        target = target if target is None or target.kind != "response" else None
        if target is None and each.target in site.content.images:
            return
        if target is None and each.kind == "source":
            yield self.no_file(source, place, "links to", each.target)
            return
        if target is None:
            path = _page_path(each.target)
            if path in self.moved:
                what = f"links to '/{path}', which moved to '/{self.moved[path]}'"
                hint = f"write '/{self.moved[path]}'"
                yield _problem(source, place, what, hint, "moved-link")
                return
            if path in self.hidden:
                target = site.documents[self.hidden[path].document]
            elif path not in self.paths:
                if not (self.broken and path.startswith(addresses.BLOG)):
                    yield self.no_page(source, place, path)
                return
            else:
                target = self.at.get(path)
        if target is not None:
            yield from _hidden(site, source, target, place)
            if each.fragment and target.values:
                known = self.anchors.setdefault(target.path, _anchors(target))
                if each.fragment not in known:
                    what = f"links to '#{each.fragment}', which {target.path} does not have"
                    hint = did_you_mean(each.fragment, known)
                    yield _problem(source, place, what, hint, "broken-anchor")

    def outward(self, source: Document, address: str, place: Place) -> Iterator[Problem]:
        """An address that leads back to this hub, or to the computer of whoever wrote it."""
        host = urlsplit(address).hostname or ""
        local = host in _LOCAL or host.endswith((".local", ".localhost"))
        if not local and host.removeprefix("www.") != self.host.removeprefix("www."):
            return
        parts = urlsplit(address)
        below = urlsplit(self.root).path
        path = unquote(parts.path).removeprefix(below if not local else "").removeprefix("/")
        if path and not path.endswith("/") and "." not in path.rpartition("/")[2]:
            path += "/"
        reference = Reference(
            "address", path, unquote(parts.fragment), place.line, column=place.column
        )
        if path in self.site.content.images:
            reference = reference._replace(kind="source")
        if wrong := [*self.reference(source, reference)]:
            yield from wrong  # it would be wrong as a link within the site too
            return
        target = self.at.get(_page_path(path))
        better = relpath(target.path, dirname(source.path) or ".") if target else f"/{path}"
        better += f"#{parts.fragment}" if parts.fragment else ""
        what = f"links to '{address}', the whole address of a page of this hub"
        if local:
            what = f"links to '{address}', which only this computer can open"
        yield _problem(source, place, what, f"write '{better}'", "own-address")

    def plain(self, source: Document) -> Iterator[Problem]:
        """A text that names the address of a post that is not public, without a link to it."""
        here = self.site.posts.get(source.path)
        if here is not None and not is_public(here, self.site.now):
            return
        for path, line, column in source.plain_addresses:
            post = self.hidden.get(path)
            if post is None or state_of(post, self.site.now) in ("withdrawn", "ended"):
                continue
            what = f"names '/{path}', the address of a post that is not public ({post.document})"
            hint = "delete the address, or publish that post first"
            yield _problem(source, Place(line, column), what, hint, "hidden-address")

    def no_file(self, source: Document, place: Place, verb: str, target: str) -> Problem:
        """Say that a file is missing; one of nearly the same name in any folder is likely meant."""
        what = f"{verb} '{target}', which is not there"
        by_form = {
            unicodedata.normalize("NFC", name): name for name in self.site.content.folder.files
        }
        if stored := by_form.get(unicodedata.normalize("NFC", target)):
            what = f"{verb} '{target}'; the name of that file stores an accent in another way"
            name = stored.rpartition("/")[2]
            plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
            hint = f"rename the file and the link without accents, such as '{plain}'"
            return _problem(source, place, what, hint, "broken-link")
        by_name = {_name(name): name for name in self.site.content.folder.files}
        near = get_close_matches(_name(target), by_name, n=1, cutoff=0.75)
        hint = "look at the path; it begins at the folder of this file"
        if near:
            hint = f"did you mean '{relpath(by_name[near[0]], dirname(source.path))}'?"
        if renamed := self.renamed.get(target):
            near_by = relpath(renamed, dirname(source.path) or ".")
            hint = f"that file is called '{near_by}' now; write that"
        return _problem(source, place, what, hint, "broken-link")

    def no_page(self, source: Document, place: Place, path: str) -> Problem:
        near = get_close_matches(folded(path), self.by_path, n=1, cutoff=0.8)
        hint = "look at the address, or link to the file, such as ../2020/name.md"
        if near:
            hint = f"did you mean '/{self.by_path[near[0]]}'?"
        what = f"links to '/{path}', which is not there"
        return _problem(source, place, what, hint, "broken-link")


def _problem(source: Document, place: Place, what: str, hint: str, rule: str) -> Problem:
    return Problem(source.path, place.line, what, hint, rule, place.column)


def _hidden(
    site: CheckContext, source: Document, target: Document, place: Place
) -> Iterator[Problem]:
    """A reader who follows a link must find a page, from the day on which the link shows."""
    here, there = site.posts.get(source.path), site.posts.get(target.path)
    if there is None or is_public(there, site.now) or not _shows(here):
        return
    state = state_of(there, site.now)
    if state in ("withdrawn", "ended"):
        # Never an error: what has to go must go at once, whoever links to it.
        what = f"links to {target.path}, which was withdrawn"
        yield _problem(source, place, what, "delete the link", "withdrawn-target")
        return
    if state == "future":
        if here is not None and here.date >= there.date:
            return
        state = f"appears on {there.date:%Y-%m-%d}"
    else:
        state = "is a draft"
    what = f"links to {target.path}, which {state}"
    hint = "delete the link, or publish that post first"
    yield _problem(source, place, what, hint, "hidden-target")


def _shows(post: Post | None) -> bool:
    """Return whether readers meet a page, now or on its day. All but posts are always met."""
    return post is None or post.status == "published"


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _page_path(target: str) -> str:
    """Return the path a link means: `/blog/index.html` and `/blog/` are one page."""
    return target.removesuffix("index.html") if target.endswith("/index.html") else target


def _anchors(source: Document) -> set[str]:
    return {name for _, name, _ in source.headings}
