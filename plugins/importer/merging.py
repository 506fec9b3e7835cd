"""The same post in two sources becomes one; two items of one source never do.

A blog is often exported with its feeds beside it. The feeds know the permanent ids that readers
have, and the export knows the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from plugins.importer.found import Found, Name, Refused, place_of


class Merge(NamedTuple):
    """Two items that are one post: what is kept, and what was added to it."""

    kept: Found
    added: str  # the origin of the other
    address: str


def merged(posts: Iterable[Found]) -> tuple[list[Found], list[Merge], list[Refused]]:
    """Return every post once, in the order of the source, what became one, and what has no text."""
    out: list[Found] = []
    merges: list[Merge] = []
    owners: defaultdict[Hashable, list[Found]] = defaultdict(list)
    joined: defaultdict[int, set[str]] = defaultdict(set)  # what a post is an item of
    for post in posts:
        first = _same(post, owners, joined)
        if first is None:
            out.append(post)
            first = post
        else:
            address = post.addresses[0] if post.addresses else ""
            merges.append(Merge(first, post.origin, address))
            _join(first, post)
        joined[id(first)].add(post.collection)
        for key in (*_keys(post), *_keys(first)):
            if not any(first is each for each in owners[key]):
                owners[key].append(first)
    why = "is named in a list of posts, and its page is not here"
    left = [Refused(each.origin, why, "name of a post") for each in out if each.bare]
    return [each for each in out if not each.bare], merges, left


def hide_names(posts: Iterable[Found], is_here: Callable[[str, Name], bool]) -> None:
    """Take from closed posts what no public one names: a file of it would show it to readers.

    `is_here` says whether the hub has an author or a topic already.
    """
    posts = list(posts)
    public = {
        (kind, name.text.casefold())
        for post in posts
        if not post.closed
        for kind, names in (("authors", post.authors), ("topics", post.categories))
        for name in names
    }
    series = {post.series.text.casefold() for post in posts if post.series and not post.closed}
    for post in posts:
        if not post.closed:
            continue
        kept: dict[str, list[Name]] = {"authors": [], "topics": []}
        for kind, names in (("authors", post.authors), ("topics", post.categories)):
            for name in names:
                if (kind, name.text.casefold()) in public or is_here(kind, name):
                    kept[kind].append(name)
                else:
                    post.notes.lost.append(
                        f"'{name.text[:60]}' of the {kind}, which no public post names"
                    )
        post.authors, post.categories = kept["authors"], kept["topics"]
        if post.series and post.series.text.casefold() not in series:
            what = post.series.text[:60]
            post.notes.lost.append(f"the series '{what}', which has no public post")
            post.series, post.part = None, 0


def _same(
    post: Found, owners: dict[Hashable, list[Found]], joined: dict[int, set[str]]
) -> Found | None:
    """Return the post of another source that is the same: by the surest sign that there is."""
    for key in _keys(post):
        for each in owners.get(key, ()):
            if post.collection not in joined[id(each)] and _agree(post, each):
                return each
    return None


def _keys(post: Found) -> Iterator[Hashable]:
    if post.addresses and (place := place_of(post.addresses[0])):
        yield "address", place
    if post.id:
        yield "id", post.id
    if post.title and post.day:
        yield "title", post.title.casefold(), post.day


def _agree(post: Found, other: Found) -> bool:
    """Return whether two items with one id, address or title may be one post."""
    mine, theirs = (_place(each) for each in (post, other))
    if mine and theirs and mine[0] == theirs[0]:  # two addresses of one site
        return mine == theirs
    same_title = post.title.casefold() == other.title.casefold()
    return same_title or not (post.title and other.title) or post.day == other.day != ""


def _place(post: Found) -> tuple[str, str] | None:
    address = post.addresses[0] if post.addresses else ""
    try:
        if not address.startswith("http") or urlsplit(address).query:
            return None
    except ValueError:
        return None
    host, _, path = place_of(address).partition("/")
    return host, path


def _length(post: Found) -> int:
    """Return how much text a post has, about."""
    return len(re.sub(r"<[^>]*>", "", post.html) if post.html else post.made.text)


def _join(first: Found, other: Found) -> None:
    """Let `first` have what only `other` knows; the longer text is the text.

    What one of the two closes is closed, and the text of what is closed is shown by neither.
    """
    if other.closed:
        first.close(other.closed)
    if first.bare and not other.bare:
        first.origin, first.file, first.bare = other.origin, other.file, False
    if other.id and not first.id:
        first.id = other.id
        first.notes.guessed.append(f"the permanent id, from {other.origin}")
    if _length(other) > _length(first) * 1.2:
        first.html, first.base, first.made = other.html, other.base, other.made
        first.file = other.file
    for name in ("title", "date", "updated", "summary", "content_note", "part", "total",
                 "learning_point", "sponsor", "funding", "interests", "updates", "form",
                 "reviewed", "rules", "support", "review_by", "applies_to", "audience", "lang",
                 "translation_of", "formats"):  # fmt: skip
        if not getattr(first, name):
            setattr(first, name, getattr(other, name))
    if first.series is None or (not first.series.sure and other.series is not None):
        first.series = other.series
    first.picture = first.picture or other.picture
    places = {place_of(each) for each in first.addresses}
    first.addresses += [each for each in other.addresses if place_of(each) not in places]
    for mine, theirs in ((first.authors, other.authors), (first.categories, other.categories)):
        for each in theirs:
            same = next((n for n, name in enumerate(mine) if name.text == each.text), None)
            if same is None:
                mine.append(each)
            elif not mine[same].slug:
                mine[same] = each
