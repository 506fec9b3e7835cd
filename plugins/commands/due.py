"""Which posts are to be checked again, when and by whom; also as a calendar."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.checks.check_context import CheckContext
from plugins.language.ordinals import ordinal
from plugins.model.library import Library
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted


@dataclass(frozen=True, kw_only=True)
class Due:
    """A public post that is to be checked by a day. `checked` is empty where nobody did yet."""

    day: dt.date
    post: str
    title: str
    owner: str
    checked: str
    id: str
    url: str
    days: int

    @property
    def words(self) -> str:
        if self.days < 0:
            return f"{counted(-self.days, 'day')} past due"
        return f"in {counted(self.days, 'day')}" if self.days else "today"


def due(root: Path, options: Namespace, tell: Say = say) -> int:
    """Say what falls due within some days; return the exit code."""
    try:
        from plugins.pipeline.pelican_adapter import settings_of

        now = moment(options.now)
        # Where the site is public: a calendar is opened on other machines, and later.
        public = settings_of(root / "publishconf.py")["SITEURL"]
        override = {**overrides(root, options), "SITEURL": public}
        found = survey(root / "pelicanconf.py", override, now)
        listed = list(due_within(found, options.days))
        if options.calendar:
            path = Path(options.calendar)
            try:
                replace(path, calendar(listed, now))
            except OSError as error:
                reason = error.strerror
                raise SiteFault(f"'{path}' cannot be written ({reason}).", 2) from None
            tell(f"{path}: {counted(len(listed), 'day')} for a calendar program to take in.")
    except SiteFault as fault:
        complain(fault)
        return fault.code
    tell("\n".join(REPORTS[options.format](listed, found, options.days)))
    return 0


def due_within(found: CheckContext, days: int) -> Iterator[Due]:
    """Yield every public post that is due within some days or past due, the oldest day first."""
    library: Library = found.assembled.public
    dated = [post for post in library.posts if post.review_by is not None]
    for post in sorted(dated, key=lambda post: (post.review_by or post.date, post.document)):
        assert post.review_by is not None
        left = (post.review_by.date() - found.today).days
        if left <= days:
            owner = library.author_of.get(post.owner)
            yield Due(
                day=post.review_by.date(),
                post=post.document,
                title=post.title,
                owner=owner.name if owner else post.owner,
                checked=post.reviewed.date.date().isoformat() if post.reviewed else "",
                id=post.id,
                url=library.root.absolute(post.url),
                days=left,
            )


def anniversaries(found: CheckContext) -> list[tuple[dt.date, str]]:
    """Return the days of the register of events that come again within a year, with their words."""
    listed = []
    for event in found.assembled.public.events:
        day = _again(event.date, found.today)
        years = day.year - event.date.year
        if years > 0:
            words = f"the {ordinal(years + 1)}" if event.yearly else f"{counted(years, 'year')} on"
            listed.append((day, f"{event.name}, {words}"))
    return sorted(listed)


def _again(first: dt.date, today: dt.date) -> dt.date:
    """Return the next day of that name, today included; of 29 February mostly the 28th."""
    for year in (today.year, today.year + 1):
        try:
            day = first.replace(year=year)
        except ValueError:
            day = dt.date(year, 2, 28)
        if day >= today:
            return day
    raise AssertionError("a day comes again within two years")


# -- Formats


def as_text(listed: Sequence[Due], found: CheckContext, days: int) -> Iterator[str]:
    for each in listed:
        checked = f"last checked {each.checked}" if each.checked else "never checked"
        yield f"{each.day} ({each.words}): content/{each.post}: {each.owner}; {checked}"
    for day, words in anniversaries(found):
        yield f"{day}: {words} (content/events.yaml)"
    past = sum(each.days < 0 for each in listed)
    undated = sum(post.review_by is None for post in found.assembled.public.posts)
    yield (
        f"{counted(len(listed), 'post')} due within {counted(days, 'day')}, {past:,} of them past "
        f"due; {counted(undated, 'post')} without a day."
    )


def as_json(listed: Sequence[Due], found: CheckContext, days: int) -> Iterator[str]:
    names = ("post", "title", "owner", "checked", "url", "days")
    items = [
        {"day": each.day.isoformat(), **{name: getattr(each, name) for name in names}}
        for each in listed
    ]
    again = [{"day": day.isoformat(), "words": words} for day, words in anniversaries(found)]
    told = {"within": days, "due": items, "anniversaries": again}
    yield json.dumps(told, ensure_ascii=False, indent=1)


REPORTS = {"text": as_text, "json": as_json}


def calendar(listed: Iterable[Due], now: dt.datetime) -> bytes:
    """Return a calendar (RFC 5545) with one whole day for each post.

    A post keeps its entry when its day is moved, because the entry's name is that of the post.
    """
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//patient-safety-hub//checks that fall due//EN")
    made.add("version", "2.0")
    for each in listed:
        event = Event()
        event.add("uid", f"{each.id or each.post}#review")
        event.add("dtstamp", now.astimezone(dt.UTC).replace(microsecond=0))
        event.add("dtstart", each.day)
        event.add("summary", f"Check: {each.title}")
        event.add("description", f"{each.owner} answers for it.\ncontent/{each.post}\n{each.url}")
        event.add("url", each.url)
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
