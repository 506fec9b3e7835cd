"""Redirects: a page at every old address, which takes its readers to the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.core import addresses
from plugins.core.library import Library, library_of
from plugins.core.output import Output
from plugins.core.views import View


@dataclass(frozen=True, kw_only=True)
class RedirectView(View):
    """What answers at an old address. Its canonical address is the new one."""

    template: ClassVar[str] = "redirect"

    target: str


def redirect_views(library: Library) -> Iterator[RedirectView]:
    """Yield one page for each page that moved. Files that moved are a server's business."""
    root = library.root
    for each in library.redirects:
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


# -- Pelican ---------------------------------------------------------------------

from pelican import signals
from pelican.generators import ArticlesGenerator


def write_redirects(generator: ArticlesGenerator, writer: Output) -> None:
    writer.write_views(redirect_views(library_of(generator.context)))


def register() -> None:
    signals.article_writer_finalized.connect(write_redirects)
