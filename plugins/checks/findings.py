"""Every problem of the content: one anywhere, and nothing is built.

What one file says by itself was checked when it was read; each module named here looks at all files
side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from plugins.base.problems import Problem
from plugins.checks import (
    closed_years,
    consent,
    disclosure,
    file_names,
    guests,
    links,
    path_clashes,
    personal,
    records,
    series,
    text,
    updates,
    versions,
    vocabularies,
    withdrawals,
    words,
)
from plugins.checks.catalogue import is_advice
from plugins.checks.check_context import CheckContext

CHECKS: tuple[Callable[[CheckContext], Iterator[Problem]], ...] = (
    vocabularies.problems,
    file_names.problems,
    path_clashes.problems,
    links.problems,
    series.problems,
    text.problems,
    updates.problems,
    versions.problems,
    withdrawals.problems,
    consent.problems,
    personal.problems,
    disclosure.problems,
    disclosure.kinds,
    records.problems,
    words.problems,
    guests.problems,
    closed_years.problems,
)


def findings(site: CheckContext, advice: bool = True) -> list[Problem]:
    """Return every problem and what advice follows from the files side by side, sorted.

    Of the settings, `CONTACTS` are texts of the hub itself that may hold telephone numbers and the
    like, and `REQUIRE_DISCLOSURE` says whether a post must declare sponsor and interests.
    """
    found = list(site.content.problems)
    for source in site.content.documents:
        found += source.problems
    for check in CHECKS:
        # Ten thousand old posts may say nothing of interests, and a build asks for errors only.
        if advice or check is not disclosure.problems or site.settings.get("REQUIRE_DISCLOSURE"):
            found += check(site)
    return sorted({*unsilenced(site, found)})


def unsilenced(site: CheckContext, found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what was found, but for advice that the header of its post silences."""
    silenced = {
        (source.path, each["rule"])
        for source in site.content.of("post")
        for each in source.values.get("silence", ())
    }
    for each in found:
        if (each.path, each.check_id) not in silenced or not is_advice(each.check_id):
            yield each


def problems(site: CheckContext) -> list[Problem]:
    """Return every problem that stops a build, sorted by file and line."""
    return [each for each in findings(site, advice=False) if not is_advice(each.check_id)]
