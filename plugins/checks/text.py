"""What texts claim: places in a series, yearly events, numbers, days of sources, gaps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plugins.base.problems import Problem
from plugins.checks.check_context import CheckContext
from plugins.content.parsed import valid
from plugins.language.claims import EVENTS, OWN_YEAR, Claim
from plugins.language.ordinals import ordinal
from plugins.model.post import Post


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    yield from claims(site)
    yield from dates(site)


def claims(site: CheckContext) -> Iterator[Problem]:
    """What texts say of their place in a series, of yearly events, of numbers."""
    kept = (each for each in site.assembled.records.events if each.yearly)
    events = {**EVENTS, **{each.name: each.date.year for each in kept}}
    planned = {s.slug: len(s.values["parts"]) for s in valid(site.content.of("series"))}
    for source in site.content.of("post"):
        post = site.posts.get(source.path)
        for claim in source.claims:
            if claim.kind in ("number", "decimal"):
                what = f"'{claim.words}' is not how a number is written"
                hint = "put commas before groups of three digits, or a space between two numbers"
                if claim.kind == "decimal":
                    hint = f"write '{claim.words.replace(',', '.')}' for a part of a whole"
                yield Problem(source.path, claim.line, what, hint, "number-format")
            elif claim.kind == "gap":
                draft = source.values.get("status") == "draft"
                rule = "open-gap" if draft else "published-gap"
                what = f"is still to be written: {claim.words.rstrip('.')}"
                hint = "write it" if draft else "write it, or let the post be a draft"
                yield Problem(source.path, claim.line, what, hint, rule)
            elif post is None:
                continue
            elif claim.kind == "event":
                yield from _event(site, post, claim, events)
            elif claim.kind == "part" and post.series in planned:
                yield from _claimed_part(site, post, claim, planned[post.series])


def _event(
    site: CheckContext, post: Post, claim: Claim, events: Mapping[str, int]
) -> Iterator[Problem]:
    said = claim.words.casefold()
    event = max((name for name in events if name.casefold() in said), key=len, default="")
    if not event:
        return
    year = claim.other if claim.other > 0 else post.date.year
    right = year - events[event] + 1
    if right == claim.number or right < 1:
        return
    if claim.other == OWN_YEAR and claim.number == right - 1:
        return  # that of the year before: this year's may be still to come
    what = f"'{claim.words}' has the wrong number: {event} {events[event]} was the first"
    hint = f"that of {year} is the {ordinal(right)}"
    yield Problem(post.document, claim.line, what, hint, "event-number")


def _claimed_part(site: CheckContext, post: Post, claim: Claim, planned: int) -> Iterator[Problem]:
    wanted = {-1: planned, -2: planned - 1}.get(claim.number, claim.number)
    here = post.part + claim.other if isinstance(post.part, int) else 0
    wrong_total = claim.total and claim.total != planned
    wrong_place = isinstance(post.part, int) and wanted and wanted != here
    if not wrong_total and not wrong_place:
        return
    part = f"part {post.part}" if isinstance(post.part, int) else f"the {post.part}"
    what = f"'{claim.words}' disagrees with the header: this is {part} of {planned}"
    hint = "mend the words, or the part"
    yield Problem(post.document, claim.line, what, hint, "series-words")


def dates(site: CheckContext) -> Iterator[Problem]:
    for source in valid(site.content.of("post")):
        values = source.values
        date = values["date"]
        days = [date, *(each["date"] for each in values["updates"])]
        latest = int(max(day[:10] for day in days).replace("-", ""))
        for claim in source.claims:
            if claim.kind == "source" and claim.other > latest:
                what = f"cites a source of {claim.words}, but the post is of {date}"
                hint = "mend the date, or say under 'updates' when it was added"
                yield Problem(source.path, claim.line, what, hint, "later-source")
