"""The parts of each series: their numbers, dates, titles and summaries."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import Document, valid
from plugins.language.claims import plain
from plugins.model.post import Post, place


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from parts(site)
    yield from summaries(site)


def parts(site: CheckContext) -> Iterator[Problem]:
    posts: dict[str, list[Post]] = defaultdict(list)
    for post in site.assembled.posts:
        if post.series:
            posts[post.series].append(post)
        elif post.part:
            line = site.line(post.document, "part")
            what, hint = "part is given, but no series", "add the name of the series"
            yield Problem(post.document, line, what, hint, "series-part")
    unread = {source.path for source in site.content.of("post") if not source.values}
    for source in valid(site.content.of("series")):
        parts = sorted(posts[source.slug], key=lambda post: (_number(post), post.document))
        yield from _parts_of(site, source, parts, bool(unread))


def _parts_of(
    site: CheckContext, series: Document, posts: list[Post], unread: bool
) -> Iterator[Problem]:
    planned = len(series.values["parts"])
    plan = f"{series.path} plans {planned} part{'' if planned == 1 else 's'}"
    owner: dict[int | str, Post] = {}
    for post in posts:
        if post.part in owner:
            line = site.line(post.document, "part")
            what = f"part {post.part} of {series.path} is also {owner[post.part].document}"
            yield Problem(post.document, line, what, "give each part its own number", "series-part")
            continue
        owner[post.part] = post
        if post.part == 0:
            line = site.line(post.document, "series")
            what = f"belongs to {series.path} but says no part"
            hint = f"add 'part:' with a number up to {planned}, 'introduction' or 'closing'"
            yield Problem(post.document, line, what, hint, "series-part")
        elif isinstance(post.part, int) and post.part > planned:
            line = site.line(post.document, "part")
            what = f"part {post.part} is beyond the plan: {plan}"
            hint = f"add its title to 'parts' in {series.path}, or mend the number"
            yield Problem(post.document, line, what, hint, "series-plan")
        yield from _title_year(site, series, post)
    numbers = sorted(n for n in owner if isinstance(n, int) and 0 < n <= planned)
    missing = sorted(set(range(1, planned + 1)) - set(numbers))
    if unread:
        return
    for number in numbers:
        if number > 1 and number - 1 in missing:
            post = owner[number]
            line = site.line(post.document, "part")
            gap = next(n for n in missing[::-1] if n < number)
            what = f"is part {number} of {series.path}, but no post is part {gap}"
            hint = f"write part {gap} first, or mend the numbers"
            yield Problem(post.document, line, what, hint, "series-gap")
    if series.values["complete"] and missing:
        line = site.line(series.path, "complete")
        words = ", ".join(map(str, missing))
        last = f" (the last post is {posts[-1].document})" if posts else ""
        what = f"is marked complete, but part {words} is missing{last}"
        hint = "write the part, or delete 'complete'"
        yield Problem(series.path, line, what, hint, "series-complete")
    ordered = sorted((post for post in owner.values() if post.part), key=_number)
    for before, after in pairwise(ordered):
        if after.date < before.date:
            line = site.line(after.document, "date")
            what = (
                f"is dated {after.date:%Y-%m-%d}, before the part it follows, "
                f"{before.document} ({before.date:%Y-%m-%d})"
            )
            yield Problem(after.document, line, what, "mend one of the dates", "series-dates")


def _title_year(site: CheckContext, series: Document, post: Post) -> Iterator[Problem]:
    year = series.values["year"]
    named = {int(found) for found in re.findall(r"\b((?:19|20)\d\d)\b", post.title)}
    if year and named and year not in named:
        line = site.line(post.document, "title")
        what = f"title names {min(named)}, but {series.path} looks back on {year}"
        hint = "mend the title, or the series that the post names"
        yield Problem(post.document, line, what, hint, "series-year")


def summaries(site: CheckContext) -> Iterator[Problem]:
    """Parts may share their opening and nothing else: a summary is a part's own."""
    parts: dict[str, list[Document]] = defaultdict(list)
    for source in valid(site.content.of("post")):
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
            line = site.line(source.path, "summary")
            hint = "say in one sentence what this part brings"
            yield Problem(source.path, line, what, hint, "shared-summary")


def _number(post: Post) -> int:
    return place(post)[0]
