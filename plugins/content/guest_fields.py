"""What a guest's header may not state."""

from __future__ import annotations

from collections.abc import Iterator

from plugins.base.problems import Problem
from plugins.content.front_matter import Header
from plugins.model.guests import own_folder


def beyond_role(path: str, header: Header) -> Iterator[Problem]:
    """Yield each field of a guest's file that its declaration does not let a guest state."""
    from plugins.content.schema.model import names_with
    from plugins.content.schema.post_header import PostHeader

    allowed = names_with(PostHeader, "guest")

    for name, given in header.values.items():
        if given and name in PostHeader.model_fields and name not in allowed:
            what = f"{name} is not for a guest to state"
            hint = "delete the field, or move the file to "
            hint += f"{own_folder(header.values.get('date'))} to take it over"
            yield Problem(path, header.line((name,)), what, hint, "guest-field")
