"""What subscribers rely on: the days of updates, and permanent ids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.language import linked_text

# Where a header says what is wrong with the identity of a post, by rule.
STATED_IN = {
    "same-id": "id",
    "published-draft": "status",
    "published-later": "date",
    "withdrawal-date": "status",
}


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from updates(site)
    yield from links(site)
    yield from identity(site)


def updates(site: CheckContext) -> Iterator[Problem]:
    """Subscribers hear of an update when it is later than all they have heard of."""
    for post in site.assembled.posts:
        if not post.updates or post.status == "draft" or post.date > site.now:
            continue
        heard = {post.date: "the post"}
        for number, update in enumerate(post.updates):
            where = ("updates", number, "date")
            what = ""
            if update.date > site.now:
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
                line = site.line(post.document, *where)
                what = f"the date of an update {what}"
                yield Problem(post.document, line, what, hint, "update-date")
            elif update.notifies:
                heard[update.date] = "another update"


def links(site: CheckContext) -> Iterator[Problem]:
    """What an update leads to is public."""
    public = site.assembled.library.url_of
    there = {source.path for source in site.content.documents}
    for post in site.assembled.posts:
        for number, update in enumerate(post.updates):
            for name in ("what", "wrong", "right"):
                for address in linked_text.addresses(getattr(update, name)):
                    if address.startswith("https://") or address in public:
                        continue
                    line = site.line(post.document, "updates", number, name)
                    what = f"{name} links to '{address}', which is not there"
                    hint = did_you_mean(address, public)
                    if address in there:
                        what = f"{name} links to '{address}', which is not public"
                        hint = "link to what readers can see, or take the link out"
                    yield Problem(post.document, line, what, hint, "broken-link")


def identity(site: CheckContext) -> Iterator[Problem]:
    """No published id may change or vanish; see `model/post_ids`."""
    for problem in site.assembled.identity.problems:
        if problem.check_id in STATED_IN:
            line = site.line(problem.path, STATED_IN[problem.check_id])
            problem = replace(problem, line=line)
        yield problem
