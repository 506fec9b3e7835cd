"""What going live would change, in plain words, before it happens."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from plugins.model import addresses
from plugins.publish.releases import Release

# How many addresses a list names before it only counts.
SHOWN = 12
# What `Release.taken` says of a post whose notice stands, in feeds at least.
WITHDRAWN, REMOVED = "withdrawn", "removed"
_POST = re.compile(rf"/{addresses.BLOG}\d{{4}}/[^/]+/")
ALIAS = "An old address leads on when 'aliases' names it in the header of what has taken its place."
ATOM = "{http://www.w3.org/2005/Atom}"


NOTHING = "Nothing differs from what is live."
# What `--dry-run` ends with.
REHEARSED = "Nothing went live: this was a rehearsal."


@dataclass(frozen=True)
class Changes:
    """The differences between two releases: addresses, and ids of feed items."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    files: int
    new_items: tuple[str, ...]
    updated_items: tuple[str, ...]
    withdrawn_items: tuple[str, ...]
    taken: tuple[str, ...]
    stopped: tuple[str, ...]
    feeds: tuple[str, ...]
    before: int
    first: bool

    @property
    def nothing(self) -> bool:
        return not self.files

    @property
    def in_short(self) -> str:
        """Return what the list of releases shows."""
        if self.first:
            return f"first release, {len(self.added):,} pages"
        added, changed, removed = map(len, (self.added, self.changed, self.removed))
        return f"{added:,} added, {changed:,} changed, {removed:,} removed"

    @property
    def lost(self) -> float:
        """Return the share of pages that would be gone."""
        return len(self.removed) / self.before if self.before else 0.0


def changes(old: Release | None, new: Release) -> Changes:
    """Return what differs."""
    before, after = (old.served if old else {}), new.served
    pages_before, pages_after = set(old.pages if old else ()), set(new.pages)
    removed = pages_before - pages_after
    gone = {n for n in before.keys() - after.keys() if n in removed or n.startswith("feeds/")}
    answering = set(new.answers)
    old_items, new_items = _items(old), _items(new)
    feeds = [
        name
        for name, items in new.items.items()
        if old is not None and items.keys() - old.items.get(name, {}).keys() - old_items.keys()
    ]
    return Changes(
        added=_addresses(pages_after - pages_before),
        changed=_addresses(n for n in pages_after & pages_before if after[n] != before[n]),
        removed=_addresses(removed),
        files=sum(before.get(name) != after.get(name) for name in before.keys() | after.keys()),
        new_items=tuple(sorted(new_items.keys() - old_items.keys())),
        updated_items=tuple(
            sorted(n for n in new_items.keys() & old_items.keys() if new_items[n] != old_items[n])
        ),
        withdrawn_items=tuple(sorted(old_items.keys() - new_items.keys())),
        taken=tuple(
            address
            for address, how in sorted(new.taken.items())
            if how == WITHDRAWN and old and address not in old.taken and shows(old, address)
        ),
        stopped=tuple(each for each in _addresses(gone) if each not in answering),
        feeds=tuple(sorted(feeds)),
        before=len(pages_before),
        first=old is None,
    )


def words(found: Changes) -> list[str]:
    """Return the report: one statement a line."""
    if found.first:
        return [f"This is the first release: {_pages(len(found.added))} would appear."]
    if found.nothing:
        return [NOTHING]
    lines = []
    for verb, listed in (
        ("added", found.added),
        ("changed", found.changed),
        ("removed", found.removed),
    ):
        lines += _listed(f"{_pages(len(listed))} {verb}", listed)
    taken = len(found.taken)  # in feeds each has become its notice
    if taken:
        lines += _listed(_count(taken, "post", "posts") + " withdrawn", found.taken)
    lines.append(
        f"Feed items: {len(found.new_items):,} new, "
        f"{max(0, len(found.updated_items) - taken):,} updated, "
        f"{len(found.withdrawn_items) + taken:,} withdrawn."
    )
    lines += _listed(
        _count(len(found.stopped), "address", "addresses") + " would stop answering", found.stopped
    )
    if any(map(_POST.fullmatch, found.stopped)) and any(map(_POST.fullmatch, found.added)):
        lines.append(ALIAS)
    if found.new_items and found.feeds:
        lines.append(
            f"Subscribers of {_count(len(found.feeds), 'feed', 'feeds')} would be notified of "
            f"{_count(len(found.new_items), 'new item', 'new items')}."
        )
    else:
        lines.append("0 subscribers would be notified.")
    return lines


def shows(release: Release, address: str) -> bool:
    """Return whether a page stands at an address, whatever it says."""
    return f"{address[1:]}index.html" in release.served


def feed_items(tree: Path, names: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the items of every feed, by its base: a digest of each by its id.

    The formats of a feed agree, so that one is enough. Of the feed of all posts the archives count
    too: they hold every post, and those of the other feeds nothing more.
    """
    from lxml import etree

    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name in sorted(names):
        if not name.startswith(addresses.FEEDS) or not name.endswith(".atom"):
            continue
        base, _, last = name.removesuffix(".atom").rpartition("/")
        archive = last.isdecimal() and f"{base}.atom" in names
        if archive and base != addresses.ALL_FEED:
            continue
        items = found[base if archive else f"{base}/{last}"]
        for item in etree.fromstring((tree / name).read_bytes()).iter(f"{ATOM}entry"):
            item.tail = None
            made = etree.tostring(item, method="c14n")
            items[item.findtext(f"{ATOM}id") or ""] = hashlib.sha256(made).hexdigest()[:16]
    return dict(found)


def _items(release: Release | None) -> Mapping[str, str]:
    """Return the items of all feeds by id."""
    found: dict[str, str] = {}
    for _, items in sorted(release.items.items()) if release else ():
        found.update(items)
    return found


def _addresses(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(f"/{_address(name)}" for name in names))


def _address(name: str) -> str:
    whole = name == "index.html" or name.endswith("/index.html")
    return name.removesuffix("index.html") if whole else name


def _listed(what: str, found: tuple[str, ...]) -> list[str]:
    shown = [f"  {each}" for each in found[:SHOWN]]
    more = len(found) - SHOWN
    return [
        f"{what}{':' if found else '.'}",
        *shown,
        *([f"  and {more:,} more"] if more > 0 else []),
    ]


def _pages(number: int) -> str:
    return _count(number, "page", "pages")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
