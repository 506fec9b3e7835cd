"""Which files are a guest's, and what follows for links and folders."""

from __future__ import annotations

import re

FOLDER = "posts/guests/"
# What links to other sites say of themselves, by where they stand.
REL, GUESTS_REL = "noopener", "noopener nofollow ugc"


def is_guests(path: str) -> bool:
    return path.startswith(FOLDER)


def guest_of(path: str) -> str:
    """Return whose folder a guest's file is in, or nothing where it is in none."""
    name, below, _ = path.removeprefix(FOLDER).partition("/")
    return name if below else ""


def rel(path: str) -> str:
    """Return what the links of a file say of themselves when they lead to other sites."""
    return GUESTS_REL if is_guests(path) else REL


def own_folder(date: object) -> str:
    """Return where a post is the hub's own, as an editor sees it."""
    found = re.match(r"\d{4}(?=-)", str(date))
    return f"content/posts/{found[0] if found else 'YEAR'}/"
