"""Places: every path of the output that the content decides on, and which file of it does.

Two of them may never be one file, also on a disk that knows neither case nor composed letters, and
none may be a folder for another.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plugins.build.reader import address_of, sound
from plugins.build.shelves import Shelves
from plugins.core import addresses
from plugins.core.header import Place as Where

# Folders that the site fills itself, with names that no file of the content tells.
OWN_FOLDERS = ("static", "cards", "pagefind")


class Place(NamedTuple):
    """One path. `source` is the file that decides on it, empty for the site itself."""

    path: str
    source: str = ""
    kind: Literal["own", "page", "image", "name", "alias"] = "own"
    where: Where = ()  # the field of the source that says so


class Clash(NamedTuple):
    """Two places that are one. `above` says that the first is a folder for the second."""

    place: Place
    first: Place
    above: bool = False


def places(shelves: Shelves) -> Iterator[Place]:
    """Yield every place; of two that clash the one with the better right comes first."""
    content = shelves.content
    sources = sorted(sound(content.sources), key=lambda source: source.path)
    owned = {address_of(source) for source in sources}
    for path in sorted(shelves.public.own_paths - owned):
        yield Place(path)
    for source in sources:
        yield Place(address_of(source), source.path, "page", ("slug",))
    for name in sorted(content.images):
        yield Place(name, name, "image")
    for kind, address in (
        ("topic", addresses.topic),
        ("series", addresses.series),
        ("author", addresses.author),
    ):
        for source in sound(content.of(kind)):
            for number, old in enumerate(source.values["aliases"]):
                yield Place(address(old), source.path, "name", ("aliases", number))
    for post in shelves.posts:
        for number, old in enumerate(post.aliases):
            yield Place(old, post.source, "alias", ("aliases", number))


def clashes(shelves: Shelves) -> Iterator[Clash]:
    """Yield every pair of places that cannot both be there."""
    taken: dict[str, Place] = {}
    for place in places(shelves):
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
