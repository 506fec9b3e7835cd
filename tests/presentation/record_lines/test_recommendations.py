"""How a recommendation is named, and what is said of its steps."""

from __future__ import annotations

import pytest

from plugins.presentation.record_lines.recommendations import recommendation_line, said, title_of
from tests.support.examples import a_library, a_recommendation, a_source, a_step, on


def test_no_two_reports_have_a_recommendation_of_one_title() -> None:
    library = a_library(sources=(a_source(title="A first count"),))

    assert title_of(a_recommendation(), library) == "Recommendation 1 of A first count"
    assert title_of(a_recommendation(number=""), library) == "Recommendation of A first count"


@pytest.mark.parametrize(
    ("field", "words"), [("response", "Response: rejected"), ("progress", "Status: rejected")]
)
def test_a_step_says_which_of_the_two_it_is(field: str, words: str) -> None:
    assert said(a_step(on(2024), field=field, kind="rejected")) == words


def test_all_four_nations_are_the_whole() -> None:
    library = a_library(sources=(a_source(),))
    nations = ("England", "Scotland", "Wales", "Northern Ireland")

    line = recommendation_line(a_recommendation(nations=nations), library)

    assert line.nations == "the whole of the UK"
