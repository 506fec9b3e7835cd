"""Series pages: every planned part in order, and a page of all series."""

from __future__ import annotations

import pytest

from plugins.model.library import Library
from plugins.pages.series import SeriesListView, SeriesView, series_views, state_of
from tests.support.examples import a_library, a_post, a_series, on

SLUG = "2021-in-review"


def parts_of(*numbers: int | str) -> Library:
    """Return a library with these parts of a series of five."""
    posts = [
        a_post(title=f"The {n}", series=SLUG, part=n, date=on(2021, 12, 12 + place))
        for place, n in enumerate(numbers, 1)
    ]
    return a_library(posts, series=[a_series(slug=SLUG)])


def page_of(library: Library) -> SeriesView:
    (found,) = (view for view in series_views(library) if isinstance(view, SeriesView))
    return found


def test_a_series_has_its_page_and_stands_in_the_list() -> None:
    listed, page = series_views(parts_of(1, 2))

    assert isinstance(listed, SeriesListView)
    assert listed.save_as == "series/index.html"
    assert [(each.title, each.url) for each in listed.series] == [("2021 in review", page.url)]
    assert page.save_as == "series/2021-in-review/index.html"
    assert page.canonical == "https://example.org/hub/series/2021-in-review/"


def test_a_series_lists_every_planned_part_in_order() -> None:
    page = page_of(parts_of(2, 1, 4))

    assert [part.title for part in page.parts] == ["The 1", "The 2", "Three", "The 4", "Five"]


def test_a_part_that_is_announced_has_a_title_and_no_link() -> None:
    page = page_of(parts_of(1))

    announced = page.parts[1:]
    assert [part.title for part in announced] == ["Two", "Three", "Four", "Five"]
    assert not any(part.url or part.date or part.summary for part in announced)


def test_parts_that_are_there_show_their_summary() -> None:
    page = page_of(parts_of(1))

    assert page.parts[0].summary == "What changes when patients are asked first."


@pytest.mark.parametrize(
    ("numbers", "state"),
    [
        ((), "0 of 5 parts published"),
        ((1, 2, 3), "3 of 5 parts published"),
        ((1, 2, 3, 4, 5), "5 parts"),
        (("introduction", 1, "closing"), "1 of 5 parts published"),
        (("introduction", 1, 2, 3, 4, 5, "closing"), "5 parts"),
    ],
)
def test_the_state_of_a_series_counts_its_planned_parts(
    numbers: tuple[int | str, ...], state: str
) -> None:
    library = parts_of(*numbers)

    assert state_of(library.series[0], library) == state
    assert page_of(library).state == state


def test_a_series_of_one_part_says_part() -> None:
    series = a_series(slug="labels", parts=("One",))

    assert state_of(series, a_library(series=[series])) == "0 of 1 part published"


def test_a_series_without_posts_has_a_page_and_no_feed() -> None:
    page = page_of(a_library(series=[a_series()]))

    assert page.feed is None
    assert page.feeds == ()
    assert len(page.parts) == 5


def test_a_series_with_posts_has_a_feed() -> None:
    page = page_of(parts_of(1))

    assert page.feed is not None
    assert page.feed.url == "/hub/feeds/series/2021-in-review.rss"
    assert page.feeds == (page.feed,)


def test_a_series_that_looks_back_leads_to_its_year() -> None:
    page = page_of(parts_of(1))

    assert page.review is not None
    assert page.review.url == "/hub/year-in-review/2021/"


def test_a_series_without_a_year_leads_to_none() -> None:
    library = a_library([a_post(series="labels", part=1)], series=[a_series(slug="labels")])

    assert page_of(library).review is None


def test_series_are_listed_with_the_newest_year_first() -> None:
    slugs = ["labels", "2021-in-review", "2025-in-review", "2022-in-review"]
    library = a_library(series=[a_series(slug=slug) for slug in slugs])

    listed = next(series_views(library))

    assert isinstance(listed, SeriesListView)
    assert [each.title for each in listed.series] == [
        "2025 in review", "2022 in review", "2021 in review", "Labels"
    ]  # fmt: skip


def test_a_hub_without_series_says_so_on_one_page() -> None:
    (listed,) = series_views(a_library())

    assert isinstance(listed, SeriesListView)
    assert listed.series == ()
