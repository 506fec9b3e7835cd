"""Every post with its state, for a table, a program, or an editor in chief."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from html import escape
from pathlib import Path

from plugins.base.problems import SiteFault
from plugins.base.progress import Say, say
from plugins.base.safe_write import replace
from plugins.checks.advice import reading_ease
from plugins.checks.check_context import CheckContext
from plugins.content.front_matter import parse, read_text
from plugins.model.publication import state_of
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted

SETTINGS = "publishconf.py"
# A topic with fewer posts is thin; one without a new post for so many days is stale.
THIN, STALE = 3, 365
# Days ahead in which reviews are counted.
AHEAD = (30, 60, 90)

_OUTSIDE = re.compile(r"\]\(https?://|<https?://|(?<![(<\w])https?://")
_CITED = re.compile(r"\[@([\w:.-]+)")


@dataclass(frozen=True, kw_only=True)
class InventoryRow:
    """One post. Dates as headers state them; lists are joined by spaces in a table."""

    path: str
    title: str
    state: str
    date: str
    updated: str
    review_by: str
    owner: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    series: str
    part: str
    kind: str
    words: int
    reading_ease: int
    links_inside: int
    links_outside: int
    sources: int
    address: str
    id: str
    facts: dict[str, str]


def inventory(root: Path, options: Namespace, tell: Say = say) -> int:
    """List the posts of the project at `root`; return the exit code."""
    from plugins.pipeline.pelican_adapter import settings_of

    try:
        settings = settings_of(root / SETTINGS)
        override = {**overrides(root, options), "SITEURL": settings["SITEURL"]}
        found = survey(root / SETTINGS, override, moment(options.now))
    except SiteFault as fault:
        print(fault, file=sys.stderr)
        return fault.code
    rows = [*rows_of(found)]
    made = {"csv": as_csv, "json": as_json}
    text = as_html(found, rows) if options.format == "html" else made[options.format](rows)
    if options.into:
        replace(Path(options.into), text.encode())
        tell(f"{len(rows):,} posts: {options.into}")
    else:
        tell(text.rstrip("\n"))
    return 0


def rows_of(found: CheckContext) -> Iterator[InventoryRow]:
    """Yield every post that can be read, newest first."""
    sources = {source.path: source for source in found.content.documents}
    root = found.assembled.library.root
    for post in found.assembled.posts:
        source = sources[post.document]
        text, _ = read_text(post.document, found.content.folder.read(post.document))
        body = parse(post.document, text)[0].body
        told = max((update.date for update in post.updates), default=None)
        yield InventoryRow(
            path=f"content/{post.document}",
            title=post.title,
            state=state_of(post, found.now),
            date=_day(post.date),
            updated=_day(told),
            review_by=str(source.values.get("review_by") or ""),
            owner=str(source.values.get("owner") or post.authors[0]),
            authors=post.authors,
            topics=post.topics,
            series=post.series,
            part=str(post.part or ""),
            kind=post.kind,
            words=source.words,
            reading_ease=round(reading_ease(body)),
            links_inside=sum(each.kind in ("source", "address") for each in source.references),
            links_outside=len(_OUTSIDE.findall(body)),
            sources=len(set(_CITED.findall(body))),
            address=root.absolute(post.url),
            id=post.id,
            facts={fact.name: fact.text for fact in post.facts},
        )


def _day(when: dt.datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""


# -- Forms


def as_csv(rows: Sequence[InventoryRow]) -> str:
    """Return a table for a spreadsheet. What could be a formula there stays a text."""
    out = io.StringIO()
    names = [each.name for each in fields(InventoryRow) if each.name != "facts"]
    facts = sorted({name for row in rows for name in row.facts})
    table = csv.writer(out, lineterminator="\n")
    table.writerow([*names, *facts])
    for row in rows:
        cells = [*(getattr(row, name) for name in names), *(row.facts.get(n, "") for n in facts)]
        table.writerow([_cell(cell) for cell in cells])
    return out.getvalue()


def _cell(value: object) -> object:
    text = " ".join(value) if isinstance(value, tuple) else value
    dangerous = isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t")
    return f"'{text}" if dangerous else text


def as_json(rows: Sequence[InventoryRow]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


# -- The report


def as_html(found: CheckContext, rows: Sequence[InventoryRow]) -> str:
    """Return the report: one page that needs nothing else."""
    public = [row for row in rows if row.state == "public"]
    day = found.now.date()
    states = Counter(row.state for row in rows)
    words = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
    sections = [
        ("Posts a month", _months(public, day)),
        ("Topics", _topics(found, public, day)),
        ("Reviews", _reviews(found, public, day)),
        ("Series", _series(found)),
        ("Hard to read", _hard(public)),
    ]
    body = "".join(f"<section><h2>{name}</h2>{inner}</section>\n" for name, inner in sections)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>The state of the content</title>\n<style>{_STYLE}</style>\n</head>\n"
        "<body>\n<main>\n"
        f"<h1>The state of the content</h1>\n<p>On {day.day} {day:%B %Y}: {words}.</p>\n"
        f"{body}</main>\n</body>\n</html>\n"
    )


_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 60rem; margin: 0 auto; padding: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.3rem 0.6rem; border-bottom: 1px solid; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.mark { font-weight: 600; }
svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: currentColor; }
svg rect { fill: light-dark(#0b5a55, #7fd1c7); }
svg rect.needs { fill: none; stroke: light-dark(#0b5a55, #7fd1c7); stroke-width: 2; }
details { margin: 0.5rem 0; }
"""


