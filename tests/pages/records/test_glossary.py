"""The glossary: all words by their letters, each with ways on."""

from __future__ import annotations

from plugins.pages.records.glossary import glossary_views
from tests.support.examples import a_library, a_term


def test_words_stand_under_their_letters() -> None:
    terms = (
        a_term(key="ward", name="ward", see=("advocate", "gone")),
        a_term(key="advocate", name="advocate"),
        a_term(key="cqc", name="Care Quality Commission", short="CQC", place="England"),
    )

    (page,) = glossary_views(a_library(terms=terms))

    assert [(group.letter, [term.name for term in group.terms]) for group in page.groups] == [
        ("A", ["advocate"]), ("C", ["Care Quality Commission"]), ("W", ["ward"]),
    ]  # fmt: skip
    (ward,) = page.groups[2].terms
    assert [(link.url, link.text) for link in ward.see] == [("#advocate", "advocate")]
    assert page.groups[1].terms[0].short == "CQC"
    assert page.save_as == "glossary/index.html"


def test_without_words_there_is_no_page() -> None:
    assert list(glossary_views(a_library())) == []
