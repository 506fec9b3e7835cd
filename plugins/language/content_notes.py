"""What may be painful in a text: the words for it, a sentence on each, and the help that fits.

The words are those that publishers' guides for trigger warnings have in common, as far as they are
about health and care. Subjects are those of `content/support.yaml`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class ContentNote(NamedTuple):
    """The sentence that readers are shown, and the subjects of the help that fits."""

    sentence: str
    subjects: tuple[str, ...]


# What fits whatever is told: somebody who listens.
LISTENING = "distress"
NOTES = {
    "death": ContentNote("Somebody dies in this post.", (LISTENING,)),
    "baby-loss": ContentNote("The loss of a baby is told of here.", (LISTENING, "baby-loss")),
    "child-harm": ContentNote("A child comes to harm.", (LISTENING, "harm-in-care")),
    "harm-in-care": ContentNote("People are harmed by their care.", (LISTENING, "harm-in-care")),
    "painful-procedure": ContentNote(
        "A painful examination or operation is described.", (LISTENING, "harm-in-care")
    ),
    "serious-illness": ContentNote("It is about serious illness.", (LISTENING,)),
    "suicide": ContentNote("Suicide is spoken of.", (LISTENING,)),
    "self-harm": ContentNote("Self-harm is spoken of.", (LISTENING,)),
    "abuse": ContentNote("Abuse or violence is told of.", (LISTENING, "abuse")),
    "sexual-harm": ContentNote("Sexual harm is told of.", (LISTENING, "sexual-harm")),
    "restraint": ContentNote("Somebody is held or shut in against their will.", (LISTENING,)),
    "discrimination": ContentNote("People are treated as worth less.", (LISTENING,)),
}


def note_of(words: Iterable[str], said: str) -> str:
    """Return a content note: the sentences on the `words`, then what else is `said`."""
    return " ".join(filter(None, [*(NOTES[word].sentence for word in words), said]))


def parted(note: str) -> tuple[list[str], str]:
    """Return the words and what else is said, of a note as `note_of` makes it."""
    words: list[str] = []
    while word := next((each for each, (said, _) in NOTES.items() if note.startswith(said)), ""):
        words.append(word)
        note = note.removeprefix(NOTES[word].sentence).lstrip()
    return words, note


def subjects_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the subjects of the help that fits the words, each once."""
    return tuple(dict.fromkeys(each for word in words for each in NOTES[word].subjects))
