"""The files of every feed. What changes none of a file's data leaves the file alone."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from plugins.model import addresses
from plugins.model.feeds import Feed, archived, archives_of, heard_of, newest
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.outputs.feeds.entries import Entries, Entry
from plugins.outputs.feeds.head import Head
from plugins.outputs.feeds.opml import opml
from plugins.outputs.feeds.render import Press
from plugins.presentation.codec import Decoder, encoded
from plugins.presentation.contracts import BuildContext, OutputFile, files
from plugins.presentation.fixed_words import Words
from plugins.presentation.recipes import Recipe


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the settings say of the whole site."""

    site: str
    description: str
    language: str
    hub: str = ""
    authority: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> Names:
        return cls(
            site=settings["SITENAME"],
            description=settings["SITE_DESCRIPTION"],
            language=settings["DEFAULT_LANG"],
            hub=settings.get("FEED_HUB", ""),
            authority=settings.get("ID_AUTHORITY", ""),
        )


@dataclass(frozen=True, kw_only=True)
class FeedDocument:
    """One file of one feed in one format."""

    save_as: str
    form: str
    head: Head
    keys: str
    whole: bool
    entries: tuple[Entry, ...] = field(repr=False, compare=False)
    press: Press = field(repr=False, compare=False)

    def render(self) -> bytes:
        return self.press.render(self.form, self.head, self.entries, self.whole)

    def recipe(self) -> Recipe:
        parts = tuple(entry.part for entry in self.entries)
        return Recipe(encoded(self), tuple(part.key for part in parts), parts)

    @classmethod
    def from_recipe(cls, recipe: Recipe, decoder: Decoder, shared: dict[str, Any]) -> FeedDocument:
        for part in recipe.parts:
            if part.key not in shared:
                shared[part.key] = Entry.from_part(part, decoder)
        entries = tuple(shared[part.key] for part in recipe.parts)
        press = shared.setdefault("press", Press())
        fields = {**decoder.fields(cls, recipe.data), "keys": _keys(entries)}
        return cls(**fields, entries=entries, press=press)

    def reworded(self, old: str, new: str, words: int) -> FeedDocument:
        entries = tuple(entry.reworded(old, new, words) for entry in self.entries)
        return replace(self, entries=entries, keys=_keys(entries))


def _keys(entries: Sequence[Entry]) -> str:
    return " ".join(entry.key for entry in entries)


def documents(library: Library, names: Names, words: tuple[Words, ...]) -> Iterator[OutputFile]:
    """Yield every file of every feed, then the OPML. `words` are the fixed words of languages.

    Those that hold the same items stand near to one another: whoever writes one of them has the
    items ready for the next.
    """
    made = _Documents(library, names, words)
    found = [
        document
        for channel in site_map(library).feeds
        for document in (*made.newest(channel), *made.archives(channel))
    ]
    yield from sorted(found, key=_newest, reverse=True)
    if site_map(library).feeds:
        yield opml(library, names.site)


def _newest(document: FeedDocument) -> dt.datetime:
    return document.entries[0].published if document.entries else document.head.updated


class _Documents:
    def __init__(self, library: Library, names: Names, words: tuple[Words, ...]) -> None:
        self.library, self.names = library, names
        self.entries, self.press = Entries(library, words), Press()

    def newest(self, channel: Feed) -> Iterator[FeedDocument]:
        """Yield the documents that readers subscribe to, at their present and old addresses."""
        known = newest(channel.items)
        entries = tuple(map(self.entries.of, heard_of(known)))
        older = archives_of(len(channel.items))
        for form in addresses.FORMATS:
            head = self._head(
                channel,
                tuple(map(self.entries.of, known)),
                url=self._url(addresses.feed(channel.base, form)),
                older=self._archive(channel, older, form),
            )
            for base in (channel.base, *channel.aliases):
                yield self._document(addresses.feed(base, form), form, head, entries, True)

    def archives(self, channel: Feed) -> Iterator[FeedDocument]:
        """Yield the older items. Only the feed of all posts has the whole text of them all, or
        every post would be published some fifteen times over.
        """
        count = archives_of(len(channel.items))
        whole = channel.kind in ("all", "updates")
        for number in range(count, 0, -1):
            entries = tuple(map(self.entries.of, archived(channel.items, number)))
            for form in addresses.FORMATS:
                save_as = addresses.archive(channel.base, number, form)
                head = self._head(
                    channel,
                    entries,
                    url=self._url(save_as),
                    current=self._url(addresses.feed(channel.base, form)),
                    older=self._archive(channel, number - 1, form),
                    newer=self._archive(channel, number + 1 if number < count else 0, form),
                )
                yield self._document(save_as, form, head, entries, whole)

    def _document(
        self, save_as: str, form: str, head: Head, entries: tuple[Entry, ...], whole: bool
    ) -> FeedDocument:
        return FeedDocument(
            save_as=save_as,
            form=form,
            head=head,
            keys=_keys(entries),
            whole=whole,
            entries=entries,
            press=self.press,
        )

    def _head(
        self,
        channel: Feed,
        entries: Sequence[Entry],
        url: str,
        current: str = "",
        older: str = "",
        newer: str = "",
    ) -> Head:
        names, root = self.names, self.library.root
        everything = channel.kind == "all"
        return Head(
            id=self._id(channel),
            url=url,
            page=self._url(channel.page),
            site=root.absolute(root.url(addresses.HOME)),
            title=f"{names.site}: all posts" if everything else f"{channel.title}: {names.site}",
            description=names.description if everything else channel.description,
            author=names.site,
            language=names.language,
            hub=names.hub,
            updated=max(entry.updated for entry in entries),
            current=current,
            older=older,
            newer=newer,
        )

    def _id(self, channel: Feed) -> str:
        """Return the id of the feed, which outlives a new name: its first one is in it."""
        base = channel.aliases[0] if channel.aliases else channel.base
        if self.names.authority:
            return uuid.uuid5(uuid.NAMESPACE_DNS, f"{self.names.authority}/{base}").urn
        return self._url(addresses.feed(channel.base, "atom"))

    def _archive(self, channel: Feed, number: int, form: str) -> str:
        return self._url(addresses.archive(channel.base, number, form)) if number else ""

    def _url(self, path: str) -> str:
        return self.library.root.absolute(self.library.root.url(path))


def _files(build: BuildContext) -> Iterator[OutputFile]:
    return documents(build.library, Names.of(build.settings), build.site.words)


register = files(_files)
