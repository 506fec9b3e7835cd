"""What else is meant by a word: other names of topics, abbreviations, and the hub's own list."""

from __future__ import annotations

from collections.abc import Mapping

from plugins.language.words import words_of
from plugins.model.library import Library


def synonyms(library: Library) -> dict[str, list[str]]:
    """Return what else to look for, by what is asked for. Both are words with a gap between two.

    A topic is meant by its synonyms, an abbreviation by its long form and the other way round, and
    a word of `words.yaml` by what stands there.
    """
    found: dict[str, dict[str, None]] = {}

    def add(asked: str, meant: str) -> None:
        one, other = (" ".join(words_of(text)) for text in (asked, meant))
        if one and other and one != other:
            found.setdefault(one, {})[other] = None

    for each in library.words:
        for meant in _all_meant(each.word, {word.word: word.means for word in library.words}):
            add(each.word, meant)
    for topic in library.topics:
        for synonym in topic.synonyms:
            add(synonym, topic.name)
    for term in library.terms:
        if term.short:
            add(term.short, term.name)
            add(term.name, term.short)
    return {asked: list(meant) for asked, meant in sorted(found.items())}


def _all_meant(word: str, means: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what a word means, and what those words mean in their turn."""
    found: dict[str, None] = dict.fromkeys(means[word])
    line = list(found)
    while line:
        for other in means.get(line.pop(0), ()):
            if other not in found and other != word:
                found[other] = None
                line.append(other)
    return list(found)
