"""Reckoning: the charts of the years, and the lists that their numbers lead to."""

from __future__ import annotations

import datetime as dt

from plugins.model.closed_years import closing
from plugins.model.year_counts import yearbooks_of
from plugins.presentation.year_charts import (
    MEASURES,
    month_chart,
    months_chart,
    reckoned_months,
    topic_by,
    topic_chart,
    years_chart,
)
from tests.support.examples import a_library, a_post, a_topic, on, posts_of


def test_months_to_come_are_not_told_as_empty() -> None:
    library = a_library([a_post(date=on(2021, 3)), a_post(title="Old", date=on(2020, 2))])

    assert reckoned_months(yearbooks_of(library)[2021], library) == 3
    assert reckoned_months(yearbooks_of(library)[2020], library) == 12


def test_a_closed_year_has_twelve_months() -> None:
    library = a_library([a_post(date=on(2021, 3))])
    closed = closing(library, 2021, dt.date(2022, 1, 1), {})

    library = a_library(library.posts, closed=(closed,))

    assert reckoned_months(yearbooks_of(library)[2021], library) == 12


def test_the_months_of_a_year_lead_to_their_lists_where_there_are_posts() -> None:
    library = a_library([a_post(date=on(2021, 1)), a_post(title="B", date=on(2021, 3))])

    chart = month_chart(yearbooks_of(library)[2021], library)

    assert [(row.label, row.cells[0].text, row.cells[0].url) for row in chart.rows] == [
        ("January", "1", "/hub/year-in-review/2021/lists/#month-1"),
        ("February", "0", ""),
        ("March", "1", "/hub/year-in-review/2021/lists/#month-3"),
    ]
    assert [point.label for point in chart.points] == ["J", "F", "M"]
    assert chart.csv == "/hub/year-in-review/2021/months.csv"


def test_a_topic_is_found_by_the_name_it_had() -> None:
    topic = a_topic(slug="medicines", aliases=("drugs",))
    post = a_post(topics=("drugs",))
    closed = closing(a_library([post]), 2021, dt.date(2022, 1, 1), {})

    library = a_library([a_post(topics=("medicines",))], topics=[topic], closed=(closed,))
    chart = topic_chart(yearbooks_of(library)[2021], library)

    assert topic_by("drugs", library) == topic
    assert topic_by("nothing", library) is None
    assert [(row.label, row.cells[0].url) for row in chart.rows] == [
        ("Medicines", "/hub/year-in-review/2021/lists/#topic-medicines")
    ]


def test_the_years_stand_side_by_side_with_all_that_is_counted() -> None:
    library = a_library([a_post(date=on(2021)), *posts_of(3, date=on(2019))])

    chart = years_chart(library)

    assert chart.columns == ("Year", "Posts", *MEASURES)
    assert [(row.label, *(cell.text for cell in row.cells)) for row in chart.rows] == [
        ("2021", "1", "0", "1", "1", "0", "0", "0"),
        ("2019", "3", "0", "1", "1", "0", "0", "0"),
    ]
    assert chart.rows[0].cells[0].url == "/hub/year-in-review/2021/"


def test_every_month_runs_from_the_first_year_to_the_last_post() -> None:
    library = a_library([a_post(date=on(2021, 2)), a_post(title="Old", date=on(2019, 5))])

    chart = months_chart(library)

    assert len(chart.rows) == 12 + 12 + 2
    assert [row.label for row in chart.rows if row.cells[0].plain == "1"] == [
        "May 2019",
        "February 2021",
    ]
    assert [point.label for point in chart.points if point.label] == ["2019", "2020", "2021"]


def test_many_years_have_no_more_labels_than_there_is_room_for() -> None:
    library = a_library([a_post(title=str(year), date=on(year)) for year in range(1990, 2021)])

    labels = [point.label for point in months_chart(library).points if point.label]

    assert labels == [str(year) for year in range(1990, 2021, 6)]
