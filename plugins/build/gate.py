"""Gate: no build starts while the content has problems.

Each check yields what it finds; all problems of all files are shown together. A check looks at
sources side by side; what one file says by itself was checked when it was read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from itertools import pairwise
from posixpath import dirname, relpath
from typing import Any

from plugins.build import closing, evidence, guests
from plugins.build.places import OWN_FOLDERS, Clash, clashes, folded
from plugins.build.reader import Content, Source, address_of, pointing, sound
from plugins.build.shelves import Shelves
from plugins.core import addresses, personal
from plugins.core.disclosure import FIELDS
from plugins.core.guests import is_guests, own_folder
from plugins.core.header import Place, parse_all, read_text
from plugins.core.library import Post, is_public, place, state_of
from plugins.core.markdown import RECORDS, TERM
from plugins.core.problems import Problem, did_you_mean, joined
from plugins.core.prose import EVENTS, Claim, ordinal, plain
from plugins.core.rules import PERSONAL, RULES, advice_names, is_advice

# Where a header says what is wrong with the identity of a post, by rule.
STATED_IN = {
    "same-id": "id",
    "published-draft": "status",
    "published-later": "date",
    "withdrawal-date": "status",
}


def problems(
    shelves: Shelves, now: dt.datetime, settings: Mapping[str, Any] | None = None
) -> list[Problem]:
    """Return every problem of the content, sorted by file and line."""
    found = findings(shelves, now, settings, advice=False)
    return [each for each in found if not is_advice(each.rule)]


def findings(
    shelves: Shelves,
    now: dt.datetime,
    settings: Mapping[str, Any] | None = None,
    advice: bool = True,
) -> list[Problem]:
    """Return every problem and what advice follows from the files side by side, sorted.

    Of the settings, `CONTACTS` are texts of the hub itself that may hold telephone numbers and the
    like, and `REQUIRE_DISCLOSURE` says whether a post must declare sponsor and interests.
    """
    settings = settings or {}
    content = shelves.content
    found = list(content.problems)
    for source in content.sources:
        found += source.problems
    gate = _Gate(shelves, now)
    checks = (
        gate.vocabularies,
        gate.topics,
        gate.places,
        gate.aliases,
        gate.links,
        gate.series,
        gate.prose,
        gate.dates,
        gate.updates,
        gate.identity,
        gate.consent,
        gate.silence,
    )
    for check in checks:
        found += check()
    found += gate.personal(settings.get("CONTACTS", ()))
    required = bool(settings.get("REQUIRE_DISCLOSURE"))
    if required or advice:  # ten thousand old posts may say nothing, and a build asks for errors
        found += gate.disclosure(required)
    found += evidence.problems(content, shelves.records, shelves.posts, now, gate.line)
    found += guests.problems(content, gate.line)
    found += closing.problems(content, shelves.posts, now, shelves.zone, gate.line)
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
        header, *_ = parse_all(path, text)
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
        for source in self.content.of("post"):
            given: Mapping[str, Any] = source.named or source.values
            for field, known, word in (("authors", authors, "author"), ("topics", topics, "topic")):
                names = given.get(field, ())
                for number, slug in enumerate(names):
                    if slug in known:
                        if slug in names[:number]:
                            line = self.line(source.path, field, number)
                            what = f"{field} names '{slug}' twice"
                            yield Problem(source.path, line, what, "delete one", "doubled-name")
                        continue
                    line = self.line(source.path, field, number)
                    meant = synonyms.get(slug.casefold()) if field == "topics" else None
                    hint = f"did you mean '{meant}'?" if meant else did_you_mean(slug, known)
                    what = f"{field} names an unknown {word} '{slug}'"
                    yield Problem(source.path, line, what, hint, f"unknown-{word}")
            stated = given.get("series") or ()
            for name in (stated,) if isinstance(stated, str) else stated:
                if name in series:
                    continue
                line = self.line(source.path, "series")
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

    def places(self) -> Iterator[Problem]:
        """No two files may answer at one address, on any disk, nor where the site itself does."""
        for source in sound(self.content.of("page")):
            if folded(source.slug).removesuffix(".html") in addresses.RESERVED:
                what = f"the page would be at '/{source.slug}/', which the site needs itself"
                yield Problem(source.path, 0, what, "rename the file", "reserved-address")
        for clash in clashes(self.shelves):
            # A name of a vocabulary that is taken in the same one was told of by its own check.
            if clash.place.kind != "name" and not self._is_reserved(clash):
                yield self._clash(clash)
        for post in self.shelves.posts:
            for number, old in enumerate(post.aliases):
                if folded(old).partition("/")[0] in OWN_FOLDERS:
                    line = self.line(post.source, "aliases", number)
                    what = f"aliases names '/{old}', in a folder that the site fills itself"
                    yield Problem(post.source, line, what, "delete it", "reserved-address")

    def _is_reserved(self, clash: Clash) -> bool:
        source = self.sources.get(clash.place.source)
        return clash.first.kind == "own" and source is not None and source.kind == "page"

    def _clash(self, clash: Clash) -> Problem:
        place, first, above = clash
        owner = first.source or f"the site itself ('/{first.path}')"
        line = self.line(place.source, *place.where) if place.source.endswith(".md") else 0
        if above:
            what = f"would be at '/{place.path}', and {owner} at '/{first.path}': one of them "
            what += "would have to be a folder"
            return Problem(place.source, line, what, "rename one of them", "one-address")
        if place.kind == "alias":
            what = f"aliases names '/{place.path}', which is the address of {owner} already"
            return Problem(place.source, line, what, "delete it", "alias-taken")
        if place.kind == "image":
            what = f"has the same name as {owner}, but for case or accents"
            return Problem(place.source, 0, what, "rename one of them", "one-address")
        what = f"has the same address as {owner} ('/{place.path}')"
        return Problem(place.source, line, what, "give one of them another slug", "one-address")

    # -- What subscribers rely on

    def aliases(self) -> Iterator[Problem]:
        """An old name of a topic, series or author may be nobody's name today."""
        for kind in ("topic", "series", "author"):
            owners = {folded(name): f"{kind} '{name}'" for name in self._names(kind)}
            for source in sound(self.content.of(kind)):
                for number, old in enumerate(source.values["aliases"]):
                    owner = owners.setdefault(folded(old), f"an alias in {source.path}")
                    if (
                        owner != f"an alias in {source.path}"
                        or old in (source.values["aliases"][:number])
                    ):
                        line = self.line(source.path, "aliases", number)
                        what = f"aliases names '{old}', which is taken ({owner})"
                        yield Problem(source.path, line, what, "delete one of them", "alias-taken")

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

    # -- Links

    def links(self) -> Iterator[Problem]:
        broken = any(not source.values for source in self.content.sources)
        by_path = {folded(path): path for path in self.shelves.public.paths}
        hidden = {post.path: post for post in self.shelves.posts if not is_public(post, self.now)}
        public = self.shelves.public
        moved = {
            each.old: each.new for each in public.redirects if each.old not in public.own_paths
        }
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
                    if path in moved:
                        what = f"links to '/{path}', which moved to '/{moved[path]}'"
                        hint = f"write '/{moved[path]}'"
                        yield Problem(source.path, each.line, what, hint, "moved-link")
                        continue
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
        near = get_close_matches(folded(path), known, n=1, cutoff=0.8)
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
        state = state_of(there, self.now)
        if state in ("withdrawn", "ended"):
            # Never an error: what has to go must go at once, whoever links to it.
            what = f"links to {target.path}, which was withdrawn"
            yield Problem(source.path, line, what, "delete the link", "withdrawn-target")
            return
        if state == "future":
            if here is not None and here.date >= there.date:
                return
            state = f"appears on {there.date:%Y-%m-%d}"
        else:
            state = "is a draft"
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

    def prose(self) -> Iterator[Problem]:
        """What texts say of their place in a series, of yearly events, of numbers."""
        planned = {s.slug: len(s.values["parts"]) for s in sound(self.content.of("series"))}
        for source in self.content.of("post"):
            post = self.posts.get(source.path)
            for claim in source.claims:
                if claim.kind == "number":
                    what = f"'{claim.words}' is not how a number is written"
                    hint = (
                        "put commas before groups of three digits, or a space between two numbers"
                    )
                    yield Problem(source.path, claim.line, what, hint, "number-format")
                elif claim.kind == "gap":
                    draft = source.values.get("status") == "draft"
                    rule = "open-gap" if draft else "published-gap"
                    what = f"is still to be written: {claim.words}"
                    hint = "write it" if draft else "write it, or let the post be a draft"
                    yield Problem(source.path, claim.line, what, hint, rule)
                elif post is None:
                    continue
                elif claim.kind == "event":
                    yield from self._event(post, claim)
                elif claim.kind == "part" and post.series in planned:
                    yield from self._claimed_part(post, claim, planned[post.series])
        yield from self._summaries()

    def _event(self, post: Post, claim: Claim) -> Iterator[Problem]:
        year = claim.other or post.date.year
        right = year - claim.total + 1
        if right == claim.number or right < 1:
            return
        event = next(name for name in EVENTS if name.casefold() in claim.words.casefold())
        what = f"'{claim.words}' has the wrong number: {event} {claim.total} was the first"
        hint = f"that of {year} is the {ordinal(right)}"
        yield Problem(post.source, claim.line, what, hint, "event-number")

    def _claimed_part(self, post: Post, claim: Claim, planned: int) -> Iterator[Problem]:
        wanted = {-1: planned, -2: planned - 1}.get(claim.number, claim.number)
        here = post.part + claim.other if isinstance(post.part, int) else 0
        wrong_total = claim.total and claim.total != planned
        wrong_place = isinstance(post.part, int) and wanted and wanted != here
        if not wrong_total and not wrong_place:
            return
        part = f"part {post.part}" if isinstance(post.part, int) else f"the {post.part}"
        what = f"'{claim.words}' disagrees with the header: this is {part} of {planned}"
        hint = "mend the words, or the part"
        yield Problem(post.source, claim.line, what, hint, "series-words")

    def _summaries(self) -> Iterator[Problem]:
        """Parts may share their opening and nothing else: a summary is a part's own."""
        parts: dict[str, list[Source]] = defaultdict(list)
        for source in sound(self.content.of("post")):
            if source.values["series"]:
                parts[source.values["series"]].append(source)
        for sources in parts.values():
            openings = Counter(source.opening for source in sources if source.opening)
            seen: dict[str, str] = {}
            for source in sources:
                summary = plain(source.values["summary"])
                other = seen.setdefault(summary, source.path)
                shared = openings[source.opening] > 1 and (
                    source.opening.startswith(summary) or summary.startswith(source.opening)
                )
                if other == source.path and not shared:
                    continue
                what = "summary is the opening that other parts of the series share"
                if other != source.path:
                    what = f"summary is the same as that of {other}"
                line = self.line(source.path, "summary")
                hint = "say in one sentence what this part brings"
                yield Problem(source.path, line, what, hint, "shared-summary")

    # -- Time

    def dates(self) -> Iterator[Problem]:
        for source in sound(self.content.of("post")):
            values = source.values
            date = values["date"]
            days = [date, *(each["date"] for each in values["updates"])]
            latest = int(max(day[:10] for day in days).replace("-", ""))
            for claim in source.claims:
                if claim.kind == "source" and claim.other > latest:
                    what = f"cites a source of {claim.words}, but the post is of {date}"
                    hint = "mend the date, or say under 'updates' when it was added"
                    yield Problem(source.path, claim.line, what, hint, "later-source")

    # -- Consent, withdrawal, exceptions

    def consent(self) -> Iterator[Problem]:
        for source in sound(self.content.of("post")):
            values = source.values
            hidden = values["status"] == "withdrawn"
            for field in ("withdrawn", "gone"):
                if values[field] and not hidden and not (field == "gone" and values["consent"]):
                    line = self.line(source.path, field)
                    what = f"{field} is given, but status is {values['status']}"
                    hint = "write 'status: withdrawn', or delete the line"
                    yield Problem(source.path, line, what, hint, "withdrawn-date")
            told = values["kind"] == "story" and values["status"] == "published"
            if told and not values["consent"]:
                line = self.line(source.path, "kind")
                what = "is a story, but says nothing of consent"
                hint = "add 'consent' with holder, date, scope and expires, and never a name"
                if is_guests(source.path):  # a record of consent is the hub's
                    hint = (
                        "write 'status: draft' until an editor moves the file to "
                        f"{own_folder(values['date'])} and adds 'consent'"
                    )
                yield Problem(source.path, line, what, hint, "missing-consent")

    def disclosure(self, required: bool) -> Iterator[Problem]:
        """A post says who paid and what its authors have to declare, or that there is nothing."""
        rule = "missing-disclosure" if required else "undisclosed"
        for source in sound(self.content.of("post")):
            values = source.values
            missing = [name for name in FIELDS if not values[name]]
            if missing and values["status"] == "published":
                what = f"says nothing of {joined(missing)}"
                hint = f"add '{missing[0]}:' with what there is to declare, or 'none'"
                if len(missing) > 1:
                    hint = f"add a line for each, such as '{missing[0]}: none'"
                line = self.line(source.path, "authors")
                yield Problem(source.path, line, what, hint, rule)

    def silence(self) -> Iterator[Problem]:
        for source in sound(self.content.of("post")):
            for number, each in enumerate(source.values["silence"]):
                if each["rule"] in advice_names():
                    continue
                line = self.line(source.path, "silence", number, "rule")
                what = f"silence names '{each['rule']}', which is no advice"
                hint = did_you_mean(each["rule"], advice_names())
                if each["rule"] in RULES:
                    hint = "an error cannot be silenced; mend it"
                yield Problem(source.path, line, what, hint, "bad-silence")
            for number, each in enumerate(source.values["exceptions"]):
                if each["rule"] not in PERSONAL:
                    line = self.line(source.path, "exceptions", number, "rule")
                    what = f"exceptions names '{each['rule']}', which is no sign of a person"
                    hint = did_you_mean(each["rule"], PERSONAL)
                    yield Problem(source.path, line, what, hint, "bad-exception")

    def personal(self, contacts: Iterable[str]) -> Iterator[Problem]:
        """Signs of a person that neither the hub's own lists nor an exception let pass."""
        if not any(source.signs for source in self.content.sources):
            return
        listed = set(self._listed(contacts))
        for source in self.content.sources:
            excepted = {
                (each["rule"], personal.folded(each["text"]))
                for each in source.values.get("exceptions", ())
            }
            for sign in source.signs:
                found = sign.rule, personal.folded(sign.text)
                if found in excepted or found in listed:
                    continue
                hint = "take it out"
                if sign.rule in personal.CONTACTS:
                    hint = (
                        "take it out; if it is an organisation's own, ask whoever runs the hub to "
                        "add it to CONTACTS in pelicanconf.py"
                    )
                what = pointing(sign)
                if not sign.start:
                    what, hint = f"has a name that {what}", "rename the file"
                yield Problem(source.path, sign.start, what, hint, sign.rule)

    def _listed(self, contacts: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what the hub says of organisations: its settings, sources and support services."""
        texts = list(contacts)
        texts += [
            self.content.folder.read(name).decode("utf-8", "replace")
            for name in self.content.folder.files
            if name in ("support.yaml", "support.yml") or name.startswith("sources/")
        ]
        for text in texts:
            for sign in personal.signs(text):
                if sign.rule in personal.CONTACTS:
                    yield sign.rule, personal.folded(sign.text)


def _number(post: Post) -> int:
    return place(post)[0]


def _shows(post: Post | None) -> bool:
    """Return whether readers meet a page, now or on its day. All but posts are always met."""
    return post is None or post.status == "published"


def _name(path: str) -> str:
    return path.rpartition("/")[2].casefold()


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


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
    pelican.refuse(problems(pelican.shelves, pelican.now, pelican.settings))


def register() -> None:
    signals.initialized.connect(stop_on_problems)
