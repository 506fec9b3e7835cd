"""Rules in short: how one stands, and what it says and said."""

from __future__ import annotations

import pytest

from plugins.model.records import Rule
from plugins.presentation.record_lines.rules import state_of, version_lines
from tests.support.examples import a_library, a_rule, a_source, a_version, on

FIRST, SECOND = a_version(on(2024, 1, 31)), a_version(on(2025, 2), since="2025-02")
THIRD = a_version(on(2027, 1, 1))


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (a_rule(FIRST), "Applies since 31 January 2024"),
        (a_rule(FIRST, SECOND), "Changed in February 2025"),
        (a_rule(FIRST, SECOND, THIRD, current=2), "Changed in February 2025"),
        (a_rule(THIRD, current=0), "Applies from 1 January 2027"),
        (a_rule(FIRST, ended="2025", over=True), "No longer applies since 2025"),
        (a_rule(FIRST, ended="2030", over=False), "Applies since 31 January 2024"),
    ],
)
def test_a_rule_says_how_it_stands(rule: Rule, words: str) -> None:
    assert state_of(rule) == words


def test_the_newest_version_comes_first_and_each_says_whether_it_applies() -> None:
    rule = a_rule(FIRST, SECOND, THIRD, current=2)

    lines = version_lines(rule, a_library(rules=(rule,), sources=(a_source(),)))

    assert [(line.state, line.since.text, line.source.title) for line in lines] == [
        ("To come", "1 January 2027", "First count 2021"),
        ("Now", "February 2025", "First count 2021"),
        ("Before that", "31 January 2024", "First count 2021"),
    ]
