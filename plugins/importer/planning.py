"""Which file every post becomes, and what it says there.

Nothing is written here. A plan holds whole files, so that what is shown beforehand is what is
written afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from posixpath import dirname, relpath

from plugins.base.printing import Say
from plugins.base.problems import joined
from plugins.base.progress import tracked
from plugins.content.front_matter import parse
from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import TERM, Converted
from plugins.content.schema.page_header import PageHeader
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.validate import checked
from plugins.content.vocabulary_index import VocabularyIndex
from plugins.content.write_file import written
from plugins.importer import contacts
from plugins.importer.found import Found, Refused, Task
from plugins.importer.headers import Headers, Planned
from plugins.importer.jobs import task_of
from plugins.importer.links import Links
from plugins.importer.places import key_of, known_by, path_of, slug_for, slug_of
from plugins.importer.sources.reading import complete
from plugins.importer.sources.states import why_date
from plugins.importer.text.inline import LinkReference
from plugins.importer.text.markup import Made, words_in, words_shown
from plugins.importer.text.signs import escaped, seen
from plugins.model import post_ids
from plugins.model.disclosure import FIELDS


@dataclass
class Plan:
    """All that an import would write, and what it would leave alone or out."""

    posts: list[Planned] = field(default_factory=list)
    here: list[tuple[Found, str]] = field(default_factory=list)
    left: list[Refused] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    @property
    def records(self) -> list[post_ids.Record]:
        return [post.record for post in self.posts if post.record is not None]

    @property
    def tasks(self) -> dict[str, list[Task]]:
        """What is left for a person, by the file that it is about."""
        return {post.path: post.found.notes.tasks for post in self.posts if post.found.notes.tasks}


class Planner:
    """Decides on one import. `done` are the files that earlier runs wrote, by the posts' keys."""

    def __init__(self, shelf: VocabularyIndex, headers: Headers, done: dict[str, str]) -> None:
        self.headers, self.done = headers, done
        self.naming, self.gallery, self.root = headers.naming, headers.gallery, headers.root
        self.links = Links(shelf, self.root)
        self.contacts = contacts.Contacts(self.naming.mapping)
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
        wanted = [*self._wanted(posts, plan)]
        for found in wanted:
            self._locate(found)
        self.headers.reserve(wanted)
        keys = _keys_of(wanted)
        known = self._known(wanted, keys)
        for found in wanted:
            key = keys[id(found)]
            if path := known.get(id(found)):
                plan.here.append((found, path))
                self.links.add(found, path)
            else:
                plan.posts.append(Planned(found, self._path(found), key))
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

    def _wanted(self, posts: Iterable[Found], plan: Plan) -> Iterator[Found]:
        """Yield what becomes a file. A page that was not public cannot be one."""
        for found in posts:
            if why := why_date(found.date, self.headers.zone, self.headers.now):
                found.close(why)
            if found.kind == "page" and found.closed:
                title = found.title or "(no title)"
                what = f"is the page '{title}', which was not public: {found.closed}"
                plan.left.append(Refused(found.origin, what, "page that was not public"))
            else:
                yield found

    def _locate(self, found: Found) -> None:
        """Give a post without an address the one that the pattern says it had."""
        if self.headers.wishes.pattern and not found.addresses and found.date:
            year, month, day = found.day.split("-")
            words = {"year": year, "month": month, "day": day}
            slug = found.slug or slug_of(found.title)
            found.addresses.append(self.headers.wishes.pattern.format(**words, slug=slug))

    def _known(self, posts: Sequence[Found], keys: Mapping[int, str]) -> dict[int, str]:
        """Return the files of posts that are here already, by the posts' identities.

        Each file is one post. The surest signs are looked at first, so that a post that only has
        the title and day of another does not take its place.
        """
        found = {id(each): path for each in posts if (path := self.done.get(keys[id(each)]))}
        taken = set(found.values())
        signs = {id(each): [*known_by(each, self.root)] for each in posts}
        for number in range(max(map(len, signs.values()), default=0)):
            for each in posts:
                if id(each) in found or number >= len(signs[id(each)]):
                    continue
                path = self.here.get(signs[id(each)][number], "")
                if path and path not in taken:
                    found[id(each)] = path
                    taken.add(path)
        return found

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
                path = self.headers.shown(reference.address, found)
                return relpath(path, dirname(post.path)) if path else ""
            if self.contacts.in_address(reference.address):
                return ""
            return self.links.answer(reference, found, post.path)

        body = _without_empty_images(found.made.filled(answer))
        body = _UNDESCRIBED.sub(self._described, body)
        kept = self.contacts.without(body, notes)
        notes.lost += [
            f"{count:,} {what}{'' if count == 1 else 's'}"
            for what, count in found.made.lost.items()
        ]
        notes.guessed += found.made.guessed
        page = found.kind == "page"
        model = PageHeader if page else PostHeader
        values = self.headers.page(post) if page else self.headers.values(post)
        for name in ("title", "summary"):
            if isinstance(said := values[name], str):  # and no gap
                values[name] = self.contacts.without(said, notes)
        post.text = written(model, seen(values), kept)
        made, tasks = looked_at(post.path, post.text)
        tasks += contacts.tasks(post.text)
        post.words = made.words
        self._compare(found, made, body, kept)
        notes.tasks += [each for each in tasks if each.job != "closed" or not found.closed]
        if found.closed:
            notes.ask("closed", found.closed)
        self._keep(found, post)
        found.made = Made()  # the file holds it now

    def _described(self, image: re.Match[str]) -> str:
        """Return an image with what the mapping says that its kind shows."""
        said = self.naming.mapping.picture(image[1])
        return f"![{escaped(said, in_link=True)}]({image[1]}{image[2]})" if said else image[0]

    def _compare(self, found: Found, made: Converted, body: str, kept: str) -> None:
        """Say which words of the source the post does not show. What was taken out of the `body`
        on purpose is not in what is `kept`.
        """
        terms = {n: each.target for n, each in enumerate(made.references) if each.kind == TERM}
        html = re.sub(r"\x1f(\d+)\x1f", lambda gap: terms.get(int(gap[1]), " "), made.html)
        said = Counter(words_shown(html))
        for alt, caption in _PICTURE.findall(body):
            said.update(words_in(f"{alt} {caption}"))
        if kept != body:
            said.update(Counter(words_in(body)) - Counter(words_in(kept)))
        before = found.made.words.split()
        missing = Counter(before) - said
        count = missing.total()
        if count < max(3, len(before) // 50):
            return
        shown = ", ".join(dict.fromkeys(word for word in before if word in missing))
        found.notes.ask("lost", f"{count:,} of {len(before):,} words: {shown[:120]}")

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


def looked_at(path: str, text: str) -> tuple[Converted, list[Task]]:
    """Return a new file as `check` will read it, and what it still asks of a person."""
    page = path.startswith("pages/")
    model = PageHeader if page else PostHeader
    header, problems = parse(path, text)
    problems += checked(path, header, model)[1]
    made = convert(path, header.body, header.body_line, "cmarkgfm")
    tasks = [task_of(each) for each in sorted({*problems, *made.problems})]
    if header.values.get("status") == "draft":
        tasks.append(Task("closed", "it is a draft"))
    elif not page and (gaps := [name for name in FIELDS if not header.values.get(name)]):
        tasks.append(Task("disclosure", f"nothing is said of {joined(gaps)}"))
    return made, tasks


def _keys_of(posts: Sequence[Found]) -> dict[int, str]:
    """Return by what each post is known in a later run. No two of them have the same key."""
    keys = {id(each): key_of(each) for each in posts}
    often = Counter(keys.values())
    for each in posts:
        if often[keys[id(each)]] > 1:
            address = each.addresses[0] if each.addresses else ""
            keys[id(each)] = key_of(each, address, each.slug, each.title, each.date)
    return keys


_NO_WORDS = re.compile(r"(?<![!\\\]])\[\s*\]\([^)\s]*\)")
_UNDESCRIBED = re.compile(r'!\[\]\(([^)\s"]+)((?: "[^"\n]*")?)\)')
_PICTURE = re.compile(r'!\[((?:[^\]\\]|\\.)*)\]\([^)\s]*(?: "([^"\n]*)")?\)')


def _without_empty_images(text: str) -> str:
    """Return the text without images that were left out, and links that held nothing else."""
    text, count = re.subn(r"!\[((?:[^\]\\]|\\.)*)\]\((?: \"[^\"\n]*\")?\)", "", text)
    text = _NO_WORDS.sub("", text) if count else text
    return re.sub(r"\n{3,}", "\n\n", text)
