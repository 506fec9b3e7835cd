"""A page of all services that readers may turn to, by nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.post import NATIONS
from plugins.presentation.contracts import pages
from plugins.presentation.helplines import WHOLE, Help, group_id, help_line
from plugins.presentation.views import View, located


@dataclass(frozen=True, kw_only=True)
class HelpGroup:
    """The services of one nation, or those of all."""

    name: str
    id: str
    services: tuple[Help, ...]


@dataclass(frozen=True, kw_only=True)
class SupportView(View):
    """All services that were checked within a year."""

    template: ClassVar[str] = "support"

    groups: tuple[HelpGroup, ...]


def support_views(library: Library) -> Iterator[SupportView]:
    """Yield the page of services; a site without any has none."""
    if not library.services:
        return
    yield SupportView(
        **located(library.root, addresses.SUPPORT),
        title="Get help",
        description="Who listens and who helps, in England, Scotland, Wales and Northern Ireland.",
        groups=tuple(_groups(library)),
    )


def _groups(library: Library) -> Iterator[HelpGroup]:
    """Yield the services of all nations first, then those of each that are not for all."""
    everywhere = [each for each in library.services if each.nations == NATIONS]
    found = [(WHOLE, everywhere)]
    for nation in NATIONS:
        own = [each for each in library.services if nation in each.nations]
        found.append((f"In {nation}", [each for each in own if each not in everywhere]))
    for name, services in found:
        if services:
            lines = tuple(map(help_line, services))
            yield HelpGroup(name=name, id=group_id(name), services=lines)


register = pages(lambda build: support_views(build.library))
