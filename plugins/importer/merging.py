"""The same post in several files of a source becomes one.

A blog is often exported with its feeds beside it. The feeds know the permanent ids that readers
have, and the export knows the rest.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator

from plugins.importer.found import Found, place_of


def merged(posts: Iterable[Found]) -> list[Found]:
    """Return every post once, in the order of the source."""
    out: list[Found] = []
    owner: dict[Hashable, Found] = {}
    for post in posts:
        keys = [*_keys(post)]
        first = next((owner[key] for key in keys if key in owner), None)
        if first is None:
            out.append(post)
            first = post
        else:
            _join(first, post)
        for key in (*keys, *_keys(first)):
            owner.setdefault(key, first)
    return out


def _keys(post: Found) -> Iterator[Hashable]:
    if post.id:
        yield "id", post.id
    for address in post.addresses:
        if place := place_of(address):
            yield "address", place
    if post.title and post.day:
        yield "title", post.title.casefold(), post.day


def _length(post: Found) -> int:
    """Return how much text a post has, about."""
    return len(re.sub(r"<[^>]*>", "", post.html) if post.html else post.made.text)


def _join(first: Found, other: Found) -> None:
    """Let `first` have what only `other` knows; the longer text is the text."""
    if other.id and not first.id:
        first.id = other.id
        first.notes.guessed.append(f"the permanent id, from {other.origin}")
    if _length(other) > _length(first) * 1.2:
        first.html, first.base, first.made = other.html, other.base, other.made
        first.file = other.file
    for name in ("title", "date", "updated", "summary", "content_note", "part", "total",
                 "learning_point", "sponsor", "funding", "interests", "updates"):  # fmt: skip
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
