"""Press: an item is written once, and forgotten when there are too many."""

from __future__ import annotations

import pytest

from plugins.outputs.feeds import press
from plugins.outputs.feeds.press import Press
from tests.outputs.feeds.test_xml import a_head, an_entry

FORMS = ["rss", "atom", "json"]


def test_both_xml_forms_and_both_lengths_come_of_one_writing() -> None:
    made = Press()

    made.item("rss", an_entry(), True)

    assert set(made.whole) == set(made.short) == {("rss", "1"), ("atom", "1")}
    assert made.item("atom", an_entry(), True) is made.whole["atom", "1"]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_forgotten_is_written_again_as_it_was(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    entries = [an_entry(number) for number in range(1, 9)]
    expected = Press().render(form, a_head(), entries, True)
    monkeypatch.setattr(press, "KEPT", 2)
    small = Press()

    assert small.render(form, a_head(), entries, True) == expected
    assert small.render(form, a_head(), entries, True) == expected
    assert len(small.whole) == 2


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_without_address_keeps_its_text_everywhere(form: str) -> None:
    notice = an_entry(url="", lead="<p>Withdrawn words.</p>")

    assert b"Withdrawn words." in Press().render(form, a_head(), [notice], False)
