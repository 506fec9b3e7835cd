"""What a search finds, and by what it is narrowed: the page and the index say it alike."""

from __future__ import annotations

from plugins.model.feeds import changes_of
from plugins.model.library import Library

FILTERS = ("topic", "year", "series", "author", "nation", "audience", "kind")
POST = "Post"
# The script knows by these names which of them come first where somebody needs help.
KINDS = (
    POST, "Page", "Support", "Topic", "Series", "Year in review", "Rule", "Recommendation",
    "Glossary", "Author", "Source", "Figure", "Correction", "Response",
)  # fmt: skip


def kinds_of(library: Library) -> tuple[str, ...]:
    """Return the kinds of what can be found in a library."""
    there = (
        library.posts, library.pages, library.services or library.routes, library.topics,
        library.series, library.reviewed_years, library.rules,
        library.recommendations, library.terms, library.authors,
        library.sources, library.figures, (*changes_of(library.posts), *library.notices),
        library.responses,
    )  # fmt: skip
    return tuple(kind for kind, found in zip(KINDS, there, strict=True) if found)
