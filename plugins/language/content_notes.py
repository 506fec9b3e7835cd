"""What may be painful in a text: the words for it, and the help that fits.

The words are those that publishers' guides for trigger warnings have in common, as far as they are
about health and care. Subjects are those of `content/support.yaml`. What readers are shown of a
word is a sentence in `theme/words/`, one for each language.
"""

from __future__ import annotations

from collections.abc import Iterable

# What fits whatever is told: somebody who listens.
LISTENING = "distress"
# The subjects of the help that fits, by word.
NOTES: dict[str, tuple[str, ...]] = {
    "death": (LISTENING,),
    "baby-loss": (LISTENING, "baby-loss"),
    "child-harm": (LISTENING, "harm-in-care"),
    "harm-in-care": (LISTENING, "harm-in-care"),
    "painful-procedure": (LISTENING, "harm-in-care"),
    "serious-illness": (LISTENING,),
    "suicide": (LISTENING,),
    "self-harm": (LISTENING,),
    "abuse": (LISTENING, "abuse"),
    "sexual-harm": (LISTENING, "sexual-harm"),
    "restraint": (LISTENING,),
    "discrimination": (LISTENING,),
}


def subjects_of(words: Iterable[str]) -> tuple[str, ...]:
    """Return the subjects of the help that fits the words, each once."""
    return tuple(dict.fromkeys(each for word in words for each in NOTES[word]))
