"""All checks of a finished site, in the order in which they are told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from plugins.audit import feeds, links, live_server, program_files, sample, weight
from plugins.audit.findings import CHECKS, Finding, Result, in_order
from plugins.audit.finished_site import FinishedSite
from plugins.audit.pages import Page, look
from plugins.base import worker_pool
from plugins.base.printing import Say, quiet
from plugins.base.progress import tracked
from plugins.model.addresses import ERRORS, FEEDS, FORMATS

# Pages that are looked at before each publishing: so many take some two seconds.
MOST = 1_000
Leaks = Callable[[FinishedSite], Iterable[Finding]]


def audit(
    site: FinishedSite,
    now: dt.datetime,
    workers: int = 1,
    tell: Say = quiet,
    place: str = "",
    leaks: Leaks | None = None,
) -> Result:
    """Look at all of a site. Raises SiteFault for a folder that holds none.

    `place` is the address of the server that it was fetched from; `leaks` looks for words of what
    is not public.
    """
    from plugins.audit import access  # asyncio and Starlette: publishing needs neither

    omitted: dict[str, str] = {}
    pages = looked_at(site, site.pages, workers, tell)
    listed = {
        page.name
        for page in pages
        if not page.redirect and not page.unlisted and page.name not in ERRORS
    }
    found = [*_of_each(site, pages), *links.titles(pages)]
    found += program_files.faults(site, listed, now)
    found += _feeds(site, site.names)
    found += weight.faults(site, pages)
    found += sample.faults(site)
    if reason := access.lacking():
        omitted["access"] = reason
    else:
        shown = [name for name in site.pages if name not in site.redirects]
        try:
            found += access.faults(site, shown, workers, tell)
        except (OSError, TimeoutError) as error:
            omitted["access"] = f"Chromium does not run here ({error or 'it does not answer'})"
    if place:
        found += live_server.faults(site, place)
    else:
        omitted["headers"] = "give the address of a server on this machine in place of a folder"
    if leaks is not None:
        found += leaks(site)
    else:
        omitted["hidden"] = "the content cannot be read"
    return Result(
        address=site.address,
        files=len(site.names),
        pages=len(site.pages),
        looked=tuple(each for each in CHECKS if each not in omitted),
        omitted=omitted,
        findings=in_order(found),
    )


def quickly(
    site: FinishedSite, changed: Iterable[str], now: dt.datetime, workers: int = 1
) -> tuple[Finding, ...]:
    """Look at some files, at most `MOST` pages, without what takes long.

    That is the parser that says what it had to mend, a browser, and whatever compares all pages.
    """
    names = set(changed)
    asked = [name for name in site.pages if name in names][:MOST]
    pages = looked_at(site, asked, workers, quiet, thoroughly=False)
    found = [*_of_each(site, pages), *program_files.faults(site, None, now)]
    found += _feeds(site, (name for name in site.names if name in names))
    return in_order(each for each in found if each.name in names)


def looked_at(
    site: FinishedSite, names: Sequence[str], workers: int, tell: Say, thoroughly: bool = True
) -> list[Page]:
    """Return some pages, each looked at in a worker."""
    found: dict[str, Page] = {}
    jobs = worker_pool.each(partial(_look, site, thoroughly), names, workers)
    for number, page in tracked(jobs, len(names), "Looking at pages", tell):
        assert isinstance(page, Page)
        found[names[number]] = page
    return [found[name] for name in names]


def _look(site: FinishedSite, thoroughly: bool, name: str) -> Page:
    return look(name, site.read(name), thoroughly)


def _of_each(site: FinishedSite, pages: Sequence[Page]) -> Iterator[Finding]:
    for page in pages:
        if not page.redirect:
            yield from page.faults
    known = {page.name: page for page in pages}

    def page_at(name: str) -> Page:
        if name not in known:
            known[name] = _look(site, False, name)
        return known[name]

    yield from links.faults(site, pages, page_at)


def _feeds(site: FinishedSite, names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        if name.startswith(FEEDS) and name.endswith(tuple(f".{each}" for each in FORMATS)):
            for fault in feeds.faults(name, site.read(name)):
                yield Finding("feeds", name, fault)
