"""Pages that stand alone, and the one for lost readers."""

from __future__ import annotations

from plugins.pages.pages import NotFoundView, PageView, page_views
from tests.support.examples import a_body, a_library, a_page


def test_every_page_has_its_address_and_its_text() -> None:
    about = a_page(body=a_body("<p>About us.</p>"))

    page, _ = page_views(a_library(pages=(about,)))

    assert isinstance(page, PageView)
    assert page.save_as == "about/index.html"
    assert page.canonical == "https://example.org/hub/about/"
    assert page.body.__html__() == "<p>About us.</p>"
    assert page.summary == page.description == "What this site is."


def test_a_page_in_another_language_says_so() -> None:
    document = "pages/about.md"
    about = a_page(document=document)
    welsh = a_page(title="Ynghylch", document="pages/cy.md", lang="cy", translation_of=document)

    english, other, _ = page_views(a_library(pages=(about, welsh)))

    assert isinstance(other, PageView)
    assert other.tongue is not None
    assert (other.tongue.lang, other.tongue.name) == ("cy", "Cymraeg")
    assert [each.current for each in english.languages] == [True, False]
    assert [each.current for each in other.languages] == [False, True]


def test_lost_readers_find_ways_on() -> None:
    (lost,) = page_views(a_library())

    assert isinstance(lost, NotFoundView)
    assert lost.save_as == "404.html"
    assert [(way.text, way.url) for way in lost.ways] == [
        ("Home", "/hub/"),
        ("All posts", "/hub/blog/"),
        ("Topics", "/hub/topics/"),
    ]
