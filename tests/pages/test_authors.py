"""Author pages: who they are, and what they wrote."""

from __future__ import annotations

from plugins.model.library import Library
from plugins.pages.authors import AuthorsView, AuthorView, author_views
from tests.support.examples import a_library, a_post, an_author, on


def page_of(library: Library, name: str) -> AuthorView:
    (found,) = (v for v in author_views(library) if isinstance(v, AuthorView) and v.title == name)
    return found


def test_an_author_has_a_page_with_their_posts_newest_first() -> None:
    old = a_post(title="Old", authors=("ann",), date=on(2020))
    new = a_post(title="New", authors=("bob", "ann"), date=on(2021))
    other = a_post(title="Other", authors=("bob",))

    page = page_of(a_library([old, other, new]), "Ann")

    assert page.save_as == "authors/ann/index.html"
    assert [post.title for post in page.posts] == ["New", "Old"]
    assert page.count == "2 posts"


def test_an_author_without_posts_still_has_a_page() -> None:
    page = page_of(a_library(authors=[an_author(slug="ann")]), "Ann")

    assert page.posts == ()
    assert page.count == "0 posts"


def test_a_role_names_the_organisation_where_there_is_one() -> None:
    authors = [
        an_author(slug="ann", role="Nurse", organisation="Example Trust"),
        an_author(slug="bob", role="Editor"),
    ]
    library = a_library(authors=authors)

    assert page_of(library, "Ann").role == "Nurse, Example Trust"
    assert page_of(library, "Bob").role == "Editor"
    assert page_of(library, "Ann").description == "Ann, Nurse, Example Trust."


def test_a_guest_is_named_as_such() -> None:
    library = a_library(authors=[an_author(slug="ann", guest=True), an_author(slug="bob")])

    assert page_of(library, "Ann").guest
    assert not page_of(library, "Bob").guest


def test_all_authors_are_listed_by_name_with_their_counts() -> None:
    library = a_library(
        [a_post(authors=("bob",))],
        authors=[an_author(slug="zoe", name="zoe"), an_author(slug="ann", name="Ann", guest=True)],
    )

    listed = next(author_views(library))

    assert isinstance(listed, AuthorsView)
    assert listed.save_as == "authors/index.html"
    assert [(each.name, each.count, each.guest) for each in listed.authors] == [
        ("Ann", "0 posts", True),
        ("Bob", "1 post", False),
        ("zoe", "0 posts", False),
    ]


def test_crumbs_lead_back_to_all_authors() -> None:
    page = page_of(a_library(authors=[an_author(slug="ann")]), "Ann")

    assert [(crumb.text, crumb.url) for crumb in page.crumbs] == [("Authors", "/hub/authors/")]
