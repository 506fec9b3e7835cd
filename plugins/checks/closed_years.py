"""What changed in a year that was closed, without a word about it.

Whoever cites a closed year must find it as it was. A change of one of its posts is declared as an
update, and so is told on the post, in the feeds and on the page of the year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from zoneinfo import ZoneInfo

from plugins.base.problems import Problem, joined
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import Content, Document, valid
from plugins.model.closed_years import closed_from
from plugins.model.post import Post
from plugins.model.publication import is_public
from plugins.model.yearbook import ClosedYear, Sealed


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield every silent change of a closed year."""
    content, assembled = site.content, site.assembled
    if not content.years:
        return
    now = site.now.astimezone(ZoneInfo(assembled.zone))
    checks = _Closing(content, assembled.posts, now, site.line)
    for year, values in sorted(content.years.items()):
        yield from checks.year(closed_from(year, values))


class _Closing:
    def __init__(
        self, content: Content, posts: Iterable[Post], now: dt.datetime, line: Callable[..., int]
    ) -> None:
        self.content, self.now, self.line = content, now, line
        self.posts = {post.document: post for post in posts}
        self.by_id = {post.id: post for post in self.posts.values() if post.id}
        self.sources = {source.path: source for source in valid(content.of("post"))}
        self.unread = {source.path for source in content.of("post") if not source.values}
        self.names = {kind: _aliases(content.of(kind)) for kind in ("topic", "author")}

    def year(self, closed: ClosedYear) -> Iterator[Problem]:
        year, path = closed.book.year, f"years/{closed.book.year}.yaml"
        if closed.closed > self.now.date():
            what = f"was closed on a day to come ({closed.closed})"
            hint = f"close it again: python3 tasks.py close-year {year} --again"
            yield Problem(path, 0, what, hint, "closed-year")
        known = set()
        for sealed in closed.sealed:
            post = self.by_id.get(sealed.id) or self.posts.get(sealed.post)
            if post is None:
                if sealed.post not in self.unread:
                    yield from self._gone(closed, sealed, path)
                continue
            known.add(post.document)
            yield from self._changed(closed, sealed, post)
        for post in self.posts.values():
            if post.date.year == year and post.document not in known and is_public(post, self.now):
                where = self.line(post.document, "date")
                what = f"is dated {post.date:%Y-%m-%d}, but {year} was closed without it"
                hint = f"date it anew, or run python3 tasks.py close-year {year} --again"
                yield Problem(post.document, where, what, hint, "year-members")

    def _gone(self, closed: ClosedYear, sealed: Sealed, path: str) -> Iterator[Problem]:
        """A post that is removed for good says so in the file of ids, and leaves its year."""
        what = f"{sealed.post} is gone, and was part of {closed.book.year} when it was closed"
        hint = f"if that is meant, run python3 tasks.py close-year {closed.book.year} --again"
        yield Problem(path, 0, what, hint, "year-members")

    def _changed(self, closed: ClosedYear, sealed: Sealed, post: Post) -> Iterator[Problem]:
        source = self.sources[post.document]
        changed = list(self._differences(sealed, source))
        # A change of yesterday may be declared today, and the year was closed in between.
        since = closed.closed - dt.timedelta(days=1)
        told = [each for each in post.updates if each.date.date() >= since]
        if not changed:
            return
        year = closed.book.year
        if len(post.updates) > sealed.updates and told:
            what = f"{joined(changed)} changed since {year} was closed, and an update says so"
            hint = f"seal it again when all is well: python3 tasks.py close-year {year} --again"
            yield Problem(
                post.document, self.line(post.document, "updates"), what, hint, "unsealed-year"
            )
            return
        what = f"{joined(changed)} changed since {year} was closed ({closed.closed})"
        hint = "declare it in 'updates' with the day of the change, or bring back what was there"
        yield Problem(post.document, self.line(post.document, "title"), what, hint, "closed-year")

    def _differences(self, sealed: Sealed, source: Document) -> Iterator[str]:
        head, text = source.seal
        if head != sealed.head:
            yield "what the header says"
        if text != sealed.text:
            yield "the text"
        for kind, before, now in (
            ("topic", sealed.topics, source.values["topics"]),
            ("author", sealed.authors, source.values["authors"]),
        ):
            names = self.names[kind]
            if [names.get(name, name) for name in before] != [names.get(n, n) for n in now]:
                yield f"the {kind}s"


def _aliases(sources: Iterable[Document]) -> Mapping[str, str]:
    """Return the present name of each name that a topic or author had before."""
    return {old: source.slug for source in valid(sources) for old in source.values["aliases"]}
