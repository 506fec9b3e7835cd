"""Names of topics, authors and series in headers, the tree of topics and how each of them stands,
and what is there twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.checks.path_clashes import folded
from plugins.content.parsed import Content, Document, valid
from plugins.language import alike
from plugins.model.post import Post
from plugins.model.publication import is_public

# Posts below which a topic is thin, and years after which it is stale.
THIN, STALE_YEARS = 2, 3
# From so many posts on a topic should have more than one voice.
SEVERAL = 5
# Two topics of so many posts that share so large a part of all of theirs may be one.
MANY, ALIKE = 3, 0.8
_NAMED_IN = {"topic": "name", "author": "name", "series": "title"}


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from named(site)
    yield from topics(site)
    yield from starts(site)
    yield from old_names(site)


def named(site: CheckContext) -> Iterator[Problem]:
    topics, authors, series = (site.slugs(kind) for kind in ("topic", "author", "series"))
    synonyms = {
        word.casefold(): source.slug
        for source in valid(site.content.of("topic"))
        for word in source.values["synonyms"]
    }
    for source in site.content.of("post"):
        given: Mapping[str, Any] = source.named or source.values
        for field, known, word in (("authors", authors, "author"), ("topics", topics, "topic")):
            names = given.get(field, ())
            for number, slug in enumerate(names):
                if slug in known:
                    if slug in names[:number]:
                        line = site.line(source.path, field, number)
                        what = f"{field} names '{slug}' twice"
                        yield Problem(source.path, line, what, "delete one", "doubled-name")
                    continue
                line = site.line(source.path, field, number)
                meant = synonyms.get(slug.casefold()) if field == "topics" else None
                hint = f"did you mean '{meant}'?" if meant else did_you_mean(slug, known)
                hint = renamed(site.content, word, slug) or hint
                what = f"{field} names an unknown {word} '{slug}'"
                yield Problem(source.path, line, what, hint, f"unknown-{word}")
        stated = given.get("series") or ()
        for name in (stated,) if isinstance(stated, str) else stated:
            if name in series:
                continue
            line = site.line(source.path, "series")
            hint = renamed(site.content, "series", name) or did_you_mean(name, series)
            what = f"series names an unknown series '{name}'"
            yield Problem(source.path, line, what, hint, "unknown-series")


def renamed(content: Content, kind: str, name: str) -> str:
    """Return the hint for a name that a topic, author or series had before, or nothing."""
    now = next(
        (each.slug for each in valid(content.of(kind)) if name in each.values["aliases"]), ""
    )
    return f"it is called '{now}' now; write that" if now else ""


def topics(site: CheckContext) -> Iterator[Problem]:
    """Topics have two levels: a parent has no parent."""
    parents = {source.slug: source.values["parent"] for source in valid(site.content.of("topic"))}
    known = site.slugs("topic")
    for source in valid(site.content.of("topic")):
        parent = source.values["parent"]
        if not parent:
            continue
        if parent not in known:
            what = f"parent names an unknown topic '{parent}'"
            hint = renamed(site.content, "topic", parent) or did_you_mean(
                parent, known - {source.slug}
            )
        elif parent == source.slug:
            what, hint = "parent names the topic itself", "delete the line"
        elif parents.get(parent):
            what = f"parent names '{parent}', which has a parent itself ('{parents[parent]}')"
            hint = "topics have two levels; name a topic that has no parent"
        else:
            continue
        line = site.line(source.path, "parent")
        yield Problem(source.path, line, what, hint, "topic-parent")


def starts(site: CheckContext) -> Iterator[Problem]:
    """A topic begins with posts of its own. One that nobody sees is left out, and told as advice.

    A consent ends by itself on its day, and may not keep a whole site from being built.
    """
    topics = valid(site.content.of("topic"))
    parents = {source.slug: source.values["parent"] for source in topics}
    unread = {source.path for source in site.content.of("post") if not source.values}
    for source in topics:
        names = source.values["start_here"]
        for number, name in enumerate(names):
            post = site.posts.get(name)
            if name in names[:number]:
                what, hint, rule = f"names '{name}' twice", "delete one", "doubled-name"
            elif post is None:
                if name in unread:
                    continue  # what is wrong with it is told by itself
                what, rule = f"names '{name}', which is not there", "broken-link"
                hint = did_you_mean(name, _posts_of(site, source.slug, parents))
            elif source.slug not in _all_topics(post, parents):
                what, rule = f"names '{name}', which is not about this topic", "start-here"
                hint = f"add {source.slug} to the topics of that post, or name another post"
            elif not is_public(post, site.now):
                what, rule = f"names '{name}', which readers cannot see", "start-here-hidden"
                hint = "it is left out until they can; name another post, or leave it for later"
            else:
                continue
            line = site.line(source.path, "start_here", number)
            yield Problem(source.path, line, f"start_here {what}", hint, rule)


def _all_topics(post: Post, parents: Mapping[str, str]) -> set[str]:
    """Return the topics whose pages list a post: those it names, and their parents."""
    return {*post.topics, *(parents.get(slug, "") for slug in post.topics)}


def _posts_of(site: CheckContext, topic: str, parents: Mapping[str, str]) -> list[str]:
    return [
        name
        for name, post in site.posts.items()
        if is_public(post, site.now) and topic in _all_topics(post, parents)
    ]


def old_names(site: CheckContext) -> Iterator[Problem]:
    """An old name of a topic, series or author may be nobody's name today."""
    for kind in ("topic", "series", "author"):
        owners = {folded(name): f"{kind} '{name}'" for name in site.slugs(kind)}
        for source in valid(site.content.of(kind)):
            for number, old in enumerate(source.values["aliases"]):
                owner = owners.setdefault(folded(old), f"an alias in {source.path}")
                if (
                    owner != f"an alias in {source.path}"
                    or old in (source.values["aliases"][:number])
                ):
                    line = site.line(source.path, "aliases", number)
                    what = f"aliases names '{old}', which is taken ({owner})"
                    yield Problem(source.path, line, what, "delete one of them", "alias-taken")


