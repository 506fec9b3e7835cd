"""What a file of the content is to readers now, in words, and what `check` says of it."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from pathlib import Path
from typing import Any

from plugins.base import clock
from plugins.base.problems import SiteFault
from plugins.checks.catalogue import is_advice
from plugins.model.post import Post
from plugins.model.publication import state_of
from plugins.pipeline.command import overrides
from plugins.pipeline.load import survey

WORDS = {
    "draft": "Draft: readers do not see it.",
    "public": "Public: readers see what is saved after the next publish.",
    "withdrawn": "Withdrawn: readers see a notice.",
    "ended": "Consent has ended: readers see a notice.",
}


def told(root: Path, path: str, now: dt.datetime | None = None) -> dict[str, Any]:
    """Return the state of the file at `path`, such as `content/posts/2021/one.md`.

    `state` is a sentence; `errors` are the lines that `check` has on the file; `elsewhere` counts
    those on other files, which keep the site from being built all the same.
    """
    now = now or clock.now()
    try:
        override = overrides(root, Namespace(content=None, output=None, siteurl=None))
        found = survey(root / "pelicanconf.py", override, now)
    except SiteFault as fault:
        return {"state": "", "errors": [str(fault)], "elsewhere": 0}
    name = path.removeprefix("content/")
    errors = [each for each in found.findings if not is_advice(each.check_id)]
    own = [each.text() for each in errors if each.path == name]
    post = found.posts.get(name)
    state = _state(post, now) if post else ""
    return {"state": state, "errors": own, "elsewhere": len(errors) - len(own)}


def _state(post: Post, now: dt.datetime) -> str:
    state = state_of(post, now)
    if state == "future":
        when = f"{post.date:%Y-%m-%d %H:%M} {post.date.tzname()}"
        return f"Scheduled for {when}: readers see it after the first publish from then on."
    return WORDS[state]
