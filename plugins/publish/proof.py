"""Lists of what was released: the SHA-256 of every public page and feed, one small file a release.

A list is as `sha256sum` writes it, and stays when its release is long gone. Of what is to be gone
for good the address is taken out of all lists; the hash tells nothing to who does not have the
words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from plugins.base.safe_write import replace
from plugins.model import addresses
from plugins.model.addresses import ERRORS

FOLDER, INDEX = addresses.RELEASES, addresses.RELEASES_INDEX
HASHES = "hashes.txt"  # of all files of a bundle
# A number, for the same content has to give the same bytes whenever it is published.
NAME = re.compile(r"\d{6}-[0-9a-f]{8}\.txt")
HEAD = """\
# What was released here, oldest first. Each file beside this one lists the SHA-256 of every page
# and feed of one release; `sha256sum --check FILE` compares a copy of the site, and the program of
# this hub does so over the web: python3 tasks.py verify ADDRESS
"""
_FEEDS = (".rss", ".atom", ".xml", ".json", ".opml")
_MOVED = re.compile(r"# (\S+) leads to (\S*)")
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def is_listed(name: str) -> bool:
    """Return whether a file of a site is a page or a feed."""
    page = name.endswith(".html") and name not in ERRORS
    feed = name.startswith("feeds/") and name.endswith(_FEEDS)
    return page or feed or name in ("index.json", "sitemap.xml")


def written(digests: Mapping[str, str], moved: Mapping[str, str] | None = None) -> str:
    """Return a list of files and their digests, and to which path each old path leads.

    Web servers are told to redirect these, so that nobody gets the page that lies there.
    """
    lines = [f"{digest}  {name}\n" for name, digest in sorted(digests.items())]
    lines += [f"# {old} leads to {new}\n" for old, new in sorted((moved or {}).items())]
    return "".join(lines)


def read(text: str) -> dict[str, str]:
    """Return the digests of a list by the names of their files."""
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {each[2]: each[1] for each in found if each}


def moved(text: str) -> dict[str, str]:
    """Return to which path each old path of a list leads."""
    found = (_MOVED.fullmatch(line) for line in text.splitlines())
    return {each[1]: each[2] for each in found if each}


class Lists:
    """The lists of all releases, in a folder of the machine that publishes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> list[str]:
        """Return the names of the lists, oldest first."""
        found = self.folder.glob("*.txt") if self.folder.is_dir() else ()
        return sorted(each.name for each in found if NAME.fullmatch(each.name))

    def with_release(self, text: str, gone: Collection[str]) -> dict[str, str]:
        """Return all lists by name, with that of a release, and the index.

        A release that says what the newest says needs no other list. `gone` are the paths at which
        nothing answers any more.
        """
        names = self.names()
        digest = hashlib.sha256(text.encode()).hexdigest()[:8]
        lists = {name: (self.folder / name).read_text(encoding="utf-8") for name in names}
        if not names or not names[-1].endswith(f"-{digest}.txt"):
            number = int(names[-1][:6]) + 1 if names else 1
            lists[f"{number:06}-{digest}.txt"] = text
        lists = {name: "".join(_without(each, gone)) for name, each in lists.items()}
        index = HEAD + "".join(f"{name}\n" for name in sorted(lists))
        return {**lists, INDEX.removeprefix(FOLDER): index}

    def keep(self, lists: Mapping[str, str]) -> None:
        """Remember what went live."""
        for name, text in lists.items():
            if NAME.fullmatch(name):
                replace(self.folder / name, text.encode())


def _without(text: str, gone: Collection[str]) -> Iterator[str]:
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        led = _MOVED.fullmatch(line)
        if found and found[2].removesuffix("index.html").strip("/") in gone:
            yield f"# {found[1]}  taken away\n"
        elif led and not {unquote(path).strip("/") for path in led.groups()}.isdisjoint(gone):
            yield "# taken away\n"
        else:
            yield f"{line}\n"


def newest(index: str) -> str:
    """Return the name of the newest list that an index names, or nothing."""
    names = [line for line in index.splitlines() if NAME.fullmatch(line)]
    return max(names, default="")
