"""What is public. `is_public` alone decides it, and a withdrawn post leaves a notice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from plugins.model.post import ENDING, Post, Response, next_day
from plugins.model.records import Recommendation, Route, Rule, Service


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What stays of a post that was public once: who it was, where, and nothing that it said.

    `date` is the day of the post; `withdrawn` is the moment from which the notice stands, which is
    `date` where nobody wrote it down. The `url` is empty where the post is to be gone: nothing
    answers at its `path` then. A post that was never published under an `id` is in no feed.
    Topics, series, authors and facets say in which feeds it stands, and are shown nowhere.
    `reason` is why, in the words of the header; `replaced_by` the document to read instead.
    """

    document: str = field(repr=False, compare=False)
    id: str
    path: str
    date: dt.datetime
    withdrawn: dt.datetime
    topics: tuple[str, ...] = ()
    series: str = ""
    part: int | str = 0
    authors: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    title: str = "A post was withdrawn"
    reason: str = ""
    replaced_by: str = ""
    url: str = ""

    @property
    def text(self) -> str:
        """Return what is said of it in one line."""
        said = "This post was withdrawn. Its words are no longer published here."
        return f"{said} Why: {self.reason}" if self.reason else said

    @cached_property
    def moment(self) -> float:
        return self.date.timestamp()


def is_public(post: Post, now: dt.datetime) -> bool:
    """Return whether readers may see a post. The only function that decides it."""
    ended = post.ends is not None and post.ends <= now
    return post.status == "published" and post.date <= now and not ended


def is_shown(response: Response, public: Collection[str], now: dt.datetime) -> bool:
    """Return whether readers may see a letter: its post is public, and its consent stands.

    `public` are the documents of the posts that are.
    """
    return response.post in public and response.date <= now < response.ends


def state_of(post: Post, now: dt.datetime) -> str:
    """Return in one word what a post is now: public, draft, future, withdrawn or ended."""
    if is_public(post, now):
        return "public"
    if post.status == "published":
        return "future" if post.date > now else "ended"
    return post.status


def notice_of(post: Post, now: dt.datetime) -> Notice | None:
    """Return the notice that a post leaves, or nothing for one whose day had not come."""
    if state_of(post, now) not in ("withdrawn", "ended") or post.date > now:
        return None
    return Notice(
        document=post.document,
        id=post.id,
        path=post.path,
        url="" if post.gone else post.url,
        date=post.date,
        withdrawn=max(ended_at(post) or post.date, post.date),
        topics=post.topics,
        series=post.series,
        part=post.part,
        authors=post.authors,
        facets=post.facets,
        aliases=post.aliases,
        reason=post.withdrawn_because,
        replaced_by=post.replaced_by,
    )


def ended_at(post: Post) -> dt.datetime | None:
    """Return when a post was taken back: as its header says, or as its consent ended."""
    told = [update.date for update in post.updates if update.kind == ENDING]
    stated = [post.withdrawn] if post.withdrawn else []
    if post.status == "withdrawn":
        return max([*told, *stated], default=post.ends)
    return post.ends


class Readers:
    """For whom a library is made: readers, who see what is public."""

    def see(self, post: Post, now: dt.datetime) -> bool:
        return is_public(post, now)

    def mark(self, post: Post, now: dt.datetime) -> str:
        """Return what every list says of a post beside its title."""
        return ""


def next_change(
    posts: tuple[Post, ...],
    now: dt.datetime,
    rules: tuple[Rule, ...] = (),
    checked: tuple[Service | Route, ...] = (),
    recommendations: tuple[Recommendation, ...] = (),
    responses: tuple[Response, ...] = (),
) -> tuple[float, float]:
    """Return between which moments (seconds since 1970) the site is as now: the same posts are
    public, the same are due for a review, the same rules apply, the same help and ways to report,
    which were `checked`, are shown, recommendations wait as many days for a response, and the same
    letters are shown.
    """
    letters = [moment for each in responses for moment in (each.date, each.ends)]
    dated = [post.moment for post in posts if post.status != "draft"]
    dated += [post.ends.timestamp() for post in posts if post.ends is not None]
    dated += [update.date.timestamp() for post in posts for update in post.updates]
    dated += [next_day(post.review_by).timestamp() for post in posts if post.review_by]
    dated += [version.moment.timestamp() for rule in rules for version in rule.versions]
    dated += [rule.ends.timestamp() for rule in rules if rule.ends]
    dated += [each.stale.timestamp() for each in checked]
    days = {each.reckoned for each in recommendations if each.reckoned}
    dated += [moment.timestamp() for day in days for moment in (day, next_day(day))]
    dated += [moment.timestamp() for moment in letters]
    present = now.timestamp()
    since = max((moment for moment in dated if moment <= present), default=float("-inf"))
    until = min((moment for moment in dated if moment > present), default=float("inf"))
    return since, until
