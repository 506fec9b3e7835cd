"""Rules: the list is complete both ways, and the guide is made from it."""

from __future__ import annotations

import re

import pytest

from plugins.checks import catalogue
from plugins.content.schema.validate import RULES as SCHEMA_RULES
from tests.conftest import ROOT

GUIDE = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
SOURCES = {
    path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "plugins").rglob("*.py"))
}
# Names in quotes that have the shape of a rule's name where a problem is made.
USED = re.compile(r'"([a-z]+(?:-[a-z]+)+)"')


def test_no_rule_is_told_twice() -> None:
    names = [each.name for each in catalogue.entries(GUIDE)]
    assert sorted(names) == sorted(set(names))


def test_every_rule_is_used() -> None:
    used = {name for text in SOURCES.values() for name in USED.findall(text)}
    used |= {name for name in catalogue.CHECKS if "-" not in name}  # looked for in quotes below
    text = "".join(SOURCES.values())
    # Put together from the name of a field or of a vocabulary.
    begun = tuple(re.findall(r'f"([a-z]+-)\{', text))
    made = {name for name in catalogue.CHECKS if name.startswith(begun)} | {"bad-FIELD", "bad-date"}

    assert {"unknown-", "double-"} <= set(begun)
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


def test_every_heading_of_the_guide_is_a_check() -> None:
    headings = re.findall(r"^### (.+)$", GUIDE, re.M)

    assert headings == list(catalogue.CHECKS)
    assert len(headings) > 150


@pytest.mark.parametrize("line", ["Why: ", "How to mend it: ", "Example: ", "*Error.* "])
def test_an_entry_that_lacks_a_line_is_no_entry(line: str) -> None:
    entry = "### a-b\n\n*Error.* One.\nWhy: Two.\nHow to mend it: Three.\nExample: `<b>`\n"
    assert catalogue.entries(entry)[0].text() == (
        "a-b (error)\n\nFinds: One.\nWhy: Two.\nMend: Three.\nExample: <b>"
    )

    with pytest.raises(ValueError, match="'### a-b' is not whole"):
        catalogue.entries(entry.replace(line, ""))


def test_the_guide_says_that_a_person_must_read_too() -> None:
    assert "does not replace a person" in GUIDE


def test_errors_and_advice_are_told_apart() -> None:
    assert catalogue.is_advice("reading-ease")
    assert not catalogue.is_advice("broken-link")
    assert not catalogue.is_advice("unheard-of")
    assert catalogue.rule("bad-summary").name == "bad-FIELD"
