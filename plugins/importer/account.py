"""What an import says afterwards: in a few lines, by job, and post by post."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from plugins.importer import jobs
from plugins.importer.balance import Balance, counted
from plugins.importer.found import Damage, Found, Refused, Task
from plugins.importer.headers import Planned
from plugins.importer.merging import Merge
from plugins.importer.pictures import Gallery
from plugins.importer.planning import Plan


@dataclass
class Outcome:
    """All that one import found and decided. `dry` says that nothing is written."""

    name: str
    balance: Balance
    damage: Sequence[Damage]
    left: Sequence[Refused]
    merges: Sequence[Merge]
    plan: Plan
    gallery: Gallery
    dry: bool
    tasks: Mapping[str, list[Task]] = field(default_factory=dict)


_MAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_KINDS = (("kept", "Kept"), ("guessed", "Guessed"), ("lost", "Lost"))


def report(outcome: Outcome) -> str:
    """Return the whole report as Markdown."""
    plan = outcome.plan
    lines = [f"# Import of {outcome.name}", ""]
    lines += [f"- **{each.file} {each.why}.**" for each in outcome.damage]
    lines += [f"- {line}" for line in totals(outcome)]
    if outcome.tasks:
        lines += ["", "## What is left to do", *jobs.lines_of(outcome.tasks)]
    if closed := [post for post in plan.posts if post.found.closed]:
        lines += ["", "## What was not public, and is a draft", ""]
        lines += [f"- `{post.path}`: {post.found.closed}" for post in closed]
    if outcome.left:
        lines += ["", "## What was left out", ""]
        lines += [f"- `{each.file}` {each.why}" for each in outcome.left]
    if outcome.merges:
        lines += ["", "## What became one", ""]
        lines += [_merge(each) for each in outcome.merges]
    if plan.files:
        lines += ["", "## New topics, authors and series", ""]
        lines += [f"- `{path}`" for path in sorted(plan.files)]
    if outcome.gallery.missing:
        lines += ["", "## Pictures that are not beside the source", ""]
        lines += ["Save each under the name on the right; nothing was fetched.", ""]
        missing = sorted(outcome.gallery.missing.items())
        lines += [f"- <{old}>: `content/{new}`" for old, new in missing]
    if plan.here:
        lines += ["", "## Here already, and left alone", ""]
        lines += [f"- {_title(found)} ({found.origin}): `{path}`" for found, path in plan.here]
    lines += ["", "## Post by post", ""]
    for post in plan.posts:
        lines += _post(post, "would be" if outcome.dry else "was")
    return _MAIL.sub("(an e-mail address)", "\n".join(lines).rstrip("\n") + "\n")


def _merge(merge: Merge) -> str:
    kept = merge.kept.addresses[0] if merge.kept.addresses else "no address"
    other = merge.address or "no address"
    return f"- {_title(merge.kept)}: {merge.kept.origin} ({kept}) and {merge.added} ({other})"


def _post(post: Planned, would: str) -> list[str]:
    found = post.found
    lines = [f"### {_title(found)}", "", f"`{post.path}` {would} written, from {found.origin}.", ""]
    said_by = {name: getattr(found.notes, name) for name, _ in _KINDS}
    said_by["tasks"] = [task.said for task in found.notes.tasks]
    for name, label in (*_KINDS, ("tasks", "For a person")):
        said = _once(said_by[name])
        if len(said) == 1:
            lines.append(f"- **{label}:** {said[0]}")
        elif said:
            lines += [f"- **{label}:**", *(f"    - {each}" for each in said)]
    return [*lines, ""]


def _title(found: Found) -> str:
    return found.title or "(no title)"


def _once(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))


def totals(outcome: Outcome) -> list[str]:
    """Return the report in short: the balance, what came along, and the jobs that are left."""
    plan = outcome.plan
    lines = [outcome.balance.line()]
    found = dict(jobs.counts(outcome.tasks))
    if lost := found.get("lost"):
        lines.append(f"{jobs.heading('lost', lost)}: look at them first")
    public = [post for post in plan.posts if not post.found.closed and post.found.kind == "post"]
    if public and not any(post.found.addresses for post in plan.posts):
        lines.append(
            "No old address will answer: the source names none. Say where posts were with "
            "--address https://old.example/{year}/{month}/{slug}/"
        )
    quiet = sum(bool(record.quiet) for record in plan.records)
    if quiet:
        said = "no feed has them among its newest items, so no subscriber is told of them"
        lines.append(f"{counted(quiet, 'post')} with a new id: {said}")
    if kept := len(plan.records) - quiet:
        said = "readers' programs show no post again"
        lines.append(f"{counted(kept, 'permanent id')} kept: {said}")
    if new := sum(post.record is None for post in public):
        lines.append(
            f"{counted(new, 'post')} without an id that is known: readers' programs will show the "
            "newest of them as new once; give the old feed with the export and they keep their "
            "ids, or say --no-notices"
        )
    if files := len(plan.files):
        one = "new topic, author or series"
        many = "new topics, authors and series"
        lines.append(f"{files:,} {one if files == 1 else many}")
    if outcome.gallery.new:
        lines.append(counted(len(outcome.gallery.new), "image"))
    lines += [f"{jobs.heading(name, count)}" for name, count in found.items() if name != "lost"]
    return lines
