"""What a file of the content is to readers now, in words, and what `check` says of it."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from plugins.admin.cms_settings import RECORDS
from plugins.base import clock
from plugins.base.problems import Problem, SiteFault
from plugins.checks.catalogue import is_advice
from plugins.content.front_matter import parse_data, read_text
from plugins.model.post import Post
from plugins.model.publication import state_of
from plugins.pipeline.command import overrides
from plugins.pipeline.load import survey

RECORD = "What posts call for is what is saved after the next publish."
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
    register, key = _record(name)
    errors = [each for each in found.findings if not is_advice(each.check_id)]
    if register:
        text, _ = read_text(register, found.content.folder.read(register))
        own = [each.text() for each in errors if _is_of(each, register, key, text)]
        return {"state": RECORD, "errors": own, "elsewhere": len(errors) - len(own)}
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


def _record(name: str) -> tuple[str, str]:
    """Return the register and the record that the desk shows as a file, or nothing."""
    folder, _, last = name.partition("/")
    for register, about in RECORDS.items():
        if about.folder == folder:
            return register, last.removesuffix(".md")
    return "", ""


def _is_of(problem: Problem, register: str, key: str, text: str) -> bool:
    """Return whether a problem of a register is one of a record."""
    if problem.path != register:
        return False
    header, _ = parse_data(register, text)
    starts = sorted(header.line((name,)) for name in header.values)
    begin = header.line((key,)) if key in header.values else 0
    end = min((line for line in starts if line > begin), default=sys.maxsize)
    return begin <= problem.line < end
