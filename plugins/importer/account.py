"""What an import says afterwards, post by post, and in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plugins.importer.found import Found, Refused
from plugins.importer.headers import Planned
from plugins.importer.pictures import Gallery
from plugins.importer.planning import Plan

_KINDS = (("kept", "Kept"), ("guessed", "Guessed"), ("lost", "Lost"), ("person", "For a person"))


def account(name: str, plan: Plan, refused: Sequence[Refused], gallery: Gallery, dry: bool) -> str:
    """Return the whole report as Markdown."""
    would = "would be" if dry else "was"
    lines = [f"# Import of {name}", ""]
    lines += [f"- {line}" for line in totals(plan, refused, gallery)]
    waiting = [post for post in plan.posts if post.found.notes.person]
    if waiting:
        lines += ["", "## What needs a person", ""]
        for post in waiting:
            lines += [f"- `{post.path}`: {said}" for said in _once(post.found.notes.person)]
    if plan.files:
        lines += [
            "",
            "## New topics, authors and series",
            "",
            "Each has a gap or more to fill.",
            "",
        ]
        lines += [f"- `{path}`" for path in sorted(plan.files)]
    if gallery.missing:
        lines += ["", "## Images that are not beside the source", ""]
        lines += ["Save each under the name on the right; nothing was fetched.", ""]
        lines += [f"- <{old}>: `content/{new}`" for old, new in sorted(gallery.missing.items())]
    if refused:
        lines += ["", "## What no post was made of", ""]
        lines += [f"- `{each.file}` {each.why}" for each in refused]
    if plan.here:
        lines += ["", "## Here already, and left alone", ""]
        lines += [f"- {_title(found)} ({found.origin}): `{path}`" for found, path in plan.here]
    lines += ["", "## Post by post", ""]
    for post in plan.posts:
        lines += _post(post, would)
    return "\n".join(lines).rstrip("\n") + "\n"


def _post(post: Planned, would: str) -> list[str]:
    found = post.found
    lines = [f"### {_title(found)}", "", f"`{post.path}` {would} written, from {found.origin}.", ""]
    for name, label in _KINDS:
        said = _once(getattr(found.notes, name))
        if len(said) == 1:
            lines.append(f"- **{label}:** {said[0]}")
        elif said:
            lines += [f"- **{label}:**", *(f"    - {each}" for each in said)]
    return [*lines, ""]


def _title(found: Found) -> str:
    return found.title or "(no title)"


def _once(said: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(said))


def totals(plan: Plan, refused: Sequence[Refused], gallery: Gallery) -> list[str]:
    """Return the report in short."""
    lines = [_count(len(plan.posts), "new post")]
    if kept := len(plan.records):
        lines.append(f"{_count(kept, 'permanent id')} kept: readers' programs show no post again")
    if files := len(plan.files):
        lines.append(
            f"{_count(files, 'new topic, author or series', 'new topics, authors and series')}"
        )
    if gallery.new:
        lines.append(_count(len(gallery.new), "image"))
    if gallery.missing:
        lines.append(f"{_count(len(gallery.missing), 'image')} not beside the source")
    if plan.here:
        lines.append(f"{_count(len(plan.here), 'post')} here already, and left alone")
    if refused:
        lines.append(f"{_count(len(refused), 'line')} on what no post was made of")
    gaps = sum(bool(post.found.notes.person) for post in plan.posts)
    if gaps:
        lines.append(f"{_count(gaps, 'post')} with something for a person to do")
    return lines


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
