"""Every path of the output that the content decides on, and which file of it does.

Two of them may never be one file, also on a disk that knows neither case nor composed letters, and
none may be a folder for another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.assemble import AssembledContent
from plugins.content.front_matter import FieldPath as Where
from plugins.content.kept_paths import kept_by_others
from plugins.content.parsed import address_of, paged, valid
from plugins.model import addresses
from plugins.model.site_map import site_map

# Folders that the site fills itself, with names that no file of the content tells.
OWN_FOLDERS = ("static/", "cards/", addresses.FILES, addresses.SEARCH_INDEX)


class OutputPath(NamedTuple):
    """One path. `source` is the file that decides on it, empty for the site itself."""

    path: str
    source: str = ""
    kind: Literal["own", "page", "image", "name", "alias"] = "own"
    where: Where = ()  # the field of the source that says so


class Clash(NamedTuple):
    """Two places that are one. `above` says that the first is a folder for the second."""

    place: OutputPath
    first: OutputPath
    above: bool = False


def places(assembled: AssembledContent) -> Iterator[OutputPath]:
    """Yield every place; of two that clash the one with the better right comes first."""
    content = assembled.content
    sources = sorted(paged(content.documents), key=lambda source: source.path)
    owned = {address_of(source) for source in sources}
    for path in sorted(site_map(assembled.public).own_paths - owned):
        yield OutputPath(path)
    for source in sources:
        yield OutputPath(address_of(source), source.path, "page", ("slug",))
    for name in sorted(content.images):
        yield OutputPath(name, name, "image")
    for kind, address in (
        ("topic", addresses.topic),
        ("series", addresses.series),
        ("author", addresses.author),
    ):
        for source in valid(content.of(kind)):
            for number, old in enumerate(source.values["aliases"]):
                yield OutputPath(address(old), source.path, "name", ("aliases", number))
    for path, number, old in _old_addresses(assembled):
        yield OutputPath(old, path, "alias", ("aliases", number))


def _old_addresses(assembled: AssembledContent) -> Iterator[tuple[str, int, str]]:
    """Yield the old addresses of posts and pages: the file, their number in it, the address."""
    for post in assembled.posts:
        for number, old in enumerate(post.aliases):
            yield post.document, number, old
    for source in valid(assembled.content.of("page")):
        for number, old in enumerate(source.values["aliases"]):
            yield source.path, number, old


def clashes(assembled: AssembledContent) -> Iterator[Clash]:
    """Yield every pair of places that cannot both be there."""
    taken: dict[str, OutputPath] = {}
    for place in places(assembled):
        first = taken.setdefault(folded(addresses.save_as(place.path)), place)
        if first is not place:
            yield Clash(place, first)
    for name, place in taken.items():
        parts = name.split("/")
        for length in range(1, len(parts)):
            if above := taken.get("/".join(parts[:length])):
                # The one that is named is the one that can be renamed.
                pair = (place, above) if place.source else (above, place)
                yield Clash(*pair, above=True)


def folded(path: str) -> str:
    """Return a path as a disk that knows neither case nor composed letters sees it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def problems(site: CheckContext) -> Iterator[Problem]:
    """No two files may answer at one address, on any disk, nor where the site itself does."""
    for source in valid(site.content.of("page")):
        reserved = folded(source.slug).removesuffix(".html") in addresses.RESERVED
        if taken := "" if reserved else kept_by_others(source.slug):
            what = f"the page cannot be at '/{source.slug}/': it {taken}"
            yield Problem(source.path, 0, what, "rename the file", "reserved-address")
        if reserved:
            what = f"the page would be at '/{source.slug}/', which the site needs itself"
            yield Problem(source.path, 0, what, "rename the file", "reserved-address")
    for clash in clashes(site.assembled):
        # A name of a vocabulary that is taken in the same one was told of by its own check.
        if clash.place.kind != "name" and not _is_reserved(site, clash):
            yield _clash(site, clash)
    for path, number, old in _old_addresses(site.assembled):
        if folded(old).startswith(OWN_FOLDERS):
            line = site.line(path, "aliases", number)
            what = f"aliases names '/{old}', in a folder that the site fills itself"
            yield Problem(path, line, what, "delete it", "reserved-address")


def _is_reserved(site: CheckContext, clash: Clash) -> bool:
    source = site.documents.get(clash.place.source)
    return clash.first.kind == "own" and source is not None and source.kind == "page"


def _clash(site: CheckContext, clash: Clash) -> Problem:
    place, first, above = clash
    owner = first.source or f"the site itself ('/{first.path}')"
    line = site.line(place.source, *place.where) if place.source.endswith(".md") else 0
    if above:
        what = f"would be at '/{place.path}', and {owner} at '/{first.path}': one of them "
        what += "would have to be a folder"
        return Problem(place.source, line, what, "rename one of them", "one-address")
    if place.kind == "alias":
        what = f"aliases names '/{place.path}', which is the address of {owner} already"
        return Problem(place.source, line, what, "delete it", "alias-taken")
    if place.kind == "image":
        what = f"has the same name as {owner}, but for case or accents"
        return Problem(place.source, 0, what, "rename one of them", "one-address")
    what = f"has the same address as {owner} ('/{place.path}')"
    return Problem(place.source, line, what, "give one of them another slug", "one-address")
