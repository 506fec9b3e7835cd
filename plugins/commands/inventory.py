"""Every post with its state, for a table, a program, or an editor in chief."""

from __future__ import annotations

import datetime as dt
import json
import re
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from plugins.base.csv_file import csv_file
from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.checks.advice import reading_ease
from plugins.checks.check_context import CheckContext
from plugins.commands.links import gone
from plugins.content.front_matter import parse, read_text
from plugins.content.schema.post_header import PostHeader
from plugins.language.dates import in_words
from plugins.model.publication import state_of
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.pipeline.templates import environment
from plugins.presentation.views import counted

SETTINGS = "publishconf.py"
TEMPLATES = Path(__file__).parent / "templates"
# A topic with fewer posts is thin; one without a new post for so many days is stale.
THIN, STALE = 3, 365
# Days ahead in which reviews are counted.
AHEAD = (30, 60, 90)
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})

_OUTSIDE = re.compile(r"\]\(https?://|<https?://|(?<![(<\w])https?://")
_CITED = re.compile(r"\[@([\w:.-]+)")


@dataclass(frozen=True, kw_only=True)
class InventoryRow:
    """One post. Dates as headers state them; lists are joined by spaces in a table.

    `links_gone` is what the last `links` found gone, and `facts` has what else a header states: of
    lists of groups, how many there are.
    """

    path: str
    title: str
    state: str
    date: str
    updated: str
    review_by: str
    reviewed: str
    reviewed_by: str
    owner: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    series: str
    part: str
    kind: str
    sponsor: str
    content_note: str
    consent_until: str
    words: int
    reading_ease: int
    links_inside: int
    links_outside: int
    links_gone: tuple[str, ...]
    sources: int
    address: str
    id: str
    facts: dict[str, str]


COLUMNS = tuple(each.name for each in fields(InventoryRow) if each.name != "facts")
# Fields of a header that a column tells by another name, and groups that are no matter to sort by.
_TOLD = frozenset(("status", "image"))


def inventory(root: Path, options: Namespace, tell: Say = say) -> int:
    """List the posts of the project at `root`; return the exit code."""
    from plugins.pipeline.pelican_adapter import settings_of

    try:
        settings = settings_of(root / SETTINGS)
        override = {**overrides(root, options), "SITEURL": settings["SITEURL"]}
        found = survey(root / SETTINGS, override, moment(options.now))
    except SiteFault as fault:
        complain(fault)
        return fault.code
    rows = [*rows_of(found, gone(root, found))]
    made = {"csv": as_csv, "json": as_json}
    text = as_html(found, rows) if options.format == "html" else made[options.format](rows)
    if options.into:
        replace(Path(options.into), text.encode())
        tell(f"{counted(len(rows), 'post')}: {options.into}")
    else:
        tell(text.rstrip("\n"))
    return 0


def rows_of(
    found: CheckContext, gone: Mapping[str, Sequence[str]] = NOTHING
) -> Iterator[InventoryRow]:
    """Yield every post that can be read, newest first. `gone` are addresses by document."""
    sources = {source.path: source for source in found.content.documents}
    root = found.assembled.library.root
    for post in found.assembled.posts:
        source = sources[post.document]
        text, _ = read_text(post.document, found.content.folder.read(post.document))
        body = parse(post.document, text)[0].body
        reviewed = source.values.get("reviewed") or {}
        told = max((update.date for update in post.updates), default=None)
        yield InventoryRow(
            path=f"content/{post.document}",
            title=post.title,
            state=state_of(post, found.now),
            date=_day(post.date),
            updated=_day(told),
            review_by=str(source.values.get("review_by") or ""),
            reviewed=str(reviewed.get("date", "")),
            reviewed_by=str(reviewed.get("by", "")),
            owner=str(source.values.get("owner") or post.authors[0]),
            authors=post.authors,
            topics=post.topics,
            series=post.series,
            part=str(post.part or ""),
            kind=post.kind,
            sponsor=post.sponsor,
            content_note="; ".join((*post.sensitive, *filter(None, (post.content_note,)))),
            consent_until=_day(post.ends),
            words=source.words,
            reading_ease=round(reading_ease(body)),
            links_inside=sum(each.kind in ("source", "address") for each in source.references),
            links_outside=len(_OUTSIDE.findall(body)),
            links_gone=tuple(gone.get(post.document, ())),
            sources=len(set(_CITED.findall(body))),
            address=root.absolute(post.url),
            id=post.id,
            facts=_stated(source.values) | {fact.name: fact.text for fact in post.facts},
        )


