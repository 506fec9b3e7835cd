"""Gate: no build starts while the content has problems.

Each check yields what it finds; all problems of all files are shown together. A check looks at
sources side by side; what one file says by itself was checked when it was read.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from posixpath import dirname, relpath

from plugins.build import evidence
from plugins.build.reader import Content, Source, address_of, sound
from plugins.build.shelves import Shelves
from plugins.core import addresses
from plugins.core.header import Place, parse, read_text
from plugins.core.library import Post, is_public, place
from plugins.core.markdown import RECORDS, TERM
from plugins.core.problems import Problem, did_you_mean

# Where a header says what is wrong with the identity of a post, by rule.
STATED_IN = {
    "same-id": "id",
    "published-draft": "status",
    "published-later": "date",
    "withdrawal-date": "status",
}


def problems(shelves: Shelves, now: dt.datetime) -> list[Problem]:
    """Return every problem of the content, sorted by file and line."""
    content = shelves.content
    found = list(content.problems)
    for source in content.sources:
        found += source.problems
    gate = _Gate(shelves, now)
    for check in (
        gate.vocabularies,
        gate.topics,
        gate.owners,
        gate.old_addresses,
        gate.links,
        gate.series,
    ):
        found += check()
    found += [*gate.aliases(), *gate.updates(), *gate.identity()]
    found += evidence.problems(content, shelves.records, shelves.posts, now, gate.line)
    return sorted(set(found))


class _Gate:
    def __init__(self, shelves: Shelves, now: dt.datetime) -> None:
        self.shelves, self.now = shelves, now
        self.content: Content = shelves.content
        self.sources = {source.path: source for source in self.content.sources}
        self.posts = {post.source: post for post in shelves.posts}

    def line(self, path: str, *where: str | int) -> int:
        """Return the line of a field. Reads the file again: only what is wrong pays for it."""
        place: Place = where
        text, _ = read_text(path, self.content.folder.read(path))
        header, _ = parse(path, text)
        return header.line(place)

    def _names(self, kind: str) -> set[str]:
        """Return the slugs of a vocabulary, with those of files that have faults of their own."""
        return {source.slug or _stem(source.path) for source in self.content.of(kind)}

    # -- Vocabularies

    def vocabularies(self) -> Iterator[Problem]:
        topics, authors, series = (self._names(kind) for kind in ("topic", "author", "series"))
        synonyms = {
            word.casefold(): source.slug
            for source in sound(self.content.of("topic"))
            for word in source.values["synonyms"]
        }
        for source in sound(self.content.of("post")):
            values = source.values
            for field, known, word in (("authors", authors, "author"), ("topics", topics, "topic")):
                for number, slug in enumerate(values[field]):
                    if slug in known:
                        if slug in values[field][:number]:
                            line = self.line(source.path, field, number)
                            what = f"{field} names '{slug}' twice"
                            yield Problem(source.path, line, what, "delete one", "doubled-name")
                        continue
                    line = self.line(source.path, field, number)
                    meant = synonyms.get(slug.casefold()) if field == "topics" else None
                    hint = f"did you mean '{meant}'?" if meant else did_you_mean(slug, known)
                    what = f"{field} names an unknown {word} '{slug}'"
                    yield Problem(source.path, line, what, hint, f"unknown-{word}")
            if values["series"] and values["series"] not in series:
                line, name = self.line(source.path, "series"), values["series"]
                hint = did_you_mean(name, series)
                what = f"series names an unknown series '{name}'"
                yield Problem(source.path, line, what, hint, "unknown-series")

    def topics(self) -> Iterator[Problem]:
        """Topics have two levels: a parent has no parent."""
        parents = {
            source.slug: source.values["parent"] for source in sound(self.content.of("topic"))
        }
        known = self._names("topic")
        for source in sound(self.content.of("topic")):
            parent = source.values["parent"]
            if not parent:
                continue
            if parent not in known:
                what = f"parent names an unknown topic '{parent}'"
                hint = did_you_mean(parent, known - {source.slug})
            elif parent == source.slug:
                what, hint = "parent names the topic itself", "delete the line"
            elif parents.get(parent):
                what = f"parent names '{parent}', which has a parent itself ('{parents[parent]}')"
                hint = "topics have two levels; name a topic that has no parent"
            else:
                continue
            line = self.line(source.path, "parent")
            yield Problem(source.path, line, what, hint, "topic-parent")

    # -- Addresses

    def owners(self) -> Iterator[Problem]:
        """No two files may answer at one address, on any disk."""
        owners: dict[str, list[Source]] = defaultdict(list)
        for source in sound(self.content.sources):
            owners[_folded(address_of(source))].append(source)
            first = _folded(source.slug)
            if source.kind == "page" and first.removesuffix(".html") in addresses.RESERVED:
                what = f"the page would be at '/{source.slug}/', which the site needs itself"
                yield Problem(source.path, 0, what, "rename the file", "reserved-address")
        for sources in owners.values():
            first_owner, *others = sorted(sources, key=lambda source: source.path)
            for other in others:
                line = self.line(other.path, "slug") if other.kind == "post" else 1
                what = f"has the same address as {first_owner.path} ('/{address_of(other)}')"
                yield Problem(
                    other.path, line, what, "give one of them another slug", "one-address"
                )

    # -- What subscribers rely on

    def aliases(self) -> Iterator[Problem]:
        """An old name of a topic, series or author may be nobody's name today."""
        for kind in ("topic", "series", "author"):
            owners = {_folded(name): f"{kind} '{name}'" for name in self._names(kind)}
            for source in sound(self.content.of(kind)):
                for number, old in enumerate(source.values["aliases"]):
                    owner = owners.setdefault(_folded(old), f"an alias in {source.path}")
                    if (
                        owner != f"an alias in {source.path}"
                        or old in (source.values["aliases"][:number])
                    ):
                        line = self.line(source.path, "aliases", number)
                        what = f"aliases names '{old}', which is taken ({owner})"
                        yield Problem(source.path, line, what, "delete one of them", "alias")

    def updates(self) -> Iterator[Problem]:
        """Subscribers hear of an update when it is later than all they have heard of."""
        for post in self.shelves.posts:
            if not post.updates or post.status == "draft" or post.date > self.now:
                continue
            heard = {post.date: "the post"}
            for number, update in enumerate(post.updates):
                where = ("updates", number, "date")
                what = ""
                if update.date > self.now:
                    what = f"is to come ({update.date:%Y-%m-%d})"
                    hint = "write the day on which the post was changed"
                elif update.date.date() < post.date.date():
                    what = f"is before the post itself ({post.date:%Y-%m-%d})"
                    hint = "write the day on which the post was changed"
                elif update.notifies and update.date in heard:
                    what = f"is the same moment as that of {heard[update.date]}"
                    hint = f"add the time, such as {update.date:%Y-%m-%d}T15:00"
                elif update.notifies and update.date < post.date:
                    what = f"is earlier on the day than the post itself ({post.date:%H:%M})"
                    hint = f"add the time, such as {update.date:%Y-%m-%d}T15:00"
                if what:
                    line = self.line(post.source, *where)
                    what = f"the date of an update {what}"
                    yield Problem(post.source, line, what, hint, "update-date")
                elif update.notifies:
                    heard[update.date] = "another update"

    def identity(self) -> Iterator[Problem]:
        """No published id may change or vanish; see `core/identity`."""
        for problem in self.shelves.identity.problems:
            if problem.rule in STATED_IN:
                line = self.line(problem.path, STATED_IN[problem.rule])
                problem = replace(problem, line=line)
            yield problem

    def old_addresses(self) -> Iterator[Problem]:
        """An old address may not be one that answers, nor lead to two places."""
        taken = {_folded(path): "a page of the site" for path in self.shelves.public.paths}
        taken |= {_folded(post.path): post.source for post in self.shelves.posts}
        for post in self.shelves.posts:
            for number, old in enumerate(post.aliases):
                owner = taken.setdefault(_folded(old.removesuffix("index.html")), post.source)
                first = post.aliases.index(old) == number
                if owner != post.source or not first or _folded(old) == _folded(post.path):
                    line = self.line(post.source, "aliases", number)
                    what = f"aliases names '/{old}', which is the address of {owner} already"
                    yield Problem(post.source, line, what, "delete it", "alias-taken")

    # -- Links

    def links(self) -> Iterator[Problem]:
        broken = any(not source.values for source in self.content.sources)
        by_path = {_folded(path): path for path in self.shelves.public.paths}
        hidden = {post.path: post for post in self.shelves.posts if not is_public(post, self.now)}
        anchors: dict[str, set[str]] = {}
        for source in self.content.sources:
            image = source.values.get("image")
            if image and image["src"] not in self.content.images:
                line = self.line(source.path, "image", "src")
                yield self._no_file(source, line, "image.src shows", image["src"])
            for each in source.references:
                if each.kind == TERM:
                    continue  # a word that the glossary may know, or not
                if each.kind in RECORDS:
                    continue  # `build/evidence` looks at those
                if each.kind in ("image", "figure"):
                    if each.target not in self.content.images:
                        yield self._no_file(source, each.line, "shows", each.target)
                    continue
                target = self.sources.get(each.target) if each.kind == "source" else None
                if target is None and each.target in self.content.images:
                    continue
                if target is None and each.kind == "source":
                    yield self._no_file(source, each.line, "links to", each.target)
                    continue
                if target is None:
                    path = _page_path(each.target)
                    if path in hidden:
                        target = self.sources[hidden[path].source]
                    elif path not in self.shelves.public.paths:
                        if not (broken and path.startswith(addresses.BLOG)):
                            yield self._no_page(source, each.line, path, by_path)
                        continue
                    else:
                        target = self._source_at(path)
                if target is not None:
                    yield from self._hidden(source, target, each.line)
                    if each.fragment and target.values:
                        known = anchors.setdefault(target.path, _anchors(target))
                        if each.fragment not in known:
                            what = f"links to '#{each.fragment}', which {target.path} does not have"
                            hint = did_you_mean(each.fragment, known)
                            yield Problem(source.path, each.line, what, hint, "broken-anchor")

    def _source_at(self, path: str) -> Source | None:
        if not hasattr(self, "_at"):
            self._at = {address_of(source): source for source in sound(self.content.sources)}
        return self._at.get(path)

    def _no_file(self, source: Source, line: int, verb: str, target: str) -> Problem:
        """Say that a file is missing; one of nearly the same name in any folder is likely meant."""
        by_name = {_name(name): name for name in self.content.folder.files}
        near = get_close_matches(_name(target), by_name, n=1, cutoff=0.75)
        hint = "look at the path; it begins at the folder of this file"
        if near:
            hint = f"did you mean '{relpath(by_name[near[0]], dirname(source.path))}'?"
        what = f"{verb} '{target}', which is not there"
        return Problem(source.path, line, what, hint, "broken-link")

    def _no_page(self, source: Source, line: int, path: str, known: dict[str, str]) -> Problem:
        near = get_close_matches(_folded(path), known, n=1, cutoff=0.8)
        hint = "look at the address, or link to the file, such as ../2020/name.md"
        if near:
            hint = f"did you mean '/{known[near[0]]}'?"
        what = f"links to '/{path}', which is not there"
        return Problem(source.path, line, what, hint, "broken-link")

    def _hidden(self, source: Source, target: Source, line: int) -> Iterator[Problem]:
        """A reader who follows a link must find a page, from the day on which the link shows."""
        here, there = self.posts.get(source.path), self.posts.get(target.path)
        if there is None or is_public(there, self.now) or not _shows(here):
            return
        if there.status == "published":
            if here is not None and here.date >= there.date:
                return
            state = f"appears on {there.date:%Y-%m-%d}"
        else:
            state = {"draft": "is a draft", "withdrawn": "is withdrawn"}[there.status]
        what = f"links to {target.path}, which {state}"
        hint = "delete the link, or publish that post first"
        yield Problem(source.path, line, what, hint, "hidden-target")

    # -- Series

    def series(self) -> Iterator[Problem]:
        posts: dict[str, list[Post]] = defaultdict(list)
        for post in self.shelves.posts:
            if post.series:
                posts[post.series].append(post)
            elif post.part:
                line = self.line(post.source, "part")
                what, hint = "part is given, but no series", "add the name of the series"
                yield Problem(post.source, line, what, hint, "series-part")
        unread = {source.path for source in self.content.of("post") if not source.values}
        for source in sound(self.content.of("series")):
            parts = sorted(posts[source.slug], key=lambda post: (_number(post), post.source))
            if not parts and not unread:
                hint = f"write 'series: {source.slug}' in its posts, or delete the file"
                yield Problem(source.path, 1, "no post names this series", hint, "series-empty")
            yield from self._parts(source, parts, bool(unread))

    def _parts(self, series: Source, posts: list[Post], unread: bool) -> Iterator[Problem]:
        planned = len(series.values["parts"])
        plan = f"{series.path} plans {planned} part{'' if planned == 1 else 's'}"
        owner: dict[int | str, Post] = {}
        for post in posts:
            if post.part in owner:
                line = self.line(post.source, "part")
                what = f"part {post.part} of {series.path} is also {owner[post.part].source}"
                yield Problem(
                    post.source, line, what, "give each part its own number", "series-part"
                )
                continue
            owner[post.part] = post
            if post.part == 0:
                line = self.line(post.source, "series")
                what = f"belongs to {series.path} but says no part"
                hint = f"add 'part:' with a number up to {planned}, 'introduction' or 'closing'"
                yield Problem(post.source, line, what, hint, "series-part")
            elif isinstance(post.part, int) and post.part > planned:
                line = self.line(post.source, "part")
                what = f"part {post.part} is beyond the plan: {plan}"
                hint = f"add its title to 'parts' in {series.path}, or mend the number"
                yield Problem(post.source, line, what, hint, "series-plan")
            yield from self._title_year(series, post)
        numbers = sorted(n for n in owner if isinstance(n, int) and 0 < n <= planned)
        missing = sorted(set(range(1, planned + 1)) - set(numbers))
        if unread:
            return
        for number in numbers:
            if number > 1 and number - 1 in missing:
                post = owner[number]
                line = self.line(post.source, "part")
                gap = next(n for n in missing[::-1] if n < number)
                what = f"is part {number} of {series.path}, but no post is part {gap}"
                hint = f"write part {gap} first, or mend the numbers"
                yield Problem(post.source, line, what, hint, "series-gap")
        if series.values["complete"] and missing:
            line = self.line(series.path, "complete")
            words = ", ".join(map(str, missing))
            last = f" (the last post is {posts[-1].source})" if posts else ""
            what = f"is marked complete, but part {words} is missing{last}"
            hint = "write the part, or delete 'complete'"
            yield Problem(series.path, line, what, hint, "series-complete")
        ordered = sorted((post for post in owner.values() if post.part), key=_number)
        for before, after in pairwise(ordered):
            if after.date < before.date:
                line = self.line(after.source, "date")
                what = (
                    f"is dated {after.date:%Y-%m-%d}, before the part it follows, "
                    f"{before.source} ({before.date:%Y-%m-%d})"
                )
                yield Problem(after.source, line, what, "mend one of the dates", "series-dates")

    def _title_year(self, series: Source, post: Post) -> Iterator[Problem]:
        year = series.values["year"]
        named = {int(found) for found in re.findall(r"\b((?:19|20)\d\d)\b", post.title)}
        if year and named and year not in named:
            line = self.line(post.source, "title")
            what = f"title names {min(named)}, but {series.path} looks back on {year}"
            hint = "mend the title, or the series that the post names"
            yield Problem(post.source, line, what, hint, "series-year")


def _number(post: Post) -> int:
    return place(post)[0]


def _shows(post: Post | None) -> bool:
    """Return whether readers meet a page, now or on its day. All but posts are always met."""
    return post is None or post.status == "published"


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _folded(path: str) -> str:
    """Return a path as a disk that knows neither case nor composed letters sees it."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _page_path(target: str) -> str:
    """Return the path a link means: `/blog/index.html` and `/blog/` are one page."""
    return target.removesuffix("index.html") if target.endswith("/index.html") else target


def _anchors(source: Source) -> set[str]:
    return {name for _, name, _ in source.headings}


# -- Pelican ---------------------------------------------------------------------

from typing import TYPE_CHECKING

from pelican import signals

if TYPE_CHECKING:
    from plugins.build.site import Hub


def stop_on_problems(pelican: Hub) -> None:
    pelican.refuse(problems(pelican.shelves, pelican.now))


def register() -> None:
    signals.initialized.connect(stop_on_problems)
