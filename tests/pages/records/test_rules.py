"""Rules: what each says now, what it said before, and what is to come."""

from __future__ import annotations

from plugins.pages.records.rules import RulesView, RuleView, rule_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, a_rule, a_source, a_version, on

FIRST, SECOND = a_version(on(2024, 1, 31)), a_version(on(2025, 2), since="2025-02")
THIRD = a_version(on(2027, 1, 1))


def test_a_page_has_every_version_the_newest_first_and_the_posts() -> None:
    rule = a_rule(FIRST, SECOND, THIRD, current=2)
    post = a_post(rules=(rule.slug,))

    index, page = rule_views(a_library([post], rules=(rule,), sources=(a_source(),)))

    assert isinstance(page, RuleView)
    assert [(line.state, line.since.text, line.text) for line in page.versions] == [
        ("To come", "1 January 2027", "What applies from 2027 on."),
        ("Now", "February 2025", "What applies from 2025 on."),
        ("Before that", "31 January 2024", "What applies from 2024 on."),
    ]
    assert page.posts == (Link(url=post.url, text=post.title),)
    assert isinstance(index, RulesView)
    assert [(card.url, card.count) for card in index.rules] == [(rule.url, "1 post")]


def test_the_last_version_of_a_rule_that_ended_is_not_now() -> None:
    rule = a_rule(FIRST, ended="2025", over=True)

    _, page = rule_views(a_library(rules=(rule,), sources=(a_source(),)))

    assert isinstance(page, RuleView)
    assert [line.state for line in page.versions] == ["Last"]


def test_rules_are_listed_by_name() -> None:
    rules = (a_rule(FIRST, slug="b", name="alpha"), a_rule(FIRST, slug="a", name="Beta"))

    index, *_ = rule_views(a_library(rules=rules, sources=(a_source(),)))

    assert isinstance(index, RulesView)
    assert [card.name for card in index.rules] == ["alpha", "Beta"]