def _table(head: Sequence[str], rows: Sequence[Sequence[object]], numbers: int = 0) -> str:
    """Return a table. `numbers` columns from the right hold numbers."""
    first = len(head) - numbers

    def cells(tag: str, values: Sequence[object]) -> str:
        return "".join(
            f"<{tag}{' class=number' if place >= first else ''}>{escape(str(value))}</{tag}>"
            for place, value in enumerate(values)
        )

    lines = "".join(f"<tr>{cells('td', row)}</tr>\n" for row in rows)
    top = f"<thead><tr>{cells('th', head)}</tr></thead>"
    return f"<table>\n{top}\n<tbody>\n{lines}</tbody>\n</table>\n"


def _months(rows: Sequence[InventoryRow], day: dt.date) -> str:
    """Return a chart of the last two years, and the same numbers as a table."""
    last = day.year * 12 + day.month - 1
    months = [f"{n // 12}-{n % 12 + 1:02}" for n in range(last - 23, last + 1)]
    counts = Counter(row.date[:7] for row in rows)
    most = max(1, *(counts[month] for month in months))
    bars = []
    for place, month in enumerate(months):
        height = 120 * counts[month] / most
        x = place * 30 + 4
        top, count = 140 - height, counts[month]
        bars.append(f'<rect x="{x}" y="{top:.1f}" width="22" height="{height:.1f}"/>')
        if count:
            at = f'x="{x + 11}" y="{top - 6:.1f}"'
            bars.append(f'<text {at} text-anchor="middle">{count}</text>')
        if month.endswith(("-01", "-07")):
            bars.append(f'<text x="{x}" y="156">{month}</text>')
    total = sum(counts[month] for month in months)
    said = f"Posts a month from {months[0]} to {months[-1]}: {total:,} in all, at most {most:,}."
    chart = f'<svg viewBox="0 0 724 162" role="img" aria-label="{said}">{"".join(bars)}</svg>\n'
    table = _table(("Month", "Posts"), [(month, counts[month]) for month in months], 1)
    return f"<p>{said}</p>\n{chart}<details><summary>The numbers</summary>{table}</details>"


