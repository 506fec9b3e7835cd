"""Series: every planned part with its state."""

from __future__ import annotations

from plugins.presentation.series_box import part_lines, series_box
from tests.support.examples import a_library, a_post, a_series, an_update, on

SLUG = "2021-in-review"
PLAN = a_series(slug=SLUG, parts=("One", "Two", "Three"))


def test_every_planned_part_is_there_in_order_and_announced_ones_have_no_link() -> None:
    third = a_post(title="The third", series=SLUG, part=3, date=on(2021, 12, 15))
    first = a_post(title="The first", series=SLUG, part=1, date=on(2021, 12, 13))
    library = a_library([third, first], series=[PLAN])

    lines = part_lines(PLAN, library)

    assert [(line.label, line.title, line.url) for line in lines] == [
        ("Part 1", "The first", first.url),
        ("Part 2", "Two", ""),
        ("Part 3", "The third", third.url),
    ]
    assert lines[1].date is None


def test_a_part_that_was_superseded_says_so() -> None:
    first = a_post(series=SLUG, part=1, updates=(an_update(kind="superseded"),))

    lines = part_lines(PLAN, a_library([first], series=[PLAN]))

    assert [line.mark for line in lines] == ["Superseded", "", ""]


def test_introduction_and_closing_stand_at_both_ends() -> None:
    posts = [
        a_post(title=f"The {part}", series=SLUG, part=part) for part in ("closing", "introduction")
    ]
    library = a_library(posts, series=[PLAN])

    labels = [line.label for line in part_lines(PLAN, library)]

    assert labels == ["Introduction", "Part 1", "Part 2", "Part 3", "Closing"]


def test_a_series_without_posts_lists_its_plan() -> None:
    lines = part_lines(PLAN, a_library(series=[PLAN]))

    assert [line.title for line in lines] == ["One", "Two", "Three"]
    assert not any(line.url for line in lines)


def test_the_post_that_is_being_read_is_the_current_part() -> None:
    post, other = (a_post(title=f"T{n}", series=SLUG, part=n) for n in (1, 2))
    library = a_library([post, other], series=[PLAN])

    lines = part_lines(PLAN, library, library.by_series[SLUG][1])

    assert [line.current for line in lines] == [False, True, False]


def test_summaries_are_shown_only_where_they_are_wanted() -> None:
    post = a_post(series=SLUG, part=1)
    library = a_library([post], series=[PLAN])

    with_summaries = part_lines(PLAN, library, summaries=True)

    assert with_summaries[0].summary == post.summary
    assert part_lines(PLAN, library)[0].summary == ""


def test_a_box_says_which_part_of_how_many_a_post_is() -> None:
    post = a_post(series=SLUG, part=2)
    library = a_library([post], series=[PLAN])

    box = series_box(PLAN, library, post)

    assert box.place == "Part 2 of 3"
    assert (box.title, box.url) == ("2021 in review", "/hub/series/2021-in-review/")


def test_a_box_names_an_introduction_as_such() -> None:
    post = a_post(series=SLUG, part="introduction")
    library = a_library([post], series=[PLAN])

    assert series_box(PLAN, library, post).place == "Introduction"


def test_a_box_outside_a_post_has_no_place() -> None:
    assert series_box(PLAN, a_library(series=[PLAN])).place == ""