# -- How topics stand. Advice.


def topic_health(site: CheckContext) -> Iterator[Problem]:
    """Yield topics that are thin, stale, of one voice or without an introduction, and two that
    have nearly the same posts.
    """
    sources = {source.slug: source for source in valid(site.content.of("topic"))}
    parents = {slug: source.values["parent"] for slug, source in sources.items()}
    public, together = defaultdict[str, list[Post]](list), Counter[tuple[str, str]]()
    for post in site.assembled.posts:
        if is_public(post, site.now):
            for slug in {*post.topics, *(parents.get(each, "") for each in post.topics)}:
                public[slug].append(post)
            together.update(combinations(sorted({*post.topics} & sources.keys()), 2))
    for slug, source in sources.items():
        for what, hint, rule in _health(public[slug], site):
            yield Problem(source.path, 1, what, hint, rule)
        if not source.words:
            what, hint = "has no introduction", "write below the header what readers find here"
            yield Problem(source.path, 1, what, hint, "bare-topic")
    own = Counter(
        slug for post in site.assembled.posts if is_public(post, site.now) for slug in post.topics
    )
    for (one, other), shared in sorted(together.items()):
        both = own[one] + own[other] - shared
        related = one == parents[other] or other == parents[one]
        if related or min(own[one], own[other]) < MANY or shared < ALIKE * both:
            continue
        what = f"shares {shared} of {both} posts with {sources[one].path}"
        hint = f"if they are one, python3 tasks.py rename topic {other} {one} --merge"
        yield Problem(sources[other].path, 1, what, hint, "like-topics")


def _health(posts: Sequence[Post], site: CheckContext) -> Iterator[tuple[str, str, str]]:
    if len(posts) < THIN:
        what = f"has {len(posts)} public post{'' if len(posts) == 1 else 's'}"
        yield what, "write for it, or make it part of another topic", "thin-topic"
        return
    newest = max(post.date for post in posts)
    if newest.year + STALE_YEARS < site.now.year:
        what = f"has no post since {newest:%Y-%m-%d}"
        yield what, "write for it, or say on its page why there is nothing new", "stale-topic"
    voices = {post.authors for post in posts}
    if len(posts) >= SEVERAL and len(voices) == 1:
        what = f"has {len(posts)} posts, all by {' and '.join(voices.pop())}"
        yield what, "ask somebody else to write for it", "one-voice-topic"


