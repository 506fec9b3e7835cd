"""Those that stand alone, such as the one about the site; and the one for lost readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.fixed_words import Words
from plugins.presentation.views import Link, View, located, tongued


@dataclass(frozen=True, kw_only=True)
class PageView(View):
    """A page from `content/pages/`."""

    template: ClassVar[str] = "page"

    summary: str
    body: Body


@dataclass(frozen=True, kw_only=True)
class NotFoundView(View):
    """What a server answers when an address leads nowhere."""

    template: ClassVar[str] = "not_found"

    ways: tuple[Link, ...]


def page_views(library: Library, words: tuple[Words, ...] = ()) -> Iterator[View]:
    """Yield one page for each file, and the page for addresses that lead nowhere."""
    root = library.root
    for page in library.pages:
        yield PageView(
            **located(root, page.path),
            **tongued(page, library, words),
            title=page.title,
            description=page.summary,
            summary=page.summary,
            body=page.body,
        )
    ways = [("Home", addresses.HOME), ("All posts", addresses.BLOG), ("Topics", addresses.TOPICS)]
    yield NotFoundView(
        **located(root, addresses.NOT_FOUND),
        title="Page not found",
        description="There is no page at this address.",
        ways=tuple(Link(url=root.url(path), text=text) for text, path in ways),
    )


register = pages(lambda build: page_views(build.library, build.site.words))
