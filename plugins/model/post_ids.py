"""The permanent id of every published post, kept in `content/ids.yaml`.

An id is made once, when a build first sees a post that is public or has a day on which it will be,
and belongs to that post for ever. So whoever publishes a scheduled post finds its id there and has
nothing to write. A post is known again by an id in its header, else by its file, its title and its
date. What cannot be known for certain is a problem that names the posts; nothing is guessed.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple

from plugins.base import clock
from plugins.base.hashing import digest
from plugins.base.problems import Problem

FILE = "ids.yaml"
HEAD = """\
# The permanent id of each post and what was last published under it. Builds write this file:
# commit it with the posts, and change no id. To remove a post for good, delete its file and
# write a line 'removed:' with the day below its id; to take its words back, withdraw it.
"""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What was last published under an id, or what is to be on a `date` that is to come. Dates are
    in the site's zone, as headers state them.

    `updated` is what feeds say, and empty where that is the date; `quiet` is "yes" for a post that
    subscribers had before it came here, under an id that nobody knows; `shelved` is "yes" for one
    that was scheduled, never public, and is neither now. Such a record stays, since Git merges
    lines that come better than lines that go. `line` is where the record begins in the file, 0 for
    a new one.
    """

    id: str
    post: str
    title: str
    date: str
    updated: str = ""
    withdrawn: str = ""
    removed: str = ""
    quiet: str = ""
    shelved: str = ""
    slug: str  # last, so that no line that may be missing meets the next record in a merge
    line: int = field(default=0, compare=False)


NAMES = tuple(each.name for each in fields(Record) if each.name != "line")
NEEDED = frozenset(("id", "post", "title", "date", "slug"))
_BEHIND = re.compile(r"""(["'])[^"']*\1\s+(\S.*)""")
_FIELD = re.compile(r"(- |  )([a-z]+): (.*)")


def read(text: str) -> tuple[list[Record], list[Problem]]:
    """Return the records of the file, and what cannot be read in it.

    The file is YAML of one shape, which this reads some fifty times as fast as YAML in general.
    """
    records: list[Record] = []
    problems: list[Problem] = []
    values: dict[str, str] = {}
    began = 0

    def close() -> None:
        if not values:
            return
        missing = sorted(NEEDED - values.keys())
        if missing:
            name = values.get("post", values.get("id", "?"))
            what = f"the record of '{name}' has no '{missing[0]}'"
            problems.append(_bad(began, what, "bring the line back from an earlier version"))
        else:
            records.append(Record(**values, line=began))
        values.clear()

    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        found = _FIELD.fullmatch(line.rstrip())
        if found is None or found[2] not in NAMES or (found[1] == "  " and not began):
            what, hint = f"cannot read '{line.strip()[:60]}'", "write 'name: value', or delete it"
            if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
                what, hint = (
                    "a merge was not finished here",
                    "delete this line and keep the records of both sides",
                )
            problems.append(_bad(number, what, hint))
            continue
        if found[1] == "- ":
            close()
            began = number
        if found[2] == "updated" and "updated" in values:  # two branches told an update each
            values["updated"] = max(values["updated"], found[3].strip())
            continue
        if found[2] in values:
            problems.append(_bad(number, f"'{found[2]}' is given twice", "delete one of them"))
        if found[3][:1] not in ("'", '"') and " #" in found[3]:
            what = f"'{found[2]}' holds ' #', which begins a remark"
            hint = "put quotes round the whole text, or write the remark on a line of its own"
            problems.append(_bad(number, what, hint))
        try:
            values[found[2]] = _value(found[3])
        except ValueError:
            what, hint = f"'{found[2]}' opens a quotation mark that is not closed", "close it"
            if behind := _BEHIND.fullmatch(found[3].strip()):
                what = f"'{found[2]}' has '{behind[2][:40]}' behind its quotation marks"
                hint = "put it inside them, or delete it"
            problems.append(_bad(number, what, hint))
    close()
    records = list(_joined(records))
    return records, [*problems, *_doubled(records)]


def _joined(records: Iterable[Record]) -> Iterator[Record]:
    """Yield one record for each post and id.

    Git keeps the lines of both sides of a merge in this file (`merge=union` in .gitattributes), so
    a post that was published on both stands there twice.
    """
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        first = found.get((record.id, record.post))
        if first is not None:
            older, newer = sorted((first, record), key=lambda each: each.updated or each.date)
            ends = {n: getattr(newer, n) or getattr(older, n) for n in ("withdrawn", "removed")}
            record = replace(newer, **ends, line=first.line)
        found[record.id, record.post] = record
    yield from found.values()


