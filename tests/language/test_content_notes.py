"""Content notes: the words, what readers are shown of them, and the help that fits."""

from __future__ import annotations

import pytest

from plugins.language.content_notes import LISTENING, NOTES, note_of, parted, subjects_of


def test_a_note_is_the_sentences_of_its_words_and_what_else_is_said() -> None:
    assert note_of(("baby-loss", "harm-in-care"), "It names no family.") == (
        "The loss of a baby is told of here. People are harmed by their care. It names no family."
    )
    assert note_of((), "It is sad.") == "It is sad."
    assert note_of((), "") == ""


@pytest.mark.parametrize("word", NOTES)
def test_every_word_is_known_again_by_its_sentence(word: str) -> None:
    assert parted(note_of((word, "death"), "More.")) == ([word, "death"], "More.")
    assert parted("A story of loss.") == ([], "A story of loss.")


def test_each_word_leads_to_somebody_who_listens_and_each_subject_stands_once() -> None:
    assert all(LISTENING in note.subjects for note in NOTES.values())
    assert subjects_of(("baby-loss", "death")) == (LISTENING, "baby-loss")


def test_no_sentence_begins_another() -> None:
    said = [note.sentence for note in NOTES.values()]
    assert not [(a, b) for a in said for b in said if a != b and b.startswith(a)]
