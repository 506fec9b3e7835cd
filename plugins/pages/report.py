"""A page of all ways to report something, by nation and by who reports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import NATIONS
from plugins.presentation.contracts import pages
from plugins.presentation.report_routes import RouteGroup, grouped, nation_id
from plugins.presentation.views import View, located


@dataclass(frozen=True, kw_only=True)
class NationRoutes:
    """The ways of one nation. Those that hold in several stand with each of them."""

    name: str
    id: str
    groups: tuple[RouteGroup, ...]


@dataclass(frozen=True, kw_only=True)
class ReportView(View):
    """All ways that were checked within a year."""

    template: ClassVar[str] = "report"

    nations: tuple[NationRoutes, ...]


def report_views(library: Library) -> Iterator[ReportView]:
    """Yield the page of ways to report; a site without any has none."""
    if not library.routes:
        return
    yield ReportView(
        **located(library.root, addresses.REPORT),
        title="Report a concern",
        description="Where to say that something went wrong in care, or could have, and what to "
        "do, by nation.",
        nations=tuple(_nations(library)),
    )


def _nations(library: Library) -> Iterator[NationRoutes]:
    for nation in NATIONS:
        groups = grouped(each for each in library.routes if nation in each.nations)
        if groups:
            yield NationRoutes(name=nation, id=nation_id(nation), groups=groups)


register = pages(lambda build: report_views(build.library))
