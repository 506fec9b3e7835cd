"""The page of ways to report: by nation, and by who reports."""

from __future__ import annotations

from plugins.pages.report import report_views
from tests.support.examples import a_library, a_route


def test_each_nation_has_its_ways_and_those_for_several_stand_with_each() -> None:
    routes = (
        a_route(key="a", name="Border", nations=("England", "Wales")),
        a_route(key="b", name="Staff", nations=("Wales",), audience="staff"),
    )

    (page,) = report_views(a_library(routes=routes))

    assert page.save_as == "report/index.html"
    assert [
        (nation.name, nation.id, [each.name for group in nation.groups for each in group.routes])
        for nation in page.nations
    ] == [("England", "_england", ["Border"]), ("Wales", "_wales", ["Border", "Staff"])]


def test_without_ways_there_is_no_page() -> None:
    assert list(report_views(a_library())) == []
