"""What is not public, and when that changes."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.checks.catalogue import is_advice
from plugins.model.post import Post
from plugins.model.publication import state_of
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey


def status(root: Path, options: Namespace, tell: Say = say) -> int:
    """Say what is scheduled, drafted and withdrawn, and what subscribers will notice of edits."""
    try:
        now = moment(options.now)
        found = survey(root / "pelicanconf.py", overrides(root, options), now)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    for line in lines(found.assembled.posts, now):
        tell(line)
    if told := found.assembled.identity.effects():
        tell(told)
    errors = sum(not is_advice(each.check_id) for each in found.findings)
    if errors:
        tell(f"Nothing can be built: python3 tasks.py check names {errors:,} to mend.")
    return 0


def lines(posts: tuple[Post, ...], now: dt.datetime) -> Iterator[str]:
    """Yield one line for each post that is not public or will not stay so, and what is next."""
    by_state: dict[str, list[Post]] = {}
    for post in posts:
        by_state.setdefault(state_of(post, now), []).append(post)
    public = by_state.get("public", [])
    yield f"Public: {len(public):,}."
    due = sorted(by_state.get("future", []), key=lambda post: post.date)
    for post in due:
        yield f"Scheduled: {_moment(post.date)}: content/{post.document}"
    leaving = sorted((post for post in public if post.ends), key=lambda post: post.ends or now)
    for post in leaving:
        assert post.ends is not None
        yield f"Consent ends: {_moment(post.ends)}: content/{post.document}"
    for state, word in (("draft", "Draft"), ("withdrawn", "Withdrawn"), ("ended", "Consent ended")):
        for post in sorted(by_state.get(state, []), key=lambda post: post.document):
            yield f"{word}: content/{post.document}"
    changes = [post.date for post in due] + [post.ends for post in leaving if post.ends]
    if changes:
        yield f"The next build that changes something is due {_moment(min(changes))}."
    else:
        yield "Nothing is scheduled."


def _moment(when: dt.datetime) -> str:
    """Return a moment in the site's zone and in UTC, which servers keep."""
    utc = when.astimezone(dt.UTC)
    return f"{when:%Y-%m-%d %H:%M} {when.tzname()} ({utc:%Y-%m-%d %H:%M} UTC)"