def _topics(found: CheckContext, rows: Sequence[InventoryRow], day: dt.date) -> str:
    lines = []
    for topic in found.assembled.public.topics:
        posts = [row for row in rows if topic.slug in row.topics]
        newest = max((row.date for row in posts), default="")
        days = (day - dt.date.fromisoformat(newest)).days if newest else 0
        marks = ["thin"] if len(posts) < THIN else []
        marks += ["stale"] if newest and days > STALE else []
        lines.append((topic.name, ", ".join(marks), newest or "never", len(posts)))
    lines.sort(key=lambda line: (not line[1], line[3], line[0]))
    needing = sum(bool(marks) for _, marks, _, _ in lines)
    said = f"{counted(needing, 'topic')} of {len(lines):,} thin or stale"
    chart = _bars([(name, count, bool(marks)) for name, marks, _, count in lines], said)
    note = f"<p>Thin: fewer than {THIN} posts. Stale: none for {STALE} days.</p>\n"
    table = _table(("Topic", "Needs", "Newest post", "Posts"), lines, 1)
    return note + chart + f"<details><summary>The numbers</summary>{table}</details>"


def _bars(rows: Sequence[tuple[str, int, bool]], said: str) -> str:
    """Return a chart of counts, one bar below the other. Those that need something are outlined."""
    most = max((count for _, count, _ in rows), default=0) or 1
    drawn = []
    for place, (name, count, needs) in enumerate(rows):
        y, width = place * 22, 420 * count / most
        kind = ' class="needs"' if needs else ""
        drawn.append(
            f'<text x="224" y="{y + 14}" text-anchor="end">{escape(name)}</text>'
            f'<rect{kind} x="232" y="{y + 3}" width="{width:.1f}" height="15"/>'
            f'<text x="{240 + width:.1f}" y="{y + 14}">{count:,}</text>'
        )
    tall = 22 * len(rows) + 4
    label = escape(f"Posts of each topic: {said}.")
    return (
        f"<p>{escape(said)}. An outline is a topic that needs posts.</p>\n"
        f'<svg viewBox="0 0 724 {tall}" role="img" aria-label="{label}">{"".join(drawn)}</svg>\n'
    )


def _reviews(found: CheckContext, rows: Sequence[InventoryRow], day: dt.date) -> str:
    names = {author.slug: author.name for author in found.assembled.library.authors}
    due = sorted((row.review_by[:10], row) for row in rows if row.review_by)
    late = [row for when, row in due if when < f"{day}"]
    lines = [("overdue", len(late))]
    for days in AHEAD:
        until = f"{day + dt.timedelta(days=days)}"
        lines.append((f"within {days} days", sum(f"{day}" <= when <= until for when, _ in due)))
    lines.append(("no day set", sum(not row.review_by for row in rows)))
    backlog = _table(
        ("Review by", "Post", "Owner"),
        [(r.review_by, r.title, names.get(r.owner, r.owner)) for r in late],
    )
    return _table(("Reviews", "Posts"), lines, 1) + (f"<h3>Overdue</h3>{backlog}" if late else "")


def _series(found: CheckContext) -> str:
    library = found.assembled.public
    lines = []
    for series in library.series:
        parts = {post.part for post in library.by_series.get(series.slug, ())}
        missing = [number for number in range(1, len(series.parts) + 1) if number not in parts]
        gaps = ", ".join(map(str, missing)) or "none"
        there = len(series.parts) - len(missing)
        lines.append((series.title, gaps, f"{there} of {len(series.parts)}"))
    return _table(("Series", "Missing parts", "Published"), lines, 1)


def _hard(rows: Sequence[InventoryRow]) -> str:
    """Return the posts that are hardest to read; the figure is an aid, not a verdict."""
    hard = sorted(rows, key=lambda row: (row.reading_ease, row.path))[:10]
    note = (
        "<p>The ten lowest by Flesch's formula; 60 and more is plain. An aid, not a verdict.</p>\n"
    )
    lines = [(row.title, row.words, row.reading_ease) for row in hard]
    return note + _table(("Post", "Words", "Reading ease"), lines, 2)