def _bad(line: int, what: str, hint: str) -> Problem:
    return Problem(FILE, line, what, hint, "ids")


def _value(text: str) -> str:
    """Return what a plain or a quoted value says. Raises ValueError."""
    text = text.strip()
    if text.startswith('"'):
        return str(json.loads(text))
    if text.startswith("'"):
        if len(text) < 2 or not text.endswith("'"):
            raise ValueError(text)
        return text[1:-1].replace("''", "'")
    return text


def _doubled(records: Iterable[Record]) -> Iterator[Problem]:
    ids: dict[str, Record] = {}
    posts: dict[str, Record] = {}
    for record in records:
        if (first := ids.setdefault(record.id, record)) is not record:
            what = f"'{record.id}' is the id of {first.post} and of {record.post}"
            yield _bad(record.line, what, "delete the record that is not right")
        if not record.removed and (first := posts.setdefault(record.post, record)) is not record:
            what = f"{record.post} has two ids (lines {first.line} and {record.line})"
            yield _bad(record.line, what, "keep the one that was published first")


def _place(record: Record) -> tuple[str, str]:
    return record.post, record.id


def written(records: Collection[Record]) -> str:
    """Return the text of the file. A new record stands by its file name, then by its id.

    What the file holds already stays where it is, also where a merge left it in another order:
    records that move would be changes on every machine, and come twice out of the next merge.
    """
    kept = sorted((each for each in records if each.line), key=lambda each: each.line)
    new = sorted((each for each in records if not each.line), key=_place)
    lines = [HEAD]
    for record in heapq.merge(kept, new, key=_place):
        mark = "- "
        for name in NAMES:
            if value := getattr(record, name):
                lines.append(f"{mark}{name}: {_shown(name, value)}\n")
                mark = "  "
    return "".join(lines)


_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./,:+~@%#=?&;!$*()-]*[\w/])?", re.ASCII)


def _shown(name: str, value: str) -> str:
    if name != "title" and _PLAIN.fullmatch(value) and ": " not in value and " #" not in value:
        return value
    return json.dumps(value, ensure_ascii=False)


