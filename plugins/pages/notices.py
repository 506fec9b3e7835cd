"""What stands at the address of a withdrawn post. No word of the post is in it.

Where a post is to be gone, nothing stands at its address; servers answer with `410.html` there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.site_map import site_map
from plugins.presentation.contracts import pages
from plugins.presentation.views import Day, Link, View, instead_of, located

TITLE = "This post was withdrawn"
WORDS = "A post stood at this address. It was withdrawn and is no longer published here."
GONE = "This page is gone"


@dataclass(frozen=True, kw_only=True)
class NoticeView(View):
    """The notice. `day` is when the post was withdrawn, or nothing where nobody wrote it down.

    `reason` is why, or nothing; `instead` is the post that readers are led to, if there is one.
    """

    template: ClassVar[str] = "notice"

    day: Day | None
    reason: str
    instead: Link | None
    ways: tuple[Link, ...]


def notice_views(library: Library) -> Iterator[NoticeView]:
    """Yield one notice for each post that was public and was withdrawn, and one for all others."""
    root = library.root
    paths = (
        ("All corrections and withdrawals", addresses.CORRECTIONS), ("Home", addresses.HOME),
        ("All posts", addresses.BLOG), ("Topics", addresses.TOPICS),
    )  # fmt: skip
    ways = tuple(Link(url=root.url(path), text=text) for text, path in paths)
    for notice in library.notices:
        if not notice.url:
            continue
        yield NoticeView(
            **located(root, notice.path),
            title=TITLE,
            description=WORDS,
            day=Day.of(notice.withdrawn) if notice.withdrawn > notice.date else None,
            reason=notice.reason,
            instead=instead_of(notice, library),
            ways=ways,
        )
    if site_map(library).gone:
        yield NoticeView(
            **located(root, addresses.GONE),
            title=GONE,
            description=WORDS,
            day=None,
            reason="",
            instead=None,
            ways=ways,
        )


register = pages(lambda build: notice_views(build.library))
