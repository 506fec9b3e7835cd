"""Support: which services a post leads to, and how they are reached."""

from __future__ import annotations

from plugins.model.post import NATIONS
from plugins.presentation.helplines import AT_ONCE, help_for, help_line, told_in_line
from tests.support.examples import a_library, a_post, a_service

SERVICES = (
    a_service(name="All", nations=NATIONS),
    a_service(name="Scottish", nations=("Scotland",)),
    a_service(name="Welsh", nations=("Wales",), subjects=("distress", "baby-loss")),
    a_service(name="Other", subjects=("urgent-care",), nations=NATIONS),
)


def names(**changes: object) -> list[str]:
    post = a_post(**changes)
    first, more = help_for((post,), a_library([post], services=SERVICES))
    assert more == ()
    return [each.name for each in first]


def test_a_post_leads_to_services_for_its_subjects() -> None:
    assert names(support=("distress",)) == ["All", "Scottish", "Welsh"]
    assert names(support=("urgent-care", "baby-loss")) == ["Other", "Welsh"]
    assert names() == []


def test_a_story_and_a_post_with_a_note_lead_to_somebody_who_listens() -> None:
    assert names(kind="story") == ["All", "Scottish", "Welsh"]
    assert names(content_note="On loss.") == ["All", "Scottish", "Welsh"]
    assert names(sensitive=("baby-loss",), applies_to=("Wales",)) == ["All", "Welsh"]
    assert names(kind="story", support=("urgent-care",)) == ["Other"]


def test_services_stand_in_the_order_of_the_nations_and_the_whole_country_first() -> None:
    services = [a_service(name=name, nations=(name,)) for name in reversed(NATIONS[1:])]
    everywhere = a_service(name="All", nations=NATIONS)
    post = a_post(support=("distress",))

    first, more = help_for((post,), a_library([post], services=[*services, everywhere]))
    assert [each.name for each in (*first, *more)] == ["All", *NATIONS[1:]]


def test_a_service_can_be_told_in_one_line() -> None:
    given = a_service(name="Lines", phone="111", hours="day and night", nations=("Wales",))
    assert told_in_line(help_line(given)) == "Lines (Wales): 111, day and night"
    given = a_service(name="Lines", phone="", hours="", nations=NATIONS)
    assert told_in_line(help_line(given)) == f"Lines: {given.link}"


def test_a_post_for_one_nation_never_shows_help_of_another() -> None:
    assert names(support=("distress",), applies_to=("Scotland",)) == ["All", "Scottish"]
    assert names(support=("distress",), applies_to=("England", "Wales")) == ["All", "Welsh"]


def test_of_many_services_those_for_all_nations_come_first() -> None:
    local = [a_service(name=f"Local {n}", nations=("Wales",)) for n in range(AT_ONCE + 1)]
    everywhere = a_service(name="All", nations=NATIONS)
    post = a_post(support=("distress",))

    first, more = help_for((post,), a_library([post], services=[*local, everywhere]))
    assert [each.name for each in first] == ["All"]
    assert [each.name for each in more] == [each.name for each in local]

    first, more = help_for((post,), a_library([post], services=local))
    assert [each.name for each in (*first, *more)] == [each.name for each in local]
    assert len(first) == AT_ONCE


def test_a_number_can_be_dialled_where_it_is_one() -> None:
    assert help_line(a_service(phone="0800 83 85 87")).call == "tel:0800838587"
    assert help_line(a_service(phone="111, then 2")).call == ""
    assert help_line(a_service(phone="")).call == ""


def test_a_service_says_for_whom_it_is_and_when_it_was_checked() -> None:
    found = help_line(a_service())

    assert (found.whom, found.nations) == ("Anyone who wants to talk.", "the whole of the UK")
    assert found.checked.text == "1 November 2025"


def test_several_posts_lead_to_the_services_of_each_in_its_own_nations() -> None:
    posts = [
        a_post(title="A", support=("distress",), applies_to=("Wales",)),
        a_post(title="B", support=("urgent-care",), applies_to=("Scotland",)),
        a_post(title="C"),
    ]

    first, _ = help_for(posts, a_library(posts, services=SERVICES))

    assert [each.name for each in first] == ["All", "Other", "Welsh"]