# -- Which post is which


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the content says of a post, public or not. `id` is that of its header, or empty.

    `told` is the last moment of which subscribers hear, and `ended` that of its withdrawal.
    """

    source: str
    title: str
    date: dt.datetime
    slug: str
    status: str
    public: bool
    id: str = ""
    told: dt.datetime | None = None
    ended: dt.datetime | None = None

    @property
    def day(self) -> str:
        return stated(self.date)


@dataclass
class Settled:
    """The ids and feed dates of posts by source, the records to keep, and what cannot be known.

    `quiet` are the sources of posts of which subscribers are not told. `scheduled` are the ids of
    those whose day is to come, and `heard` the records of which subscribers know; `unkept` says
    which scheduled posts the file does not have, or has otherwise.
    """

    quiet: set[str] = field(default_factory=set)
    scheduled: set[str] = field(default_factory=set)
    unkept: list[Problem] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    updated: dict[str, dt.datetime] = field(default_factory=dict)
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: list[Record] = field(default_factory=list)
    heard: list[Record] = field(default_factory=list)

    def effects(self) -> str:
        """Say what subscribers will notice; nothing of a first build, which has no subscribers."""
        return effects(self.heard, self.records, self.scheduled) if self.before else ""


def stated(moment: dt.datetime) -> str:
    """Return a moment as a header states it: 2021-12-16 or 2021-12-16T09:30."""
    text = moment.strftime("%Y-%m-%dT%H:%M")
    return text.removesuffix("T00:00")


def settle(
    records: Sequence[Record],
    posts: Sequence[Known],
    unread: frozenset[str],
    authority: str,
    zone: str,
    now: dt.datetime,
    present: dt.datetime | None = None,
) -> Settled:
    """Give every post that is public or scheduled its id.

    `unread` are files of posts that have faults of their own. `present` is later than `now` where
    a day that is over is looked at: what is dated between the two was public all the same.
    """
    present = present or now
    ahead = {
        record.id
        for record in records
        if not record.removed and (record.shelved or clock.instant(record.date, zone) > present)
    }
    heard = [record for record in records if record.id not in ahead]
    found = Settled(before=list(records), heard=heard)
    owners = _owners(records, posts, found)
    old = {record.id for record in records}
    taken = old | {post.id for post in posts}
    kept: dict[str, Record] = {}
    for post in posts:
        record = owners.get(post.source)
        scheduled = post.status == "published" and post.date > present
        if record is None and (post.public or scheduled):
            name = post.id or made(authority, post.date.year, post.source, taken)
            taken.add(name)
            record = Record(id=name, post=post.source, title="", date=post.day, slug="")
            if scheduled:
                found.unkept.append(_unkept(post))
        if record is None or (record.id in ahead and not (post.public or scheduled)):
            continue
        found.ids[post.source] = record.id
        if record.quiet:
            found.quiet.add(post.source)
        if post.status == "withdrawn" and post.ended is None:
            what = f"is withdrawn, but was published as '{record.title}' and does not say when"
            hint = "add 'withdrawn:' with the day on which that was"
            found.problems.append(Problem(post.source, 0, what, hint, "withdrawal-date"))
        if record.id in ahead:
            if scheduled and (record.date != post.day or record.shelved):
                found.unkept.append(_unkept(post))
            # Nobody has heard of the other day.
            record = replace(record, date=post.day, updated="", shelved="")
        if scheduled and (record.id in ahead or record.id not in old):
            found.scheduled.add(record.id)
        if post.public or post.status == "withdrawn" or record.id in found.scheduled:
            moment = _updated(record, post, zone)
            found.updated[post.source] = moment
            state: dict[str, Any] = {
                "post": post.source,
                "title": post.title,
                "date": post.day,
                "slug": post.slug,
                "updated": "" if stated(moment) == post.day else stated(moment),
                "withdrawn": stated(post.ended) if post.ended and not post.public else "",
            }
        else:
            state = {"post": post.source}
            found.problems += _hidden(record, post, zone, now)
        if any(getattr(record, name) != value for name, value in state.items()):
            record = replace(record, **state)
        kept[record.id] = record
    for record in records:
        if record.id in kept:
            continue
        kept[record.id] = record
        if record.id in ahead:
            if not record.shelved and record.post not in unread:
                what = f"{record.post} was scheduled for {record.date}, and is not any more"
                found.unkept.append(Problem(FILE, record.line, what, BUILD_ONCE, "unkept-id"))
                kept[record.id] = replace(record, shelved="yes")
            continue
        if not record.removed and record.post not in unread:
            found.problems.append(_vanished(record, posts, owners, now))
    found.records = list(kept.values())
    return found


def made(authority: str, year: int, source: str, taken: Iterable[str] = ()) -> str:
    """Return a new id in the tag scheme (RFC 4151). It tells no word of the post."""
    number, known = 1, taken if isinstance(taken, set) else set(taken)
    while True:
        words = source if number == 1 else f"{source} {number}"
        name = f"tag:{authority},{year}:{digest(words.encode())[:16]}"
        if name not in known:
            return name
        number += 1


def _updated(record: Record, post: Known, zone: str) -> dt.datetime:
    """Return the moment that feeds show: it moves for an update that is told, for nothing else."""
    before = clock.instant(record.updated or record.date, zone)
    last = [moment for moment in (post.told, post.ended) if moment is not None]
    return max([before, *last])


class Shape(NamedTuple):
    """What a post is known by."""

    source: str
    title: str
    day: str
    slug: str


def _whole(shape: Shape) -> Hashable:
    return shape[:3]


def _moved(shape: Shape) -> Hashable:
    return shape.title, shape.day


def _same_file(shape: Shape) -> Hashable:
    return shape.source


def _dated_again(shape: Shape) -> Hashable:
    return shape.title, shape.slug


def _titled_again(shape: Shape) -> Hashable:
    return shape.day, shape.slug


# From the most certain to the least: as it was; moved with its title and date; changed in its
# place; moved with two of title, date and last word of the address.
WAYS: tuple[Callable[[Shape], Hashable], ...] = (
    _whole, _moved, _same_file, _dated_again, _titled_again,
)  # fmt: skip


def _owners(records: Sequence[Record], posts: Sequence[Known], found: Settled) -> dict[str, Record]:
    """Return the record of each post, by source, where that is certain."""
    owners: dict[str, Record] = {}
    by_id = {record.id: record for record in records}
    claimed: dict[str, str] = {}
    for post in posts:
        if not post.id:
            continue
        if first := claimed.get(post.id):
            what = f"has the same id as {first}"
            hint = "delete the line in the one that is newer"
            found.problems.append(Problem(post.source, 0, what, hint, "same-id"))
            continue
        claimed[post.id] = post.source
        if post.id in by_id:
            owners[post.source] = by_id[post.id]
    left = {
        record.id: Shape(record.post, record.title, record.date, record.slug)
        for record in records
        if record.id not in claimed and not record.removed
    }
    shapes = {post.source: Shape(post.source, post.title, post.day, post.slug) for post in posts}
    loose = {post.source: shapes[post.source] for post in posts if not post.id}
    # A title that comes again, such as each year, does not tell which post is meant.
    recurring = Counter(map(_dated_again, shapes.values()))
    for way in WAYS:
        if not left or not loose:
            break
        there, here = _unique(left, way), _unique(loose, way)
        for value in sorted(there.keys() & here.keys(), key=repr):
            if way is _dated_again and recurring[value] > 1:
                continue
            owners[here[value]] = by_id[there[value]]
            del left[there[value]], loose[here[value]]
    return owners


def _unique(shapes: Mapping[str, Shape], way: Callable[[Shape], Hashable]) -> dict[Hashable, str]:
    """Return, by what the way looks at, the names of those that share it with no other."""
    groups: dict[Hashable, list[str]] = defaultdict(list)
    for name, shape in shapes.items():
        groups[way(shape)].append(name)
    return {value: names[0] for value, names in groups.items() if len(names) == 1}


def _hidden(record: Record, post: Known, zone: str, now: dt.datetime) -> Iterator[Problem]:
    """A post that was public may not just be gone: its subscribers have it."""
    if clock.instant(record.date, zone) > now:
        return  # this build is for a day before its publication
    hint = (
        "to take it back, write 'status: withdrawn', and 'withdrawn:' with the day; if it never "
        f"went live, delete its record in content/{FILE} (line {record.line})"
    )
    if post.status == "draft":
        what = f"is a draft, but was published as '{record.title}'"
        yield Problem(post.source, 0, what, hint, "published-draft")
    else:
        what = f"is dated {post.day}, which is to come, but was published on {record.date}"
        yield Problem(post.source, 0, what, hint, "published-later")


BUILD_ONCE = f"run python3 tasks.py build, and commit content/{FILE} with the post"


def _unkept(post: Known) -> Problem:
    """A server that publishes a post whose record is not there would have to write it."""
    what = f"is scheduled for {post.day}, which content/{FILE} does not say yet"
    return Problem(post.source, 0, what, BUILD_ONCE, "unkept-id")


def _vanished(
    record: Record, posts: Sequence[Known], owners: Mapping[str, Record], now: dt.datetime
) -> Problem:
    what = f"{record.post} ('{record.title}') was published under this id, and is gone"
    near = [
        post.source
        for post in posts
        if post.source not in owners
        and (post.title == record.title or post.slug == record.slug or post.day == record.date)
    ]
    if near:
        hint = f"if it is {' or '.join(sorted(near)[:3])} now, write 'id: {record.id}' there"
    else:
        hint = f"put the file back, or write 'removed: {now:%Y-%m-%d}' below this line"
    return Problem(FILE, record.line, what, hint, "published-id")


# -- What subscribers notice


def effects(
    before: Sequence[Record], after: Sequence[Record], scheduled: Collection[str] = ()
) -> str:
    """Say in plain words what subscribers will notice between two states of the file.

    `scheduled` are the ids of posts of which they hear later.
    """
    known = {record.id: record for record in before}
    new, told, ended = [], [], []
    for record in after:
        old = known.get(record.id)
        if record.id in scheduled or record.shelved:
            continue
        if old is None:
            new.append(record.title)
        elif record.withdrawn and not old.withdrawn:
            ended.append(old.title)
        elif (record.updated or record.date) > (old.updated or old.date) and record.updated:
            told.append(record.title)
    count = len(new) + len(told) + len(ended)
    if not count:
        return "This edit re-notifies nobody."
    parts = [
        f"{word}: {_listed(titles)}"
        for word, titles in (("new", new), ("updated", told), ("withdrawn", ended))
        if titles
    ]
    return f"{count:,} subscriber notice{'' if count == 1 else 's'} ({'; '.join(parts)})."


def _listed(titles: Sequence[str]) -> str:
    shown = ", ".join(f"'{title}'" for title in titles[:3])
    return shown + (f" and {len(titles) - 3:,} more" if len(titles) > 3 else "")
