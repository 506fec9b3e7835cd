"""Links and images: each leads to something that readers can see."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from posixpath import dirname, relpath

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.checks.path_clashes import folded
from plugins.content.markdown.draft import RECORDS, TERM
from plugins.content.parsed import Document, address_of, valid
from plugins.model import addresses
from plugins.model.post import Post
from plugins.model.publication import is_public, state_of
from plugins.model.site_map import site_map


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from links(site)


def links(site: CheckContext) -> Iterator[Problem]:
    broken = any(not source.values for source in site.content.documents)
    by_path = {folded(path): path for path in site_map(site.assembled.public).paths}
    hidden = {post.path: post for post in site.assembled.posts if not is_public(post, site.now)}
    public = site.assembled.public
    moved = {
        each.old: each.new
        for each in site_map(public).redirects
        if each.old not in site_map(public).own_paths
    }
    anchors: dict[str, set[str]] = {}
    at = {address_of(each): each for each in valid(site.content.documents)}
    for source in site.content.documents:
        image = source.values.get("image")
        if image and image["src"] not in site.content.images:
            line = site.line(source.path, "image", "src")
            yield _no_file(site, source, line, "image.src shows", image["src"])
        for each in source.references:
            if each.kind == TERM:
                continue  # a word that the glossary may know, or not
            if each.kind in RECORDS:
                continue  # `checks/records` looks at those
            if each.kind in ("image", "figure"):
                if each.target not in site.content.images:
                    yield _no_file(site, source, each.line, "shows", each.target)
                continue
            target = site.documents.get(each.target) if each.kind == "source" else None
            if target is None and each.target in site.content.images:
                continue
            if target is None and each.kind == "source":
                yield _no_file(site, source, each.line, "links to", each.target)
                continue
            if target is None:
                path = _page_path(each.target)
                if path in moved:
                    what = f"links to '/{path}', which moved to '/{moved[path]}'"
                    hint = f"write '/{moved[path]}'"
                    yield Problem(source.path, each.line, what, hint, "moved-link")
                    continue
                if path in hidden:
                    target = site.documents[hidden[path].document]
                elif path not in site_map(site.assembled.public).paths:
                    if not (broken and path.startswith(addresses.BLOG)):
                        yield _no_page(site, source, each.line, path, by_path)
                    continue
                else:
                    target = at.get(path)
            if target is not None:
                yield from _hidden(site, source, target, each.line)
                if each.fragment and target.values:
                    known = anchors.setdefault(target.path, _anchors(target))
                    if each.fragment not in known:
                        what = f"links to '#{each.fragment}', which {target.path} does not have"
                        hint = did_you_mean(each.fragment, known)
                        yield Problem(source.path, each.line, what, hint, "broken-anchor")


def _no_file(site: CheckContext, source: Document, line: int, verb: str, target: str) -> Problem:
    """Say that a file is missing; one of nearly the same name in any folder is likely meant."""
    by_name = {_name(name): name for name in site.content.folder.files}
    near = get_close_matches(_name(target), by_name, n=1, cutoff=0.75)
    hint = "look at the path; it begins at the folder of this file"
    if near:
        hint = f"did you mean '{relpath(by_name[near[0]], dirname(source.path))}'?"
    what = f"{verb} '{target}', which is not there"
    return Problem(source.path, line, what, hint, "broken-link")


def _no_page(
    site: CheckContext, source: Document, line: int, path: str, known: dict[str, str]
) -> Problem:
    near = get_close_matches(folded(path), known, n=1, cutoff=0.8)
    hint = "look at the address, or link to the file, such as ../2020/name.md"
    if near:
        hint = f"did you mean '/{known[near[0]]}'?"
    what = f"links to '/{path}', which is not there"
    return Problem(source.path, line, what, hint, "broken-link")


def _hidden(site: CheckContext, source: Document, target: Document, line: int) -> Iterator[Problem]:
    """A reader who follows a link must find a page, from the day on which the link shows."""
    here, there = site.posts.get(source.path), site.posts.get(target.path)
    if there is None or is_public(there, site.now) or not _shows(here):
        return
    state = state_of(there, site.now)
    if state in ("withdrawn", "ended"):
        # Never an error: what has to go must go at once, whoever links to it.
        what = f"links to {target.path}, which was withdrawn"
        yield Problem(source.path, line, what, "delete the link", "withdrawn-target")
        return
    if state == "future":
        if here is not None and here.date >= there.date:
            return
        state = f"appears on {there.date:%Y-%m-%d}"
    else:
        state = "is a draft"
    what = f"links to {target.path}, which {state}"
    hint = "delete the link, or publish that post first"
    yield Problem(source.path, line, what, hint, "hidden-target")


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
