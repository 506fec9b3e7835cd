"""Press: an item is written once, and forgotten when there are too many."""

from __future__ import annotations

import pytest

from plugins.outputs.feeds import item_templates, render
from plugins.outputs.feeds.entries import Entry, Parts
from plugins.outputs.feeds.render import Press
from tests.support.feed_examples import a_head, an_entry

FORMS = ["rss", "atom", "json"]


def test_all_forms_and_both_lengths_come_of_one_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    content, items = Entry.content, item_templates.xml_items

    def one_content(entry: Entry) -> str:
        written.append("text")
        return content(entry)

    def one_item(entry: Entry) -> dict[str, Parts]:
        written.append("xml")
        return items(entry)

    monkeypatch.setattr(Entry, "content", one_content)
    monkeypatch.setattr(item_templates, "xml_items", one_item)
    made = Press()

    for form in FORMS:
        for whole in (True, False):
            made.render(form, a_head(), [an_entry()], whole)

    assert sorted(written) == ["text", "xml"]


@pytest.mark.parametrize("form", FORMS)
def test_what_was_forgotten_is_written_again_as_it_was(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    entries = [an_entry(number) for number in range(1, 9)]
    expected = Press().render(form, a_head(), entries, True)
    monkeypatch.setattr(render, "KEPT", 2)
    small = Press()

    assert small.render(form, a_head(), entries, True) == expected
    assert small.render(form, a_head(), entries, True) == expected
    assert len(small.kept) == 2


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_without_address_keeps_its_text_everywhere(form: str) -> None:
    notice = an_entry(url="", lead="<p>Withdrawn words.</p>")

    assert b"Withdrawn words." in Press().render(form, a_head(), [notice], False)
