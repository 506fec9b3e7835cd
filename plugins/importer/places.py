"""By what a post is known again, and where it is found before and after."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from urllib.parse import unquote, urlsplit

from pydantic_core import PydanticCustomError

from plugins.base.hashing import digest
from plugins.content.schema.values import known_slug, slug_from
from plugins.importer.found import Found, place_of
from plugins.language.web_address import parts_of
from plugins.model import addresses
from plugins.model.addresses import Root

# Last words of addresses that name no post.
_EMPTY = frozenset(("index", "post", "posts", "blog", "default", "view", "article"))


def key_of(found: Found, *more: str) -> str:
    """Return by what a post of a source is known again in a later run.

    `more` tells it from another post with the same id or address.
    """
    said = found.id or (place_of(found.addresses[0]) if found.addresses else "")
    if not said:
        said = f"{found.title}\n{found.html or found.made.text}"
    return digest("\n".join((said, *more)).encode("utf-8", "replace"))


def known_by(found: Found, root: Root) -> Iterator[Hashable]:
    """Yield all by which a post may be known that is here already, the surest first."""
    if found.addresses:
        yield _path(root, found.addresses[0])
    if found.id:
        yield "id", found.id
    if found.title and found.day:
        yield found.title.casefold(), found.day
    for address in found.addresses[1:]:
        yield _path(root, address)


def _path(root: Root, address: str) -> str:
    path = path_in(root, address).removesuffix("index.html").strip("/")
    return "" if path.startswith("?") else path


def path_of(file: str) -> str:
    """Return where the post or page of a file is found, as far as the file's name says."""
    folder, _, name = file.rpartition("/")
    slug, year = name.removesuffix(".md"), folder.rpartition("/")[2]
    if folder == "pages" or not year.isdecimal():
        return addresses.page(slug)
    return addresses.post(int(year), slug)


def path_in(root: Root, address: str) -> str:
    """Return the path that an old address has on this site, without a slash in front."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.query:
        return f"?{parts.query}"
    path = unquote(parts.path)
    if f"{parts.scheme}://{parts.netloc}" == root.origin:
        path = path.removeprefix(unquote(root.base))
    return path.lstrip("/")


def slug_for(found: Found) -> str:
    """Return the name of a post's file: the last word of its old address, or its title's words."""
    last = ""
    if found.addresses and not parts_of(found.addresses[0]).query:
        path = unquote(parts_of(found.addresses[0]).path).rstrip("/")
        last = re.sub(r"\.(?:html?|php|aspx?)$", "", path.rpartition("/")[2])
    file = found.file.rpartition("/")[2].rpartition(".")[0]
    for given in (found.slug, last, found.title, file):
        slug = slug_of(given)
        if slug and slug not in _EMPTY and not slug.isdecimal():
            return slug
    return "untitled"


def slug_of(text: str) -> str:
    """Return the words of a text as part of an address, or nothing if there are none."""
    try:
        return known_slug(slug_from(re.sub(r"['\u2019]", "", text)[:90]))
    except PydanticCustomError:
        return ""
