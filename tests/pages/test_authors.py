"""Author pages: who they are, and what they wrote."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from plugins.model.library import Library
from plugins.pages.authors import AuthorsView, AuthorView, author_views
from tests.conftest import Build
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


@pytest.mark.parametrize(
    ("stated", "shown"),
    [("", ""), ("none", "none declared"), ("Ann sits on a board.", "Ann sits on a board.")],
)
def test_an_author_s_interests_are_told_as_a_post_s_are(stated: str, shown: str) -> None:
    assert page_of(
        a_library(authors=[an_author(slug="ann", interests=stated)]), "Ann"
    ).interests == (shown)


def data_of(page: bytes) -> list[dict[str, object]]:
    script = Html(page).css_first("script[type='application/ld+json']")
    assert script is not None
    graph = json.loads(script.text())["@graph"]
    assert isinstance(graph, list)
    return graph


def test_programs_are_told_who_is_a_person_and_who_a_team(site: Path, build: Build) -> None:
    orcid = "https://orcid.org/0000-0002-1825-0097"
    authors = site / "content/authors"
    (authors / "ann-example.md").write_text(
        "---\nname: Ann Example\nrole: Editor\norganisation: A Trust\n"
        "orcid: 0000-0002-1825-0097\ninterests: She sits on a board.\n---\n", "utf-8",
    )  # fmt: skip
    (authors / "jo-guest.md").write_text(
        "---\nname: The team\nrole: Editorial team\nkind: team\n---\n", "utf-8"
    )

    files = build()

    assert build.code == 0, build.said
    root = "http://127.0.0.1:8000"
    ann = {"@type": "Person", "name": "Ann Example", "url": f"{root}/authors/ann-example/",
           "sameAs": orcid}  # fmt: skip
    team = {"@type": "Organization", "name": "The team", "url": f"{root}/authors/jo-guest/"}
    profile = data_of(files["authors/ann-example/index.html"])[0]
    assert profile == {
        "@type": "ProfilePage",
        "url": f"{root}/authors/ann-example/",
        "mainEntity": {
            **ann,
            "jobTitle": "Editor",
            "affiliation": {"@type": "Organization", "name": "A Trust"},
            "identifier": {"@type": "PropertyValue", "propertyID": "ORCID",
                           "value": "0000-0002-1825-0097"},
        },
    }  # fmt: skip
    assert data_of(files["authors/jo-guest/index.html"])[0]["mainEntity"] == team
    assert data_of(files["blog/2021/one/index.html"])[0]["author"] == [ann]
    assert data_of(files["blog/2021/two/index.html"])[0]["author"] == [team]
    more = data_of(files["blog/2023/more-5/index.html"])[0]["mainEntityOfPage"]
    assert isinstance(more, dict)
    assert more["reviewedBy"] == ann
    shown = Html(files["authors/ann-example/index.html"]).css_first("dl.facts")
    assert shown is not None
    assert shown.css_first(f"a[href='{orcid}']") is not None
    assert "She sits on a board." in shown.text()
    assert b'class="facts"' not in files["authors/jo-guest/index.html"]
