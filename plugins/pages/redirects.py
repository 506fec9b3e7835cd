"""A page at every old address, which takes its readers to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.presentation.contracts import pages
from plugins.presentation.views import View


@dataclass(frozen=True, kw_only=True)
class RedirectView(View):
    """What answers at an old address. Its canonical address is the new one."""

    template: ClassVar[str] = "redirect"

    target: str


def redirect_views(library: Library) -> Iterator[RedirectView]:
    """Yield one page for each page that moved. Files that moved are a server's business."""
    root = library.root
    for each in site_map(library).redirects:
        if not addresses.is_page(each.old):
            continue
        url = root.url(each.new)
        yield RedirectView(
            save_as=addresses.save_as(each.old),
            url=root.url(each.old),
            canonical=root.absolute(url),
            title="This page has moved",
            description="This page has a new address.",
            target=url,
        )


register = pages(lambda build: redirect_views(build.library))
