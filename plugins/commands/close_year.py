"""A year is sealed, with its numbers and a digest of each of its posts."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from plugins.base.printing import Say, complain, say
from plugins.base.problems import SiteFault
from plugins.base.safe_write import replace
from plugins.checks.catalogue import is_advice
from plugins.checks.check_context import CheckContext
from plugins.model.closed_years import closing, written
from plugins.model.yearbook import ClosedYear, Sealed
from plugins.pipeline.command import moment, overrides
from plugins.pipeline.load import survey
from plugins.presentation.views import counted

# What closing a year again puts right; a silent change is none of it.
MENDED = ("year-members",)


def close_year(root: Path, options: Namespace, tell: Say = say) -> int:
    """Close a year, or seal it again; return the exit code."""
    try:
        now = moment(options.now)
        override = overrides(root, options)
        found = survey(root / "pelicanconf.py", override, now)
        closed = _closed(found, options.year, options.again)
    except SiteFault as fault:
        complain(fault)
        return fault.code
    path = Path(override["PATH"]) / f"years/{options.year}.yaml"
    before = found.assembled.public.closed_of.get(options.year)
    replace(path, written(closed).encode())
    tell(f"{options.year} is closed: {counted(len(closed.sealed), 'post')} sealed.")
    for line in _differences(before, closed) if before else ():
        tell(line)
    tell(f"Commit content/years/{options.year}.yaml with the posts.")
    return 0


def _closed(found: CheckContext, year: int, again: bool) -> ClosedYear:
    """Return the year as it is now. Raises SiteFault when it cannot be closed."""
    library = found.assembled.public
    if year >= found.today.year:
        raise SiteFault(
            f"{year} is not over; a year can be closed from 1 January {year + 1} on.", 2
        )
    before = library.closed_of.get(year)
    if before is None and year not in library.by_year:
        raise SiteFault(f"No post of {year} is public: there is nothing to close.", 2)
    if before and not again:
        raise SiteFault(f"{year} was closed on {before.closed}; --again seals it anew.", 2)
    errors = [
        each
        for each in found.findings
        if not is_advice(each.check_id) and not (each.check_id in MENDED and again)
    ]
    if errors:
        lines = "\n".join(each.text() for each in errors[:10])
        count = counted(len(errors), "problem")
        raise SiteFault(f"{lines}\nNothing was closed: mend {count} first.")
    seals = {source.path: source.seal for source in found.content.of("post")}
    return closing(library, year, found.today, seals)


def _differences(before: ClosedYear, after: ClosedYear) -> list[str]:
    """Return what closing a year again changed, one line for each post."""
    old = {each.id: each for each in before.sealed}
    new = {each.id: each for each in after.sealed}
    lines = [f"new in it: content/{new[name].post}" for name in new.keys() - old.keys()]
    lines += [f"no longer in it: content/{old[name].post}" for name in old.keys() - new.keys()]
    lines += [
        f"changed since: content/{new[name].post}"
        for name in old.keys() & new.keys()
        if _said(old[name]) != _said(new[name])
    ]
    return sorted(lines)


def _said(sealed: Sealed) -> tuple[object, ...]:
    return sealed.head, sealed.text, sealed.topics, sealed.authors