def _stated(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what a header states and no column tells, by field."""
    found = {}
    for name in PostHeader.model_fields:
        value = values.get(name)
        if name in COLUMNS or name in _TOLD or isinstance(value, dict) or not value:
            continue
        if isinstance(value, list):
            plain = all(isinstance(each, str) for each in value)
            value = " ".join(value) if plain else len(value)
        found[name] = "true" if value is True else str(value)
    return found


def _day(when: dt.datetime | None) -> str:
    return f"{when:%Y-%m-%d}" if when else ""


# -- Forms


def as_csv(rows: Sequence[InventoryRow]) -> str:
    """Return a table for a spreadsheet."""
    names = COLUMNS
    facts = sorted({name for row in rows for name in row.facts})
    cells = (
        [*(_cell(getattr(row, name)) for name in names), *(row.facts.get(n, "") for n in facts)]
        for row in rows
    )
    text = csv_file([*names, *facts], cells).decode()
    return text.replace("\r\n", "\n")  # it is printed, too


def _cell(value: object) -> object:
    return " ".join(value) if isinstance(value, tuple) else value


def as_json(rows: Sequence[InventoryRow]) -> str:
    return json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


# -- The report


class Month(NamedTuple):
    """A month, such as 2021-12, and how many posts it had."""

    name: str
    posts: int


class TopicState(NamedTuple):
    """A topic: what it needs, the day of its newest post, and how many posts there are."""

    name: str
    needs: str
    newest: str
    posts: int


def as_html(found: CheckContext, rows: Sequence[InventoryRow]) -> str:
    """Return the report: one page that needs nothing else."""
    public = [row for row in rows if row.state == "public"]
    day = found.now.date()
    states = sorted(Counter(row.state for row in rows).items())
    topics = _topics(found, public, day)
    return environment(TEMPLATES).get_template("inventory.html").render(
        day=in_words(f"{day}"),
        states=", ".join(f"{count:,} {state}" for state, count in states),
        months=_months(public, day),
        topics=topics,
        needing=counted(sum(bool(topic.needs) for topic in topics), "topic"),
        thin=THIN,
        stale=STALE,
        reviews=_reviews(public, day),
        late=_late(found, public, day),
        series=_series(found),
        hard=_hard(public),
        gone=[(row.title, address) for row in public for address in row.links_gone],
    )  # fmt: skip


def _months(rows: Sequence[InventoryRow], day: dt.date) -> list[Month]:
    """Return the last two years."""
    last = day.year * 12 + day.month - 1
    months = [f"{n // 12}-{n % 12 + 1:02}" for n in range(last - 23, last + 1)]
    counts = Counter(row.date[:7] for row in rows)
    return [Month(month, counts[month]) for month in months]


def _topics(found: CheckContext, rows: Sequence[InventoryRow], day: dt.date) -> list[TopicState]:
    """Return what needs something first, and of these what has fewest posts."""
    topics = []
    for topic in found.assembled.public.topics:
        posts = [row for row in rows if topic.slug in row.topics]
        newest = max((row.date for row in posts), default="")
        days = (day - dt.date.fromisoformat(newest)).days if newest else 0
        marks = ["thin"] if len(posts) < THIN else []
        marks += ["stale"] if newest and days > STALE else []
        topics.append(TopicState(topic.name, ", ".join(marks), newest or "never", len(posts)))
    return sorted(topics, key=lambda topic: (not topic.needs, topic.posts, topic.name))


def _reviews(rows: Sequence[InventoryRow], day: dt.date) -> list[tuple[str, int]]:
    due = sorted(row.review_by[:10] for row in rows if row.review_by)
    lines = [("overdue", sum(when < f"{day}" for when in due))]
    for days in AHEAD:
        until = f"{day + dt.timedelta(days=days)}"
        lines.append((f"within {days} days", sum(f"{day}" <= when <= until for when in due)))
    return [*lines, ("no day set", sum(not row.review_by for row in rows))]


def _late(
    found: CheckContext, rows: Sequence[InventoryRow], day: dt.date
) -> list[tuple[str, str, str]]:
    names = {author.slug: author.name for author in found.assembled.library.authors}
    late = [row for row in rows if row.review_by and row.review_by[:10] < f"{day}"]
    late.sort(key=lambda row: (row.review_by[:10], row.path))
    return [(row.review_by, row.title, names.get(row.owner, row.owner)) for row in late]


def _series(found: CheckContext) -> list[tuple[str, str, str]]:
    library = found.assembled.public
    lines = []
    for series in library.series:
        parts = {post.part for post in library.by_series.get(series.slug, ())}
        missing = [number for number in range(1, len(series.parts) + 1) if number not in parts]
        gaps = ", ".join(map(str, missing)) or "none"
        there = len(series.parts) - len(missing)
        lines.append((series.title, gaps, f"{there} of {len(series.parts)}"))
    return lines


def _hard(rows: Sequence[InventoryRow]) -> list[tuple[str, int, int]]:
    """Return the posts that are hardest to read; the figure is an aid, not a verdict."""
    hard = sorted(rows, key=lambda row: (row.reading_ease, row.path))[:10]
    return [(row.title, row.words, row.reading_ease) for row in hard]
