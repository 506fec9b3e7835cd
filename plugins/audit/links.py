"""Where the links of all pages lead, and whether what pages are made of is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from plugins.audit.findings import Finding
from plugins.audit.finished_site import FinishedSite
from plugins.audit.pages import Page
from plugins.model.addresses import ERRORS

# Fragments that every page has (HTML, 7.4.6.3), and the beginning of those that quote a text.
_TOP = ("", "top")
_QUOTES = ":~:"


def faults(
    site: FinishedSite, pages: Sequence[Page], page_at: Callable[[str], Page]
) -> Iterator[Finding]:
    """Yield what leads to nothing in some pages; `page_at` returns any page of the site."""
    for page in pages:
        for link in page.links:
            target = site.target(page.name, link)
            if target is None:
                continue
            if not site.has(target):
                yield Finding("links", page.name, f"leads to {link}, and nothing is there")
                continue
            place = target.fragment.partition(_QUOTES)[0]
            if (
                place not in _TOP
                and target.name.endswith(".html")
                and place not in page_at(target.name).ids
            ):
                yield Finding("links", page.name, f"leads to {link}, a place that is not there")
        for file in page.files:
            target = site.target(page.name, file)
            if target is not None and not site.has(target):
                yield Finding("links", page.name, f"needs {file}, and it is not there")


def titles(pages: Sequence[Page]) -> Iterator[Finding]:
    """Yield titles that two pages have: in a list of tabs or results they look alike."""
    first: dict[str, str] = {}
    for page in pages:
        if page.redirect or page.unlisted or page.name in ERRORS or not page.title:
            continue
        other = first.setdefault(page.title, page.name)
        if other != page.name:
            yield Finding("headings", page.name, f"has the title of {other}: {page.title}")
