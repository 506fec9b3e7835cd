"""Ways to report: which of them a post shows, and in which order."""

from __future__ import annotations

from plugins.presentation.report_routes import nation_id, report_box, route_line
from tests.support.examples import a_library, a_post, a_route

ROUTES = (
    a_route(key="welsh", name="Welsh", nations=("Wales",), topics=("culture",)),
    a_route(key="english", name="English", nations=("England",), topics=("culture",)),
    a_route(key="ward", name="Ward", audience="staff", nations=("Scotland",), kinds=("story",)),
    a_route(key="all", name="All"),
)


def shown(**changes: object) -> list[tuple[str, list[str]]]:
    post = a_post(**{"topics": ("other",), **changes})
    box = report_box(post, a_library([post], routes=ROUTES))
    groups = box.groups if box else ()
    return [(group.name, [each.name for each in group.routes]) for group in groups]


PUBLIC, STAFF = "For patients, families and carers", "For those who work in health and care"


def test_a_post_shows_ways_by_its_topic_its_kind_and_its_header() -> None:
    assert shown() == []
    assert shown(topics=("culture",)) == [(PUBLIC, ["English", "Welsh"])]
    assert shown(kind="story") == [(STAFF, ["Ward"])]
    assert shown(reporting=("all", "ward")) == [(PUBLIC, ["All"]), (STAFF, ["Ward"])]


def test_a_post_never_shows_a_way_that_holds_only_in_another_nation() -> None:
    asked = {"topics": ("culture",), "reporting": ("welsh", "english", "all"), "kind": "story"}
    assert shown(applies_to=("Scotland",), **asked) == [(PUBLIC, ["All"]), (STAFF, ["Ward"])]
    assert shown(applies_to=("Wales", "England"), **asked) == [
        (PUBLIC, ["All", "English", "Welsh"])
    ]


def test_a_way_says_where_it_holds_what_to_do_and_when_it_was_checked() -> None:
    line = route_line(a_route(nations=("Northern Ireland",)))
    assert (line.nations, line.steps) == ("Northern Ireland", ("Write to them.",))
    assert line.checked.text == "1 November 2025"
    assert nation_id("Northern Ireland") == "_northern-ireland"
