"""Rules: the list is complete both ways, and the guide is made from it."""

from __future__ import annotations

import re

from plugins.checks import catalogue
from plugins.content.schema.validate import RULES as SCHEMA_RULES
from tests.conftest import ROOT

SOURCES = {
    path: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "plugins").rglob("*.py"))
    if path.name != "rules.py"
}
# Names in quotes that have the shape of a rule's name where a problem is made.
USED = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def test_no_rule_is_told_twice() -> None:
    names = [rule.name for chapter in catalogue.CHAPTERS for rule in chapter.rules]
    assert sorted(names) == sorted(set(names))


def test_every_rule_is_used() -> None:
    used = {name for text in SOURCES.values() for name in USED.findall(text)}
    used |= {name for name in catalogue.CHECKS if "-" not in name}  # looked for in quotes below
    # Put together from the name of a field or of a vocabulary.
    made = {"bad-FIELD", "bad-date", "unknown-topic", "unknown-author", "unknown-rule"}

    text = "".join(SOURCES.values())
    assert [name for name in catalogue.CHECKS if name not in used | made] == []
    assert all(f'"{name}"' in text for name in catalogue.CHECKS if name not in made)


def test_every_rule_that_is_used_is_in_the_list() -> None:
    makers = re.compile(r"(?:Problem|problem|yield self\._problem)\([^()]*(?:\([^()]*\)[^()]*)*\)")
    found = set(SCHEMA_RULES.values())
    for text in SOURCES.values():
        for call in makers.findall(text):
            found.update(re.findall(r'"([a-z]+(?:-[a-z]+)+)"\s*,?\s*(?:\d|line|1)?\)$', call))

    assert len(found) > 40
    assert sorted(name for name in found if name not in catalogue.CHECKS) == []


def test_the_guide_is_current() -> None:
    """Otherwise run python3 tasks.py derive."""
    assert (ROOT / "docs/checks.md").read_text(encoding="utf-8") == catalogue.page()


def test_the_guide_says_that_a_person_must_read_too() -> None:
    assert "does not replace a person" in catalogue.page()


def test_errors_and_advice_are_told_apart() -> None:
    assert catalogue.is_advice("reading-ease")
    assert not catalogue.is_advice("broken-link")
    assert not catalogue.is_advice("unheard-of")
    assert catalogue.rule("bad-summary").name == "bad-FIELD"
