"""The search page: what can be chosen, and the list of subjects."""

from __future__ import annotations

from plugins.pages.search import letters, search_views
from tests.support.examples import ROOT, a_library, a_page, a_post, a_series, a_topic, an_author


def test_only_what_finds_something_can_be_chosen() -> None:
    library = a_library(
        [a_post()], topics=[a_topic(slug="empty")], authors=[an_author(slug="silent")]
    )

    (page,) = search_views(library, ("static/stemmer.js", "static/search.js"), True)

    assert {choice.name: choice.options for choice in page.choices} == {
        "topic": ("Patient engagement",),
        "year": ("2021",),
        "author": ("Safety Team",),
        "kind": ("Post", "Topic", "Year in review", "Author"),
    }
    assert page.save_as == "search/index.html"
    assert page.index == "/hub/search/index/"
    assert page.scripts == ("/hub/static/stemmer.js", "/hub/static/search.js")


def test_audiences_can_be_chosen_where_they_part_the_posts() -> None:
    library = a_library([a_post(title="A", audience=("staff",)), a_post(title="B")])

    (page,) = search_views(library, (), True)

    (choice,) = (each for each in page.choices if each.name == "audience")
    assert (choice.label, choice.every) == ("Written for", "All readers")
    assert choice.options == ("Everyone", "Health and care staff")
    assert ("Health and care staff", "audience", "/hub/audience/staff/") in [
        (each.name, each.what, each.url) for letter in letters(library) for each in letter.subjects
    ]


def test_a_topic_above_one_with_posts_can_be_chosen() -> None:
    child = a_topic(slug="speaking-up", parent="culture")
    library = a_library([a_post(topics=("speaking-up",))], topics=[child, a_topic(slug="culture")])

    (page,) = search_views(library, ("static/stemmer.js", "static/search.js"), True)

    assert page.choices[0].options == ("Culture", "Speaking up")


def test_without_an_index_the_page_says_so() -> None:
    (page,) = search_views(a_library(), ("static/search.js",), False)

    assert page.index == ""


def test_subjects_stand_under_their_letters_with_other_words_for_them() -> None:
    library = a_library(
        topics=[a_topic(slug="medicines", synonyms=("drugs", "tablets"))],
        series=[a_series()],
        authors=[an_author(slug="ann", name="Ann Example")],
        pages=(a_page(),),
    )

    found = [
        (letter.name, letter.id, [(each.name, each.what) for each in letter.subjects])
        for letter in letters(library)
    ]

    assert found == [
        ("A", "_a", [("About", "page"), ("Ann Example", "author")]),
        ("D", "_d", [("Drugs", "see Medicines")]),
        ("M", "_m", [("Medicines", "topic")]),
        ("T", "_t", [("Tablets", "see Medicines")]),
        ("0 to 9", "_digits", [("2021 in review", "series")]),
    ]
    assert ROOT.url("topics/medicines/") in {
        each.url for letter in letters(library) for each in letter.subjects
    }
