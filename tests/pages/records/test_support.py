"""The page of services: those for all first, then those of each nation."""

from __future__ import annotations

from plugins.pages.records.support import support_views
from tests.support.examples import a_library, a_service


def test_services_stand_by_nation_and_those_for_all_only_once() -> None:
    services = (
        a_service(name="Border", nations=("England", "Wales")),
        a_service(name="All"),
        a_service(name="Welsh", nations=("Wales",)),
    )

    (page,) = support_views(a_library(services=services))

    assert [
        (group.name, group.id, [each.name for each in group.services]) for group in page.groups
    ] == [
        ("In the whole of the UK", "_the-whole-of-the-uk", ["All"]),
        ("In England", "_england", ["Border"]),
        ("In Wales", "_wales", ["Border", "Welsh"]),
    ]
    assert page.save_as == "support/index.html"


def test_without_services_there_is_no_page() -> None:
    assert list(support_views(a_library())) == []
