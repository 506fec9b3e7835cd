"""Guests: what somebody who is not of the house may state, which follows from where a file is.

A host can let a guest write in one folder and nowhere else. So a file below `posts/guests/NAME/`
speaks for that guest alone: it lifts no check, and its links to other sites are not the hub's word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.core.header import Header
from plugins.core.problems import Problem

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


def beyond_role(path: str, header: Header) -> Iterator[Problem]:
    """Yield each field of a guest's file that is not on the list of what a guest may state."""
    from plugins.core.schema import GUEST_FIELDS, PostHeader

    for name, given in header.values.items():
        if given and name in PostHeader.model_fields and name not in GUEST_FIELDS:
            what = f"{name} is not for a guest to state"
            hint = "delete the field, or move the file to "
            hint += f"{own_folder(header.values.get('date'))} to take it over"
            yield Problem(path, header.line((name,)), what, hint, "guest-field")
