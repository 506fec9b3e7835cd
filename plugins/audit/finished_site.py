"""The files of a finished site, and where its links lead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser as Html

from plugins.base.problems import SiteFault
from plugins.model import addresses
from plugins.model.addresses import PACKED, Root

_LEADS_ON = re.compile(rb"<meta[^>]*http-equiv=[\"']?refresh", re.IGNORECASE)

# What no file of a site is called: a name that begins at the root of the machine, or leads upwards.
_OUTSIDE = re.compile(r"^/|(?:^|/)\.{1,2}(?:/|$)|//|[\\:\x00-\x1f]")


class Target(NamedTuple):
    """Where a link of this site leads: the file that answers, and the place in it or nothing."""

    name: str
    fragment: str


@dataclass(frozen=True)
class FinishedSite:
    """A folder as a web server shows it; `answers` are status and headers of one that runs.

    `given` are the names of all files where they are known already.
    """

    folder: Path
    answers: Mapping[str, tuple[int, Mapping[str, str]]] = field(default_factory=dict)
    given: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files, without packed copies. Raises SiteFault where there is none."""
        found = sorted(self.given) or sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.rglob("*")
            if path.is_file()
        )
        if "index.html" not in found:
            raise SiteFault(f"There is no finished site in '{self.folder}': build it first.", 2)
        there = set(found)
        return tuple(n for n in found if not (n.endswith(PACKED) and n.rpartition(".")[0] in there))

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """All pages for readers; not the editing page, which is a program of others."""
        return tuple(
            n for n in self.names if n.endswith(".html") and not n.startswith(addresses.ADMIN)
        )

    @cached_property
    def redirects(self) -> frozenset[str]:
        """Pages that only lead on to another."""
        return frozenset(name for name in self.pages if _LEADS_ON.search(self.read(name)))

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    @cached_property
    def root(self) -> Root:
        """The public address, as the home page states it. Raises SiteFault where it does not."""
        home = Html(self.read("index.html")).css_first("link[rel=canonical]")
        address = str(home.attributes.get("href") or "") if home else ""
        if not urlsplit(address).netloc:
            message = "The home page does not state its address (rel=canonical), so nothing can be"
            raise SiteFault(f"{message} said of links.", 2)
        return Root.of(address.rstrip("/"))

    @property
    def address(self) -> str:
        return self.root.origin + self.root.base

    def url(self, name: str) -> str:
        """Return the whole public address of a file."""
        path = name.removesuffix("index.html") if name.endswith(("/index.html",)) else name
        return self.root.absolute(self.root.url("" if path == "index.html" else path))

    def target(self, name: str, link: str) -> Target | None:
        """Return where a link in a file leads, or nothing for one that leaves the site."""
        try:
            whole, fragment = urldefrag(urljoin(self.url(name), link.strip()))
            parts = urlsplit(whole)
        except ValueError:
            return Target("", "")
        if f"{parts.scheme}://{parts.netloc}" != self.root.origin:
            return None
        base = f"{self.root.base}/"
        path = unquote(parts.path)
        if not f"{path}/".startswith(unquote(base)):
            return None  # the same host, and not this site
        path = path[len(unquote(base)) :]
        if path == "" or path.endswith("/"):
            path += "index.html"
        if _OUTSIDE.search(path):  # written as %2e%2e it would lead out of the folder
            return Target("", "")
        return Target(path, unquote(fragment))

    @cached_property
    def _there(self) -> frozenset[str]:
        return frozenset(self.names)

    def has(self, target: Target) -> bool:
        return target.name in self._there or f"{target.name}/index.html" in self._there
