"""Which file every post becomes, and what it says there.

Nothing is written here. A plan holds whole files, so that what is shown beforehand is what is
written afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from posixpath import dirname, relpath

from plugins.base.progress import Say, tracked
from plugins.content.front_matter import parse
from plugins.content.markdown.convert import convert
from plugins.content.schema.page_header import PageHeader
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.validate import checked
from plugins.content.vocabulary_index import VocabularyIndex
from plugins.content.write_file import written
from plugins.importer.found import Found
from plugins.importer.headers import Headers, Planned
from plugins.importer.links import Links
from plugins.importer.places import key_of, known_by, path_of, slug_for, slug_of
from plugins.importer.sources.reading import complete
from plugins.importer.text.inline import LinkReference
from plugins.importer.text.markup import words_in
from plugins.model import post_ids


@dataclass
class Plan:
    """All that an import would write, and what it would leave alone."""

    posts: list[Planned] = field(default_factory=list)
    here: list[tuple[Found, str]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> list[post_ids.Record]:
        return [post.record for post in self.posts if post.record is not None]


class Planner:
    """Decides on one import. `done` are the files that earlier runs wrote, by the posts' keys."""

    def __init__(self, shelf: VocabularyIndex, headers: Headers, done: dict[str, str]) -> None:
        self.headers, self.done = headers, done
        self.naming, self.gallery, self.root = headers.naming, headers.gallery, headers.root
        self.links = Links(shelf, self.root)
        self.files = {post.path.casefold() for post in shelf.posts}
        self.files |= {path.casefold() for path in shelf.pages.values()}
        self.here: dict[Hashable, str] = {}
        for post in shelf.posts:
            self.here[path_of(post.path).rstrip("/")] = post.path
            self.here[post.title.casefold(), post.day] = post.path
            if post.id:
                self.here["id", post.id] = post.path
            for alias in post.aliases:
                self.here[alias.strip("/").removesuffix("/index.html")] = post.path

    def plan(self, posts: Iterable[Found], tell: Say) -> Plan:
        plan = Plan()
        for found in posts:
            self._locate(found)
            if path := self._known(found):
                plan.here.append((found, path))
                self.links.add(found, path)
            else:
                plan.posts.append(Planned(found, self._path(found), key_of(found)))
        for post in tracked(plan.posts, len(plan.posts), "Converting", tell):
            complete(post.found)
            self.links.add(post.found, post.path, post.found.made.anchors)
            self.naming.learn(post.found)
        self.naming.number()
        self.naming.look_for_gaps()
        self.links.terms = self.naming.addressed(post.found for post in plan.posts)
        for post in tracked(plan.posts, len(plan.posts), "Checking", tell):
            self._write(post)
        plan.files = self.naming.files()
        return plan

    def _locate(self, found: Found) -> None:
        """Give a post without an address the one that the pattern says it had."""
        if self.headers.wishes.pattern and not found.addresses and found.date:
            year, month, day = found.day.split("-")
            words = {"year": year, "month": month, "day": day}
            slug = found.slug or slug_of(found.title)
            found.addresses.append(self.headers.wishes.pattern.format(**words, slug=slug))

    def _known(self, found: Found) -> str:
        """Return the file of a post that is here already, or nothing."""
        if path := self.done.get(key_of(found)):
            return path
        return next((self.here[key] for key in known_by(found, self.root) if key in self.here), "")

    def _path(self, found: Found) -> str:
        folder = f"posts/{found.date[:4] or 'undated'}" if found.kind == "post" else "pages"
        slug = slug_for(found)
        number, name = 1, slug
        while f"{folder}/{name}.md".casefold() in self.files:
            number += 1
            name = f"{slug}-{number}"
        self.files.add(f"{folder}/{name}.md".casefold())
        return f"{folder}/{name}.md"

    def _write(self, post: Planned) -> None:
        """Make the whole file, and look at it as `check` will."""
        found, notes = post.found, post.found.notes

        def answer(reference: LinkReference) -> str:
            if reference.kind == "image":
                path, problem = self.gallery.take(reference.address, found.file)
                notes.person += [problem] if problem and path else []
                notes.lost += [problem] if problem and not path else []
                return relpath(path, dirname(post.path)) if path else ""
            return self.links.answer(reference, found, post.path)

        body = _without_empty_images(found.made.filled(answer))
        notes.lost += [
            f"{count:,} {what}{'' if count == 1 else 's'}"
            for what, count in found.made.lost.items()
        ]
        notes.guessed += found.made.guessed
        page = found.kind == "page"
        model = PageHeader if page else PostHeader
        values = self.headers.page(found) if page else self.headers.values(post)
        post.text = written(model, values, body)
        header, problems = parse(post.path, post.text)
        problems += checked(post.path, header, model)[1]
        made = convert(post.path, header.body, header.body_line, "cmarkgfm")
        post.words = made.words
        self._compare(found, made.html)
        for each in sorted({*problems, *made.problems}):
            hint = f"; {each.hint}" if each.hint else ""
            notes.person.append(f"line {each.line}: {each.message}{hint}")
        self._keep(found, post)

    def _compare(self, found: Found, html: str) -> None:
        """Say where the words of the source and of the post part."""
        said = words_in(re.sub(r"<[^>]*>|\x1f\d+\x1f", " ", html))
        before = found.made.words
        if not before or abs(len(said) - len(before)) < max(3, len(before) // 50):
            return
        found.notes.lost.append(
            f"some words may be lost: {len(before):,} in the source, {len(said):,} in the post"
        )

    def _keep(self, found: Found, post: Planned) -> None:
        kept = found.notes.kept
        images = sum(each.kind == "image" for each in found.made.references)
        links = sum(each.kind == "link" for each in found.made.references)
        counts = ((post.words, "word"), (links, "link"), (images, "image"))
        kept.append(", ".join(f"{n:,} {what}{'' if n == 1 else 's'}" for n, what in counts))
        series = self.naming.series(found)
        for what, value in (
            ("title", found.title),
            (f"date ({found.date})", found.date),
            (f"authors ({', '.join(each.text for each in found.authors)})", found.authors),
            (f"topics ({', '.join(each.text for each in found.categories)})", found.categories),
            (f"series ({series}, part {found.part or '?'})", series),
            (f"permanent id ({found.id})", post.record),
        ):
            if value:
                kept.append(what)


def _without_empty_images(text: str) -> str:
    """Return the text without images that were left out."""
    text = re.sub(r"!\[((?:[^\]\\]|\\.)*)\]\((?: \"[^\"\n]*\")?\)", "", text)
    return re.sub(r"\n{3,}", "\n\n", text)