# -- Two files on one thing. Advice.


def doubles(site: CheckContext) -> Iterator[Problem]:
    """Yield each two files that may be about one thing, at the second of them."""
    for kind, field in _NAMED_IN.items():
        yield from _named_alike(site, kind, field)
    yield from _sources(site)


def _named_alike(site: CheckContext, kind: str, field: str) -> Iterator[Problem]:
    sources = valid(site.content.of(kind))
    owners, names = [], []
    for source in sources:
        synonyms = source.values["synonyms"] if kind == "topic" else ()
        for name in (source.values[field], *synonyms):
            owners.append(source)
            names.append(name)
    told = set()
    for one, other in alike.pairs(names):
        first, second = sorted((owners[one], owners[other]), key=lambda each: each.path)
        if (
            first is second
            or (first.path, second.path) in told
            or _one_below_another(first, second)
        ):
            continue
        told.add((first.path, second.path))
        hint = (
            f"if they are one, python3 tasks.py rename {kind} {second.slug} {first.slug} --merge; "
            "if not, give one of them a name that tells them apart"
        )
        yield _problem(site, first, second, field, hint, f"double-{kind}")


def _one_below_another(first: Document, second: Document) -> bool:
    """Return whether one stands below the other, whose word it then may share."""
    return second.slug == first.values.get("parent") or first.slug == second.values.get("parent")


def _sources(site: CheckContext) -> Iterator[Problem]:
    sources = valid(site.content.of("source"))
    found: dict[tuple[str, str], str] = {}
    same: dict[tuple[str, str], list[Document]] = defaultdict(list)
    years: dict[str, list[Document]] = defaultdict(list)
    for source in sources:
        values = source.values
        if values["doi"]:
            same["doi", values["doi"].casefold()].append(source)
        if values["url"]:
            same["url", alike.address(values["url"])].append(source)
        years[str(values["date"])[:4]].append(source)
    for (field, _), group in same.items():
        for number, second in enumerate(group):
            for first in group[:number]:
                # A page may hold two documents of different days.
                titles = (first.values["title"], second.values["title"])
                if field == "doi" or _same_day(first, second) or [*alike.pairs(titles)]:
                    found.setdefault((first.path, second.path), field)
    for group in years.values():
        for one, other in alike.pairs([each.values["title"] for each in group]):
            first, second = group[one], group[other]
            if _same_day(first, second) and _same_publisher(first, second):
                found.setdefault((first.path, second.path), "title")
    for names, field in sorted(found.items()):
        first, second = (site.documents[name] for name in names)
        if first.slug in _after(second) or second.slug in _after(first):
            continue
        hint = f"if they are one, cite [@{first.slug}] everywhere, and delete this file"
        yield _problem(site, first, second, field, hint, "double-source")


def _after(source: Document) -> Sequence[str]:
    """Return which source took the place of one: another edition may lie at the same address."""
    return (source.values["replaced_by"],)


def _same_day(first: Document, second: Document) -> bool:
    one, other = str(first.values["date"]), str(second.values["date"])
    return one.startswith(other) or other.startswith(one)


def _same_publisher(first: Document, second: Document) -> bool:
    """Return whether one publisher is given, or what both say is exact enough without it."""
    one, other = (alike.core(each.values["publisher"]) for each in (first, second))
    return one == other or all(len(str(each.values["date"])) == 10 for each in (first, second))


def _problem(
    site: CheckContext, first: Document, second: Document, field: str, hint: str, rule: str
) -> Problem:
    there = site.line(first.path, field)
    said = {"url": "leads to the same place as", "doi": "is that of"}.get(
        field, "is nearly that of"
    )
    what = f"{field} '{second.values[field]}' {said} {first.path} (line {there}"
    other = first.values[field]
    what += ")" if other == second.values[field] else f", '{other}')"
    return Problem(second.path, site.line(second.path, field), what, hint, rule)
