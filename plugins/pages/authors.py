"""A page for each author, and a page of all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from plugins.model import addresses
from plugins.model.disclosure import NONE_DECLARED, nothing
from plugins.model.library import Library
from plugins.model.taxonomy import Author
from plugins.model.text import Body
from plugins.presentation.contracts import pages
from plugins.presentation.views import (
    AuthorLink,
    Link,
    PostCard,
    View,
    author_link,
    card,
    counted,
    located,
)


@dataclass(frozen=True, kw_only=True)
class AuthorView(View):
    """One author: who they are, and their posts, newest first.

    `job` and `organisation` are the two halves of `role`, for programs; `interests` say "none
    declared" where there are none, and nothing where the author does not say.
    """

    template: ClassVar[str] = "author"

    role: str
    guest: bool
    link: AuthorLink
    job: str
    organisation: str
    orcid: str
    interests: str
    introduction: Body
    count: str
    posts: tuple[PostCard, ...]
    feed: Link | None


@dataclass(frozen=True, kw_only=True)
class AuthorCard:
    """An author in a list."""

    url: str
    name: str
    role: str
    guest: bool
    count: str


@dataclass(frozen=True, kw_only=True)
class AuthorsView(View):
    """All authors, by name."""

    template: ClassVar[str] = "authors"

    authors: tuple[AuthorCard, ...]


def author_views(library: Library) -> Iterator[View]:
    """Yield the list of authors, then one page for each, also for one without posts."""
    root = library.root
    yield AuthorsView(
        **located(root, addresses.AUTHORS),
        title="Authors",
        description="The people who write here, and what they do.",
        authors=tuple(
            AuthorCard(
                url=author.url,
                name=author.name,
                role=_role(author),
                guest=author.guest,
                count=counted(len(library.by_author.get(author.slug, ())), "post"),
            )
            for author in library.authors
        ),
    )
    for author in library.authors:
        posts = library.by_author.get(author.slug, ())
        feed = Link(url=root.url(addresses.author_feed(author.slug)), text=author.name)
        yield AuthorView(
            **located(root, addresses.author(author.slug)),
            title=author.name,
            description=f"{author.name}, {_role(author)}.",
            crumbs=(Link(url=root.url(addresses.AUTHORS), text="Authors"),),
            feeds=(feed,) if posts else (),
            role=_role(author),
            guest=author.guest,
            link=author_link(author, library),
            job=author.role,
            organisation=author.organisation,
            orcid=author.orcid,
            interests=NONE_DECLARED if nothing(author.interests) else author.interests,
            introduction=author.introduction,
            count=counted(len(posts), "post"),
            posts=tuple(card(post, library) for post in posts),
            feed=feed if posts else None,
        )


def _role(author: Author) -> str:
    return f"{author.role}, {author.organisation}" if author.organisation else author.role


register = pages(lambda build: author_views(build.library))
