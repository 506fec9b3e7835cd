"""What the header of an imported post says, and what of its past it keeps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from plugins.base.clock import instant
from plugins.content.schema.post_header import MOST_TOPICS
from plugins.content.schema.values import LONGEST_SUMMARY, old_address, permanent_id
from plugins.content.vocabulary_index import VocabularyIndex
from plugins.content.write_file import GAP
from plugins.importer.found import Found
from plugins.importer.mapping import MISSING
from plugins.importer.naming import Naming
from plugins.importer.pictures import Gallery
from plugins.importer.places import path_in, path_of
from plugins.importer.text.records import hub_words
from plugins.model import post_ids
from plugins.model.addresses import Root
from plugins.model.disclosure import FIELDS
from plugins.model.post import NATIONS, UK

_MOST_ALIASES = 20


@dataclass
class Planned:
    """One post on its way: what was found, and the file that it becomes."""

    found: Found
    path: str
    key: str = ""
    text: str = ""
    words: int = 0
    record: post_ids.Record | None = None


@dataclass(frozen=True)
class Wishes:
    """What the person who imports said: authors and topics where the source names none.

    `pattern` is the address that posts without one had, with {year}, {month}, {day} and {slug}.
    `quiet` says that subscribers are told of no post without a known id; `authority` is the domain
    in the ids that those get.
    """

    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    draft: bool = False
    pattern: str = ""
    quiet: bool = False
    authority: str = ""


class Headers:
    """Makes the values of headers. A value that is not known is a gap."""

    def __init__(
        self,
        naming: Naming,
        gallery: Gallery,
        shelf: VocabularyIndex,
        root: Root,
        now: dt.datetime,
        zone: str,
        wishes: Wishes,
    ) -> None:
        self.naming, self.gallery, self.root = naming, gallery, root
        self.now, self.zone, self.wishes = now, zone, wishes
        self.taken = {path_of(post.path).rstrip("/") for post in shelf.posts}
        self.taken |= {path.rstrip("/") for path in shelf.pages}
        self.owners: dict[str, int] = {}  # the post that an old path was the address of
        self.ids = {record.id for record in shelf.records} | {post.id for post in shelf.posts}

    def reserve(self, posts: Iterable[Found]) -> None:
        """Keep the address of each post for it: no other may have it among its old ones."""
        for found in posts:
            if found.addresses and (path := path_in(self.root, found.addresses[0])):
                key = path.removesuffix("index.html").rstrip("/").casefold()
                self.owners.setdefault(key, id(found))

    def page(self, post: Planned) -> dict[str, object]:
        found = post.found
        values: dict[str, object] = {"title": found.title or GAP, "summary": found.summary or GAP}
        if aliases := self._aliases(post):
            values["aliases"] = aliases
        return values

    def values(self, post: Planned) -> dict[str, object]:
        found, notes = post.found, post.found.notes
        authors = self.naming.slugs("authors", found.authors) or list(self.wishes.authors)
        topics = self.naming.slugs("topics", found.categories)
        gone = [each.text for each in found.categories if not self.naming.slugs("topics", [each])]
        if gone:
            notes.lost.append(f"the topics {', '.join(gone[:8])}: the mapping has none for them")
        if len(topics) > MOST_TOPICS:
            notes.lost.append(
                f"the topics {', '.join(topics[MOST_TOPICS:])}: a post has at most six"
            )
        topics = topics[:MOST_TOPICS] or list(self.wishes.topics)
        values: dict[str, object] = {
            "title": found.title or GAP,
            "date": found.date or GAP,
            "summary": found.summary or GAP,
            "authors": authors or GAP,
            "topics": topics or GAP,
        }
        series = self.naming.series(found)
        if series:
            values["series"] = series
            values["part"] = found.part or GAP
        elif found.part:
            said = f"it may be part {found.part} of a series"
            notes.ask("series", f"{said}: if so, write 'series' and 'part' into its header")
        if found.form:
            values["kind"] = found.form
        for name in (
            "reviewed", "rules", "support", "applies_to", "audience", "lang", "translation_of",
            "formats",
        ):  # fmt: skip
            if said := getattr(found, name):
                values[name] = said
        if set(found.applies_to) == set(NATIONS):
            values["applies_to"] = [UK]
        if found.status == "draft" or self.wishes.draft:
            values["status"] = "draft"
        if image := self._image(post):
            values["image"] = image
        values |= {name: said for name, said in _noted(found.content_note).items() if said}
        values |= found.facts
        if found.learning_point:
            values["learning_point"] = found.learning_point
        for name in FIELDS:
            if said := getattr(found, name) or self.naming.mapping.disclosed(name, authors):
                values[name] = said
        by = found.review_by or self.naming.mapping.texts["review"].get("by", "")
        if by and by > max(found.day, found.reviewed.get("date", "")):
            values["review_by"] = by
        if found.updates:
            values["updates"] = found.updates
        if aliases := self._aliases(post):
            values["aliases"] = aliases
        self._identify(post, values)
        return values

    def shown(self, address: str, found: Found) -> str:
        """Return the path under which a post shows an image, or nothing to leave it out."""
        out = self.naming.mapping.takes_out(MISSING)
        return self.gallery.shown(address, found.file, found.notes, out)

    def _image(self, post: Planned) -> dict[str, object]:
        picture = post.found.picture
        if picture is None:
            return {}
        path = self.shown(picture.address, post.found)
        if not path:
            return {}
        alt = picture.alt or self.naming.mapping.picture(path)
        found: dict[str, object] = {"src": path, "alt": alt[:LONGEST_SUMMARY] or GAP}
        if picture.credit:
            found["credit"] = picture.credit[:200]
        return found

    def _aliases(self, post: Planned) -> list[str]:
        """Return the old paths that lead to the post from now on."""
        new = path_of(post.path)
        found: list[str] = []
        for address in post.found.addresses:
            path = path_in(self.root, address)
            if not path or path.rstrip("/") == new.rstrip("/"):
                continue
            try:
                plain = old_address(f"/{path}")
            except PydanticCustomError:
                what = f"the old address {address} cannot be one of this site"
                post.found.notes.ask("address", f"{what}: forward it in the server")
                continue
            key = plain.removesuffix("index.html").rstrip("/").casefold()
            if key in ("", "blog") or key in self.taken:
                continue
            if self.owners.get(key, id(post.found)) != id(post.found):
                continue
            self.taken.add(key)
            found.append(f"/{plain}")
        return found[:_MOST_ALIASES]

    def _identify(self, post: Planned, values: dict[str, object]) -> None:
        """Keep the permanent id: where builds keep it for posts that are public, else here."""
        found = post.found
        public = bool("status" not in values and found.date and found.title)
        public = public and instant(found.date, self.zone) <= self.now
        name = self._known_id(found)
        if name and not public:
            values["id"] = name
        quiet = not name and self.wishes.quiet
        if quiet and public:
            year = int(found.date[:4])
            name = post_ids.made(self.wishes.authority, year, post.path, self.ids)
        if not name:
            return
        self.ids.add(name)
        if public:
            updated = found.updated if found.updated > found.date else ""
            slug = post.path.rpartition("/")[2].removesuffix(".md")
            post.record = post_ids.Record(
                id=name, post=post.path, title=found.title, date=found.date, slug=slug,
                updated="" if quiet else updated, quiet="yes" if quiet else "",
            )  # fmt: skip

    def _known_id(self, found: Found) -> str:
        """Return the id that readers' programs have, or nothing."""
        if not found.id:
            return ""
        try:
            name = permanent_id(found.id)
        except PydanticCustomError:
            found.notes.lost.append(
                f"the id '{found.id[:60]}', which is no whole URI: readers' programs will take the "
                "post for a new one"
            )
            return ""
        if name in self.ids:
            found.notes.lost.append(
                f"the id '{name[:60]}', which is another post's: it gets a new one"
            )
            return ""
        return name


def _noted(note: str) -> dict[str, object]:
    """Return the fields of a content note. One that this engine wrote is told by its sentences."""
    for say in hub_words():
        words, said = say.noted(note)
        if words:
            return {"sensitive": words, "content_note": said}
    return {"content_note": note}
