"""What a post declares of sponsor, funding and interests, in every form it takes."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.model.post import Post

# What a header writes where there is nothing to declare, and what readers see.
NONE, NONE_DECLARED = "none", "none declared"
FIELDS = ("sponsor", "funding", "interests")


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One line of a disclosure: sponsor, funding or interests."""

    label: str
    text: str
    nothing: bool = False


def declared(post: Post) -> tuple[Declared, ...]:
    """Return what a post declares, also where it declares that there is nothing."""
    stated = [(name.capitalize(), getattr(post, name)) for name in FIELDS]
    return tuple(
        Declared(label=label, text=NONE_DECLARED if nothing(text) else text, nothing=nothing(text))
        for label, text in stated
        if text
    )


def nothing(text: str) -> bool:
    """Return whether a field of a disclosure says that there is nothing to declare."""
    return text.casefold().rstrip(".") in (NONE, NONE_DECLARED)


def in_short(post: Post) -> str:
    """Return a disclosure for a list, such as "Sponsor: Example Ltd. Interests declared.".

    Where there is nothing to declare, a list says nothing: the post does.
    """
    stated = declared(post)
    parts = []
    for each in stated:
        if each.label == "Sponsor" and not nothing(each.text):
            parts.append(f"Sponsor: {each.text.rstrip('.')}.")
        elif not nothing(each.text):
            parts.append(f"{each.label} declared.")
    return " ".join(parts)
