"""Charts: what is drawn, what is in the table and what is in the file are the same values."""

from __future__ import annotations

import csv
import io

import pytest

from plugins.model.charts import (
    LONGEST_BAR,
    Value,
    as_csv,
    as_table,
    bar_chart,
    counts,
    limits,
    line_chart,
)
from plugins.model.figure_charts import figure_chart
from tests.support.examples import a_figure

MONTHS = ("Month", "Posts")


def test_bars_are_as_long_as_their_values() -> None:
    chart = bar_chart(
        "c", "T", ("Topic", "Posts"), counts([("A", 40, "/a"), ("B", 10, "")]), "/c.csv"
    )

    assert [(bar.label, bar.length, bar.value) for bar in chart.bars] == [
        ("A", LONGEST_BAR, "40"),
        ("B", LONGEST_BAR / 4, "10"),
    ]
    assert [bar.top for bar in chart.bars] == [1.35, 4.35]
    assert chart.height == 6.0
    assert chart.summary == "2 bars. The highest is A: 40. The lowest is B: 10."


def test_a_line_runs_from_left_to_right_and_more_is_higher() -> None:
    values = counts([("Jan", 0, ""), ("Feb", 4, ""), ("Mar", 2, "")])

    chart = line_chart("c", "T", MONTHS, values, "/c.csv")

    assert [(point.x, point.y) for point in chart.points] == [
        (16.67, 13.6),
        (50.0, 1.6),
        (83.33, 7.6),
    ]
    assert [point.peak for point in chart.points] == ["", "4", ""]
    assert [(stroke.x1, stroke.x2) for stroke in chart.strokes] == [(16.67, 50.0), (50.0, 83.33)]
    assert chart.levels == ()


def test_limits_lie_around_the_median_by_the_median_step() -> None:
    """By hand: in order 2 3 3 3 4 4 5 5 6 7, median 4; steps 1 1 1 1 2 2 2 3 3, median 2."""
    values = [4, 5, 3, 4, 7, 5, 3, 2, 3, 6]

    middle, low, high = limits(values)

    assert (middle, low) == (4, 0)
    assert high == pytest.approx(4 + 3.145 * 2)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], (None, None, None)), ([3], (3, None, None)), ([1] * 9, (1, None, None)), ([2] * 10, (2, None, None))],
)  # fmt: skip
def test_too_few_points_have_no_limits(
    values: list[float], expected: tuple[float | None, float | None, float | None]
) -> None:
    assert limits(values) == expected


def test_a_point_beyond_the_limits_is_marked_and_told() -> None:
    values = counts([(f"M{n}", count, "") for n, count in enumerate([5, 6] * 6 + [30])])

    chart = line_chart("c", "T", MONTHS, values, "/c.csv", with_limits=True)

    assert [point.unusual for point in chart.points] == [False] * 12 + [True]
    assert [level.kind for level in chart.levels] == ["median", "limit", "limit"]
    assert chart.summary == (
        "13 points. The highest is M12: 30. The lowest is 5, 6 times. The median is 6; "
        "between 2.9 and 9.1 is usual. 1 point is outside."
    )


def test_no_values_make_an_empty_chart() -> None:
    for draw in (bar_chart, line_chart):
        chart = draw("c", "T", MONTHS, [], "/c.csv")
        assert (chart.bars, chart.points, chart.rows) == ((), (), ())
        assert chart.summary == "No values."


def test_values_that_are_all_nought_are_drawn_at_the_foot() -> None:
    values = counts([("A", 0, ""), ("B", 0, "")])

    assert [bar.length for bar in bar_chart("c", "T", MONTHS, values, "").bars] == [0, 0]
    assert [point.y for point in line_chart("c", "T", MONTHS, values, "").points] == [13.6, 13.6]
    assert bar_chart("c", "T", MONTHS, values, "").summary == "2 bars. All are 0."


def test_the_table_and_the_file_hold_the_same_values() -> None:
    values = [
        Value(label='A, "b"', value=1234.5, text="1,234.5"),
        Value(label="C", value=2, text="2"),
    ]
    chart = bar_chart("c", "T & U", ("Name", "Worth"), values, "/c.csv")

    rows = list(csv.reader(io.StringIO(as_csv(chart).decode())))

    assert rows == [["Name", "Worth"], ['A, "b"', "1234.5"], ["C", "2"]]
    shown = [[row.label, *(cell.text.replace(",", "") for cell in row.cells)] for row in chart.rows]
    assert shown == rows[1:]
    assert as_table(chart) == (
        '<table><caption>T &amp; U</caption><thead><tr><th scope="col">Name</th>'
        '<th scope="col">Worth</th></tr></thead><tbody><tr><th scope="row">A, &quot;b&quot;</th>'
        '<td>1,234.5</td></tr><tr><th scope="row">C</th><td>2</td></tr></tbody></table>'
    )


def test_a_chart_of_figures_says_when_and_whence() -> None:
    figures = [
        (a_figure(value="0.4", unit="%", label="Hip"), "October 2021", "Example Office 2021"),
        (a_figure(name="knee", value="9.0", unit="%"), "October 2021", "Example Office 2021"),
    ]

    chart = figure_chart("c", {"title": "T", "kind": "bars", "labels": []}, figures, "/c.csv")

    assert chart.columns == ("What", "%", "As of", "Source")
    assert [(row.label, [cell.text for cell in row.cells]) for row in chart.rows] == [
        ("Hip", ["0.4%", "October 2021", "Example Office 2021"]),
        ("October 2021", ["9.0%", "October 2021", "Example Office 2021"]),
    ]
    assert as_csv(chart).decode().splitlines()[1] == "Hip,0.4,2021-10,first-count-2021"
    named = figure_chart("c", {"title": "T", "kind": "line", "labels": ["A", "B"]}, figures, "")
    assert [point.label for point in named.points] == ["A", "B"]
