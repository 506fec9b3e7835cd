"""The lists of all recommendations: how they are grouped, and what they say of each."""

from __future__ import annotations

from plugins.pages.records.recommendations.lists import list_views
from tests.support.examples import a_library, a_recommendation, a_source, a_step, on

OLD, NEW = a_source(key="old-2020", date="2020"), a_source(key="new-2023", date="2023-05-01")
DONE = a_step(on(2024, 5, 1), field="progress", kind="done", source="new-2023")
WAITS = a_step(on(2024, 5, 1), kind="none yet", source="new-2023")


def test_a_hub_without_recommendations_has_no_list() -> None:
    assert list(list_views(a_library())) == []


def test_they_are_grouped_by_report_by_addressee_and_by_status() -> None:
    made = (
        a_recommendation(
            key="a", report="old-2020", addressees=("Wards", "Boards"), progress=(DONE,)
        ),
        a_recommendation(key="b", report="new-2023", addressees=("Boards",)),
    )

    views = list(list_views(a_library(sources=(OLD, NEW), recommendations=made)))

    assert [view.canonical for view in views] == [
        "https://example.org/hub/recommendations/",
        "https://example.org/hub/recommendations/by-addressee/",
        "https://example.org/hub/recommendations/by-status/",
    ]
    found = [
        [(group.name, [line.url[-2:-1] for line in group.lines]) for group in view.groups]
        for view in views
    ]
    assert found == [
        [("New 2023", ["b"]), ("Old 2020", ["a"])],
        [("Boards", ["a", "b"]), ("Wards", ["a"])],
        [("Done", ["a"]), ("Not known", ["b"])],
    ]


def test_what_is_not_known_is_said_to_be_not_known() -> None:
    library = a_library(sources=(OLD,), recommendations=(a_recommendation(report="old-2020"),))

    view, *_ = list_views(library)

    (line,) = view.groups[0].lines
    assert (line.addressees, line.nations, line.response, line.status, line.waiting) == (
        "not known", "not known", "not known", "not known", ""
    )  # fmt: skip
    assert view.feed is None, "nothing was told of it yet"


def test_one_without_a_response_says_for_how_long() -> None:
    waits = a_recommendation(report="old-2020", response=(WAITS,), waiting=412, reckoned=on(2025))
    library = a_library(sources=(OLD, NEW), recommendations=(waits,))

    view, *_ = list_views(library)

    assert (
        view.groups[0].lines[0].waiting
        == "Still waiting: 412 days, by our last source, of 1 May 2024"
    )
    assert view.waiting == "1 still without a response"
    assert view.feed is not None
    assert view.feed.url == "/hub/feeds/recommendations.rss"


def test_what_waits_stands_first_by_status() -> None:
    library = a_library(
        sources=(OLD, NEW),
        recommendations=(
            a_recommendation(key="a", report="old-2020"),
            a_recommendation(key="b", report="old-2020", response=(WAITS,), reckoned=on(2025)),
            a_recommendation(
                key="c",
                report="old-2020",
                response=(a_step(on(2024, 5, 1), kind="accepted", source="new-2023"),),
            ),
        ),
    )

    *_, by_status = list_views(library)

    assert [group.name for group in by_status.groups] == [
        "Waiting for a response", "Accepted; what came of it is not known", "Not known",
    ]  # fmt: skip
    assert by_status.waiting == (
        "1 still without a response, 1 of which no response is known to us"
    )
