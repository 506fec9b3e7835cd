"""What a guest's header may not state."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.base.problems import Problem
from plugins.content.front_matter import Header
from plugins.model.guests import own_folder


def beyond_role(path: str, header: Header) -> Iterator[Problem]:
    """Yield each field of a guest's file that is not on the list of what a guest may state."""
    from plugins.content.schema.post_header import GUEST_FIELDS, PostHeader

    for name, given in header.values.items():
        if given and name in PostHeader.model_fields and name not in GUEST_FIELDS:
            what = f"{name} is not for a guest to state"
            hint = "delete the field, or move the file to "
            hint += f"{own_folder(header.values.get('date'))} to take it over"
            yield Problem(path, header.line((name,)), what, hint, "guest-field")
