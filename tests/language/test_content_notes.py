"""Content notes: the words, and the help that fits."""

from __future__ import annotations

from plugins.language.content_notes import LISTENING, NOTES, subjects_of


def test_each_word_leads_to_somebody_who_listens_and_each_subject_stands_once() -> None:
    assert all(LISTENING in subjects for subjects in NOTES.values())
    assert subjects_of(("baby-loss", "death")) == (LISTENING, "baby-loss")
